import { answerFromData, DEFAULT_ANSWER_SETTINGS, fillTemplate } from '../../../core/knowledge';
import { envelope, intent, orderStatus } from './samples';

const RECORD = { number: 1042, orderNumber: '1042', email: 'Lena.Vogt@Example.org ', postcode: '10115', shippedOn: '2026-03-04', carrier: 'Blue Post', cost: 'secret' };
const given = (collected: Record<string, string>) => envelope({ conversation: { collected: { orderNumber: '1042', ...collected } } });

describe('answerFromData', () => {
	it.each([
		['the e-mail in another case', { email: ' LENA.vogt@example.ORG' }],
		['the postcode with a space', { postcode: '10 115' }],
		['one right proof beside a wrong one', { email: 'other@example.org', postcode: '10115' }],
	])('answers a customer who gave %s', (_name, collected) => {
		expect(answerFromData(given(collected), orderStatus, RECORD)).toMatchObject({
			kind: 'answered', verification: 'matched', text: 'Order 1042 was sent on March 4, 2026. It is carried by Blue Post.', sources: [{ id: 'data:orderStatus' }],
		});
	});

	const refused = answerFromData(given({ email: 'thief@example.org' }), orderStatus, RECORD);
	it('asks again when the proof does not match', () => {
		expect(refused).toMatchObject({ kind: 'askDetails', verification: 'failed', asks: ['orderNumber', 'email', 'postcode'], asksAnyOf: ['email', 'postcode'] });
		expect(JSON.stringify(refused)).not.toMatch(/Lena|Blue|1042|10115/u);
	});

	it.each([
		['does not exist', undefined],
		['is empty', {}],
		['has no field for the proof', { number: 1042 }],
		['has an empty proof', { ...RECORD, email: '', postcode: '' }],
		['has only inherited proofs', Object.assign(Object.create({ email: 'thief@example.org' }) as Record<string, unknown>, { number: 1042 })],
		['has an object as proof', { ...RECORD, email: { toString: () => 'thief@example.org' }, postcode: null }],
		['is somebody else’s', { ...RECORD, orderNumber: '7777', email: 'thief@example.org' }],
	])('says exactly the same when the record %s', (_name, record) => {
		expect(answerFromData(given({ email: 'thief@example.org' }), orderStatus, record)).toEqual(refused);
	});

	it('does not tell a signed-in customer about an order that is not theirs', () => {
		const other = envelope({ customer: { verified: true, email: 'thief@example.org' }, conversation: { collected: { orderNumber: '1042' } } });
		expect(answerFromData(other, orderStatus, RECORD).verification).toBe('failed');
		const owner = envelope({ customer: { verified: true, email: 'lena.vogt@example.org' }, conversation: { collected: { orderNumber: '1042' } } });
		expect(answerFromData(owner, orderStatus, RECORD).verification).toBe('matched');
	});

	it.each([['#1042'], ['ORD-1042'], ['1042 ']])('takes %j for the record 1042', (orderNumber) => {
		expect(answerFromData(given({ orderNumber, postcode: '10115' }), orderStatus, RECORD).kind).toBe('answered');
	});

	it.each([
		['+49 171 5550147', '0171 555 01 47', 'answered'],
		['+49 171 5550147', '5550147', 'askDetails'],
	])('compares the phone %s with %s: %s', (held, phone, kind) => {
		const byPhone = { ...orderStatus, needs: { details: ['orderNumber'], verifyBy: ['phone'], answer: 'On its way.' } };
		expect(answerFromData(given({ phone }), byPhone, { phone: held }).kind).toBe(kind);
	});

	it('answers without proof where none is needed', () => {
		const stock = intent({ needs: { details: ['item'], verifyBy: [], answer: '{item}: {count} left.' } });
		expect(answerFromData(envelope(), stock, { item: 'Lamp', count: 0 })).toMatchObject({ kind: 'answered', verification: 'notNeeded', text: 'Lamp: 0 left.' });
	});

	it('leaves out the sentence whose field is missing, and has none when no sentence is left', () => {
		const { carrier: _carrier, ...rest } = RECORD;
		expect(answerFromData(given({ postcode: '10115' }), orderStatus, rest).text).toBe('Order 1042 was sent on March 4, 2026.');
		const bare = { email: RECORD.email };
		expect(answerFromData(given({ email: RECORD.email }), orderStatus, bare)).toMatchObject({ kind: 'none', verification: 'matched' });
	});

	it('has none for an intent that needs no data', () => {
		expect(answerFromData(envelope(), intent(), RECORD).kind).toBe('none');
	});
});

describe('fillTemplate', () => {
	const fill = (template: string, record: Record<string, unknown>, language = 'en') => fillTemplate(template, record, language, DEFAULT_ANSWER_SETTINGS.timeZone);

	it.each([
		['a whole number as it is', 1234567, 'en', '1234567'],
		['an amount with two places', 19.5, 'en', '19.50'],
		['a German amount', 19.5, 'de', '19,50'],
		['a German date', '2026-03-04', 'de', '4. März 2026'],
		['a French date', '2026-03-04T09:00:00Z', 'fr', '4 mars 2026'],
		['a date that does not exist as it is', '2026-13-45', 'en', '2026-13-45'],
		['yes in Spanish', true, 'es', 'sí'],
		['no in an unknown language', false, 'zz-nonsense', 'no'],
		['line breaks as spaces', 'a\n\nb', 'en', 'a b'],
	])('says %s', (_name, value, language, expected) => {
		expect(fill('{value}', { value }, language)).toBe(expected);
	});

	it.each([['{constructor}'], ['{__proto__}'], ['{toString}'], ['{list}'], ['{nothing}'], ['{nan}']])('never tells %s', (template) => {
		expect(fill(template, { list: [1], nothing: null, nan: NaN })).toBeUndefined();
	});

	it('does not fill places that come with a value', () => {
		expect(fill('Hello {name}.', { name: '{secret}', secret: 'x' })).toBe('Hello {secret}.');
	});

	it('shows the day in the company’s time zone, and UTC when that is mistyped', () => {
		expect(fillTemplate('{at}', { at: '2026-03-04T23:30:00Z' }, 'en', 'Europe/Berlin')).toBe('March 5, 2026');
		expect(fillTemplate('{at}', { at: '2026-03-04T23:30:00Z' }, 'en', 'Mars/Olympus')).toBe('March 4, 2026');
	});

	it('cuts a value of a megabyte', () => {
		expect(fill('{value}', { value: 'x'.repeat(1_000_000) })?.length).toBe(300);
	});
});
