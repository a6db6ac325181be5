import { findEntities } from '../../../engines/local/entities';
import { findSensitive, maskSensitive } from '../../../engines/local/sensitive';
import { foldText } from '../../../engines/local/text';

const TODAY = { now: '2026-11-28T10:00:00.000Z' };
const HINTS = { asked: [], patterns: {}, products: [], today: TODAY };

const find = (text: string, asked: readonly string[] = [], patterns: Readonly<Record<string, string>> = {}): string[] => findEntities(foldText(text), { ...HINTS, asked, patterns }).map(({ kind, value }) => `${kind}=${value}`);

describe('findEntities', () => {
	it.each([
		['where is order 1042?', ['orderNumber=1042']],
		['Bestellung Nr. AB-10422 fehlt', ['orderNumber=AB-10422']],
		['it is #1042', ['orderNumber=1042']],
		['its number 1047', ['orderNumber=1047']],
		['my number is 0171 1234567', ['phone=0171 1234567']],
		['mail me at Ann.Lee+x@example.co.uk.', ['email=Ann.Lee+x@example.co.uk']],
		['call +49 (30) 1234-5678', ['phone=+49 (30) 1234-5678']],
		['I paid €49.90 on 12.03.2026', ['amount=€49.90', 'date=12.03.2026']],
		['it was 1 250,00 € or R$ 30', ['amount=1 250,00 €', 'amount=R$ 30']],
		['paid 20 dollars on March 3rd', ['amount=20 dollars', 'date=March 3rd']],
		['my postcode is SW1A 1AA', ['postcode=SW1A 1AA']],
		['PLZ 10115', ['postcode=10115']],
		['I have 1042 lamps', []],
		['1042', []],
		['', []],
	])('finds in %j %j', (text, expected) => expect(find(text)).toEqual(expected));

	it.each([
		['1042', ['orderNumber'], ['orderNumber=1042']],
		['it\'s 1042 thanks', ['orderNumber'], ['orderNumber=1042']],
		['10115', ['postcode'], ['postcode=10115']],
		['2311 GP', ['postcode'], ['postcode=2311 GP']],
		['8004 is my postcode', ['postcode'], ['postcode=8004']],
		['1042, 10115', ['orderNumber', 'postcode'], ['orderNumber=1042', 'postcode=10115']],
		['1042 and ann@example.com', ['orderNumber', 'email'], ['orderNumber=1042', 'email=ann@example.com']],
		['sw1a 1aa', ['orderNumber', 'postcode'], ['postcode=sw1a 1aa']],
		['no idea', ['orderNumber'], []],
	])('takes %j for what was asked: %j', (text, asked, expected) => expect(find(text, asked)).toEqual(expected));

	it('reads a company\'s own numbers by its own pattern', () => {
		expect(find('my order LX-77-B is late, 2041', [], { orderNumber: 'LX-\\d+-[A-Z]' })).toEqual(['orderNumber=LX-77-B']);
		expect(find('contract 55-1', [], { contract: 'contract (\\d+-\\d)' })).toEqual(['contract=55-1']);
	});

	it('finds nothing by a pattern that is none', () => expect(find('order 1042', [], { serial: '(' })).toEqual(['orderNumber=1042']));

	it('says which day a date means, counted from today', () => {
		expect(findEntities(foldText('I need it next Tuesday'), HINTS)).toEqual([{ kind: 'date', value: 'next Tuesday', day: '2026-12-01', span: { start: 10, end: 22 } }]);
		expect(findEntities(foldText('it came on Tuesday'), HINTS)).toEqual([{ kind: 'date', value: 'Tuesday', span: { start: 11, end: 18 } }]);
	});

	it.each([
		['the Aurora lamp flickers', ['Aurora Lamp']],
		['my aurora lamps flicker', ['Aurora Lamp']],
		['Do you have the Aurora Lamp Mini?', ['Aurora Lamp Mini']],
		['the northlihgt is broken', ['Northlight']],
		['an aurora over the lake', []],
		['Lämpchen 3 und Aurora Lamp', ['Lämpchen 3', 'Aurora Lamp']],
	])('finds products of the company\'s list in %j: %j', (text, expected) => {
		const found = findEntities(foldText(text), { ...HINTS, products: ['Aurora Lamp', 'Aurora Lamp Mini', 'Northlight', 'Lämpchen 3'] });
		expect(found.filter(({ kind }) => kind === 'product').map(({ value }) => value)).toEqual(expected);
		for (const { span } of found) expect(text.slice(span.start, span.end).length).toBeGreaterThan(0);
	});

	it('gives places in the original text', () => {
		const text = 'Größe egal\u200b, Bestellung 1042';
		const [entity] = findEntities(foldText(text), HINTS);
		expect(text.slice(entity?.span.start, entity?.span.end)).toBe('1042');
	});
});

describe('findSensitive', () => {
	const kinds = (text: string): string[] => findSensitive(foldText(text)).map(({ kind, span }) => `${kind}=${text.slice(span.start, span.end)}`);

	it.each([
		['my card is 4242 4242 4242 4242', ['card=4242 4242 4242 4242']],
		['card 4242 4242 4242 4241', []],
		['42\u200b42 4242 4242 4242', ['card=42\u200b42 4242 4242 4242']],
		['５１０５ 1051 0510 5100', ['card=５１０５ 1051 0510 5100']],
		['5l05 1o51 0510 5100', ['card=5l05 1o51 0510 5100']],
		['IBAN DE89 3704 0044 0532 0130 00 please', ['iban=DE89 3704 0044 0532 0130 00']],
		['IBAN DE88 3704 0044 0532 0130 00', []],
		['ssn 123-45-6789', ['nationalId=123-45-6789']],
		['order 000-45-6789', []],
		['DNI 12345678Z', ['nationalId=12345678Z']],
		['DNI 12345678A', []],
		['my password is hunter22', ['password=hunter22']],
		['Passwort: geheim1!', ['password=geheim1!']],
		['my password is not working', []],
		['the verification code is 482913', ['oneTimeCode=482913']],
		['discount code 482913', []],
		['I am pregnant', ['health=pregnant']],
		['my lawyer', ['legal=my lawyer']],
		['where is my order 1042', []],
		['', []],
	])('finds in %j %j', (text, expected) => expect(kinds(text)).toEqual(expected));

	it('masks the secrets and leaves the rest readable', () => {
		const text = 'Hi, card 4242 4242 4242 4242, password: hunter22, I am pregnant';
		const masked = maskSensitive(text, findSensitive(foldText(text)));
		expect(masked).toContain('4242');
		expect(masked).not.toContain('4242 4242');
		expect(masked).not.toContain('hunter22');
		expect(masked).toContain('pregnant');
	});
});
