/** Does the customer ask for a person? Judged at the threshold that ships, and as a score. */
import path from 'node:path';
import { triage, warmUp } from './engine.mjs';
import { mean, precisionRecall, recallAtFalsePositives } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { timeEach } from './timing.mjs';

/** The share of false alarms that a company bears. */
const BEARABLE = 0.003;

export const task = {
	usage: 'human-request --test F [--negatives F …]',
	options: { test: 'file', negatives: 'files?' },
	rivals: {},

	read: ({ test, negatives = [], sample }) => ({
		test: takeSample(readRows(test, 'human'), sample),
		negatives: negatives.map((file) => ({ file: path.join(path.basename(path.dirname(file)), path.basename(file)), rows: takeSample(readRows(file, 'texts').filter(({ label }) => label !== 'human'), sample) })),
	}),

	engine(kit) {
		const engine = kit.localEngine();
		const { threshold } = kit.presetPolicy('ecommerce', 'balanced').rules.humanRequested;
		return { prepare: () => warmUp(engine), read: (text) => triage(engine, text).asksForHuman, threshold };
	},

	/**
	 * Precision, recall and F1 are of the test file. `falsePositiveShare` is over all rows of `--negatives`, or over the test
	 * file's own `other` where none is given; `falsePositiveShares` says it file by file.
	 */
	async measure({ prepare, read, threshold }, { test, negatives }) {
		await prepare?.();
		const { results, speed } = await timeEach(test.map(({ text }) => text), read);
		const truths = test.map(({ label }) => label === 'human');
		const scoresOf = (rows) => rows.map(({ text }) => read(text));
		const own = results.filter((_, i) => !truths[i]);
		const others = negatives.map(({ file, rows }) => ({ file, scores: scoresOf(rows) }));
		const shareOf = (scores) => mean(scores.map((score) => (score >= threshold ? 1 : 0)));
		const clean = negatives.length === 0 ? own : others.flatMap(({ scores }) => scores);
		const asking = results.filter((_, i) => truths[i]);
		return {
			...precisionRecall(truths, results.map((score) => score >= threshold)),
			falsePositiveShare: shareOf(clean),
			recallAtBearableFalsePositives: recallAtFalsePositives([...asking, ...clean], [...asking.map(() => true), ...clean.map(() => false)], BEARABLE),
			falsePositiveShares: { 'test file': shareOf(own), ...Object.fromEntries(others.map(({ file, scores }) => [file, shareOf(scores)])) },
			threshold,
			...speed,
			rows: test.length,
			humanRows: asking.length,
			negativeRows: clean.length,
		};
	},
};
