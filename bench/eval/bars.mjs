/**
 * Every public set with its bar, in one command: `npm run eval -- bars --data DIR`. DIR holds a folder for each set; of the
 * development splits the figures are for building, of kept-apart test splits (`--split test`) for judging.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../scripts/say.mjs';
import { runContender, ENGINE } from './contenders.mjs';
import { mean } from './metrics.mjs';
import { TYPED_IN } from './read.mjs';

/** Names that the same split has from set to set: the first that is there is taken. */
const TEST_NAMES = { dev: ['dev.valid', 'dev.val', 'dev.realdev', 'dev'], test: ['test', 'heldout'] };

/**
 * @typedef {object} BarRow
 * @property {string} what
 * @property {number} [value]
 * @property {{ atLeast?: number, atMost?: number }} [bar]
 * @property {boolean} [isMet]
 * @property {string} [problem] why there is no value
 */

/** Runs with the figures judged by a bar; several runs of one entry are averaged. `F` gives the path of a file in a set's folder. */
const ENTRIES = [
	...[['banking77', 0.8], ['clinc150', 0.87], ['hwu64', 0.79]].map(([set, bar]) => intentEntry(set, 10, bar)),
	...[['banking77', 0.7], ['clinc150', 0.8], ['hwu64', undefined]].map(([set, bar]) => intentEntry(set, 5, bar)),
	{
		what: 'HINT3, mean of three shops',
		runs: (F) => ['sofmattress', 'curekart', 'powerplay11'].map((shop) => ({ taskName: 'intent', options: { train: F('hint3', `dev.${shop}.train`), test: F.test('hint3', shop) } })),
		judged: { accuracy: { atLeast: 0.77 }, oosAuroc: { atLeast: 0.85 }, eceWithOos: undefined },
	},
	{ what: 'airline', runs: (F) => [{ taskName: 'sentiment', options: { test: F.test('airline') } }], judged: { accuracy: undefined, macroF1: { atLeast: 0.64 }, negativeAuroc: { atLeast: 0.87 }, ece: undefined } },
	{ what: 'TweetEval emotion', runs: (F) => [{ taskName: 'anger', options: { test: F.test('tweeteval_emotion') } }], judged: { auroc: { atLeast: 0.84 }, bestF1: undefined } },
	{ what: 'GoEmotions', runs: (F) => [{ taskName: 'anger', options: { test: F.test('goemotions') } }], judged: { auroc: undefined, bestF1: undefined } },
	{ what: 'XLM-T, eight languages', runs: (F) => [{ taskName: 'sentiment', options: { test: F.test('xlmt_sentiment') } }], judged: { meanMacroF1: { atLeast: 0.5 }, unsureShare: undefined } },
	...[['stackfaq', 0.85, 0.5], ['covidfaq', 0.62, undefined]].flatMap(([set, recall1, coverage]) => [
		{ what: set, runs: (F) => [{ taskName: 'retrieval', options: { articles: F(set, 'dev.faqs'), test: F.queries(set) } }], judged: { recall1: { atLeast: recall1 }, recall3: undefined, mrr: undefined, answerabilityAuroc: undefined } },
		{ what: `${set}, 30 % of the articles missing, seeds 1 to 5`, runs: (F) => [{ taskName: 'retrieval', options: { articles: F(set, 'dev.faqs'), test: F.queries(set), drop: 0.3, seed: '1,2,3,4,5' } }], judged: { coverageAtP90: coverage === undefined ? undefined : { atLeast: coverage }, answerabilityAuroc: undefined, hasAnswerAuroc: undefined } },
	]),
	{
		what: 'asks for a human, NLU++',
		runs: (F) => [{ taskName: 'human-request', options: { test: F.human('nlupp'), negatives: ['banking77', 'clinc150', 'airline'].map((set) => F.test(set)) } }],
		judged: { recall: { atLeast: 0.95 }, precision: undefined, falsePositiveShare: { atMost: 0.003 }, 'falsePositiveShares.*': { atMost: 0.003 } },
	},
	{ what: 'language, xSID, six languages', runs: (F) => [{ taskName: 'language', options: { test: F.test('xsid'), languages: 'en,de,it,nl,da,tr' } }], judged: { accuracy: { atLeast: 0.95 }, unsureShare: undefined, accuracyWhenSure: undefined } },
	{ what: 'personal data, Presidio', runs: (F) => [{ taskName: 'pii', options: { test: F.pii(), clean: [F.test('banking77'), F.test('clinc150')] } }], judged: { 'recall.*': { atLeast: 0.97 }, cleanTouchedShare: { atMost: 0.01 } } },
];

