/** One message, read by everything the engine knows: the Triage record. */
import type { Intent } from '../../core/knowledge/knowledge';
import type { UnderstandRequest } from '../../core/triage/engine';
import type { Entity, Evidence, OtherIntent, Triage } from '../../core/triage/triage';
import { rateComplexity } from './complexity';
import type { Today } from './dates';
import { findEntities } from './entities';
import { numberWords } from './features';
import { findEarlierQuestion, readEllipsis, readWithEarlier } from './followUp';
import { readHumanRequest, readOfferReply } from './humanRequest';
import { readIntent, type IntentModel, type IntentReading } from './intents';
import { readLanguage } from './language';
import type { PhraseFinding } from './phrases';
import { readAccountCompromise, readLegalOrSafety } from './safety';
import { findSensitive } from './sensitive';
import { readSmallTalk } from './smallTalk';
import { foldText, splitWords, type FoldedText } from './text';
import { readUrgency } from './urgency';
import { readWishes } from './wishes';

/** A message with at most this many words beside the details asked for is an answer to the question, not a new one. */
const MAX_WORDS_BESIDE_DETAILS = 6;
/** How sure one may be that the answer to our own question belongs to what we asked it for. */
const PENDING_CONFIDENCE = 0.95;
/** How sure one may be that a bare order number is about the only matter that needs one. */
const DETAIL_CONFIDENCE = 0.7;
/** A message that gives a detail and is surer than this of another intent has changed the subject. */
const NEW_SUBJECT = 0.85;

/** A subject that only repeats an earlier mail, or says nothing. */
const EMPTY_SUBJECT = /^\s*(?:(?:re|fw|fwd|aw|wg|tr|rv|odp)\s*:|\(?no subject\)?\s*$)/iu;

/** Reads a message; `model` is what was learnt from the inbox's intents, absent when it has none. */
export function understand(request: UnderstandRequest, model: IntentModel | undefined): Triage {
	const { message, conversation, knowledge } = request;
	const text = foldText(message.text);
	const entities = findEntities(text, { patterns: request.patterns, asked: conversation.asked, products: request.products ?? [], today: readToday(request) });
	const human = message.requestsHuman === true ? { weight: 1 } : readHumanRequest(text);
	const confirmed = confirmedIntent(text, human.weight, request);
	const smallTalk = confirmed === undefined ? readSmallTalk(text) : undefined;
	const language = readLanguage(message.text, request.languages, conversation.language);
	const words = model === undefined ? undefined : numberWords(text.original, model.index.vocabulary);
	const said = withSubject(text, message.subject);
	const own = model === undefined ? undefined : readIntent(said, model, said === text.original ? words : undefined);
	const mayFollow = smallTalk === undefined && confirmed === undefined && human.weight === 0 && !isDetail(text, entities, request);
	const followed = model === undefined || own === undefined || !mayFollow ? undefined : readFollowUp(text, own, request, model);
	const told = own === undefined ? undefined : withDetails(withConfirmed(followed?.reading ?? own, confirmed), text, entities, request);
	const wishes = model === undefined || told?.intent === undefined || smallTalk !== undefined ? [] : readWishes(text, told.intent, model, language.language ?? conversation.language, words);
	const reading = told === undefined ? undefined : withWishes(told, wishes);
	const otherIntents = wishes.slice(1).map((wish) => ({ ...wish, confidence: round(wish.confidence) }));
	const urgency = readUrgency(text);
	const legalOrSafety = readLegalOrSafety(text);
	const accountCompromise = readAccountCompromise(text);
	// "Ok, thanks" thanks for the answer the offer came with.
	const offerReply = conversation.offerOpen === true && smallTalk !== 'thanks' ? readOfferReply(text, human.weight) : undefined;
	const intent = knowledge.intents.find(({ name }) => name === reading?.intent);
	return {
		...describeIntent(reading),
		otherIntents,
		...(language.language === undefined ? {} : { language: language.language }),
		languageUnsupported: language.unsupported,
		urgency: urgency.weight,
		complexity: rateComplexity(text, Math.max(1, wishes.length)),
		asksForHuman: human.weight,
		...(offerReply === undefined ? {} : { humanOfferReply: offerReply }),
		...(smallTalk === undefined ? {} : { smallTalk }),
		legalOrSafety: legalOrSafety.weight,
		accountCompromise: accountCompromise.weight,
		sensitive: findSensitive(text),
		entities,
		missing: findMissing(intent, entities, conversation.collected),
		evidence: collectEvidence({ intent: locate(reading?.evidence, text), urgency: urgency.evidence, asksForHuman: human.evidence, legalOrSafety: legalOrSafety.evidence, accountCompromise: accountCompromise.evidence, complexity: otherIntents[0]?.evidence, context: contextOf(followed, reading) }),
		engine: { name: 'local' },
	};
}

