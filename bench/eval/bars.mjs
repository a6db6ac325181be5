/**
 * Every public set with its bar, in one command: `npm run eval -- bars --data DIR`. DIR holds a folder for each set with its
 * development files. The bars themselves are for test splits kept apart; the development splits behave alike.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../scripts/say.mjs';
import { measure as measurePipeline } from '../pipeline.mjs';
import { ENGINE, runContender } from './contenders.mjs';
import { listData } from './dataSize.mjs';
import { mean } from './metrics.mjs';
import { TYPED_IN } from './read.mjs';

const BYTES_PER_MB = 1e6;
const PIPELINE = 'whole pipeline a message, 100 articles';

/**
 * @typedef {object} BarRow
 * @property {string} what
 * @property {number} [value]
 * @property {{ atLeast?: number, atMost?: number }} [bar] absent where there is none
 * @property {boolean} [isMet] absent without a bar or a value
 * @property {string} [problem] why there is no value
 */

/** Runs with the figures judged by a bar; several runs of one entry are averaged. `F` gives the path of a set's file. */
const ENTRIES = [
	...[['banking77', 0.8], ['clinc150', 0.87], ['hwu64', 0.79]].map(([set, bar]) => intentEntry(set, 10, bar)),
	...[['banking77', 0.7], ['clinc150', 0.8], ['hwu64', undefined]].map(([set, bar]) => intentEntry(set, 5, bar)),
	{
		what: 'HINT3, mean of three shops',
		runs: (F) => ['sofmattress', 'curekart', 'powerplay11'].map((shop) => ({ taskName: 'intent', options: { train: F('hint3', `${shop}.train`), test: F('hint3', `${shop}.realdev`) } })),
		judged: { accuracy: { atLeast: 0.77 }, oosAuroc: { atLeast: 0.85 }, eceWithOos: undefined, unnamedShare: undefined },
	},
	{ what: 'airline', runs: (F) => [{ taskName: 'sentiment', options: { test: F('airline', 'valid') } }], judged: { accuracy: undefined, macroF1: { atLeast: 0.64 }, negativeAuroc: { atLeast: 0.87 }, ece: undefined } },
	{ what: 'TweetEval emotion', runs: (F) => [{ taskName: 'anger', options: { test: F('tweeteval_emotion', 'val') } }], judged: { auroc: { atLeast: 0.84 }, bestF1: undefined } },
	{ what: 'GoEmotions, anger', runs: (F) => [{ taskName: 'anger', options: { test: F('goemotions', 'valid') } }], judged: { auroc: undefined, bestF1: undefined } },
	{ what: 'GoEmotions, disappointment', runs: (F) => [{ taskName: 'disappointment', options: { test: F('goemotions', 'valid') } }], judged: { auroc: undefined, bestF1: undefined, ece: undefined } },
	{ what: 'XLM-T, eight languages', runs: (F) => [{ taskName: 'sentiment', options: { test: F('xlmt_sentiment', 'val') } }], judged: { meanMacroF1: { atLeast: 0.5 }, unsureShare: undefined } },
	...[['stackfaq', 0.85, 0.5], ['covidfaq', 0.62, undefined]].flatMap(([set, recall1, coverage]) => [
		{ what: set, runs: (F) => [{ taskName: 'retrieval', options: { articles: F(set, 'faqs'), test: F(set, 'queries') } }], judged: { recall1: { atLeast: recall1 }, recall3: undefined, mrr: undefined, answerabilityAuroc: undefined } },
		{ what: `${set}, 30 % of the articles missing, seeds 1 to 5`, runs: (F) => [{ taskName: 'retrieval', options: { articles: F(set, 'faqs'), test: F(set, 'queries'), drop: 0.3, seed: '1,2,3,4,5' } }], judged: { coverageAtP90: coverage === undefined ? undefined : { atLeast: coverage }, answerabilityAuroc: undefined, hasAnswerAuroc: undefined } },
	]),
	{
		what: 'asks for a human, NLU++',
		runs: (F) => [{ taskName: 'human-request', options: { test: F('human_request', 'nlupp'), negatives: [F('banking77', 'valid'), F('clinc150', 'val'), F('airline', 'valid')] } }],
		judged: { recall: { atLeast: 0.95 }, precision: undefined, falsePositiveShare: { atMost: 0.003 }, 'falsePositiveShares.*': { atMost: 0.003 } },
	},
	{ what: 'language, xSID, six languages', runs: (F) => [{ taskName: 'language', options: { test: F('xsid', 'valid'), languages: 'en,de,it,nl,da,tr' } }], judged: { accuracy: { atLeast: 0.95 }, unsureShare: undefined, accuracyWhenSure: undefined } },
	{ what: 'personal data, Presidio', runs: (F) => [{ taskName: 'pii', options: { test: F('pii_presidio', 'train'), clean: [F('banking77', 'valid'), F('clinc150', 'val')] } }], judged: { 'recall.*': { atLeast: 0.97 }, cleanTouchedShare: { atMost: 0.01 } } },
];

