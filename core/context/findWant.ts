/** What does the customer want, in one sentence of their own? The question, not the shouting. */
import { shortenTo, splitSentences } from './sentences';

/** Longest sentence kept, characters. */
const MAX_WANT_CHARS = 200;

/** What a turn loses in rating for each later one: a newer matter wins unless an older turn says much more. */
const AGE_COST = 0.1;

/** Words that ask or want in the languages we answer in, and some more. */
const ASKS = /(?<!\p{L})(?:where|when|how|why|what|which|who|can i|could|want|need|would like|please|help|may i|cancel|change|report|wo|wann|wie|warum|was|welche[rs]?|kann ich|möchte|brauche|bitte|où|quand|comment|pourquoi|quel(?:le)?|puis-je|voudrais|besoin|dónde|cuándo|cómo|por qué|qué|puedo|quiero|necesito|dove|quando|come|perché|voglio|waar|wanneer|hoe|waarom|wil)(?!\p{L})/iu;

/** Words that tell of trouble: a matter, though not yet a wish. */
const TROUBLE = /(?<!\p{L})(?:problem|issue|broken|cracked|stolen|missing|wrong|lost|late|damaged?|fail(?:s|ed)?|not (?:work|arriv|open)\p{L}*|kaputt|defekt|falsch|fehlt|verloren|cassé|perdu|manque|roto|perdido|falta)(?!\p{L})/iu;

/** What begins so corrects a detail. */
const CORRECTION = /^(?:(?:oh|no|sorry|apologies|ups|oops|entschuldigung|pardon|perdón)[\s,]{1,3}){1,2}(?!i (?:need|want|would))/iu;

/** Asking for a person says how, not what. */
const HUMAN_ONLY = /(?<!\p{L})(?:human|real person|agent|representative|someone real|mensch(?:en)?|mitarbeiter(?:in)?|berater|personne|conseiller|humain|agente|persona|humano|operatore|medewerker)(?!\p{L})/iu;

/** Politeness and yes or no: a sentence of nothing else states no matter. */
const FILLER: ReadonlySet<string> = new Set(
	('hi hii hello hey good morning afternoon evening thanks thank thankyou you so much very a lot ok okay k yes yeah yep no nope nothing else sure fine perfect great have nice day bye goodbye see '
		+ 'done alright cool now that thats it all for your is this right sorry please and the to oh um well '
		+ 'hallo guten tag morgen abend danke vielen dank ja nein bitte tschüss bonjour salut merci oui non au revoir hola gracias sí si adiós buenos buenas días tardes noches ciao grazie').split(' '),
);

/**
 * The sentence that says it best, newest first among equals; shouting is set in small letters, its words unchanged.
 *
 * @param texts what the customer said, oldest first
 * @returns undefined when nothing was said that states a matter
 */
export function findWant(texts: readonly string[]): string | undefined {
	let best: { readonly sentence: string; readonly score: number } | undefined;
	for (const [place, text] of texts.entries()) {
		for (const sentence of splitSentences(text)) {
			const rating = rate(sentence);
			const score = rating - (texts.length - 1 - place) * AGE_COST;
			if (rating > 0 && (!best || score > best.score)) best = { sentence, score };
		}
	}
	return best ? calm(shortenTo(best.sentence, MAX_WANT_CHARS)) : undefined;
}

function rate(sentence: string): number {
	const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
	if (letters < 3 || words.every((word) => FILLER.has(word))) return 0;
	const asks = /[?？؟]/u.test(sentence) || ASKS.test(sentence);
	let score = 1;
	if (/[?？؟]/u.test(sentence)) score += 2;
	if (ASKS.test(sentence)) score += 2;
	if (TROUBLE.test(sentence)) score += 1;
	// A number makes a question precise; alone it only answers one.
	if (/\d/u.test(sentence)) score += asks ? 1 : -0.7;
	if (letters < 12) score -= 0.7;
	if (CORRECTION.test(sentence)) score -= 1;
	if (HUMAN_ONLY.test(sentence)) score -= 3;
	if (isShouted(sentence)) score -= 0.5;
	return Math.max(score, 0.1);
}

function isShouted(sentence: string): boolean {
	const cased = sentence.match(/\p{Lu}|\p{Ll}/gu) ?? [];
	const upper = sentence.match(/\p{Lu}/gu)?.length ?? 0;
	return cased.length >= 8 && upper / cased.length > 0.7;
}

/** One mark instead of many, small letters instead of shouting; numbers and codes keep their form. */
function calm(sentence: string): string {
	const marked = sentence.replace(/[!?]{2,}/gu, (marks) => (marks.includes('?') ? '?' : '!'));
	if (!isShouted(marked)) return marked;
	const words = marked.replace(/\S+/gu, (word) => (/\d/u.test(word) ? word : word.toLowerCase()));
	return words.charAt(0).toUpperCase() + words.slice(1);
}
