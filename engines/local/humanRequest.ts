/** Does the customer ask for a person, and did they take the offer of one? English, German, French, Spanish, Portuguese, Italian, Dutch, Polish. */
import { ASKS_HOW, ELSEWHERE, ENGLISH_REQUESTS, HINT, NOT_A_REQUEST, NOT_MISSPELT, OTHER_HINT, REPORTED, REQUESTS, SPELT, WONDERS } from './humanRequestPhrases';
import { blankOut, findStrongest, type PhraseFinding } from './phrases';
import { createSpeller } from './spelling';
import { splitWords, type FoldedText } from './text';

/** What looking for a person elsewhere says: often the step before asking for one here. */
const REPORTED_WEIGHT = 0.5;

/** A request read from words with a slip in them is a little less sure. */
const MISSPELT_WEIGHT = 0.8;

const correct = createSpeller(SPELT, NOT_MISSPELT);

/** How clearly the customer asks for a person, with the words that do. */
export function readHumanRequest(text: FoldedText): PhraseFinding {
	const asWritten = readRequest(text);
	if (asWritten.weight > 0) return asWritten;
	const corrected = correct(text);
	if (corrected === undefined) return asWritten;
	const asMeant = readRequest(corrected);
	return { ...asMeant, weight: Math.min(asMeant.weight, MISSPELT_WEIGHT) };
}

function readRequest(text: FoldedText): PhraseFinding {
	if (!HINT.test(text.folded)) return { weight: 0 };
	// Most messages hold no such words at all; only of the others is it asked what they mean.
	if (findRequest(text).weight === 0) return findStrongest(text, WONDERS);
	const told = blankOut(text, NOT_A_REQUEST);
	const own = blankOut(told, REPORTED);
	const request = findRequest(ELSEWHERE.test(text.folded) ? blankOut(own, ASKS_HOW) : own);
	if (request.weight > 0) return request;
	const reported = findRequest(told);
	return reported.weight > 0 ? { ...reported, weight: Math.min(reported.weight, REPORTED_WEIGHT) } : findStrongest(text, WONDERS);
}

function findRequest(text: FoldedText): PhraseFinding {
	return findStrongest(text, OTHER_HINT.test(text.folded) ? REQUESTS : ENGLISH_REQUESTS);
}

const YES = /^[^\p{L}\p{N}]{0,3}(?:yes|yeah|yea|yep|yup|ya|sure|ok|okay|okey|please|pls|plz|absolutely|definitely|of course|go ahead|that would be|sounds good|i would|i'd like that|do it|ja|jep|jo|gerne?|klar|bitte|unbedingt|mach das|oui|ouais|d'accord|volontiers|bien sur|avec plaisir|si|claro|vale|por favor|de acuerdo|adelante|sim|pode ser|pode|certo|com certeza|va bene|certo|volentieri|d'accordo|graag|prima|doe maar|alstublieft|tak|poprosze|prosze|jasne|dobrze|chetnie)(?![\p{L}\p{N}])/u;
const NO = /^[^\p{L}\p{N}]{0,3}(?:no|nope|nah|not now|not yet|no thanks|don't|never mind|nevermind|not necessary|nein|ne|nee|nicht notig|lieber nicht|non|pas besoin|pas maintenant|no gracias|nao|agora nao|no grazie|niet nodig|liever niet|nie|nie trzeba|nie dziekuje)(?![\p{L}\p{N}])/u;
const YES_AFTER_NO = /^[^\p{L}\p{N}]{0,3}(?:no problem|no worries|no, (?:please|i want|i need|connect))/u;
const NO_AFTER_YES = /(?:but no|no need|not necessary|not needed|no thanks|lieber nicht|pas besoin)/u;
/** A longer message is an answer of its own, whatever word it begins with. */
const MAX_REPLY_WORDS = 10;

/** What the customer said to the offer of a person; undefined when they said neither. Only meaningful when one was offered. */
export function readOfferReply(text: FoldedText, asksForHuman: number): 'accepted' | 'declined' | undefined {
	if (asksForHuman >= 0.8) return 'accepted';
	if (splitWords(text.folded, MAX_REPLY_WORDS + 1).length > MAX_REPLY_WORDS) return undefined;
	if (YES_AFTER_NO.test(text.folded)) return 'accepted';
	if (NO.test(text.folded)) return 'declined';
	if (!YES.test(text.folded)) return undefined;
	return NO_AFTER_YES.test(text.folded) ? 'declined' : 'accepted';
}