/** Measures every entry whose name contains `only`; a set that is not in `data` is a row that says so. */
export async function measureBars({ data, split = 'dev', only = '', timeLimitSeconds, sample, onStart }) {
	if (!Object.hasOwn(TEST_NAMES, split)) throw new Problem(`--split ${split} is unknown: it is one of ${Object.keys(TEST_NAMES).join(', ')}.`);
	const folder = path.resolve(TYPED_IN, data);
	if (!existsSync(folder)) throw new Problem(`The folder ${data} is not there: name the one that holds a folder for each set, such as banking77.`);
	const files = createFiles(folder, split);
	const rows = [];
	for (const entry of ENTRIES.filter(({ what }) => what.toLowerCase().includes(only.toLowerCase()))) {
		onStart(entry.what);
		rows.push(...await measureEntry(entry, files, { timeLimitSeconds, sample }));
	}
	return rows;
}

async function measureEntry({ what, runs, judged }, files, { timeLimitSeconds, sample }) {
	let results;
	try {
		results = await inTurn(runs(files), ({ taskName, options }) => runContender({ taskName, contender: ENGINE, options: { ...options, sample }, timeLimitSeconds }));
	} catch (error) {
		if (error instanceof Problem) return [{ what, problem: error.message }];
		throw error;
	}
	const failed = results.find(({ problem }) => problem !== undefined);
	if (failed !== undefined) return [{ what, problem: failed.problem }];
	return Object.entries({ ...judged, microsecondsPerMessage: undefined }).flatMap(([key, bar]) => expand(results, key).map(({ name, values }) => {
		const value = values.includes(undefined) || values.includes(null) ? undefined : mean(values);
		return { what: `${what}: ${name}`, value, ...(bar === undefined ? {} : { bar, ...(value === undefined ? {} : { isMet: value >= (bar.atLeast ?? -Infinity) && value <= (bar.atMost ?? Infinity) }) }) };
	}));
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
		runs: (F) => [{ taskName: 'intent', options: { train: F(set, `dev.train_${shots}`), test: F.test(set), ...(set === 'clinc150' ? { oos: F.oos(set) } : {}) } }],
		judged: {
			accuracy: bar === undefined ? undefined : { atLeast: bar },
			macroF1: undefined,
			ece: shots === 10 ? { atMost: 0.04 } : undefined,
			...(set === 'clinc150' ? { oosAuroc: shots === 10 ? { atLeast: 0.93 } : undefined } : {}),
			trainMs: undefined,
		},
	};
}

/** Paths of a data folder's files, by set and what they are for. Test splits may lie under the same names without `dev.`. */
function createFiles(folder, split) {
	const find = (set, names) => {
		const found = names.map((name) => path.join(folder, set, `${name}.jsonl`)).find((file) => existsSync(file));
		if (found === undefined) throw new Problem(`${path.join(set, `${names[0]}.jsonl`)} is not in the data folder`);
		return found;
	};
	const F = (set, name) => find(set, [name]);
	const isDev = split === 'dev';
	F.test = (set, part) => find(set, part === undefined ? [...TEST_NAMES[split]] : isDev ? [`dev.${part}.realdev`] : [`${part}.test`, `test.${part}`]);
	F.oos = (set) => find(set, isDev ? ['dev.oos_val'] : ['oos_test', 'test.oos']);
	F.queries = (set) => find(set, isDev ? ['dev.queries'] : ['queries', 'test.queries']);
	F.human = (set) => find('human_request', isDev ? [`dev.${set}`] : [`${set}`, `test.${set}`]);
	F.pii = () => find('pii_presidio', isDev ? ['dev.train'] : ['test']);
	return F;
}

async function inTurn(things, act) {
	const results = [];
	for (const thing of things) results.push(await act(thing));
	return results;
}
