/** Does a message leave unsaid what it is about, as "and to Norway?" does, and what did the customer ask before? */
import type { Turn } from '../../core/conversation/conversation';
import { isSaidBy, wordsOf } from '../../core/message/sayMessage';
import type { UnderstandRequest } from '../../core/triage/engine';
import { readOfferReply } from './humanRequest';
import { numberWords } from './features';
import { readIntent, readSureIntent, type IntentModel, type IntentReading } from './intents';
import { anyOf } from './phrases';
import { readSmallTalk } from './smallTalk';
import { foldText, splitWords, type FoldedText } from './text';

/**
 * `empty`: none of its words is about anything ("how long does that take?"). `goesOn`: it begins as something that goes on ("and to Norway?").
 * `leans`: it stands for a sentence, or refers to something ("Norway?", "when will it arrive?"). Of the last two, their own words may say enough all the same.
 */
export type Ellipsis = 'empty' | 'goesOn' | 'leans';

/** Longer messages say what they are about. */
const MAX_WORDS = 8;
/** A fragment without a connective, such as "for two lamps?", is shorter still. */
const MAX_FRAGMENT_WORDS = 5;
/** "Norway?" */
const MAX_BARE_WORDS = 2;

/** Words that are about nothing by themselves, in the languages the engine reads; folded. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(`
	a an the this that these those it its it's that's what's how's here there there's one ones other another same second first third last next both all any some more most less else and or but so then now again still too also only just yes yeah no not nope please ok okay well hm
	i i'm i've i'd i'll me my mine you you're your yours we our us they them their he she is isn't are aren't was wasn't were be been do don't does doesn't did didn't can can't cannot could couldn't will won't would wouldn't should shall may might must have haven't has hasn't had get got
	what which who how when where why much many long far often soon fast quickly exactly really cost costs take takes mean means meant work works worked happen happens happened need know say said asked ask explain understand help helps helped helping answer answered answers possible right wrong sure free able want
	for to in into on at of with without from by about than as if because instead like up out
	der die das den dem des ein eine einen einem einer dies diese dieser dieses es er sie ihn ihm ihr ich mir mich mein meine du dir dich wir uns man und oder aber dann denn auch noch wieder jetzt hier da dort andere anderen anderer anderes erste ersten zweite zweiten dritte dritten letzte letzten beide alle mehr ja nein nicht kein keine bitte doch
	ist sind war sein hat habe haben hatte kann konnen konnte wird werden wurde muss soll darf gibt geht was welche welcher welches wie wann wo warum wieso weshalb viel viele lange oft weit schnell kostet kosten dauert dauern bedeutet heisst funktioniert passiert brauche weiss sagen erklaren verstehe verstanden hilft helfen gefragt antwort richtig falsch sicher moglich genau wirklich will mochte
	fur zu zum zur im an am auf aus mit ohne von vom bei nach uber als wenn weil stattdessen dafur damit dazu davon daran
	le la les l un une des du de d ce cet cette ces c'est ca cela celui celle il elle on je j'ai j me moi mon ma mes tu te vous votre nous et ou mais alors aussi encore maintenant ici y autre autres premier premiere deuxieme seconde second troisieme dernier derniere tous toutes plus oui non ne pas s'il plait svp
	est sont etait a ai avez ont peut peux pouvez va faut fait quel quelle quels quelles qui que quoi comment combien quand pourquoi longtemps temps prend coute marche dire explique comprends aide repond possible vrai sur vraiment veux voudrais pour avec sans dans en au aux par chez si comme
	el lo los las uno una unos unas del al este esta esto ese esa eso aquel yo mi mis su sus tu tus usted nos se le o pero entonces tambien todavia ahora aqui alli otro otra otros otras primero primera segundo segunda tercero ultimo ultima ambos todos todas mas si no favor
	es son era esta estan hay he ha tengo tiene puede puedo pueden que cual cuales quien como cuando cuanto cuanta cuantos cuesta tarda tiempo donde funciona significa pasa necesito decir explicar entiendo ayuda responde posible seguro quiero para por con sin sobre hasta desde porque
	os as um uma uns umas do da dos das no na nos nas ao aos isto isso esse essa eu meu minha seu sua voce ele ela mas entao tambem ainda agora aqui ali outro outra outros outras primeiro primeira terceiro ultimos ambos sim nao sao era estao tem tenho pode posso qual quais quem quando quanto quanta quantos custa demora tempo onde funciona significa acontece preciso dizer explicar entendo ajuda possivel certo quero com sem ate porque
	il i gli uno della dello del questo questa quello quella io mio mia suo sua lei lui ci vi ma allora anche ancora adesso ora qui altro altra altri altre primo prima secondo seconda terzo terza ultimo entrambi tutti piu non e c'e sono era ho hai puo posso potete che cosa quale quali chi come quando quanto quanta quanti costa tempo ci vuole dove perche funziona significa succede serve dire spiegare capisco aiuta possibile giusto sicuro voglio di da a con su per tra fino
	het een dit dat deze die hij zij ik mij mijn u uw jij je wij we ons zo dan ook nog weer nu hier daar ander andere eerste tweede derde laatste beide alle meer ja nee niet geen graag is zijn waren heb heeft hebben kan kunt kun wil wordt moet mag gaat wat welke wie hoe wanneer waar waarom veel lang ver vaak snel kost kosten duurt werkt betekent gebeurt nodig weet zeggen begrijp helpt gevraagd antwoord mogelijk juist zeker echt voor naar in op aan met zonder van bij over als want
	ten ta to te tego tej tym go ja mi moj moja pan pani my sie i albo lub ale wiec tez takze jeszcze teraz tu tam inny inna drugi druga drugiego pierwszy trzeci ostatni oba wszystkie wiecej tak nie jest sa byl bylo mam ma moge mozna bedzie trzeba co jaki jaka ktory ktora kto jak kiedy gdzie dlaczego ile dlugo daleko szybko kosztuje trwa dziala znaczy potrzebuje wiem powiedziec rozumiem pomaga mozliwe pewno chce dla do na w z ze bez od przez o po jesli zamiast
`.trim().split(/\s+/u));

/** What a message begins with that goes on from something, whatever follows. */
const GOES_ON = opening('(?:and |but |so )?(?:what|how) about', '(?:can you |could you |please )?tell me more', '(?:and |but )?what if', 'and if', 'same (?:question )?(?:for|with)', 'also (?:for|to|in|with)', '(?:und )?was ist mit', '(?:und )?wie (?:ist|sieht) es (?:aus )?(?:mit|bei)', 'und (?:was )?wenn', '(?:et )?qu\'en est-il', 'et si', '(?:y )?que (?:tal|pasa con|hay de)', 'y si', 'e se', '(?:en )?hoe zit het met', '(?:en )?wat als', 'a co z', 'a jesli');
/** "And", which must be followed by a small word to be more than the beginning of a new request. */
const AND = opening('and', 'or', 'but', 'und', 'oder', 'aber', 'et', 'ou', 'mais', 'y', 'pero', 'e', 'mas', 'ma', 'en', 'of', 'maar', 'oraz', 'albo', 'ale', '[ai](?= (?:do|dla|w|z|na|po) )');
/** What a fragment begins with. */
const LINK = opening('to', 'for', 'from', 'in', 'with', 'without', 'by', 'at', 'on', 'after', 'before', 'until', 'if', 'the', 'an?', 'my', 'this', 'that', 'these', 'those', 'nach', 'fur', 'von', 'aus', 'im', 'mit', 'ohne', 'bei', 'zum', 'zur', 'wenn', 'der', 'die', 'das', 'den', 'dem', 'pour', 'vers', 'au', 'aux', 'en', 'avec', 'sans', 'dans', 'si', 'les?', 'la', 'para', 'hacia', 'con', 'sin', 'el', 'l[oa]s', 'com', 'sem', 'os?', 'per', 'senza', 'se', 'il', 'lo', 'gli', 'naar', 'voor', 'met', 'zonder', 'als', 'het', 'do(?! (?:you|i|we|they) )', 'dla', 'w', 'z', 'bez', 'na', 'jesli', '\\d{1,4}');
/** What may follow "and" besides. */
const QUESTION = opening('how', 'when', 'where', 'why', 'which', 'wie', 'wann', 'wo', 'warum', 'quand', 'combien', 'cuando', 'cuanto', 'quando', 'quanto', 'hoe', 'wanneer', 'jak', 'kiedy', 'ile');
/** Stands for something said before. */
const REFERS = anyOf('it', 'its', 'it\'s', 'they', 'them', 'that', 'those', 'there', 'es', 'ihn', 'dafur', 'damit', 'dorthin', 'dort', 'ca', 'cela', 'y', 'eso', 'alli', 'isso', 'cio', 'ci', 'erheen', 'daarvoor', 'tam', 'tego');
/** Asks about us: only looks like a remainder. */
const ABOUT_US = anyOf('(?:who|what|how|where) are you', 'are you there', 'what can you do', 'qui es-tu');
/** Yes and no answer a question of ours; they go on from nothing of the customer's. */
const BARE_REPLY: ReadonlySet<string> = new Set('yes yeah yep yup sure ok okay please thanks thank you no nope not now ja nein nee bitte danke gerne oui non merci si no gracias sim nao obrigado obrigada grazie graag tak nie prosze'.split(' '));

