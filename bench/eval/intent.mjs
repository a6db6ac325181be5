/**
 * What does the customer want? Learns the labels of a training file and reads a test file by them. A test row whose label
 * has no training example is out of scope, as are all rows of `--oos`.
 */
import { Problem } from '../../scripts/say.mjs';
import { toIntent, triage, warmUp } from './engine.mjs';
import { accuracy, auroc, expectedCalibrationError, macroF1, mean, pickFigures } from './metrics.mjs';
import { readRows, shuffle, takeSample } from './read.mjs';
import { INTENT_RIVALS } from './rivals/intent.mjs';
import { timeEach, timeOnce } from './timing.mjs';

/** What a learning curve shows at each number of examples. */
const CURVE = ['accuracy', 'macroF1', 'ece', 'oosAuroc', 'trainMs', 'examples'];

export const task = {
	usage: 'intent --train F --test F [--oos F] [--shots N,… --seed 1]',
	options: { train: 'file', test: 'file', oos: 'file?', shots: 'text?', seed: 'number?' },
	rivals: INTENT_RIVALS,

	read({ train, test, oos, shots, seed = 1, sample }) {
		const rows = readRows(train, 'labelled');
		const data = { draws: readShots(shots).map((count) => ({ shots: count, train: takeShots(rows, count, seed) })), test: takeSample(readRows(test, 'labelled'), sample), oos: oos === undefined ? [] : takeSample(readRows(oos, 'texts'), sample) };
		const known = new Set(rows.map(({ label }) => label));
		if (!data.test.some(({ label }) => known.has(label))) throw new Problem(`No label of ${test} is one of ${train}: name files of the same set.`);
		return data;
	},

	/** Intent and confidence as Triage gives them; learning is the first message after an edit, as in the product. */
	engine(kit) {
		const engine = kit.localEngine();
		return {
			prepare: () => warmUp(engine),
			learn(rows) {
				const examples = Map.groupBy(rows, ({ label }) => label);
				const knowledge = { inbox: 'eval', version: 1, articles: [], intents: [...examples].map(([label, own]) => toIntent(label, own.map(({ text }) => text))) };
				triage(engine, 'hello', knowledge);
				return (text) => {
					const { intent, confidence, outOfScope } = triage(engine, text, knowledge);
					return { label: intent, confidence, outOfScope };
				};
			},
		};
	},

	/**
	 * `accuracy`, `macroF1` and `ece` are over the rows in scope, `eceWithOos` over all of them, where those out of scope have
	 * no right label. `unnamedShare` is of the rows in scope for which no intent was named. `oosAuroc` is of the out-of-scope score, or of 1 − confidence where there is none.
	 */
	async measure({ prepare, learn }, { draws, test, oos }) {
		await prepare?.();
		const figures = [];
		for (const { train } of draws) figures.push(await measureDraw(learn, train, test, oos));
		if (figures.length === 1) return figures[0];
		return { ...figures.at(-1), byShots: draws.map(({ shots }, i) => ({ shots, ...pickFigures(figures[i], CURVE) })) };
	},
};

async function measureDraw(learn, train, test, oos) {
	const { result: read, ms: trainMs, cpuMs: trainCpuMs } = await timeOnce(() => learn(train));
	const rows = [...test, ...oos.map(({ text }) => ({ text, label: undefined }))];
	const { results, speed } = await timeEach(rows.map(({ text }) => text), read);

	const known = new Set(train.map(({ label }) => label));
	const isInScope = rows.map(({ label }) => known.has(label));
	const right = rows.map(({ label }, i) => isInScope[i] && results[i].label === label);
	const inScope = (values) => values.filter((_, i) => isInScope[i]);
	const truths = inScope(rows.map(({ label }) => label));
	const labels = inScope(results.map(({ label }) => label));
	const hasConfidence = results.every(({ confidence }) => confidence !== undefined);
	const confidences = results.map(({ confidence }) => confidence);
	const outOfScope = results.map((result) => result.outOfScope ?? 1 - result.confidence);
	return {
		accuracy: accuracy(truths, labels),
		macroF1: macroF1(truths, labels),
		ece: hasConfidence ? expectedCalibrationError(inScope(confidences), inScope(right)) : undefined,
		oosAuroc: hasConfidence ? auroc(outOfScope, isInScope.map((is) => !is)) : undefined,
		eceWithOos: hasConfidence ? expectedCalibrationError(confidences, right) : undefined,
		unnamedShare: mean(labels.map((label) => (label === undefined ? 1 : 0))),
		trainMs,
		trainCpuMs,
		...speed,
		intents: known.size,
		examples: train.length,
		rows: truths.length,
		oosRows: rows.length - truths.length,
	};
}

/** `--shots 3,5,10` is a learning curve: the same with so many examples of each intent. Absent: all there are. */
function readShots(shots) {
	const counts = shots === undefined ? [undefined] : shots.split(',').map(Number);
	if (counts.every((count) => count === undefined || (Number.isInteger(count) && count > 0))) return counts;
	throw new Problem(`--shots ${shots} is no whole number above 0 or several of them: write --shots 10 or --shots 3,5,10,20.`);
}

function takeShots(rows, shots, seed) {
	if (shots === undefined) return rows;
	return Map.groupBy(rows, ({ label }) => label).values().flatMap((own) => shuffle(own, seed).slice(0, shots)).toArray();
}
