import { readHumanRequest, readOfferReply } from '../../../engines/local/humanRequest';
import { foldText } from '../../../engines/local/text';
import { HUMAN_REQUESTS } from './humanRequestTable';

const asks = (text: string): number => readHumanRequest(foldText(text)).weight;

it.each([
	'I want to talk to a human', 'can I speak with someone?', 'agent', 'Human please!', 'get me a real person', 'connect me to a representative', 'put me through to your manager', 'i wanna tlk to a persn', 'speak to a humman pls', 'I need an agnet',
	'is there anyone I can talk to', 'stop, I don\'t want to talk to a bot', 'can someone call me back please', 'I don\'t want a bot, I want a human', 'representitive', 'please, a person', 'a human, please', 'no, just an agent', 'hi, human please', 'may I have a person', 'can a human look at this', 'spea\u200bk to a hum\u200ban',
	'Ich möchte mit einem Menschen sprechen', 'Mitarbeiter bitte', 'Verbinden Sie mich mit einem Mitarbeiter', 'ich will keinen Bot',
	'Je veux parler à un humain', 'passez-moi un conseiller', 'un conseiller svp', 'Quiero hablar con una persona', 'pásame con un agente', 'agente por favor',
	'quero falar com um atendente', 'posso falar com uma pessoa real?', 'vorrei parlare con un operatore', 'operatore', 'ik wil met een medewerker praten', 'kan ik een mens spreken', 'chcę rozmawiać z człowiekiem', 'proszę połączyć z konsultantem',
])('hears a request for a person in %j', (text) => expect(asks(text)).toBeGreaterThanOrEqual(0.75));

it.each([
	'is there a human body wash?', 'my agent said it is fine', 'I am a real person', 'I\'m a human, not a bot', 'real estate agent', 'the agent told me to wait', 'how much per person?', 'a ticket for two people', 'human rights books', 'user agent string',
	'where is my order', 'which person do I address the gift to', 'I don\'t need to talk to an agent', 'what are the hours to call customer service', 'please call me Tom', 'do you sell cleaning agents', 'may I have a personal invoice', 'no, the lamp', 'can a person of 90 kg sit on it', 'Ist das Mensch ärgere dich nicht?', 'menschenrechte', 'la personne a reçu le colis', '', '...',
])('hears none in %j', (text) => expect(asks(text)).toBeLessThan(0.5));

describe.each(HUMAN_REQUESTS)('in $language', ({ asks: requests, doesNot }) => {
	it.each(requests)('hears a request for a person in %j', (text) => expect(asks(text)).toBeGreaterThanOrEqual(0.75));
	it.each(doesNot)('hears none in %j', (text) => expect(asks(text)).toBeLessThan(0.6));
});

it.each([
	'I was on hold for two hours to speak to a person', 'your phone line hung up on me, how do I reach a human there', 'I tried to get hold of somebody all day',
])('takes %j, which tells of a person sought elsewhere, for less than a request', (text) => {
	expect(asks(text)).toBeGreaterThan(0.3);
	expect(asks(text)).toBeLessThan(0.6);
});

it.each(['on hold for two hours, now let me talk to a human', 'your hotline hung up on me. Transfer me to an agent'])('still hears the request in %j', (text) => expect(asks(text)).toBeGreaterThanOrEqual(0.75));

it('only wonders when asked whether it is a bot', () => {
	expect(asks('are you a real person?')).toBeGreaterThan(0.3);
	expect(asks('are you a real person?')).toBeLessThan(0.6);
});

it('quotes the request', () => expect(readHumanRequest(foldText('Hi. Let me SPEAK to a Human now')).evidence?.text).toBe('SPEAK to a Human'));

it.each([
	['yes', 'accepted'], ['Yes please!', 'accepted'], ['ok', 'accepted'], ['ja gerne', 'accepted'], ['oui merci', 'accepted'], ['sí, por favor', 'accepted'], ['sim', 'accepted'], ['va bene', 'accepted'], ['graag', 'accepted'], ['tak, poproszę', 'accepted'],
	['no', 'declined'], ['No thanks', 'declined'], ['nein danke', 'declined'], ['non merci', 'declined'], ['não', 'declined'], ['nee', 'declined'], ['nie, dziękuję', 'declined'], ['ok but no need', 'declined'], ['no, please connect me', 'accepted'],
	['where is my order', undefined], ['', undefined], ['yes my order number is 1042 and I would like to know when it will arrive', undefined],
])('takes %j for %s', (text, reply) => expect(readOfferReply(foldText(text), 0)).toBe(reply));

it('reads misspelt words only where none is spelt well, and quotes them as written', () => {
	const { weight, evidence } = readHumanRequest(foldText('please let me tlak  to a represenative'));
	expect(weight).toBe(0.8);
	expect(evidence?.text).toContain('tlak  to a represenative');
	expect(asks('I am walking with a prison guard')).toBe(0);
});