/** Who writes American English writes the month first; other locales the day. Without a locale it stays open. */
function readToday({ message, now, timeZone }: UnderstandRequest): Today {
	const { locale } = message;
	return { now, ...(timeZone === undefined ? {} : { timeZone }), ...(locale === undefined || locale.toLowerCase() === 'en' ? {} : { monthFirst: /^en[-_]us$/iu.test(locale) }) };
}

function describeIntent(reading: IntentReading | undefined): Pick<Triage, 'intent' | 'confidence' | 'runnerUp' | 'outOfScope'> {
	if (reading === undefined) return {};
	const { intent, confidence, runnerUp, outOfScope } = reading;
	return {
		...(intent === undefined ? {} : { intent }),
		confidence: round(confidence),
		...(runnerUp === undefined ? {} : { runnerUp: { intent: runnerUp.intent, confidence: round(runnerUp.confidence) } }),
		outOfScope: round(outOfScope),
	};
}

/** The subject of a first mail often names the matter better than its text. */
function withSubject(text: FoldedText, subject: string | undefined): string {
	return subject === undefined || subject.trim() === '' || EMPTY_SUBJECT.test(subject) ? text.original : `${text.original}\n${subject}`;
}

/** An intent read with the customer's earlier question, and that question. */
interface FollowUp {
	readonly reading: IntentReading;
	readonly question: string;
}

/** What a message that leaves its subject unsaid is about; undefined for one that stands by itself. */
function readFollowUp(text: FoldedText, own: IntentReading, { message, conversation }: UnderstandRequest, model: IntentModel): FollowUp | undefined {
	const ellipsis = readEllipsis(text);
	const question = ellipsis === undefined ? undefined : findEarlierQuestion(text, message, conversation.turns, model);
	const reading = ellipsis === undefined || question === undefined ? undefined : readWithEarlier(text, ellipsis, own, question, model);
	return reading === undefined || question === undefined ? undefined : { reading, question };
}

/** The earlier question is evidence only where the intent is still the one that was read with it. */
function contextOf(followed: FollowUp | undefined, reading: IntentReading | undefined): Evidence | undefined {
	return followed === undefined || followed.reading.intent !== reading?.intent ? undefined : { text: followed.question };
}

/** Several wishes are each surer in their own words than in all together, and what the customer wants as well is no alternative. */
function withWishes(reading: IntentReading, [own, ...others]: readonly OtherIntent[]): IntentReading {
	if (own === undefined) return reading;
	const { runnerUp, ...rest } = reading;
	const isAlternative = runnerUp !== undefined && !others.some(({ intent }) => intent === runnerUp.intent);
	return { ...rest, confidence: Math.max(reading.confidence, own.confidence), ...(isAlternative ? { runnerUp } : {}) };
}

/** The intent we asked back about, when this is a plain yes. After an offer of a person, yes means the person. */
function confirmedIntent(text: FoldedText, humanWeight: number, { conversation, knowledge }: UnderstandRequest): string | undefined {
	if (conversation.offerOpen === true || humanWeight > 0 || readOfferReply(text, 0) !== 'accepted') return undefined;
	return knowledge.intents.find(({ name }) => name === conversation.pendingIntent)?.name;
}

