/** Is the customer angry, are they disappointed? Rows name their emotion (`label`) or several (`labels`). */
import { warmUp } from './engine.mjs';
import { auroc, bestF1, expectedCalibrationError } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { SENTIMENT_RIVALS } from './rivals/sentiment.mjs';
import { timeEach } from './timing.mjs';

export const anger = createTask('anger', 'anger,annoyance');
export const disappointment = createTask('disappointment', 'disappointment');

/** `name` is the task's and the reading's; `positives` are the emotions that count when `--positive` does not say. */
function createTask(name, positives) {
	return {
		usage: `${name} --test F [--positive ${positives}]`,
		options: { test: 'file', positive: 'text?' },
		/** None of them knows the emotion: what they find negative stands for it. */
		rivals: Object.fromEntries(Object.entries(SENTIMENT_RIVALS).map(([rival, open]) => [rival, async () => {
			const { read } = await open();
			return { read: async (text) => ({ [name]: -(await read(text)).score }), isLikelihood: false };
		}])),

		read: ({ test, positive = positives, sample }) => ({ test: takeSample(readRows(test, 'emotions'), sample), wanted: positive.split(',').map((one) => one.trim()) }),

		engine(kit) {
			const engine = kit.localEngine();
			return { prepare: () => warmUp(engine), read: (text) => engine.readSentiment(text) };
		},

		/** `bestF1` is at the best threshold for this file: it says how well the emotion can be told, not how well a shipped threshold does. */
		async measure({ prepare, read, isLikelihood = true }, { test, wanted }) {
			await prepare?.();
			const { results, speed } = await timeEach(test.map(({ text }) => text), read);
			const scores = results.map((result) => result[name]);
			const truths = test.map(({ label, labels = [label] }) => labels.some((one) => wanted.includes(one)));
			return {
				auroc: auroc(scores, truths),
				bestF1: bestF1(scores, truths),
				ece: isLikelihood ? expectedCalibrationError(scores, truths) : undefined,
				...speed,
				rows: test.length,
				positiveRows: truths.filter(Boolean).length,
			};
		},
	};
}
