/** What else does the customer want in the same message? "I want to cancel my order and need an invoice" is two wishes. */
import type { OtherIntent, Span } from '../../core/triage/triage';
import { numberWords, type NumberedWords } from './features';
import { readIntent, readSureIntent, type IntentModel, type IntentReading } from './intents';
import { anyOf } from './phrases';
import { matchesOf, type FoldedText, type Word } from './text';

/** The small words that tell wishes apart, of one language; patterns over folded text. */
interface ClauseWords {
	/** Joins two wishes, or two nouns of one. */
	readonly and: string;
	/** Announces a further wish. */
	readonly also: string;
	/** What a sentence that tells something begins with. */
	readonly tells: string;
	/** What a request has in it, wherever it stands. */
	readonly asks: string;
	/** Stands for something said before. */
	readonly refers: string;
}

const WORDS: Readonly<Record<string, ClauseWords>> = {
	en: {
		and: 'and|&', also: 'and also|and then|as well as|also|additionally|besides|another (?:thing|question)|plus',
		tells: 'i|we|you|he|she|it|they|my|our|your|his|her|their|the|this|that|these|those|there|an?|some|someone|somebody|nobody|nothing|(?:i|we|you|they)\'(?:m|ve|ll|d|re)|(?:it|that|there)\'s',
		asks: 'want(?:ed)?|wanna|need(?:ed)?|would like|i\'d like|wish|looking (?:for|to)|request|require|wonder(?:ing)?|interested|must|have to|trying to|hop(?:e|ing)|please|pls|plz|help|how|what|when|where|which|why|who|(?:can|could|should|may|shall) (?:i|we|you)|do you|(?:is|are) there|tell me|let me know',
		refers: 'it|its|it\'s|them|they|that|that\'s|this|these|those|there|ones?|so|such|same',
	},
	de: {
		and: 'und|&', also: 'und auch|und dann|ausserdem|zudem|sowie|auch noch|noch (?:etwas|eine frage)',
		tells: 'ich|wir|du|sie|er|es|man|niemand|nichts|hab(?:e|en)?|bin',
		asks: 'will|wollen|mochte|mochten|moechte|brauche|brauchen|benotige|hatte gern[e]?|wurde gern[e]?|wunsche|suche|bitte|hilfe|wie|was|wann|wo|wohin|welche[rsn]?|warum|wieso|wer|(?:kann|konnte|konnen|konnten|darf) (?:ich|man|wir|sie|ihr)|gibt es|muss',
		refers: 'es|dies|ihn|ihm|damit|dafur|davon|dazu|dort|so',
	},
	fr: {
		and: 'et|&', also: 'et aussi|et puis|ainsi que|aussi|de plus|en plus|par ailleurs|une autre question',
		tells: 'j\'\\p{L}{1,30}|je|nous|vous|il|elle|on|ils|elles|mon|ma|mes|notre|nos|votre|le|la|les|l\'\\p{L}{1,30}|ce|cette|ces|un|une|personne|rien',
		asks: 'veux|voudrais|voudrions|souhaite|souhaiterais|besoin|aimerais|cherche|demande|s\'il vous plait|svp|merci de|aide|comment|combien|quand|ou|quel(?:le|s|les)?|pourquoi|qui|est-ce que|(?:peut-on|puis-je|pouvez-vous|pourriez-vous|pouvez|dois)|avez-vous|y a-t-il',
		refers: 'il|elle|ca|cela|celui|celle',
	},
	es: {
		and: 'y|e|&', also: 'y tambien|y ademas|ademas|tambien|asi como|otra (?:cosa|pregunta)',
		tells: 'yo|nosotros|usted|ustedes|el|ella|ellos|mi|mis|nuestro|nuestra|su|la|los|las|un|una|este|esta|esto|he|hemos|ha|han|me|no me|se|tengo|nadie|nada',
		asks: 'quiero|queremos|quisiera|necesito|necesitamos|me gustaria|deseo|busco|solicito|por favor|ayuda|ayudar|como|cuando|cuanto|cuanta|cuantos|donde|cual|cuales|que|por que|quien|(?:puedo|puede|pueden|podria|podrian|podemos|debo)|hay',
		refers: 'eso|esto|ese|esa|ello|alli|asi',
	},
	pt: {
		and: 'e|&', also: 'e tambem|e ainda|alem disso|tambem|assim como|outra (?:coisa|pergunta|duvida)',
		tells: 'eu|nos|voce|voces|ele|ela|eles|meu|minha|meus|minhas|nosso|nossa|o|a|os|as|um|uma|este|esta|isto|tenho|recebi|comprei|fiz|me|nao recebi|ninguem|nada',
		asks: 'quero|queremos|queria|gostaria|preciso|precisamos|desejo|procuro|solicito|por favor|ajuda|ajudar|como|quando|quanto|quanta|quantos|onde|qual|quais|que|por que|porque|quem|(?:posso|pode|podem|poderia|podemos|devo)|ha|tem como',
		refers: 'ele|ela|isso|isto|esse|essa|aquilo|assim',
	},
	it: {
		and: 'e|ed|&', also: 'e anche|e poi|inoltre|anche|nonche|un\'altra (?:cosa|domanda)',
		tells: 'io|noi|lei|lui|voi|mio|mia|miei|mie|nostro|nostra|il|lo|la|i|gli|le|l\'\\p{L}{1,30}|un|una|questo|questa|ho|abbiamo|ha|mi|non ho|nessuno|niente',
		asks: 'voglio|vogliamo|vorrei|vorremmo|desidero|bisogno|cerco|richiedo|per favore|per piacere|aiuto|aiutare|come|quando|quanto|quanta|quanti|dove|quale|quali|che|cosa|perche|chi|(?:posso|puo|possiamo|potete|potrei|potrebbe|devo)|c\'e|ci sono|avete',
		refers: 'esso|essa|cio|quello|quella|questo|cosi',
	},
	nl: {
		and: 'en|&', also: 'en ook|en dan|daarnaast|bovendien|ook|alsook|nog een (?:vraag|ding)',
		tells: 'ik|wij|we|u|jij|je|hij|zij|ze|het|er|niemand|niets',
		asks: 'wil|willen|zou graag|graag|nodig|wens|zoek|alstublieft|alsjeblieft|svp|hulp|helpen|hoe|wat|wanneer|waar|welke|waarom|wie|(?:kan|kunt|kun|mag|moet) (?:ik|u|je|jullie|we)|is er|zijn er|moet',
		refers: 'hem|dat|daar|ermee|ervoor|zo',
	},
	pl: {
		and: 'i|oraz|&', also: 'a takze|a poza tym|oraz|poza tym|dodatkowo|rowniez|jeszcze jedno|jeszcze pytanie',
		tells: 'ja|my|pan|pani|on|ona|ono|oni|moj|moja|moje|nasz|nasza|ten|ta|to|te|mam|mamy|nie mam|jestem|nikt|nic|nie (?:otrzymalem|otrzymalam|dostalem|dostalam)|(?:zamowilem|zamowilam|kupilem|kupilam|dostalem|dostalam|otrzymalem|otrzymalam)',
		asks: 'chce|chcemy|chcialbym|chcialabym|chcielibysmy|potrzebuje|potrzebujemy|prosze|poprosze|szukam|pomoc|pomocy|jak|kiedy|gdzie|ile|jaki|jaka|jakie|ktory|ktora|co|dlaczego|kto|czy|(?:moge|mozna|mozecie|moglibyscie|musze)|powinienem|powinnam',
		refers: 'go|ja|je|ich|to|tego|tym|nim|nia|tam|tak',
	},
};

