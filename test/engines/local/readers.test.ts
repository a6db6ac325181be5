import { rateComplexity } from '../../../engines/local/complexity';
import { readAccountCompromise, readLegalOrSafety } from '../../../engines/local/safety';
import { readSmallTalk } from '../../../engines/local/smallTalk';
import { foldText } from '../../../engines/local/text';
import { readUrgency } from '../../../engines/local/urgency';

describe('urgency', () => {
	it.each(['This is URGENT', 'please answer asap', 'our whole shop is down', 'Es ist dringend', 'c\'est urgent', 'es urgente', 'è urgente', 'to pilne', 'my flight leaves tomorrow'])('is high in %j', (text) => expect(readUrgency(foldText(text)).weight).toBeGreaterThanOrEqual(0.6));
	it.each(['not urgent', 'no rush, whenever you can', 'what are your opening hours', '', 'keine Eile', 'insurgent'])('is none in %j', (text) => expect(readUrgency(foldText(text)).weight).toBe(0));
	it('quotes the word', () => expect(readUrgency(foldText('It is URGENT!')).evidence?.text).toBe('URGENT'));
});

describe('legal or safety', () => {
	it.each(['my lawyer will contact you', 'I will sue you', 'the charger caught fire', 'my son was injured', 'I want to kill myself', 'Ich schalte meinen Anwalt ein', 'je vais porter plainte', 'voy a hablar con mi abogado', 'I got an electric shock', 'I will report this to the ombudsman'])('is high in %j', (text) => expect(readLegalOrSafety(foldText(text)).weight).toBeGreaterThanOrEqual(0.6));
	it.each(['do you sell fire tv sticks', 'tennis court shoes', 'bath bombs', 'where is my order', 'what is your return policy', ''])('is none in %j', (text) => expect(readLegalOrSafety(foldText(text)).weight).toBe(0));
});

describe('account compromise', () => {
	it.each(['my account was hacked', 'someone logged into my account', 'there is a charge I did not authorise: unauthorized transaction', 'my card was stolen', 'I did not make this purchase', 'mein Konto wurde gehackt', 'mon compte a été piraté', 'me robaron, tarjeta robada'])('is high in %j', (text) => expect(readAccountCompromise(foldText(text)).weight).toBeGreaterThanOrEqual(0.7));
	it.each(['how do I open an account', 'life hacks', 'can someone else use my account', 'where is my card', ''])('is none in %j', (text) => expect(readAccountCompromise(foldText(text)).weight).toBe(0));
});

describe('small talk', () => {
	it.each([
		['hello', 'greeting'], ['Hi there!', 'greeting'], ['Guten Tag', 'greeting'], ['heyyyy', 'greeting'], ['thanks', 'thanks'], ['ok thank you very much', 'thanks'], ['Danke schön', 'thanks'], ['merci beaucoup', 'thanks'], ['hi, thanks for your help 😀', 'thanks'], ['bye', 'goodbye'], ['Auf Wiedersehen', 'goodbye'], ['ok', 'acknowledgement'], ['Got it.', 'acknowledgement'], ['perfect', 'acknowledgement'], ['dziękuję', 'thanks'],
	])('reads %j as %s', (text, kind) => expect(readSmallTalk(foldText(text))).toBe(kind));
	it.each(['hello where is my order', 'thanks but it is still broken', 'ok?', 'hi, refund', '', '😀', '1042', 'yes', 'hello '.repeat(5_000)])('sees more, or nothing, in %j', (text) => expect(readSmallTalk(foldText(text.slice(0, 20_000)))).toBeUndefined());
});

describe('complexity', () => {
	it('is 0 for a short question', () => expect(rateComplexity(foldText('where is my order?'), 1)).toBe(0));
	it('grows with length, questions and wishes', () => {
		const long = 'First I ordered a lamp. Then it broke. Can I return it? Who pays? How long does it take? '.repeat(6);
		expect(rateComplexity(foldText(long), 1)).toBeGreaterThan(0.6);
		expect(rateComplexity(foldText('refund it and change my address'), 2)).toBeGreaterThan(0);
	});
	it('never leaves 0 to 1', () => expect(rateComplexity(foldText('what? then '.repeat(10_000)), 9)).toBe(1));
});
