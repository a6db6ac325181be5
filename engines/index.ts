/**
 * Where the embedded engine and a model meet: the model may improve a result within a time limit.
 * When it fails or is slow, the local result stands and the item says so.
 */
import type { Envelope } from '../core/envelope';
import { chooseIntent, readDetailState } from '../core/knowledge';
import type { Answer, Knowledge, Source } from '../core/knowledge/knowledge';
import type { KeptFile } from '../core/message/files';
import type { Attachment } from '../core/message/message';
import { cutText } from '../core/message/readEnvelope';
import { judgeTranscript, MAX_HEARD_NOTES, planHearing, untranscribed } from '../core/message/voiceNotes';
import type { ModelEngine, Transcriber, UnderstandRequest } from '../core/triage/engine';
import type { Triage } from '../core/triage/triage';

/**
 * Asks a model about the topic too. What protects the customer is never weakened: a request for a
 * person and urgency only grow. Never rejects.
 */
export async function improveTriage(local: Triage, model: ModelEngine, request: UnderstandRequest, timeoutMs: number): Promise<Triage> {
	try {
		const better = await model.understand(request, AbortSignal.timeout(timeoutMs));
		const triage: Triage = {
			...local,
			...better,
			urgency: Math.max(local.urgency, better.urgency ?? 0),
			asksForHuman: Math.max(local.asksForHuman, better.asksForHuman ?? 0),
			otherIntents: local.otherIntents.filter(({ intent }) => intent !== better.intent),
			engine: { name: model.name },
		};
		return { ...triage, missing: missingFor(triage, request) };
	} catch (error) {
		return { ...local, engine: { name: local.engine.name, fellBack: explain(error, timeoutMs) } };
	}
}

function missingFor(triage: Triage, { knowledge, conversation }: UnderstandRequest): readonly string[] {
	const needs = knowledge.intents.find(({ name }) => name === triage.intent)?.needs;
	if (needs === undefined) return [];
	const envelope = { triage, conversation, customer: { id: '', verified: false, history: [] } } as unknown as Envelope;
	return readDetailState(envelope, needs).missing;
}

interface WordContext {
	readonly envelope: Envelope;
	readonly knowledge: Knowledge;
	readonly timeoutMs: number;
}

/**
 * Lets a model word the answer from the articles found. Only an answer that stands on them counts;
 * when the model finds that they do not answer, nothing is answered. A topic for people only is never
 * worded. Never rejects.
 */
export async function wordAnswer(planned: Answer, model: ModelEngine, { envelope, knowledge, timeoutMs }: WordContext): Promise<Answer> {
	if (chooseIntent(envelope, knowledge)?.humanOnly) return planned;
	const found = planned.kind === 'answered' ? planned.sources : planned.kind === 'none' ? planned.suggestions : [];
	const articles = knowledge.articles.filter(({ id }) => found.some((source) => source.id === id));
	if (articles.length === 0) return planned;
	try {
		const draft = await model.draft({
			question: envelope.message.text,
			conversation: envelope.conversation,
			sources: found,
			articles,
			...(envelope.triage?.language === undefined ? {} : { language: envelope.triage.language }),
		}, AbortSignal.timeout(timeoutMs));
		return draft === undefined ? unanswered(planned, found, model) : {
			...planned,
			kind: 'answered',
			text: draft.text,
			confidence: draft.confidence,
			sources: found.filter(({ id }) => draft.usedSources.includes(id)),
			engine: { name: model.name },
		};
	} catch (error) {
		return { ...planned, engine: { name: planned.engine.name, fellBack: explain(error, timeoutMs) } };
	}
}

function unanswered({ verification }: Answer, suggestions: readonly Source[], model: ModelEngine): Answer {
	return { kind: 'none', sources: [], suggestions, engine: { name: model.name }, ...(verification === undefined ? {} : { verification }) };
}

/** Where the files of voice notes are, and where their words go. */
export interface HearingPlace {
	readonly readFile: (fileId: string) => Promise<KeptFile | undefined>;
	readonly keep: (fileId: string, transcript: string) => Promise<unknown>;
}

/**
 * Has the voice notes of a message transcribed that were not before, and keeps the words. Returns why one was not, absent when all
 * were: it is for a person then. A service that fails or is slow is such a reason; only a store that fails rejects.
 *
 * @param timeoutMs for all of them together
 */
export async function transcribeNotes(attachments: readonly Attachment[], transcriber: Transcriber, { readFile, keep }: HearingPlace, timeoutMs: number): Promise<string | undefined> {
	const signal = AbortSignal.timeout(timeoutMs);
	const notes = untranscribed(attachments);
	const problems = await Promise.all(notes.slice(0, MAX_HEARD_NOTES).map(async (note) => {
		const plan = planHearing(note);
		if ('problem' in plan) return plan.problem;
		const file = await readFile(plan.fileId);
		if (file === undefined) return 'The file of the voice note is not here.';
		const heard = await transcriber.transcribe({ ...file, name: plan.name }, signal).catch((error: unknown) => ({ failure: explain(error, timeoutMs) }));
		if ('failure' in heard) return heard.failure;
		const judged = judgeTranscript(heard);
		if ('doubt' in judged) return judged.doubt;
		await keep(plan.fileId, cutText(judged.text));
		return undefined;
	}));
	return problems.find((problem) => problem !== undefined) ?? (notes.length > MAX_HEARD_NOTES ? `Of one message ${MAX_HEARD_NOTES} voice notes are transcribed.` : undefined);
}

/** Why a model did not help, without the customer's words or the key. */
function explain(error: unknown, timeoutMs: number): string {
	const status = (error as { readonly status?: unknown }).status;
	if (status === 401 || status === 403) return 'The model\'s service refused the key. Check the model credential.';
	if (status === 429) return 'The model\'s service is busy or the quota is used up.';
	if (typeof status === 'number') return `The model's service answered with status ${status}.`;
	if (error instanceof Error && /abort|timeout/iu.test(`${error.name} ${error.message}`)) return `The model did not answer within ${timeoutMs / 1000} seconds.`;
	if ((error as { readonly name?: unknown }).name === 'SyntaxError' || (error instanceof Error && error.message.includes('JSON'))) return 'The model\'s answer could not be read.';
	return 'The model\'s service cannot be reached. Check the address in the model credential.';
}
