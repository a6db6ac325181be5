/** What in a message should not be read by everybody: payment data, identity numbers, secrets, health, legal matters? */
import { findPrivate, maskText } from '../../core/privacy/maskText';
import type { SensitiveFinding, SensitiveKind } from '../../core/triage/triage';
import { anyOf } from './phrases';
import { LEGAL_WORDS } from './safety';
import { matchesOf, type FoldedText } from './text';

/** A pattern over folded text; the first group is the secret, or else the whole match. `check` gives what of it truly is one. */
interface Detector {
	readonly kind: SensitiveKind;
	readonly pattern: RegExp;
	/** False where the pattern can match a text without a digit. */
	readonly needsDigit?: false;
	readonly check?: (secret: string) => string | undefined;
}

const MAX_FINDINGS = 20;
const DIGIT = /\d/u;

const DETECTORS: readonly Detector[] = [
	{ kind: 'nationalId', pattern: /(?<![\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{N}-])/gu },
	{ kind: 'nationalId', pattern: /(?<![\p{L}\p{N}])(?:ssn|social security(?: number)?)[^\p{N}\n]{0,12}(\d{3}[ -]?\d{2}[ -]?\d{4})(?!\d)/gu },
	{ kind: 'nationalId', pattern: /(?<![\p{L}\p{N}])[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d](?![\p{L}\p{N}])/gu },
	{ kind: 'nationalId', pattern: /(?<![\p{L}\p{N}])\d{8}-?[a-z](?![\p{L}\p{N}])/gu, check: only(isSpanishId) },
	{ kind: 'nationalId', pattern: /(?<![\p{L}\p{N}])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/gu, check: only(isFrenchId) },
	{ kind: 'nationalId', pattern: /(?<![\p{L}\p{N}])(?:pesel|bsn|burgerservicenummer|codice fiscale|cpf|nif|steuer-?id|personalausweis(?:nummer)?|passport(?: (?:number|no))?|ausweisnummer)[^\p{N}\n]{0,12}?([a-z]{0,6}\d[a-z0-9.-]{5,16})(?![\p{L}\p{N}])/gu },
	{ kind: 'password', needsDigit: false, pattern: /(?<![\p{L}\p{N}])(?:passwor[dt]|passcode|pwd|kennwort|mot de passe|contrasena|senha|wachtwoord|haslo|password)(?: ?[:=] ?| (?:is|ist|lautet|est|es|e|to)(?: now)?:? )["']?(\S{3,60})/gu, check: only(isSecretWord) },
	{ kind: 'oneTimeCode', pattern: /(?<![\p{L}\p{N}])(?:(?:verification|security|confirmation|one[- ]time|login|log-in|sms|auth(?:entication|enticator)?|2fa|access) (?:code|pin|password)|otp|tan|cvv2?|cvc2?|pin(?: code)?|sicherheitscode|bestatigungscode|einmalcode|code de (?:verification|securite|confirmation)|codigo de (?:verificacion|seguridad|verificacao|seguranca)|codice di (?:verifica|sicurezza)|verificatiecode|kod weryfikacyjny)(?: (?:is|ist|lautet|est|es|e|i (?:got|received) is))?[ :=#-]{0,4}(\d{3,8})(?!\d)/gu },
	{ kind: 'health', needsDigit: false, pattern: anyOf('diagnos(?:ed|is)', 'pregnan(?:t|cy)', 'cancer', 'chemotherapy', 'tumou?r', 'diabet(?:es|ic)', 'hiv', 'aids', 'depression', 'depressed', 'bipolar', 'epilep(?:sy|tic)', 'schizophreni[a-z]+', 'miscarriage', 'abortion', 'surgery', 'my (?:medication|illness|disease|disability|doctor|therapist|prescription|condition)', 'mental health', 'heart (?:attack|condition|disease)', 'stroke', 'asthma', 'allerg(?:y|ic|ies)', 'wheelchair', 'schwanger[a-z]*', 'krebs', 'krankheit', 'diagnose', 'depressionen', 'behinderung', 'enceinte', 'maladie', 'diabetique', 'handicap', 'embarazad[a-z]*', 'enfermedad', 'cancer', 'diabetic[oa]', 'gravida', 'doenca', 'incinta', 'malattia', 'zwanger', 'ziekte', 'kanker', 'w ciazy', 'choroba') },
	{ kind: 'legal', needsDigit: false, pattern: LEGAL_WORDS },
];

/** What was found, in the order of the text; spans refer to the original. */
export function findSensitive(text: FoldedText): readonly SensitiveFinding[] {
	const findings: SensitiveFinding[] = [];
	const add = (kind: SensitiveKind, start: number, end: number): void => {
		const span = text.spanOf(start, end);
		const isFree = !findings.some((other) => other.span.start < span.end && span.start < other.span.end);
		if (isFree && findings.length < MAX_FINDINGS) findings.push({ kind, span });
	};
	const hasDigit = DIGIT.test(text.folded);
	if (hasDigit) for (const { kind, start, end } of [...findPrivate(asDigits(text.folded), ['card']), ...findPrivate(text.folded, ['iban'])]) add(kind, start, end);
	for (const { kind, pattern, needsDigit, check } of DETECTORS) {
		if (!hasDigit && needsDigit !== false) continue;
		for (const match of pattern.global ? matchesOf(text.folded, pattern) : [pattern.exec(text.folded)]) {
			if (match === null) continue;
			const candidate = match[1] ?? match[0];
			const secret = check === undefined ? candidate : check(candidate);
			if (secret === undefined) continue;
			const start = match.index + match[0].lastIndexOf(candidate);
			add(kind, start, start + secret.length);
		}
	}
	return findings.sort((a, b) => a.span.start - b.span.start);
}

/** The text with letters that stand for digits inside a number as digits: a card's check digit tells whether they do. */
function asDigits(folded: string): string {
	return folded.replace(/(?<=\d[ -]?)[oil|]{1,3}(?=[ -]?\d)/gu, (letters) => letters.replaceAll('o', '0').replace(/[il|]/gu, '1'));
}

/** The text with the secrets among the findings masked; what is needed to help, health and legal words, stays. */
export function maskSensitive(text: string, findings: readonly SensitiveFinding[]): string {
	return maskText(text, undefined, findings).text;
}

function only(holds: (secret: string) => boolean): (secret: string) => string | undefined {
	return (secret) => (holds(secret) ? secret : undefined);
}

/** The letter of a Spanish DNI follows from its number. */
function isSpanishId(text: string): boolean {
	return 'trwagmyfpdxbnjzsqvhlcke'[Number(text.slice(0, 8)) % 23] === text.at(-1);
}

/** The last two digits of a French number are its key. */
function isFrenchId(text: string): boolean {
	const digits = text.replaceAll(' ', '');
	return 97 - remainder97(digits.slice(0, 13)) === Number(digits.slice(13));
}

function remainder97(digits: string): number {
	let remainder = 0;
	for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
	return remainder;
}

/** "My password is not working" gives no password away. */
function isSecretWord(word: string): boolean {
	return !/^(?:not?|wrong|incorrect|invalid|working|expired|reset|changed|lost|forgotten|gone|correct|right|the|a|an|being|it|still|always|never|too|required|asked|blocked|locked|unknown|secure|weak|strong|different|falsch|nicht|abgelaufen|vergessen|ungultig|weg|incorrecta?|pas|perdu|oublie|refuse|invalide|olvidada|errada|sbagliata|niet|verlopen|nie|login|log|access|my|your|please|confirm|enter|change|recover)\b/u.test(word);
}
