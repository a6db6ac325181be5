/** One message, read by everything the engine knows: the Triage record. */
import type { Intent } from '../../core/knowledge/knowledge';
import type { UnderstandRequest } from '../../core/triage/engine';
import type { Entity, Evidence, Triage } from '../../core/triage/triage';
import { rateComplexity } from './complexity';
import type { Today } from './dates';
import { findEntities } from './entities';
import { readHumanRequest, readOfferReply } from './humanRequest';
import { readIntent, type IntentModel, type IntentReading } from './intents';
import { readLanguage } from './language';
import type { PhraseFinding } from './phrases';
import { readAccountCompromise, readLegalOrSafety } from './safety';
import { findSensitive } from './sensitive';
import { readSmallTalk } from './smallTalk';
import { foldText, splitWords, type FoldedText } from './text';
import { readUrgency } from './urgency';

/** A message with at most this many words beside the details asked for is an answer to the question, not a new one. */
const MAX_WORDS_BESIDE_DETAILS = 6;
/** How sure one may be that the answer to our own question belongs to what we asked it for. */
const PENDING_CONFIDENCE = 0.95;
/** How sure one may be that a bare order number is about the only matter that needs one. */
const DETAIL_CONFIDENCE = 0.7;
/** A message that gives a detail and is surer than this of another intent has changed the subject. */
const NEW_SUBJECT = 0.85;

const CLAUSE_END = /(?<![.!?;\n])[.!?;\n]+\s|(?<![a-z])(?:and also|and then|as well as|also|additionally|besides|another (?:thing|question)|plus|ausserdem|und dann|und auch|et aussi|de plus|en plus|y tambien|ademas|e tambem|alem disso|e anche|inoltre|en ook|daarnaast|a takze|oraz)(?![a-z])|(?<=[a-z?]) and (?=(?:can|could|how|what|where|when|why|i|is|do|does|my|please|would|will)(?![a-z]))/gu;
const MAX_CLAUSES = 5;
const MIN_CLAUSE_WORDS = 3;
/** A further wish must be clearer than the main one: a clause is short. */
const OTHER_INTENT_CONFIDENCE = 0.5;
const MAX_OTHER_INTENTS = 3;
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
	const reading = model === undefined ? undefined : withDetails(withConfirmed(readIntent(withSubject(text, message.subject), model), confirmed), text, entities, request);
	const otherIntents = model === undefined || smallTalk !== undefined ? [] : findOtherIntents(text, reading?.intent, model);
	const language = readLanguage(message.text, request.languages, conversation.language);
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
		complexity: rateComplexity(text, otherIntents.length + (reading?.intent === undefined ? 0 : 1)),
		asksForHuman: human.weight,
		...(offerReply === undefined ? {} : { humanOfferReply: offerReply }),
		...(smallTalk === undefined ? {} : { smallTalk }),
		legalOrSafety: legalOrSafety.weight,
		accountCompromise: accountCompromise.weight,
		sensitive: findSensitive(text),
		entities,
		missing: findMissing(intent, entities, conversation.collected),
		evidence: collectEvidence({ intent: locate(reading?.evidence, text), urgency: urgency.evidence, asksForHuman: human.evidence, legalOrSafety: legalOrSafety.evidence, accountCompromise: accountCompromise.evidence }),
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

function nameIntent(reading: IntentReading, intent: string, confidence: number): IntentReading {
	return { intent, confidence, outOfScope: Math.min(reading.outOfScope, 1 - confidence) };
}

function countWordsBeside(entities: readonly Entity[], text: FoldedText): number {
	return splitWords(text.folded).filter((word) => {
		const { start } = text.spanOf(word.start, word.end);
		return !entities.some(({ span }) => start >= span.start && start < span.end);
	}).length;
}

function findOtherIntents(text: FoldedText, main: string | undefined, model: IntentModel): readonly string[] {
	const clauses = text.folded.split(CLAUSE_END).filter((clause) => splitWords(clause, MIN_CLAUSE_WORDS).length >= MIN_CLAUSE_WORDS).slice(0, MAX_CLAUSES);
	if (clauses.length < 2) return [];
	const others = new Set<string>();
	for (const clause of clauses) {
		const { intent, confidence } = readIntent(clause, model);
		if (intent !== undefined && intent !== main && confidence >= OTHER_INTENT_CONFIDENCE) others.add(intent);
	}
	return [...others].slice(0, MAX_OTHER_INTENTS);
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