/** Measures every entry whose name contains `only`; a set that is not in `data` is a row that says so. */
export async function measureBars({ data, only = '', timeLimitSeconds, sample, onStart }) {
	const folder = path.resolve(TYPED_IN, data);
	if (!existsSync(folder)) throw new Problem(`The folder ${data} is not there: name the one that holds a folder for each set, such as banking77.`);
	const F = createFinder(folder);
	const rows = [];
	for (const entry of ENTRIES.filter(({ what }) => isWanted(what, only))) {
		onStart(entry.what);
		rows.push(...await measureEntry(entry, F, { timeLimitSeconds, sample }));
	}
	return isWanted(PIPELINE, only) ? [...rows, ...await measureCost(onStart)] : rows;
}

/** What the engine costs beside being right: data in the package, and the whole of understanding and deciding. */
async function measureCost(onStart) {
	onStart(PIPELINE);
	const pipeline = await measurePipeline();
	const find = (start) => 1000 * pipeline.find(({ what }) => what.startsWith(start)).value;
	const bytes = (await listData()).reduce((sum, [, size]) => sum + size, 0);
	return [
		judge(`${PIPELINE}: mean, µs`, find('core pipeline, mean'), { atMost: 400 }),
		judge(`${PIPELINE}: median, µs`, find('core pipeline, p50')),
		judge(`${PIPELINE}: CPU, µs`, find('core pipeline, CPU')),
		judge('data in the package, MB', bytes / BYTES_PER_MB, { atMost: 6 }),
	];
}

function isWanted(what, only) {
	return what.toLowerCase().includes(only.toLowerCase());
}

async function measureEntry({ what, runs, judged }, F, { timeLimitSeconds, sample }) {
	let results;
	try {
		results = await inTurn(runs(F), ({ taskName, options }) => runContender({ taskName, contender: ENGINE, options: { ...options, sample }, timeLimitSeconds }));
	} catch (error) {
		if (error instanceof Problem) return [{ what, problem: error.message }];
		throw error;
	}
	const failed = results.find(({ problem }) => problem !== undefined);
	if (failed !== undefined) return [{ what, problem: failed.problem }];
	return Object.entries({ ...judged, heapMb: { atMost: 80 }, medianMicroseconds: undefined }).flatMap(([key, bar]) => expand(results, key).map(({ name, values }) => {
		return judge(`${what}: ${name}`, values.includes(undefined) ? undefined : mean(values), bar);
	}));
}

/** @returns {BarRow} */
function judge(what, value, bar) {
	if (bar === undefined || value === undefined) return { what, value, bar };
	return { what, value, bar, isMet: value >= (bar.atLeast ?? -Infinity) && value <= (bar.atMost ?? Infinity) };
}

/** The figure of that name in each result; `name.*` are all figures of a group. */
function expand(results, key) {
	const [group, rest] = key.split('.');
	if (rest === undefined) return [{ name: key, values: results.map(({ figures }) => figures[key]) }];
	return Object.keys(results[0].figures[group]).map((name) => ({ name: `${group} ${name}`, values: results.map(({ figures }) => figures[group][name]) }));
}

function intentEntry(set, shots, bar) {
	return {
		what: `${set}, ${shots} examples each`,
		runs: (F) => [{ taskName: 'intent', options: { train: F(set, `train_${shots}`), test: F(set, set === 'clinc150' ? 'val' : 'valid'), ...(set === 'clinc150' ? { oos: F(set, 'oos_val') } : {}) } }],
		judged: {
			accuracy: bar === undefined ? undefined : { atLeast: bar },
			macroF1: undefined,
			unnamedShare: undefined,
			ece: shots === 10 ? { atMost: 0.04 } : undefined,
			...(set === 'clinc150' ? { oosAuroc: shots === 10 ? { atLeast: 0.93 } : undefined } : {}),
			trainCpuMs: undefined,
		},
	};
}

/** Gives the path of a set's file, or throws a {@link Problem} when it is not there. */
function createFinder(folder) {
	return (set, name) => {
		const file = path.join(folder, set, `dev.${name}.jsonl`);
		if (!existsSync(file)) throw new Problem(`${path.join(set, path.basename(file))} is not in the data folder`);
		return file;
	};
}

async function inTurn(things, act) {
	const results = [];
	for (const thing of things) results.push(await act(thing));
	return results;
}
