/** How does the customer feel? Three classes; with a `lang` in the rows also language by language. */
import { warmUp } from './engine.mjs';
import { accuracy, auroc, expectedCalibrationError, macroF1, mean } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { SENTIMENT_RIVALS } from './rivals/sentiment.mjs';
import { timeEach } from './timing.mjs';

export const task = {
	usage: 'sentiment --test F',
	options: { test: 'file' },
	rivals: SENTIMENT_RIVALS,

	read: ({ test, sample }) => ({ test: takeSample(readRows(test, 'mood'), sample) }),

	engine(kit) {
		const engine = kit.localEngine();
		return { prepare: () => warmUp(engine), read: (text) => engine.readSentiment(text) };
	},

	/** `negativeAuroc` ranks by the score, lowest first. `ece` is that of the label's confidence (see {@link confidenceOf}). */
	async measure({ prepare, read }, { test }) {
		await prepare?.();
		const { results, speed } = await timeEach(test.map(({ text }) => text), read);
		const truths = test.map(({ label }) => label);
		const labels = results.map(({ label }) => label);
		const confidences = results.map(confidenceOf);
		const languages = [...new Set(test.flatMap(({ lang }) => lang ?? []))];
		const ofLanguage = (values, lang) => values.filter((_, i) => test[i].lang === lang);
		const byLanguage = languages.map((lang) => [lang, macroF1(ofLanguage(truths, lang), ofLanguage(labels, lang))]);
		return {
			accuracy: accuracy(truths, labels),
			macroF1: macroF1(truths, labels),
			negativeAuroc: auroc(results.map(({ score }) => -score), truths.map((label) => label === 'negative')),
			ece: confidences.includes(undefined) ? undefined : expectedCalibrationError(confidences, truths.map((label, i) => label === labels[i])),
			...(languages.length === 0 ? {} : { meanMacroF1: mean(byLanguage.map(([, f1]) => f1)), macroF1ByLanguage: Object.fromEntries(byLanguage) }),
			unsureShare: mean(results.map(({ label, unsure }) => (label === undefined || unsure === true ? 1 : 0))),
			...speed,
			rows: test.length,
		};
	},
};

/**
 * The probability that the label is right: as the engine states it; else, of a score from −1 to 1, how far it is from
 * neutral, or how near for the label neutral. Undefined for scores without bounds.
 */
function confidenceOf({ confidence, label, score, isBounded = true }) {
	if (confidence !== undefined) return confidence;
	if (!isBounded) return undefined;
	return label === 'neutral' ? 1 - Math.abs(score) : Math.abs(score);
}