/** Customer's messages looked back on: further ones are about something else. */
const MAX_LOOKED_BACK = 8;
/** Longest earlier question taken into account, characters. */
const MAX_QUESTION_CHARS = 300;
/** Below this confidence an earlier message says too little to lean on. */
const TELLING = 0.35;
/** More likely than not. "Is it raining?" is likely to be about nothing we know, and then stays so, whatever came before. */
const LIKELY = 0.5;

/** Whether the message leaves its subject to what was said before; undefined when it stands by itself. */
export function readEllipsis({ folded }: FoldedText): Ellipsis | undefined {
	const words = splitWords(folded, MAX_WORDS + 1);
	if (words.length === 0 || words.length > MAX_WORDS || ABOUT_US.test(folded)) return undefined;
	if (words.every(({ text }) => EMPTY_WORDS.has(text))) return 'empty';
	const asks = folded.trimEnd().endsWith('?');
	const isBare = asks && words.length <= MAX_BARE_WORDS;
	const rest = folded.replace(AND, '');
	if (GOES_ON.test(folded) || (rest !== folded && (isBare || LINK.test(rest) || QUESTION.test(rest)))) return 'goesOn';
	const isFragment = asks && words.length <= MAX_FRAGMENT_WORDS && LINK.test(folded);
	return isBare || isFragment || REFERS.test(folded) ? 'leans' : undefined;
}

