import { countSegments, formatFor, MAX_SMS_SEGMENTS } from '../../../core/reply/formatFor';
import { cpuTime } from '../../cpuTime';
import type { Channel } from '../../../core/message/message';

describe('WhatsApp', () => {
	it.each<[string, string, string]>([
		['bold', 'It is **free** of charge.', 'It is *free* of charge.'],
		['bold of underscores', 'It is __free__.', 'It is *free*.'],
		['italics', 'It is *free*.', 'It is _free_.'],
		['italics of underscores', 'It is _free_.', 'It is _free_.'],
		['bold beside italics', '**Yes**, *really*.', '*Yes*, _really_.'],
		['struck out', '~~10~~ 8 EUR', '~10~ 8 EUR'],
		['a heading', '## Returns\nWithin 30 days', '*Returns*\nWithin 30 days'],
		['a bold heading', '# **Returns**', '*Returns*'],
		['a link', 'See [Returns](https://example.com/r_e_t).', 'See Returns: https://example.com/r_e_t.'],
		['a bare link', '[https://example.com](https://example.com)', 'https://example.com'],
		['a picture', '![Lamp](https://example.com/a.png)', 'Lamp: https://example.com/a.png'],
		['a list', '- one\n- two\n1. three', '- one\n- two\n1. three'],
		['a list of stars', '* one\n* two', '* one\n* two'],
		['a product of numbers', '2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
		['stars inside a word', 'a*b*c', 'a*b*c'],
		['an escape', '5 \\* 3 is 15\\.', '5 * 3 is 15.'],
		['code', 'Type `**not bold**` now', 'Type `**not bold**` now'],
		['a name with underscores', 'order_number_1', 'order_number_1'],
		['stars that do not close', '**open', '**open'],
		['lines', 'a\n\nb', 'a\n\nb'],
		['letters of all kinds', '**żółć** *مرحبا* 🙏', '*żółć* _مرحبا_ 🙏'],
	])('%s', (_what, markdown, shown) => {
		expect(formatFor('whatsApp', markdown)).toEqual({ text: shown });
	});

	it.each([[4_095], [4_096]])('takes %d characters whole', (length) => {
		expect(formatFor('whatsApp', 'x'.repeat(length))).toEqual({ text: 'x'.repeat(length) });
	});

	it('cuts what is longer than 4096 characters at a word, and says so', () => {
		const { text, note } = formatFor('whatsApp', 'word '.repeat(900));
		expect(text.length).toBeLessThanOrEqual(4_096);
		expect(text).toMatch(/ word…$/u);
		expect(note).toContain('4096');
	});

	it('tears no letter apart', () => {
		const { text } = formatFor('whatsApp', '🙏'.repeat(3_000));
		expect(text).toMatch(/^🙏+…$/u);
	});
});

describe('plain text', () => {
	it.each<[string, string, string]>([
		['marks', '**Yes**, *really* and _truly_, ~~no~~', 'Yes, really and truly, no'],
		['a heading', '# Returns', 'Returns'],
		['a link', '[Returns](https://example.com)', 'Returns: https://example.com'],
		['code', 'Type `help`\n```js\na*b*c\n```', 'Type help\na*b*c\n'],
		['a name with underscores', 'order_number_1', 'order_number_1'],
		['a plain sentence', 'Two to four days.', 'Two to four days.'],
	])('%s', (_what, markdown, shown) => {
		expect(formatFor('webhook', markdown)).toEqual({ text: shown });
	});
});

it.each<[Channel]>([['webChat'], ['n8nChat']])('leaves Markdown to %s, which reads it', (channel) => {
	expect(formatFor(channel, '**a** [b](https://example.com)')).toEqual({ text: '**a** [b](https://example.com)' });
});

describe('SMS', () => {
	it.each<[string, string, 'gsm7' | 'ucs2', number]>([
		['nothing', '', 'gsm7', 1],
		['160 letters', 'a'.repeat(160), 'gsm7', 1],
		['161 letters', 'a'.repeat(161), 'gsm7', 2],
		['306 letters', 'a'.repeat(306), 'gsm7', 2],
		['307 letters', 'a'.repeat(307), 'gsm7', 3],
		['80 euro signs', '€'.repeat(80), 'gsm7', 1],
		['81 euro signs', '€'.repeat(81), 'gsm7', 2],
		// 153 places hold 76 of them, and one stays empty.
		['153 euro signs', '€'.repeat(153), 'gsm7', 3],
		['70 letters of another script', 'ż'.repeat(70), 'ucs2', 1],
		['71 letters of another script', 'ż'.repeat(71), 'ucs2', 2],
		['35 emoji', '🙏'.repeat(35), 'ucs2', 1],
		['36 emoji', '🙏'.repeat(36), 'ucs2', 2],
	])('of %s', (_what, text, encoding, count) => {
		expect(countSegments(text)).toEqual({ encoding, count });
	});

	it('writes typographic marks plainly, which halves what it costs', () => {
		const { text } = formatFor('sms', 'It’s “free” – really…');
		expect(text).toBe('It\'s "free" - really...');
		expect(countSegments(text).encoding).toBe('gsm7');
	});

	it('says what a long one takes', () => {
		expect(formatFor('sms', 'a'.repeat(459))).toEqual({ text: 'a'.repeat(459) });
		expect(formatFor('sms', 'a'.repeat(460)).note).toContain('4 SMS segments');
	});

	it.each([['a'.repeat(5_000)], ['€'.repeat(5_000)], ['ż '.repeat(2_000)], ['🙏'.repeat(2_000)]])('cuts what takes too many', (long) => {
		const { text, note } = formatFor('sms', long);
		expect(countSegments(text).count).toBeLessThanOrEqual(MAX_SMS_SEGMENTS);
		expect(note).toContain('cut');
	});
});

it.each<[string, string]>([
	['stars', '*'.repeat(10_000)], ['opened stars', '**a'.repeat(4_000)], ['brackets', '['.repeat(10_000)], ['links', '[a]('.repeat(3_000)], ['ticks', '`'.repeat(10_000)], ['opened code', '```a'.repeat(3_000)],
	['underscores', '_a '.repeat(4_000)], ['spaces', `*${' '.repeat(10_000)}`], ['escapes', '\\'.repeat(10_000)], ['headings', '# '.repeat(5_000)],
])('reads %s as fast as any text', (_what, hostile) => {
	const format = (): void => ['whatsApp', 'webhook', 'sms'].forEach((channel) => formatFor(channel as Channel, hostile));
	expect(cpuTime(format)).toBeLessThan(250);
});
