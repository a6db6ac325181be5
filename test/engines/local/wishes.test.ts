import type { Intent } from '../../../core/knowledge/knowledge';
import { presetPolicy } from '../../../core/escalation/presets';
import { createLocalEngine } from '../../../engines/local';
import { cpuTime } from '../../cpuTime';
import { KNOWLEDGE, requestFor } from './sampleKnowledge';

const engine = createLocalEngine();
const read = (text: string) => engine.understand(requestFor(text));
const names = (text: string): readonly string[] => {
	const { intent, otherIntents } = read(text);
	return [intent ?? '', ...otherIntents.map((other) => other.intent)].sort();
};

describe('several wishes in one message', () => {
	it.each([
		['I forgot my password. And also, until what time are you open today?', ['openingHours', 'resetPassword']],
		['Where is my parcel? Also I want to exchange the lamp for a bigger one', ['exchange', 'orderStatus']],
		['where is my order and when are you open', ['openingHours', 'orderStatus']],
		['I want my money back and can I exchange the other lamp for a bigger one?', ['exchange', 'refund']],
		['refund and exchange', ['exchange', 'refund']],
		['I want a refund and an exchange', ['exchange', 'refund']],
		['where is my order, when are you open', ['openingHours', 'orderStatus']],
		['where is my order\nwhen are you open', ['openingHours', 'orderStatus']],
		['how do i get a refund, at what time do you close and please reset my password', ['openingHours', 'refund', 'resetPassword']],
	])('finds each in %j', (text, expected) => expect(names(text)).toEqual(expected));

	it.each([
		['hello, where is my parcel? Thanks!'],
		['Hi there, thanks for your help, how do I reset my password?'],
		['where is my order? where is my order? please track my package'],
		['when are you open on saturday and sunday?'],
		['I ordered a lamp last week and it has not arrived, when will it come?'],
		['I tried to log in to my account and it does not work, my password is not accepted'],
		['refund or exchange'],
		['thanks and bye'],
	])('finds no second one in %j', (text) => expect(read(text).otherIntents).toEqual([]));

	it('gives each its confidence and its words', () => {
		const text = 'Where is my parcel?\nAnd I FORGOT my password.';
		const { otherIntents } = read(text);
		expect(otherIntents).toHaveLength(1);
		expect(otherIntents[0]?.confidence).toBeGreaterThan(0.9);
		const { evidence } = otherIntents[0] ?? {};
		expect(evidence?.text).toMatch(/parcel|password/iu);
		expect(text.slice(evidence?.span?.start, evidence?.span?.end)).toBe(evidence?.text);
	});

	it('asks no "this or that" about what is wanted as well', () => {
		const { otherIntents, runnerUp } = read('i want a refund and an exchange');
		expect(otherIntents.map(({ intent }) => intent)).not.toContain(runnerUp?.intent);
	});

	it('makes the message as complex as the rules bear by default, with the words of the second wish', () => {
		const { threshold } = presetPolicy('ecommerce', 'balanced').rules.complexRequest;
		const { complexity, evidence, otherIntents } = read('where is my order and when are you open');
		expect(complexity).toBeGreaterThanOrEqual(threshold as number);
		expect(evidence.complexity).toEqual(otherIntents[0]?.evidence);
		expect(read('where is my order').complexity).toBe(0);
	});

	describe('in other languages', () => {
		const intent = (name: string, examples: readonly string[]): Intent => ({ name, title: name, examples, humanOnly: false });
		const knowledge = {
			...KNOWLEDGE,
			intents: [
				intent('orderStatus', ['wo ist meine bestellung', 'wann kommt mein paket', 'wo bleibt mein paket', 'où est ma commande', 'quand arrive mon colis', 'dónde está mi pedido', 'cuándo llega mi paquete', 'gdzie jest moja paczka', 'gdzie jest moje zamówienie']),
				intent('invoiceCopy', ['ich brauche eine rechnung', 'bitte schicken sie mir die rechnung', 'j\'ai besoin d\'une facture', 'envoyez-moi la facture', 'necesito una factura', 'me pueden enviar la factura', 'potrzebuję faktury', 'proszę o fakturę']),
				intent('changeAddress', ['ich möchte meine adresse ändern', 'adresse ändern', 'neue adresse', 'je veux changer d\'adresse', 'changer mon adresse', 'quiero cambiar mi dirección', 'cambiar la dirección', 'chcę zmienić adres', 'zmiana adresu']),
			],
		};
		it.each([
			['Wo ist mein Paket und ich brauche eine Rechnung', ['invoiceCopy', 'orderStatus']],
			['Ich möchte meine Adresse ändern. Außerdem brauche ich eine Rechnung.', ['changeAddress', 'invoiceCopy']],
			['Où est ma commande et je voudrais changer mon adresse', ['changeAddress', 'orderStatus']],
			['¿Dónde está mi pedido? También necesito una factura', ['invoiceCopy', 'orderStatus']],
			['Gdzie jest moja paczka i potrzebuję faktury', ['invoiceCopy', 'orderStatus']],
			['Wo ist meine Bestellung und wann kommt mein Paket?', ['orderStatus']],
		])('finds those of %j', (text, expected) => {
			const { intent: main, otherIntents } = engine.understand({ ...requestFor(text, { knowledge }), languages: ['de', 'fr', 'es', 'pl'] });
			expect([main, ...otherIntents.map((other) => other.intent)].sort()).toEqual(expected);
		});
	});

	it.each([
		['connectives', 'and also '.repeat(5_000)],
		['commas', 'where is my order, '.repeat(2_000)],
		['line ends', 'x\n'.repeat(5_000)],
		['marks and blanks', '. , and . \n'.repeat(2_000)],
	])('reads many %s within a moment', (_, text) => expect(cpuTime(() => read(text))).toBeLessThan(500));
});
