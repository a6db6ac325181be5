/** Language detectors, each told the languages served where it can be told. */

export const LANGUAGE_RIVALS = {
	async eld() {
		const { eld } = await import('eld/large');
		return {
			open(served) {
				eld.setLanguageSubset(served.map(twoLetters));
				return (text) => eld.detect(text).language || undefined;
			},
		};
	},

	async tinyld() {
		const { detect } = await import('tinyld');
		return { open: (served) => (text) => detect(text, { only: served.map(twoLetters) }) || undefined };
	},

	async franc() {
		const { franc } = await import('franc');
		return { open: (served) => (text) => fromThree(franc(text, { only: served.map(threeLetters), minLength: 1 })) };
	},

	async '@nlpjs/language'() {
		const { Language } = await import('@nlpjs/language');
		const language = new Language();
		return { open: (served) => (text) => language.guessBest(text, served.map(twoLetters))?.alpha2 };
	},
};

/** Their codes for languages that ISO 639-3 names otherwise than Unicode, which calls Chinese zh and Arabic ar. */
const THREE = { ar: 'arb', zh: 'cmn', en: 'eng', de: 'deu', it: 'ita', nl: 'nld', da: 'dan', tr: 'tur', fr: 'fra', es: 'spa', pt: 'por', pl: 'pol', hi: 'hin', id: 'ind', ja: 'jpn', lt: 'lit', kk: 'kaz', sr: 'srp' };

function twoLetters(language) {
	return language.split('-')[0];
}

function threeLetters(language) {
	return THREE[twoLetters(language)] ?? language;
}

function fromThree(code) {
	return code === 'und' ? undefined : new Intl.Locale(code).language;
}
