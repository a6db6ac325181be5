/**
 * Which language is it? `--languages` are those the company serves, most common first: only their rows are read, and
 * everybody who can be told them is told them. Without it they are all languages of the file.
 */
import { Problem } from '../../scripts/say.mjs';
import { triage, warmUp } from './engine.mjs';
import { accuracy, macroF1, mean } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { LANGUAGE_RIVALS } from './rivals/language.mjs';
import { timeEach } from './timing.mjs';

export const task = {
	usage: 'language --test F [--languages en,de,…]',
	options: { test: 'file', languages: 'text?' },
	rivals: LANGUAGE_RIVALS,

	read({ test, languages, sample }) {
		const rows = readRows(test, 'language').map(({ lang, text }) => ({ text, language: toCode(lang) }));
		const served = languages === undefined ? [...new Set(rows.map(({ language }) => language))] : languages.split(',').map((name) => toCode(name.trim()));
		const kept = rows.filter(({ language }) => served.includes(language));
		if (kept.length === 0) throw new Problem(`No row of ${test} is in ${served.join(', ')}: name languages of the file, by their codes.`);
		return { test: takeSample(kept, sample), served };
	},

	engine(kit) {
		const engine = kit.localEngine();
		return { prepare: () => warmUp(engine), open: (served) => (text) => triage(engine, text, undefined, served).language };
	},

	/** An answer that is absent is "unsure": wrong for `accuracy`, left out of `accuracyWhenSure`. */
	async measure({ prepare, open }, { test, served }) {
		await prepare?.();
		const { results, speed } = await timeEach(test.map(({ text }) => text), await open(served));
		const truths = test.map(({ language }) => language);
		const isSure = results.map((language) => language !== undefined);
		const sure = (values) => values.filter((_, i) => isSure[i]);
		const of = (values, language) => values.filter((_, i) => truths[i] === language);
		return {
			accuracy: accuracy(truths, results),
			accuracyWhenSure: accuracy(sure(truths), sure(results)),
			unsureShare: mean(isSure.map((is) => (is ? 0 : 1))),
			macroF1: macroF1(truths, results),
			accuracyByLanguage: Object.fromEntries([...new Set(truths)].map((language) => [language, accuracy(of(truths, language), of(results, language))])),
			...speed,
			rows: test.length,
		};
	},
};

/** ISO 639-1 where there is one: "deu" and "German" are "de". */
export function toCode(name) {
	const code = CODE_BY_NAME.get(name.toLowerCase()) ?? name;
	try {
		return new Intl.Locale(code).baseName;
	} catch {
		return code;
	}
}

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
const CODE_BY_NAME = new Map(['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'nl', 'pl', 'pt'].map((code) => [NAMES.of(code).toLowerCase(), code]));