/**
 * The customer's last question before this message, which it leaves its subject to. What was only small talk, a detail or itself
 * such a remainder is passed over. A bare yes goes on only from a question of ours, a bare no from nothing.
 *
 * @param turns oldest first; the message itself may be the last
 */
export function findEarlierQuestion(text: FoldedText, message: UnderstandRequest['message'], turns: readonly Turn[], model: IntentModel): string | undefined {
	const before = withoutOwn(turns, message);
	if (splitWords(text.folded).every((word) => BARE_REPLY.has(word.text)) && !(wasAsked(before) && readOfferReply(text, 0) === 'accepted')) return undefined;
	const earlier = before.filter(({ author }) => author === 'customer').slice(-MAX_LOOKED_BACK).reverse();
	return earlier.map((turn) => wordsOf(turn.text).slice(0, MAX_QUESTION_CHARS)).find((question) => hasSubject(question, model));
}

/**
 * The message read together with the earlier question, where that says better what it is about; undefined where its own words do.
 *
 * @param own what the message says by itself
 */
export function readWithEarlier(text: FoldedText, ellipsis: Ellipsis, own: IntentReading, question: string, model: IntentModel): IntentReading | undefined {
	const earlier = ellipsis === 'empty' ? undefined : readTelling(question, model);
	if (ellipsis !== 'empty' && earlier === undefined) return undefined;
	// The message comes first, so that places in it stay what they are.
	const together = readIntent(`${text.original}\n${question}`, model);
	if (earlier === undefined) return together.confidence >= LIKELY ? together : withoutPlace(readIntent(question, model));
	if (own.intent === earlier.intent) return together.intent === own.intent ? together : undefined;
	const isForeign = ellipsis === 'leans' && own.outOfScope >= LIKELY;
	return !isForeign && together.intent === earlier.intent && together.confidence > own.confidence ? together : undefined;
}

/** Evidence from another message has words, but no place in this one. */
function withoutPlace({ evidence, ...reading }: IntentReading): IntentReading {
	return { ...reading, ...(evidence === undefined ? {} : { evidence: { text: evidence.text } }) };
}

/** The turns before the message; each message of a burst is a turn of its own. */
function withoutOwn(turns: readonly Turn[], message: UnderstandRequest['message']): readonly Turn[] {
	const last = turns.findLastIndex(({ author, text }) => author !== 'customer' || !isSaidBy(text, message));
	return turns.slice(0, last + 1);
}

function wasAsked(before: readonly Turn[]): boolean {
	const last = before.at(-1);
	return last !== undefined && last.author !== 'customer' && last.text.trimEnd().endsWith('?');
}

function hasSubject(question: string, model: IntentModel): boolean {
	const text = foldText(question);
	if (!/\p{L}/u.test(question) || readSmallTalk(text) !== undefined || readEllipsis(text) !== undefined) return false;
	// An order number, or an address, given when we asked for it.
	return !/[\d@]/u.test(question) || readTelling(question, model) !== undefined;
}

/** What an earlier question is about; undefined where it says too little. */
function readTelling(question: string, model: IntentModel): IntentReading | undefined {
	return readSureIntent(numberWords(question, model.index.vocabulary), model, TELLING);
}

function opening(...alternatives: readonly string[]): RegExp {
	return new RegExp(`^[^\\p{L}\\p{N}]{0,3}(?:(?:ok|okay|yes|no|hm|ja|nein|oui|non|si|sim|tak|nie|thanks|danke|merci)[,.! ]{1,3})?(?:${alternatives.join('|')})(?![\\p{L}\\p{N}'])[, ]*`, 'u');
}
