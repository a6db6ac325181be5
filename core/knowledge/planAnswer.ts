/** What can be said to this message from what the company knows? */
import type { Attempt } from '../conversation/conversation';
import type { Envelope } from '../envelope';
import type { ArticleMatch } from '../triage/engine';
import type { EngineNote } from '../triage/triage';
import { takePassage } from './answerPassage';
import type { Answer, Article, DataNeed, Intent, Knowledge, Source } from './knowledge';
import { readDetailState } from './knownDetails';
import { DEFAULT_ANSWER_SETTINGS, type AnswerSettings } from './settings';

/** What a plan is made from; the other keys of the envelope are not looked at. */
export type AnswerEnvelope = Pick<Envelope, 'message' | 'customer' | 'conversation' | 'triage'>;

/** What is searched for: the message, and before it the earlier question it leaves its subject to ("and to Norway?"). */
export function questionOf({ message, triage }: Pick<AnswerEnvelope, 'message' | 'triage'>): string {
	const earlier = triage?.evidence?.context?.text;
	return earlier === undefined ? message.text : `${earlier}\n${message.text}`;
}

/** An article that answers, and how sure we are of it. */
interface Candidate {
	readonly article: Article;
	readonly source: Source;
	readonly confidence: number;
}

/**
 * Plans the answer: small talk, an article, a lookup, a question for what a lookup needs, or none.
 * Never asks for what the customer gave, never repeats an answer that failed in this conversation.
 *
 * @param matches what the article search found for this message
 * @returns `none` when nothing fits or the matter is always for a person; what came close is in `suggestions`
 */
export function planAnswer(envelope: AnswerEnvelope, knowledge: Knowledge, matches: ArticleMatch, settings: AnswerSettings = DEFAULT_ANSWER_SETTINGS): Answer {
	const engine = envelope.triage?.engine ?? { name: 'local' };
	if (envelope.triage?.smallTalk) return { kind: 'smallTalk', sources: [], suggestions: [], engine };

	const intent = chooseIntent(envelope, knowledge, settings);
	const suggestions = matches.sources.filter((source) => !hasFailed(envelope, source.id));
	if (intent?.humanOnly) return { kind: 'none', sources: [], suggestions, engine };
	if (intent?.needs) return planLookup(envelope, intent.needs, suggestions, engine);

	const candidates = findCandidates(intent, envelope, knowledge, matches).filter(({ confidence }) => confidence >= settings.answerAbove);
	const fresh = candidates.find(({ article, source }) => !hasFailed(envelope, article.id) && !wasJustSaid(envelope, () => sayArticle(envelope, article, source)));
	// When the best answer was given already, a far weaker one would only be worse: then it is a person's turn.
	// So it is when the customer goes on from that answer: what else the earlier question resembles was not asked for.
	const goesOn = envelope.triage?.evidence?.context !== undefined;
	const candidate = fresh === candidates[0] || (!goesOn && (fresh?.confidence ?? 0) >= settings.intentAbove) ? fresh : undefined;
	if (!candidate) return { kind: 'none', sources: [], suggestions, engine };
	return {
		kind: 'answered',
		text: sayArticle(envelope, candidate.article, candidate.source),
		confidence: candidate.confidence,
		sources: [candidate.source],
		suggestions: suggestions.filter((source) => source.id !== candidate.article.id),
		engine,
	};
}

/**
 * The intent a message is answered by: the one triage is sure of; else the one we asked details for, when this message brings
 * one of them. *Answer From Data* must take the same, so it asks here too. Absent when neither is there.
 */
export function chooseIntent({ triage, conversation }: Pick<AnswerEnvelope, 'triage' | 'conversation'>, knowledge: Knowledge, settings: AnswerSettings = DEFAULT_ANSWER_SETTINGS): Intent | undefined {
	const byName = (name: string | undefined) => knowledge.intents.find((intent) => intent.name === name);
	const sure = (triage?.confidence ?? 0) >= settings.intentAbove || triage?.intent === conversation.pendingIntent;
	const found = triage?.intent !== undefined && sure ? byName(triage.intent) : undefined;
	if (found) return found;
	const answersUs = triage?.entities.some((entity) => conversation.asked.includes(entity.kind)) ?? false;
	return answersUs ? byName(conversation.pendingIntent) : undefined;
}

