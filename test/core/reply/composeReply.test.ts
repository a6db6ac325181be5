import type { Decision, Outcome, Reason, ReasonCode } from '../../../core/escalation/decision';
import { REASON_CODES } from '../../../core/escalation/decision';
import type { HandoffReceipt } from '../../../core/handoff/handoff';
import { composeReply, type Composition } from '../../../core/reply/composeReply';
import { PHRASES, type PhraseLanguage } from '../../../core/reply/phrases';
import type { ReplySettings } from '../../../core/reply/replySettings';
import { NO_ANSWER, NOW, sampleEnvelope, type Parts } from '../escalation/sampleEnvelope';

const SETTINGS: ReplySettings = { assistantName: 'Robin', companyName: 'Lumora' };
const LANGUAGES = Object.keys(PHRASES) as PhraseLanguage[];

const decided = (outcome: Outcome, codes: readonly ReasonCode[] = [], change: Partial<Decision> = {}): Decision => ({
	outcome, reasons: codes.map((code): Reason => ({ code, grade: 'offer', sentence: code })), tier: 0, priority: 'normal', policy: { version: 1, preset: 'ecommerce' }, ...change,
});
const receipt = (change: Partial<HandoffReceipt> = {}): HandoffReceipt => ({ id: 'h1', result: 'handedOff', status: 'queued', epoch: 2, agentsOnline: 1, ...change });
const compose = (parts: Parts, settings = SETTINGS): Composition => composeReply(sampleEnvelope(parts), settings);
const textOf = (parts: Parts, settings = SETTINGS): string => {
	const composition = compose(parts, settings);
	return composition.kind === 'say' ? composition.text : `nothing: ${composition.why}`;
};
const ASKS: Parts = { answer: { kind: 'askDetails', asks: ['orderNumber', 'email'], text: undefined }, decision: decided('clarify') };

