/** Reads what a model answered: unknown until proven, absent when unusable, never guessed. */
import type { Heard } from '../../core/message/voiceNotes';
import type { ModelEngine } from '../../core/triage/engine';

type Understanding = Awaited<ReturnType<ModelEngine['understand']>>;
type Draft = Awaited<ReturnType<ModelEngine['draft']>>;

/** Longest answer taken from a model, characters: beyond it has not done what it was asked. */
const MAX_DRAFT_CHARS = 2_000;

/** Reads a classification. Throws when the answer is no object at all; leaves out each field that cannot be used. */
export function readUnderstanding(answer: unknown, knownIntents: readonly string[]): Understanding {
	if (!isObject(answer)) throw new Error('The model did not answer with a JSON object.');
	const intent = typeof answer.intent === 'string' && knownIntents.includes(answer.intent) ? answer.intent : undefined;
	const numbers = {
		confidence: intent === undefined ? undefined : readShare(answer.confidence),
		outOfScope: readShare(answer.outOfScope),
		urgency: readShare(answer.urgency),
		complexity: readShare(answer.complexity),
		asksForHuman: readShare(answer.asksForHuman),
	};
	return {
		...(intent === undefined || numbers.confidence === undefined ? {} : { intent }),
		...(typeof answer.language === 'string' && /^[a-z]{2}$/u.test(answer.language) ? { language: answer.language } : {}),
		...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
	};
}

/** Reads a worded answer; undefined when the model says that the articles do not answer, or used none of them. */
export function readDraft(answer: unknown, knownArticles: readonly string[]): Draft {
	if (!isObject(answer)) throw new Error('The model did not answer with a JSON object.');
	if (answer.answered !== true || typeof answer.text !== 'string') return undefined;
	const text = answer.text.trim();
	const usedSources = Array.isArray(answer.articleIds) ? answer.articleIds.filter((id): id is string => knownArticles.includes(id)) : [];
	const confidence = readShare(answer.confidence);
	if (text === '' || text.length > MAX_DRAFT_CHARS || usedSources.length === 0 || confidence === undefined) return undefined;
	return { text, confidence, usedSources };
}

/** Reads what was heard in a sound file. Throws when there is no text at all; how sure the service was is left out unless it tells all of it. */
export function readHeard(answer: unknown): Heard {
	if (!isObject(answer) || typeof answer.text !== 'string') throw new Error('The service did not answer with a JSON object that has a text.');
	const stretches = (Array.isArray(answer.segments) ? answer.segments.filter(isObject) : []).map(readStretch);
	return stretches.length === 0 || stretches.includes(undefined) ? { text: answer.text } : { text: answer.text, stretches: stretches.filter((stretch) => stretch !== undefined) };
}

function readStretch({ avg_logprob: logProbability, no_speech_prob: silence, compression_ratio: compression }: Readonly<Record<string, unknown>>): NonNullable<Heard['stretches']>[number] | undefined {
	return typeof logProbability === 'number' && typeof silence === 'number' && typeof compression === 'number' ? { logProbability, silence, compression } : undefined;
}

/** A number from 0 to 1; absent otherwise, which is not the same as 0. */
function readShare(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
