/**
 * Quality must not slip unseen: the figures of `npm run eval` on small samples that we made up (quality/ and the sample shop),
 * with bounds a little below what the engine reaches. `npm run eval -- intent --train test/engines/quality/intents.train.jsonl …`
 * prints them; whoever betters the engine raises the bounds. On public sets it is measured by `npm run eval -- bars`.
 */
import { join } from 'node:path';
import { task as decisions } from '../../bench/eval/decisions.mjs';
import { anger, disappointment } from '../../bench/eval/emotion.mjs';
import { task as humanRequest } from '../../bench/eval/humanRequest.mjs';
import { task as intent } from '../../bench/eval/intent.mjs';
import { task as language } from '../../bench/eval/language.mjs';
import { task as pii } from '../../bench/eval/pii.mjs';
import { task as retrieval } from '../../bench/eval/retrieval.mjs';
import { task as sentiment } from '../../bench/eval/sentiment.mjs';
import { MASK_KINDS, maskText } from '../../core/privacy';
import * as product from '../../kit';

/** All of it takes two seconds of CPU; a busy machine gives them when it can. */
jest.setTimeout(60_000);

type Figures = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** The bounds of one figure. */
interface Bound {
	readonly atLeast?: number;
	readonly atMost?: number;
}

const kit = { ...product, maskText, MASK_KINDS };
const sample = (name: string): string => join(__dirname, 'quality', `${name}.jsonl`);

const RUNS = [
	['intents', intent, { train: sample('intents.train'), test: sample('intents.test'), oos: sample('intents.oos') }, { accuracy: { atLeast: 0.94 }, oosAuroc: { atLeast: 0.97 }, ece: { atMost: 0.2 } }],
	['mood', sentiment, { test: sample('mood') }, { accuracy: { atLeast: 0.95 }, macroF1: { atLeast: 0.95 }, negativeAuroc: { atLeast: 0.99 }, ece: { atMost: 0.12 } }],
	['anger', anger, { test: sample('anger') }, { auroc: { atLeast: 0.97 }, bestF1: { atLeast: 0.9 } }],
	['disappointment', disappointment, { test: sample('disappointment') }, { auroc: { atLeast: 0.98 }, bestF1: { atLeast: 0.95 }, ece: { atMost: 0.15 } }],
	['mood in eight languages', sentiment, { test: sample('moodLanguages') }, { meanMacroF1: { atLeast: 0.9 }, unsureShare: { atMost: 0.2 } }],
	['requests for a person', humanRequest, { test: sample('human') }, { recall: { atLeast: 0.95 }, falsePositiveShare: { atMost: 0.03 } }],
	['articles', retrieval, { articles: sample('articles'), test: sample('queries') }, { recall1: { atLeast: 0.82 }, recall3: { atLeast: 0.95 }, answerabilityAuroc: { atLeast: 0.93 }, coverageAtP90: { atLeast: 0.58 } }],
	['languages', language, { test: sample('languages') }, { accuracy: { atLeast: 0.95 }, accuracyWhenSure: { atLeast: 0.98 } }],
	['personal data', pii, { test: sample('pii') }, { 'recall.email': { atLeast: 1 }, 'recall.phone': { atLeast: 1 }, 'recall.card': { atLeast: 1 }, 'recall.iban': { atLeast: 1 }, 'recall.ssn': { atLeast: 1 }, cleanTouchedShare: { atMost: 0 } }],
	['conversations', decisions, { test: join(__dirname, '..', '..', 'workflows', 'sample', 'conversations.jsonl') }, { accuracy: { atLeast: 0.94 } }],
] as const;

describe.each(RUNS)('%s', (_, task, files, bounds) => {
	let figures: Figures;
	beforeAll(async () => {
		figures = (await task.measure(task.engine(kit), task.read(files))) as Figures;
	});

	it.each(Object.entries(bounds as Readonly<Record<string, Bound>>))('%s stays within %j', (name, { atLeast = -Infinity, atMost = Infinity }) => {
		const value = name.split('.').reduce<unknown>((at, key) => (at as Figures)[key], figures) as number;
		expect(value).toBeGreaterThanOrEqual(atLeast);
		expect(value).toBeLessThanOrEqual(atMost);
	});
});