describe('composeReply', () => {
	it.each<[Outcome, Parts, string, string]>([
		['answer', {}, 'answered', 'say'],
		['clarify', ASKS, 'clarified', 'say'],
		['offerHuman', { answer: NO_ANSWER }, 'offered', 'say'],
		['reviewDraft', {}, 'draft', 'draft'],
	])('ends %s as the right outcome', (outcome, parts, messageOutcome, mode) => {
		expect(compose({ ...parts, decision: decided(outcome) })).toMatchObject({ kind: 'say', purpose: 'answer', outcome: messageOutcome, mode });
	});

	it.each<[about: string, parts: Parts, text: string]>([
		['an answer', { decision: decided('answer') }, 'You can return it within 30 days.'],
		['an answer nobody decided on', {}, 'You can return it within 30 days.'],
		['nothing known and nothing decided', { answer: NO_ANSWER }, 'nothing: nothingToSay'],
		['a handoff that was not needed any more', { decision: decided('escalate'), handoff: receipt({ result: 'failed', alreadyAnswered: true }) }, 'nothing: alreadyAnswered'],
		['an escalation without a receipt', { decision: decided('escalate') }, 'nothing: awaitsHandoff'],
		['missing details', ASKS, 'To help with this, I need your order number and your e-mail address.'],
		['a detail that is known by now', { ...ASKS, conversation: { collected: { orderNumber: '1042' } } }, 'To help with this, I need your e-mail address.'],
		['a detail without words of its own', { decision: decided('clarify'), answer: { kind: 'askDetails', asks: ['frameSize'] } }, 'To help with this, I need this detail: frame size.'],
		['a choice of proofs', { decision: decided('clarify'), answer: { kind: 'askDetails', asks: ['orderNumber', 'email', 'postcode'], asksAnyOf: ['email', 'postcode'] } }, 'To help with this, I need your order number and your e-mail address or your postcode.'],
		['a choice of proofs with one given', { decision: decided('clarify'), conversation: { collected: { email: 'a@b.example' } }, answer: { kind: 'askDetails', asks: ['orderNumber', 'email', 'postcode'], asksAnyOf: ['email', 'postcode'] } }, 'To help with this, I need your order number.'],
		['a failed proof', { decision: decided('clarify'), conversation: { collected: { email: 'a@b.example' } }, answer: { kind: 'askDetails', verification: 'failed', asks: ['email'] } }, 'That does not match our records. Please check your e-mail address.'],
		['two close intents', { decision: decided('clarify'), answer: NO_ANSWER, triage: { runnerUp: { intent: 'orderStatus', confidence: 0.4 } } }, 'Just to be sure: is it about “return policy” or “order status”?'],
		['a middling answer', { decision: decided('clarify') }, 'Just to be sure: is it about “Returns”? If not, please describe it in a few more words.'],
		['no idea at all', { decision: decided('clarify'), answer: null, triage: null }, 'I am not sure I understood. Could you describe it in a few more words?'],
		['a first greeting', { decision: decided('answer'), answer: null, triage: { smallTalk: 'greeting' } }, 'Hello! I am Robin, the digital assistant of Lumora. How can I help?'],
		['thanks', { decision: decided('answer'), answer: { ...NO_ANSWER, kind: 'smallTalk', text: undefined }, triage: { smallTalk: 'thanks' } }, 'You are welcome! If anything else comes up, just write here.'],
		['small talk of the company’s own', { decision: decided('answer'), answer: { kind: 'smallTalk', text: 'Ahoy!' } }, 'Ahoy!'],
		['a declined offer', { decision: decided('answer'), answer: NO_ANSWER, triage: { humanOfferReply: 'declined' } }, 'All right. Just write here if I can help with anything else. You can ask for a person at any time.'],
		['a later greeting', { decision: decided('answer'), answer: null, triage: { smallTalk: 'greeting' }, conversation: { turns: [{ author: 'bot', text: 'Hello!', at: NOW }] } }, 'Hello again! How can I help?'],
	])('words %s', (_, parts, text) => {
		expect(textOf(parts)).toBe(text);
	});

	it.each(LANGUAGES)('tells in %s that nobody could take over yet, where one stands and another way, and nothing else', (language) => {
		const event = { kind: 'handoffOverdue', at: NOW } as const;
		const composition = composeReply({ ...sampleEnvelope({ triage: null, conversation: { language }, handoff: receipt({ result: 'queued', queuePosition: 1 }) }), event }, { ...SETTINGS, fallbackContact: 'help@lumora.example' });
		const { overdue, queueNext, failedContact } = PHRASES[language];
		expect(composition).toEqual({ kind: 'say', purpose: 'overdueNotice', mode: 'say', text: `${overdue} ${queueNext} ${failedContact.replace('{contact}', 'help@lumora.example')}` });
	});

	it.each<[about: string, codes: ReasonCode[], parts: Parts, text: string]>([
		['after an answer', ['urgent'], {}, `You can return it within 30 days.\n\n${PHRASES.en.offerAfterAnswer}`],
		['instead of a doubtful answer', ['lowConfidence'], {}, PHRASES.en.offer],
		['when nothing is known', ['noKnowledge'], { answer: NO_ANSWER }, PHRASES.en.offer],
		['to an upset customer', ['negativeSentiment'], { answer: null }, PHRASES.en.offerUpset],
		['to sarcastic thanks', ['negativeSentiment'], { answer: null, triage: { smallTalk: 'thanks' } }, PHRASES.en.offerUpset],
		['after a person gave it back', ['noKnowledge'], { answer: NO_ANSWER, conversation: { handBack: { at: NOW, agentName: 'Mara' } } }, 'I cannot answer that reliably. Shall I pass it back to Mara and the team? Just answer “yes”.'],
		['beside a question for details', ['repeatedAttempts'], { answer: { kind: 'askDetails', asks: ['orderNumber'] } }, `To help with this, I need your order number.\n\n${PHRASES.en.offerAfterAnswer}`],
	])('offers a person %s', (_, codes, parts, text) => {
		expect(textOf({ ...parts, decision: decided('offerHuman', codes) })).toBe(text);
	});

	it.each<[about: string, parts: Parts, text: string]>([
		['the answer', { decision: decided('reviewDraft', ['lowConfidence']) }, 'You can return it within 30 days.'],
		['a first reply when nothing is known', { decision: decided('reviewDraft'), answer: NO_ANSWER }, PHRASES.en.draft],
		['the question the rules would have asked', { ...ASKS, decision: decided('reviewDraft', ['heldBackByRollout'], { withoutRollout: 'clarify' }) }, 'To help with this, I need your order number and your e-mail address.'],
		['the offer the rules would have made', { answer: NO_ANSWER, decision: decided('reviewDraft', ['heldBackByRollout', 'noKnowledge'], { withoutRollout: 'offerHuman' }) }, PHRASES.en.offer],
	])('drafts %s', (_, parts, text) => {
		expect(textOf(parts)).toBe(text);
	});

	it('keeps Markdown and links the source only when asked to, only to web addresses', () => {
		const answer = { text: '**Yes**, see [here](https://lumora.example).', sources: [{ id: 'a1', title: 'Returns [new]', url: 'https://lumora.example/a_(1)', snippet: '', score: 1 }] };
		expect(textOf({ answer })).toBe(answer.text);
		expect(textOf({ answer }, { ...SETTINGS, showSources: true })).toBe(`${answer.text}\n\nMore about this: [Returns new](https://lumora.example/a_%281%29)`);
		const hostile = { ...answer, sources: [{ id: 'a1', title: 'x', url: 'javascript:alert(1)', snippet: '', score: 1 }] };
		expect(textOf({ answer: hostile }, { ...SETTINGS, showSources: true })).toBe(answer.text);
	});
});

