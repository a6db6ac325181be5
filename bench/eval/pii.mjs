/** Are personal data masked, and is everything else left alone? Masking as in the product: by Triage's findings and by pattern. */
import { triage, warmUp } from './engine.mjs';
import { mean } from './metrics.mjs';
import { readRows, takeSample } from './read.mjs';
import { timeEach } from './timing.mjs';

/** What the product masks, by the type's name in the file. Other types (people, places, dates) are no business of it. */
const KINDS = { EMAIL_ADDRESS: 'email', PHONE_NUMBER: 'phone', CREDIT_CARD: 'card', IBAN_CODE: 'iban', IBAN: 'iban', US_SSN: 'ssn' };
/** A piece of a number is given away when more than this share of it stays in one run. */
const VISIBLE_SHARE = 0.5;

export const task = {
	usage: 'pii --test F [--clean F …]',
	options: { test: 'file', clean: 'files?' },
	rivals: {},

	read: ({ test, clean = [], sample }) => ({
		test: takeSample(readRows(test, 'spans'), sample),
		clean: clean.flatMap((file) => takeSample(readRows(file, 'texts'), sample)),
	}),

	engine({ localEngine, maskText, MASK_KINDS }) {
		const engine = localEngine();
		return { prepare: () => warmUp(engine), read: (text) => maskText(text, MASK_KINDS, triage(engine, text).sensitive).text };
	},

	/**
	 * `recall`: of the spans of a kind, those whose value can no longer be read (an e-mail address: its part before the @).
	 * `cleanTouchedShare`: of the messages without any of these kinds, those that masking changed: the test file's and `--clean`.
	 */
	async measure({ prepare, read }, { test, clean }) {
		await prepare?.();
		const { results, speed } = await timeEach(test.map(({ text }) => text), read);
		const hidden = Object.fromEntries(Object.values(KINDS).map((kind) => [kind, []]));
		const touched = [];
		for (const [i, { text, spans }] of test.entries()) {
			const secrets = spans.filter(([type]) => Object.hasOwn(KINDS, type));
			for (const [type, start, end] of secrets) hidden[KINDS[type]].push(isVisible(text.slice(start, end), KINDS[type], results[i]) ? 0 : 1);
			if (secrets.length === 0) touched.push(results[i] === text ? 0 : 1);
		}
		for (const { text } of clean) touched.push(read(text) === text ? 0 : 1);
		return {
			recall: Object.fromEntries(Object.entries(hidden).map(([kind, ones]) => [kind, mean(ones)])),
			cleanTouchedShare: mean(touched),
			...speed,
			rows: test.length,
			spans: Object.fromEntries(Object.entries(hidden).map(([kind, ones]) => [kind, ones.length])),
			cleanRows: touched.length,
		};
	},
};

function isVisible(value, kind, masked) {
	if (kind === 'email') return masked.includes(value.slice(0, value.indexOf('@') + 1));
	const length = Math.floor(VISIBLE_SHARE * value.length) + 1;
	for (let start = 0; start + length <= value.length; start++) {
		if (masked.includes(value.slice(start, start + length))) return true;
	}
	return false;
}
