/** Which words of a text are nobody's business, and how does the text read without them? */
import type { SensitiveFinding } from '../triage/triage';

/** What can be masked. Health and legal matters are not: a person has to read them to help. */
export const MASK_KINDS = ['card', 'iban', 'nationalId', 'password', 'oneTimeCode', 'email', 'phone'] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Secrets no support person needs. E-mail and phone stay: people answer there. */
export const SECRET_KINDS: readonly MaskKind[] = ['card', 'iban', 'nationalId', 'password', 'oneTimeCode'];

export interface MaskedText {
	readonly text: string;
	/** What was masked, in the order of {@link MASK_KINDS}; empty when nothing was. */
	readonly kinds: readonly MaskKind[];
}

interface Cover {
	readonly kind: MaskKind;
	readonly start: number;
	readonly end: number;
	readonly shown: string;
}

type Finder = (text: string) => readonly Cover[];

/** What people put between the digits of a number; invisible signs come along when it is copied. */
const GAP = '[ \\u00a0.\\u200b-\\u200d\\u2060\\ufeff-]{0,2}';
const CARD = new RegExp(`(?<![\\p{L}\\p{N}])\\d(?:${GAP}\\d){11,18}(?!\\d)`, 'gu');
/** First digits and lengths that card networks issue; order numbers of that length mostly begin otherwise. */
const CARD_NUMBER = /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7]|35)\d{14}|3[47]\d{13}|3[068]\d{12}|(?:1800|2131)\d{11}|6\d{15,18}|5[06-9]\d{11,17})$/u;
/** Twelve digits are few cards and many other numbers: they count where a card is spoken of. */
const SHORT_CARD_NUMBER = /^(?:5[06-9]|6\d)\d{10}$/u;
const CARD_WORD = /(?:card|\bcc\b|visa|maestro|karte|carte|tarjeta|cart[aã]o|carta|kaart|kart[aęy])[^\d\n]{0,25}$/iu;
const IBAN = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/gu;
const SOCIAL_SECURITY = /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/gu;
const PASSWORD = /(?<!\p{L})(?:passwor[dt]|passcode|kennwort|mot de passe|contraseña|wachtwoord|senha)(?: {0,2}[:=] {0,2}| (?:ist|is|lautet|est|es|é)(?: ?:)? {1,2})(\S{1,128})/giu;
const ONE_TIME_CODE = /(?<!\p{L})(?:(?:verification|security|confirmation|login|sms|one-time) code|otp|tan|pin|cvv|cvc|sicherheitscode|bestätigungscode|code de (?:sécurité|vérification)|código de (?:seguridad|verificación))[ :=#]{0,3}(?:(?:ist|is|lautet|est|es)[ :]{1,2})?(\d{3,8})(?!\d)/giu;
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,254}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
/** Anything that may be a telephone number with its extension; {@link isPhone} says whether it is one. */
const PHONE = /(?<![\p{L}\p{N}#+-]|\d[.,])(?:\+ ?|\(\+?)?\d(?:[ ()/.-]{0,3}\d){6,16}(?: ?(?:x|ext\.?|extension|durchwahl|poste) ?\d{1,6})?(?![\p{L}\p{N}])/giu;
const EXTENSION = /[a-z].*$/iu;
const PHONE_WORD_BEFORE = new RegExp(`(?<!\\p{L})(?:${[
	'(?:(?:tele)?phones?|t[eé]l[eé]?(?:[eé]?fon[a-z]*)?|tel[eé]phone|mobiles?|mobil|m[oó]vil|cell?(?:ular|ulare|phone)?|fax|whatsapp|handy|gsm|portable|kom[oó]rka|rufnummer)[^\\p{N}\\n]{0,15}',
	'(?:my|new|contact|meine|mi|mon|mijn|m[oó]j) (?:contact )?(?:number|no\\.?|nummer|num[eé]ro|numer)[^\\p{N}\\n]{0,15}',
	'(?:desk|office|home|work|(?:call|ring|text|reach|contact)(?: me)?(?: at| on| under)?)[ :.]{0,3}',
].join('|')})(?:[ :.]{0,3}\\n\\s{0,3})?$`, 'iu');
const PHONE_WORD_AFTER = /^[-–, (]{0,3}(?:office|fax|mobile|cell|home|work|desk|phone|tel)(?!\p{L})/iu;
/** What else long numbers are, told by the word before them. */
const OTHER_NUMBER_BEFORE = /(?<!\p{L})(?:order|purchase|invoice|booking|reference|ref|res|tracking|ticket|tags?|account|acc|card|case|claim|customer|item|serial|parcel|package|flight|confirmation|policy|iban|bestell[a-z]*|auftrags?[a-z]*|rechnungs?[a-z]*|kunden[a-z]*|sendungs?[a-z]*|commande|facture|pedido|encomenda|fatura|factura|ordine|fattura|bestelling|factuur|zam[oó]wieni[a-z]*|faktur[a-z]*)(?: ?(?:numbers?|no\.?|nr\.?|id|code|#|nummer|num[eé]ro|n[uú]mero))?[^\p{L}\p{N}\n]{0,4}(?:(?:is|ist|est|es|é|to|of)[ :]{1,2})?$/iu;
/** Day and month in either order with a year, or the year first, and no more groups after it. */
const DATE = /^\(?(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:\d{4}|\d{2})|\d{4}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01]))(?![./-]?\d)/u;
const THOUSANDS = /^\d{1,3}(?:[. ]\d{3})+$/u;
/** Forms that are telephone numbers wherever they stand: with +, 00 or a leading zero in groups, and the three-three-four of North America. */
const PHONE_FORM = /^(?:\+|\(\+|00[ -]?[1-9]|\(?0\d{1,4}\)?[ /.-]|\(?[2-9]\d{2}\)?[ .-]{0,2}\d{3}[ .-]\d{4}$)/u;
const MIN_PHONE_DIGITS = 7;
const MAX_PHONE_DIGITS = 15;
/** Fewer digits are a number among others where no word speaks of a telephone. */
const MIN_TELLING_DIGITS = 9;
const CONTEXT_CHARS = 40;

/** Lengths of the IBAN by country, from the registry that SWIFT keeps. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
	AD: 24, AE: 23, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GR: 27,
	HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24,
	SE: 24, SI: 19, SK: 24, SM: 27, TR: 26,
};

const FINDERS: Readonly<Record<MaskKind, Finder>> = {
	card: findCards,
	iban: findIbans,
	nationalId: (text) => findAll(text, SOCIAL_SECURITY, 'nationalId', () => '[number]'),
	password: findPasswords,
	oneTimeCode: (text) => findGroup(text, ONE_TIME_CODE, 'oneTimeCode', '[code]'),
	email: findEmails,
	phone: findPhones,
};

/**
 * Masks what must not be read by others and leaves the rest word for word.
 * Spans that triage found are masked as well, where their kind is asked for; spans outside the text are ignored.
 *
 * @example maskText('My card is 4242 4242 4242 4242').text // 'My card is •••• 4242'
 */
export function maskText(text: string, kinds: readonly MaskKind[] = SECRET_KINDS, found: readonly SensitiveFinding[] = []): MaskedText {
	const covers = [...kinds.flatMap((kind) => FINDERS[kind](text)), ...coverFindings(text, kinds, found)];
	if (covers.length === 0) return { text, kinds: [] };
	const masked = new Set<MaskKind>();
	const parts: string[] = [];
	let from = 0;
	for (const cover of covers.sort((a, b) => a.start - b.start || b.end - a.end)) {
		if (cover.end <= from) continue;
		masked.add(cover.kind);
		if (cover.start >= from) parts.push(text.slice(from, cover.start), cover.shown);
		// A cover that begins inside another hides its own rest too.
		from = Math.max(from, cover.end);
	}
	parts.push(text.slice(from));
	return { text: parts.join(''), kinds: MASK_KINDS.filter((kind) => masked.has(kind)) };
}

/** Where numbers and addresses of these kinds stand, in the order of {@link MASK_KINDS}. Spans of two kinds may overlap. */
export function findPrivate<Kind extends MaskKind>(text: string, kinds: readonly Kind[]): ReadonlyArray<{ readonly kind: Kind; readonly start: number; readonly end: number }> {
	return kinds.flatMap((kind) => FINDERS[kind](text).map(({ start, end }) => ({ kind, start, end })));
}

function coverFindings(text: string, kinds: readonly MaskKind[], found: readonly SensitiveFinding[]): readonly Cover[] {
	return found.flatMap(({ kind, span }) => {
		const wanted = kinds.find((candidate) => candidate === kind);
		const fits = span.start >= 0 && span.end > span.start && span.end <= text.length;
		return wanted && fits ? [{ kind: wanted, start: span.start, end: span.end, shown: showFinding(wanted, text.slice(span.start, span.end)) }] : [];
	});
}

/** What stands for it, the same whether triage or a pattern found it. */
function showFinding(kind: MaskKind, words: string): string {
	switch (kind) {
		case 'card':
			return `•••• ${words.replace(/\D/gu, '').slice(-4)}`;
		case 'iban':
			return `${words.slice(0, 2).toUpperCase()}•• •••• ${words.replace(/[ -]/gu, '').slice(-2)}`;
		case 'nationalId':
			return '[number]';
		case 'password':
			return '[password]';
		case 'oneTimeCode':
			return '[code]';
		case 'email':
			return '[e-mail]';
		case 'phone':
			return '[phone]';
		default: {
			const never: never = kind;
			return never;
		}
	}
}

function findAll(text: string, pattern: RegExp, kind: MaskKind, show: (words: string, start: number) => string | undefined): readonly Cover[] {
	return [...text.matchAll(pattern)].flatMap((match) => {
		const shown = show(match[0], match.index);
		return shown === undefined ? [] : [{ kind, start: match.index, end: match.index + match[0].length, shown }];
	});
}

/** Masks only the captured group, which must be the end of the match. */
function findGroup(text: string, pattern: RegExp, kind: MaskKind, shown: string): readonly Cover[] {
	return [...text.matchAll(pattern)].map((match) => {
		const end = match.index + match[0].length;
		return { kind, start: end - (match[1] ?? '').length, end, shown };
	});
}

function findCards(text: string): readonly Cover[] {
	return findAll(text, CARD, 'card', (words, start) => {
		const digits = words.replace(/\D/gu, '');
		const isCard = CARD_NUMBER.test(digits) || (SHORT_CARD_NUMBER.test(digits) && CARD_WORD.test(before(text, start)));
		return isCard && passesLuhn(digits) ? showFinding('card', words) : undefined;
	});
}

function before(text: string, start: number): string {
	return text.slice(Math.max(0, start - CONTEXT_CHARS), start);
}

/** The check digit every payment card carries. */
function passesLuhn(digits: string): boolean {
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const digit = Number(digits[digits.length - 1 - place]);
		const doubled = place % 2 === 1 ? digit * 2 : digit;
		sum += doubled > 9 ? doubled - 9 : doubled;
	}
	return sum % 10 === 0;
}

function findIbans(text: string): readonly Cover[] {
	return [...text.matchAll(IBAN)].flatMap((match) => {
		const end = ibanEnd(match[0]);
		if (end === undefined) return [];
		return [{ kind: 'iban' as const, start: match.index, end: match.index + end, shown: showFinding('iban', match[0].slice(0, end)) }];
	});
}

/** Where the account number ends and the next words begin; absent when it is none. */
function ibanEnd(candidate: string): number | undefined {
	const length = IBAN_LENGTHS[candidate.slice(0, 2).toUpperCase()];
	if (length === undefined) return undefined;
	let taken = 0;
	let end = 0;
	while (end < candidate.length && taken < length) {
		if (!' -'.includes(candidate[end] ?? '')) taken += 1;
		end += 1;
	}
	const compact = candidate.slice(0, end).replace(/[ -]/gu, '').toUpperCase();
	return taken === length && remainderOf97(compact) === 1 ? end : undefined;
}

/** The check of ISO 13616: letters count from A = 10, the first four characters last. */
function remainderOf97(compact: string): number {
	let remainder = 0;
	for (const char of compact.slice(4) + compact.slice(0, 4)) {
		const value = parseInt(char, 36);
		remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
	}
	return remainder;
}

function findPasswords(text: string): readonly Cover[] {
	return [...text.matchAll(PASSWORD)].flatMap((match) => {
		const word = (match[1] ?? '').replace(/[.,;!?]+$/u, '');
		// "My password is wrong" gives nothing away; "password: wrong" may.
		const told = /[:=]/u.test(match[0].slice(0, -(match[1] ?? '').length)) || /[^\p{L}]/u.test(word);
		const start = match.index + match[0].length - (match[1] ?? '').length;
		return told && word !== '' ? [{ kind: 'password' as const, start, end: start + word.length, shown: '[password]' }] : [];
	});
}

function findEmails(text: string): readonly Cover[] {
	if (!text.includes('@')) return [];
	return findAll(text, EMAIL, 'email', (words) => `${[...words][0] ?? ''}•••${words.slice(words.lastIndexOf('@'))}`);
}

function findPhones(text: string): readonly Cover[] {
	return findAll(text, PHONE, 'phone', (words, start) => {
		const number = words.replace(EXTENSION, '').trim();
		const digits = number.replace(/\D/gu, '');
		return isPhone(number, digits, text, start, start + words.length) ? `${words.startsWith('+') ? '+' : ''}•••${digits.slice(-2)}` : undefined;
	});
}

/** By its form, or by the words around it; a word for another number comes before both, except after a plus. */
function isPhone(number: string, digits: string, text: string, start: number, end: number): boolean {
	if (digits.length < MIN_PHONE_DIGITS || digits.length > MAX_PHONE_DIGITS || DATE.test(number)) return false;
	if (/^\(?\+/u.test(number)) return digits.length >= MIN_TELLING_DIGITS;
	const ahead = before(text, start);
	if (OTHER_NUMBER_BEFORE.test(ahead)) return false;
	if (PHONE_WORD_BEFORE.test(ahead) || PHONE_WORD_AFTER.test(text.slice(end, end + CONTEXT_CHARS))) return true;
	return digits.length >= MIN_TELLING_DIGITS && !THOUSANDS.test(number) && PHONE_FORM.test(number);
}