describe('composeReply after a handoff', () => {
	it.each<[about: string, change: Partial<HandoffReceipt>, text: string]>([
		['a person is there', {}, `Of course. ${PHRASES.en.handedOff}`],
		['a person is there, one waits before', { queuePosition: 2 }, `Of course. ${PHRASES.en.handedOff} 1 person is ahead of you.`],
		['nobody is there', { result: 'queued', agentsOnline: 0, queuePosition: 1 }, `Of course. ${PHRASES.en.queuedClosed} You are next in line.`],
		['everybody is busy', { result: 'queued', agentsOnline: 2, queuePosition: 4 }, `Of course. ${PHRASES.en.queuedBusy} 3 people are ahead of you.`],
		['it failed', { result: 'failed' }, `${PHRASES.en.failed} You can reach our team here: 555 0100`],
	])('tells the truth when %s', (_, change, text) => {
		const settings = { ...SETTINGS, fallbackContact: ' 555 0100 ' };
		expect(compose({ decision: decided('escalate', ['humanRequested']), handoff: receipt(change) }, settings)).toEqual({ kind: 'say', text, purpose: 'handoffNotice', mode: 'say' });
	});

	it('says to try again when a handoff failed and there is no other contact', () => {
		expect(textOf({ handoff: receipt({ result: 'failed' }) })).toContain(PHRASES.en.failedAgain);
	});

	it('says nothing when people have it already', () => {
		expect(textOf({ handoff: receipt({ alreadyOpen: true }) })).toBe('nothing: alreadyWithPeople');
	});

	it('never says it is passed on unless a receipt says so', () => {
		for (const code of REASON_CODES) expect(textOf({ decision: decided('escalate', [code]), handoff: receipt({ result: 'failed' }) })).not.toContain(PHRASES.en.handedOff);
	});

	it.each(LANGUAGES)('opens differently for different reasons in %s', (language) => {
		const openings = (['humanRequested', 'negativeSentiment', 'legalOrSafety', 'accountCompromise', 'repeatedAttempts', 'noKnowledge', 'humanOnlyIntent', 'urgent', 'languageUnsupported', 'toolFailure', 'heldBackByRollout'] as const)
			.map((code) => textOf({ triage: { language }, decision: decided('escalate', [code]), handoff: receipt() }));
		expect(new Set(openings).size).toBe(openings.length);
		for (const opening of openings) expect(opening).toContain(PHRASES[language].handedOff);
	});

	it.each([[2, 'czeka 1 osoba'], [3, 'czekają 2 osoby'], [6, 'czeka 5 osób'], [23, 'czekają 22 osoby'], [13, 'czeka 12 osób']])('counts in Polish grammar at position %d', (queuePosition, words) => {
		expect(textOf({ triage: { language: 'pl' }, handoff: receipt({ queuePosition }) })).toContain(words);
	});
});

describe('the words of a reply', () => {
	it.each<[about: string, parts: Parts, settings: Partial<ReplySettings>, start: string]>([
		['the message', { triage: { language: 'fr' }, conversation: { language: 'de' } }, { language: 'es' }, 'Je n’ai'],
		['the conversation', { conversation: { language: 'de' } }, { language: 'es' }, 'Darauf'],
		['the settings', {}, { language: 'es' }, 'No tengo'],
		['the settings, for a language without phrases', { triage: { language: 'ja' } }, { language: 'nl-BE' }, 'Daar heb'],
		['English when nothing is set', {}, {}, 'I do not'],
	])('are in the language of %s', (_, parts, settings, start) => {
		expect(textOf({ ...parts, answer: NO_ANSWER, decision: decided('offerHuman', ['noKnowledge']) }, { ...SETTINGS, ...settings })).toMatch(new RegExp(`^${start}`, 'u'));
	});

	it('are the company’s own only in the company’s language, and not when left blank', () => {
		const settings = { ...SETTINGS, texts: { offer: 'Shall we get Mara? {nobody}', offerUpset: ' ' } };
		const offer = (language: string, codes: ReasonCode[] = ['noKnowledge']) => textOf({ triage: { language }, answer: NO_ANSWER, decision: decided('offerHuman', codes) }, settings);
		expect(offer('en')).toBe('Shall we get Mara? ');
		expect(offer('de')).toBe(PHRASES.de.offer);
		expect(offer('en', ['negativeSentiment'])).toBe(PHRASES.en.offerUpset);
	});

	it('are not filled twice', () => {
		expect(textOf({ decision: decided('answer'), answer: null, triage: { smallTalk: 'greeting' } }, { assistantName: '{company}', companyName: 'Lumora' })).toContain('I am {company}, the digital assistant of Lumora');
	});

	it.each(LANGUAGES)('introduce an assistant, never a person, in %s', (language) => {
		expect(textOf({ triage: { language, smallTalk: 'greeting' }, answer: null })).toMatch(/assist|asist|asyst/iu);
	});
});