function planLookup(envelope: AnswerEnvelope, needs: DataNeed, suggestions: readonly Source[], engine: EngineNote): Answer {
	const { known, missing, lacksProof } = readDetailState(envelope, needs);
	const confidence = envelope.triage?.confidence;
	const shared = { ...(confidence === undefined ? {} : { confidence }), sources: [], suggestions, engine };
	if (missing.length === 0 && !lacksProof) return { kind: 'needsData', lookup: known, ...shared };
	const proofs = lacksProof ? needs.verifyBy : [];
	return {
		kind: 'askDetails',
		asks: [...new Set([...missing, ...proofs])],
		...(proofs.length > 0 ? { asksAnyOf: proofs } : {}),
		...shared,
	};
}

/**
 * The articles that may answer: the one the company chose for a topic we are sure of, then surest
 * first. Topic and search are two readers: where both name an article, it is wrong only if both
 * are (1 − (1 − a)(1 − b)).
 */
function findCandidates(intent: Intent | undefined, envelope: AnswerEnvelope, knowledge: Knowledge, matches: ArticleMatch): readonly Candidate[] {
	const found = matches.sources.flatMap((source, place) => {
		const article = findArticle(knowledge, source.id);
		// The search's confidence is the first one's; a later one is trusted no more than its own score.
		const confidence = place === 0 ? matches.confidence : Math.min(matches.confidence, source.score);
		return article === undefined ? [] : [{ article, source, confidence }];
	});
	const topic = intent ?? knowledge.intents.find(({ name }) => name === envelope.triage?.intent);
	const chosen = findArticle(knowledge, topic?.articleId);
	if (topic === undefined || topic.humanOnly || chosen === undefined) return found.sort(bySurest);

	const byTopic = envelope.triage?.confidence ?? 1;
	const seconded = found.find(({ article }) => article.id === chosen.id);
	const confidence = 1 - (1 - byTopic) * (1 - (seconded?.confidence ?? 0));
	const source = seconded?.source ?? describeSource(chosen, takePassage(chosen, envelope.message.text), confidence);
	const named: Candidate = { article: chosen, source: { ...source, score: confidence }, confidence };
	const others = found.filter((candidate) => candidate !== seconded).sort(bySurest);
	return intent === undefined ? [named, ...others].sort(bySurest) : [named, ...others];
}

function bySurest(a: Candidate, b: Candidate): number {
	return b.confidence - a.confidence;
}

function describeSource({ id, title, url }: Article, snippet: string, score: number): Source {
	return { id, title, ...(url ? { url } : {}), snippet, score };
}

/** The articles that can be said, by id; for as long as a knowledge is kept. */
const sayable = new WeakMap<Knowledge['articles'], ReadonlyMap<string, Article>>();

function findArticle({ articles }: Knowledge, id: string | undefined): Article | undefined {
	if (id === undefined) return undefined;
	let byId = sayable.get(articles);
	if (byId === undefined) {
		// Of two with one id the first one counts, which is set last.
		byId = new Map(articles.filter(({ enabled, body }) => enabled && body.trim() !== '').reverse().map((article) => [article.id, article]));
		sayable.set(articles, byId);
	}
	return byId.get(id);
}

function sayArticle(envelope: AnswerEnvelope, article: Article, source: Source): string {
	return takePassage(article, envelope.message.text, source.snippet);
}

function hasFailed({ conversation }: AnswerEnvelope, articleId: string): boolean {
	return conversation.attempts.some((attempt) => attempt.result === 'failed' && attempt.sources.includes(articleId));
}

/** The very words of the last answer help nobody a second time. */
function wasJustSaid({ conversation }: AnswerEnvelope, say: () => string): boolean {
	const last: Attempt | undefined = conversation.attempts.at(-1);
	if (!last || last.result === 'worked') return false;
	const said = last.answer.replace(/…$/u, '').trim();
	return said !== '' && say().startsWith(said);
}