function withConfirmed(reading: IntentReading, confirmed: string | undefined): IntentReading {
	return confirmed === undefined ? reading : nameIntent(reading, confirmed, PENDING_CONFIDENCE);
}

/** A message that hardly says more than a detail is about what that detail is for: what we asked, or the only matter that needs it. */
function withDetails(reading: IntentReading, text: FoldedText, entities: readonly Entity[], request: UnderstandRequest): IntentReading {
	if (entities.length === 0 || countWordsBeside(entities, text) > MAX_WORDS_BESIDE_DETAILS) return reading;
	const pending = pendingIntent(entities, request);
	if (pending !== undefined) return reading.intent !== pending && reading.confidence >= NEW_SUBJECT ? reading : nameIntent(reading, pending, PENDING_CONFIDENCE);
	const needing = request.knowledge.intents.filter(({ needs }) => needs?.details.some((name) => entities.some(({ kind }) => kind === name)));
	const only = needing.length === 1 ? needing[0]?.name : undefined;
	return only === undefined || reading.confidence >= DETAIL_CONFIDENCE ? reading : nameIntent(reading, only, DETAIL_CONFIDENCE);
}

/** The intent we asked something for, when this message brings a detail of it. */
function pendingIntent(entities: readonly Entity[], { conversation, knowledge }: UnderstandRequest): string | undefined {
	const pending = knowledge.intents.find(({ name }) => name === conversation.pendingIntent);
	const wanted = [...conversation.asked, ...(pending?.needs?.details ?? []), ...(pending?.needs?.verifyBy ?? [])];
	return entities.some(({ kind }) => wanted.includes(kind)) ? pending?.name : undefined;
}

/** Hardly more than a detail that we asked for or that some matter needs. */
function isDetail(text: FoldedText, entities: readonly Entity[], { conversation, knowledge }: UnderstandRequest): boolean {
	const isNeeded = ({ kind }: Entity): boolean => conversation.asked.includes(kind) || knowledge.intents.some(({ needs }) => needs !== undefined && [...needs.details, ...needs.verifyBy].includes(kind));
	return entities.some(isNeeded) && countWordsBeside(entities, text) <= MAX_WORDS_BESIDE_DETAILS;
}

function nameIntent(reading: IntentReading, intent: string, confidence: number): IntentReading {
	return { intent, confidence, outOfScope: Math.min(reading.outOfScope, 1 - confidence) };
}

function countWordsBeside(entities: readonly Entity[], text: FoldedText): number {
	return splitWords(text.folded).filter((word) => {
		const { start } = text.spanOf(word.start, word.end);
		return !entities.some(({ span }) => start >= span.start && start < span.end);
	}).length;
}

/** Details nobody has given, then the first proof of identity when none of them was. */
function findMissing(intent: Intent | undefined, entities: readonly Entity[], collected: Readonly<Record<string, string>>): readonly string[] {
	if (intent?.needs === undefined) return [];
	const { details, verifyBy } = intent.needs;
	const isKnown = (name: string): boolean => Object.hasOwn(collected, name) || entities.some(({ kind }) => kind === name);
	const proof = verifyBy.length === 0 || verifyBy.some(isKnown) ? [] : verifyBy.slice(0, 1);
	return [...new Set([...details.filter((name) => !isKnown(name)), ...proof])];
}

/** A span counts in the message's text only; what decided in the subject keeps its words. */
function locate(evidence: Evidence | undefined, text: FoldedText): Evidence | undefined {
	if (evidence?.span === undefined || evidence.span.end <= text.original.length) return evidence;
	return { text: evidence.text };
}

function collectEvidence(found: Triage['evidence'] & Readonly<Record<string, PhraseFinding['evidence']>>): Triage['evidence'] {
	return Object.fromEntries(Object.entries(found).filter(([, evidence]) => evidence !== undefined));
}

function round(value: number): number {
	return Math.round(value * 1000) / 1000;
}
