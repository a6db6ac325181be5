/**
 * Where the embedded engine and a model meet: the model may improve a result within a time limit.
 * When it fails or is slow, the local result stands and the item says so.
 */
import type { Envelope } from '../core/envelope';
import { chooseIntent, readDetailState } from '../core/knowledge';
import type { Answer, Knowledge, Source } from '../core/knowledge/knowledge';
import type { ModelEngine, UnderstandRequest } from '../core/triage/engine';
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

/** Why a model did not help, without the customer's words or the key. */
function explain(error: unknown, timeoutMs: number): string {
	const status = (error as { readonly status?: unknown }).status;
	if (status === 401 || status === 403) return 'The model\'s service refused the key. Check the model credential.';
	if (status === 429) return 'The model\'s service is busy or the quota is used up.';
	if (typeof status === 'number') return `The model's service answered with status ${status}.`;
	if (error instanceof Error && /abort|timeout/iu.test(`${error.name} ${error.message}`)) return `The model did not answer within ${timeoutMs / 1000} seconds.`;
	if (error instanceof SyntaxError || (error instanceof Error && error.message.includes('JSON'))) return 'The model\'s answer could not be read.';
	return 'The model\'s service cannot be reached. Check the address in the model credential.';
}
