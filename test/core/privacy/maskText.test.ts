import { MASK_KINDS, maskForLog, MAX_LOG_CHARS, maskText } from '../../../core/privacy';
import { cpuTime } from '../../cpuTime';

const mask = (text: string) => maskText(text, MASK_KINDS);

describe('maskText', () => {
	it.each([
		['a card with spaces', 'Card 4242 4242 4242 4242, please', 'Card •••• 4242, please', ['card']],
		['a card without spaces', '5555555555554444', '•••• 4444', ['card']],
		['a card of fifteen digits', '3782 822463 10005', '•••• 0005', ['card']],
		['an IBAN in groups', 'IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN DE•• •••• 00 please', ['iban']],
		['an IBAN in small letters, followed by words', 'gb82west12345698765432 is mine', 'GB•• •••• 32 is mine', ['iban']],
		['a social security number', 'SSN 078-05-1120.', 'SSN [number].', ['nationalId']],
		['a password after a colon', 'Password: rosebud!', 'Password: [password]!', ['password']],
		['a password with a digit', 'mein Passwort ist sommer24', 'mein Passwort ist [password]', ['password']],
		['a French password', 'mot de passe : azerty1', 'mot de passe : [password]', ['password']],
		['a one-time code', 'The verification code is 482913', 'The verification code is [code]', ['oneTimeCode']],
		['a card check number', 'CVC 123', 'CVC [code]', ['oneTimeCode']],
		['an e-mail address', 'lena.vogt@example.org wrote', 'l•••@example.org wrote', ['email']],
		['an international phone number', 'call +49 171 555 0147', 'call +•••47', ['phone']],
		['a North American phone number', 'call (555) 010-0199 now', 'call •••99 now', ['phone']],
	])('masks %s', (_name, text, expected, kinds) => {
		expect(mask(text)).toEqual({ text: expected, kinds });
	});

	it.each([
		['an order number', 'Where is order 1042?'],
		['a long order number', 'Order 302-1234567-1234567'],
		['sixteen digits that are no card', 'Parcel 4242 4242 4242 4241'],
		['an order number with a right check digit', 'Order 1000000000000008'],
		['an IBAN with a wrong check digit', 'DE88 3704 0044 0532 0130 00'],
		['a date with a time', 'on 01.02.2024 10:30'],
		['an ISO date', '2024-01-15'],
		['a complaint about a password', 'My password is wrong.'],
		['a discount code', 'My code is 1234'],
		['nothing', ''],
		['right-to-left text and emoji', 'مرحبا 😡 שלום'],
	])('leaves %s as it is', (_name, text) => {
		expect(mask(text)).toEqual({ text, kinds: [] });
	});

	it('masks e-mail and phone only when asked to, since people answer there', () => {
		expect(maskText('lena@example.org, +49 171 555 0147').kinds).toEqual([]);
	});

	it('masks what triage found, and keeps health and legal words for the person', () => {
		const text = 'id A123 and my asthma';
		const found = [
			{ kind: 'nationalId' as const, span: { start: 3, end: 7 } },
			{ kind: 'health' as const, span: { start: 15, end: 21 } },
		];
		expect(maskText(text, undefined, found).text).toBe('id [number] and my asthma');
	});

	it.each([[{ start: -1, end: 3 }], [{ start: 2, end: 2 }], [{ start: 0, end: 99 }]])('ignores a finding outside the text: %j', (span) => {
		expect(maskText('hello', undefined, [{ kind: 'card', span }]).text).toBe('hello');
	});

	it('covers overlapping findings once and leaks no part of either', () => {
		const found = [{ kind: 'password' as const, span: { start: 0, end: 8 } }];
		expect(maskText('xx 4242 4242 4242 4242 yy', undefined, found).text).toBe('[password] yy');
	});

	it.each([
		['digits', '4 '.repeat(500_000)],
		['letters before an at sign that never comes', 'a'.repeat(1_000_000)],
		['dots and at signs', '@.'.repeat(500_000)],
		['half an IBAN', 'DE89 '.repeat(200_000)],
		['plus signs', '+0('.repeat(333_000)],
		['passwords', 'password is '.repeat(80_000)],
	])('reads a megabyte of %s in linear time', (_name, text) => {
		expect(cpuTime(() => mask(text))).toBeLessThan(2000);
	});
});

describe('maskForLog', () => {
	it('gives one short line with everything personal masked', () => {
		expect(maskForLog('Bad\nrequest\u202e for lena@example.org\u0007')).toBe('Bad request for l•••@example.org');
	});

	it('cuts at the limit without breaking a character', () => {
		const line = maskForLog('😀'.repeat(1000));
		expect([...line]).toHaveLength(MAX_LOG_CHARS);
		expect(line.endsWith('😀…')).toBe(true);
	});
});

describe('telephone numbers', () => {
	it.each([
		'+49 (0)30 1234-5678', '+44 7700 900 123', '+1-212-555-0142x817', '001-212-555-0142', '0171 5550147', '030/555 01 47', '(0171) 555-0147', '07.55.50.14.70', '(212) 555-0142', '212.555.0142', '+48 555 014 799',
	])('finds %j wherever it stands', (number) => expect(maskText(`it was ${number}, thanks`, ['phone']).text).toMatch(/^it was \+?•••\d\d, thanks$/u));

	it.each([
		'Phone: 555 0147', 'mobile 99 555014', 'my number is 5550142817', 'call me on 555 0142', 'Fax:\n55 50 14 28', '2125550142-Office', 'Handynummer 1715550147', 'mi móvil es 655 501 472', 'WhatsApp 655501472', 'mon portable: 6 55 50 14 72', 'tel 51 516 33 75 ext 12',
	])('finds the one in %j by the words around it', (text) => expect(maskText(text, ['phone']).kinds).toEqual(['phone']));

	it.each([
		'order 00123842345', 'invoice no. 0171 5550147', 'tracking number 212 555 0142', 'on 12.03.2026', 'from 2026-03-12 to 2026-03-14', 'that is 1.250.000 in all', 'EUR 12 500 000', 'version 1.2.3.4', '1042', 'size 40 42 44', 'between 10 and 12', 'my number is 1042',
	])('leaves %j alone', (text) => expect(maskText(text, ['phone']).text).toBe(text));
});

describe('card numbers', () => {
	it.each(['4242.4242.4242.4242', '4242\u00a04242\u00a04242\u00a04242', '4242\u200b4242\u200b4242\u200b4242', 'my card 501800000009'])('finds %j', (text) => expect(maskText(text).kinds).toEqual(['card']));
	it.each(['parcel 501800000009', '4242 4242 4242 4241', '0162 4242 4242 4'])('leaves %j alone', (text) => expect(maskText(text).kinds).toEqual([]));
});