interface ClausePatterns {
	/** Where a clause may end: after a sentence, at a line's end, a comma or a connective. Global. */
	readonly cut: RegExp;
	readonly tells: RegExp;
	readonly asks: RegExp;
	readonly refers: RegExp;
}

/** What may stand before the subject of a sentence. */
const BEFORE_SUBJECT = '(?:(?:and|but|so|now|then|because|since|as|if|when|after|hi|hello|hey|well|just|yes|no|still|today|yesterday|unfortunately|und|aber|weil|da|wenn|leider|hallo|et|mais|car|si|bonjour|y|pero|porque|cuando|hola|e|mas|quando|ola|ma|perche|ciao|en|maar|omdat|als|i|ale|bo|jesli|gdy)[ ,]+){0,3}';
const PATTERNS: ReadonlyMap<string, ClausePatterns> = new Map(Object.entries(WORDS).map(([language, words]) => [language, buildPatterns(words)]));
/** Used where the language is none of these: many write some English. */
const ELSEWHERE = 'en';

/** Later clauses of a long mail are seldom wishes, and each costs a reading. */
const MAX_CLAUSES = 6;
const MAX_OTHER_INTENTS = 3;
/** A clause that asks for something wants what it is read as from here on: more likely than not. */
const CLEAR_WISH = 0.6;
/**
 * One that only tells something, leans on another ("… and send it to me") or is a word or two is mostly about the same matter. Chosen with pairs of
 * messages put together, and with single ones, of four development sets: seven in eight pairs of the support set are found, at most 1 % of single messages seem to be two.
 */
