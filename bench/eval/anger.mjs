/** Is the customer angry? Rows name their emotion (`label`) or several (`labels`). */
import { warmUp } from './engine.mjs';
import { auroc, bestF1 } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { SENTIMENT_RIVALS } from './rivals/sentiment.mjs';
import { timeEach } from './timing.mjs';

/** What counts as anger when `--positive` does not say. */
const ANGRY = 'anger,annoyance';

export const task = {
	usage: `anger --test F [--positive ${ANGRY}]`,
	options: { test: 'file', positive: 'text?' },
	/** None of them knows anger: what they find negative stands for it. */
	rivals: Object.fromEntries(Object.entries(SENTIMENT_RIVALS).map(([name, open]) => [name, async () => {
		const { read } = await open();
		return { read: async (text) => ({ anger: -(await read(text)).score }) };
	}])),

	read: ({ test, positive = ANGRY, sample }) => ({ test: takeSample(readRows(test, 'emotions'), sample), angry: positive.split(',').map((name) => name.trim()) }),

	engine(kit) {
		const engine = kit.localEngine();
		return { prepare: () => warmUp(engine), read: (text) => engine.readSentiment(text) };
	},

	/** `bestF1` is at the best threshold for this file: it says how well anger can be told, not how well the shipped threshold does. */
	async measure({ prepare, read }, { test, angry }) {
		await prepare?.();
		const { results, speed } = await timeEach(test.map(({ text }) => text), read);
		const scores = results.map(({ anger }) => anger);
		const truths = test.map(({ label, labels = [label] }) => labels.some((name) => angry.includes(name)));
		return { auroc: auroc(scores, truths), bestF1: bestF1(scores, truths), ...speed, rows: test.length, angryRows: truths.filter(Boolean).length };
	},
};