const DOUBTFUL_WISH = 0.93;
/** "Refund and exchange" are two wishes, the last words of a long sentence are not. */
const FEW_WORDS = 2;
const MAX_WORDS_OF_KEYWORDS = 8;

/**
 * The wishes of a message that has several, the main one first, each as its own clause says it. Empty when there is but one, or when
 * the main one is not said clearly in a clause of its own: then what looks like another may be a part of it.
 *
 * @param main the intent of the whole message
 * @param language ISO 639-1; absent when unsure
 * @param words of the text, where some were looked up already
 */
export function readWishes(text: FoldedText, main: string, model: IntentModel, language: string | undefined, words = numberWords(text.original, model.index.vocabulary)): readonly OtherIntent[] {
	const patterns = PATTERNS.get(language ?? ELSEWHERE) ?? (PATTERNS.get(ELSEWHERE) as ClausePatterns);
	const clauses = splitClauses(text, words.words, patterns);
	if (clauses.length < 2) return [];
	const wordCount = clauses.reduce((sum, clause) => sum + countWords(clause), 0);
	const possible = clauses.filter((clause) => mayBeWish(clause, wordCount));
	const wishes = readAllWishes(possible, main, (clause) => readWish(clause, text, words, patterns, model));
	const mains = wishes.filter(({ intent }) => intent === main);
	const others = wishes.filter((wish) => wish.intent !== main && mains.some((own) => areDistinct(own, wish)));
	const [own] = mains;
	if (own === undefined || others.length === 0) return [];
	const different = others.filter(({ intent }, place) => others.findIndex((other) => other.intent === intent) === place);
	return [own, ...different.slice(0, MAX_OTHER_INTENTS)].map(({ intent, confidence, span }) => ({ intent, confidence, ...placeEvidence(readIntent(text.original.slice(span.start, span.end), model).evidence, span.start) }));
}

/** A clause of a message, by its place in the folded text. */
interface Clause {
	readonly start: number;
	readonly end: number;
	/** Places of its first word, and of the first one behind it, among the text's words. */
	readonly firstWord: number;
	readonly endWord: number;
	/** After a comma only: what is listed there, or an address, is no wish unless it is a sentence. */
	readonly afterComma: boolean;
}

interface Wish extends Pick<OtherIntent, 'intent' | 'confidence'> {
	readonly runnerUp: string | undefined;
	/** Its clause in the original. */
	readonly span: Span;
}

/** The folded text with its line ends: each message of a burst is a line. */
function withLineEnds({ folded, original, spanOf }: FoldedText): string {
	return original.includes('\n') ? folded.replaceAll(' ', (blank: string, at: number) => (original[spanOf(at, at).start] === '\n' ? '\n' : blank)) : folded;
}

function splitClauses(text: FoldedText, words: readonly Word[], { cut }: ClausePatterns): readonly Clause[] {
	const lines = withLineEnds(text);
	const clauses: Clause[] = [];
	let start = 0;
	let afterComma = false;
	let firstWord = 0;
	const add = (end: number): void => {
		let endWord = firstWord;
		while (endWord < words.length && (words[endWord] as Word).start < end) endWord++;
		if (endWord > firstWord) clauses.push({ start, end, firstWord, endWord, afterComma });
		firstWord = endWord;
	};
	for (const match of matchesOf(lines, cut)) {
		// The mark that ends a sentence belongs to it, since it says whether that was a question.
		add(match.index + (/^[.!?;]+/u.exec(match[0])?.[0].length ?? 0));
		if (clauses.length === MAX_CLAUSES) return clauses;
		start = match.index + match[0].length;
		while (firstWord < words.length && (words[firstWord] as Word).start < start) firstWord++;
		afterComma = match[0].trim() === ',';
	}
	add(lines.length);
	return clauses;
}

/** A word or two are a wish among few words only, and not in a list. */
function mayBeWish(clause: Clause, wordCount: number): boolean {
	return countWords(clause) > FEW_WORDS || !(clause.afterComma || wordCount > MAX_WORDS_OF_KEYWORDS);
}

function countWords({ firstWord, endWord }: Clause): number {
	return endWord - firstWord;
}

/** What the clauses wish, in their order; none where they cannot wish both the main matter and another. Reading a clause is costly: it stops as soon as that shows, soonest with the short ones. */
function readAllWishes(clauses: readonly Clause[], main: string, read: (clause: Clause) => Wish | undefined): readonly Wish[] {
	const wishes: Wish[] = [];
	for (const [place, clause] of [...clauses].sort((a, b) => countWords(a) - countWords(b)).entries()) {
		const missing = [true, false].filter((isMain) => !wishes.some(({ intent }) => (intent === main) === isMain)).length;
		if (clauses.length - place < missing) return [];
		const wish = read(clause);
		if (wish !== undefined) wishes.push(wish);
	}
	return wishes.sort((a, b) => a.span.start - b.span.start);
}

function readWish(clause: Clause, text: FoldedText, words: NumberedWords, patterns: ClausePatterns, model: IntentModel): Wish | undefined {
	const folded = text.folded.slice(clause.start, clause.end).trim();
	const isDoubtful = countWords(clause) <= FEW_WORDS || patterns.refers.test(folded) || (patterns.tells.test(folded) && !patterns.asks.test(folded) && !folded.endsWith('?'));
	const reading = readSureIntent(words, model, isDoubtful ? DOUBTFUL_WISH : CLEAR_WISH, clause.firstWord, clause.endWord);
	return reading?.intent === undefined ? undefined : { intent: reading.intent, confidence: reading.confidence, runnerUp: reading.runnerUp?.intent, span: text.spanOf(clause.start, clause.end) };
}

/** Two clauses of which one might as well mean what the other does are about one matter. */
function areDistinct(one: Wish, other: Wish): boolean {
	return one.runnerUp !== other.intent && other.runnerUp !== one.intent;
}

/** Evidence of a clause, placed in the whole message. */
function placeEvidence(evidence: IntentReading['evidence'], start: number): Pick<OtherIntent, 'evidence'> {
	if (evidence?.span === undefined) return evidence === undefined ? {} : { evidence };
	return { evidence: { text: evidence.text, span: { start: evidence.span.start + start, end: evidence.span.end + start } } };
}

function buildPatterns({ and, also, tells, asks, refers }: ClauseWords): ClausePatterns {
	return {
		cut: new RegExp(`(?<![.!?;\\n])[.!?;]*\\n+|(?<![.!?;\\n])[.!?;]+(?=\\s)|,?\\s(?:${also}|${and})(?=\\s)(?:\\s(?:${also})(?=\\s))?|,\\s`, 'gu'),
		tells: new RegExp(`^${BEFORE_SUBJECT}(?:${tells})(?![a-z'])`, 'u'),
		asks: anyOf(asks),
		refers: anyOf(refers),
	};
}
