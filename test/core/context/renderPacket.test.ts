import { escapeMarkdown, MAX_BLOCK_CHARS, MAX_BLOCKS, MAX_METADATA_BYTES, PACKET_TARGETS, renderPacket, buildPacket } from '../../../core/context';
import { renderMetadata } from '../../../core/context/render/metadata';
import { renderSlack } from '../../../core/context/render/slack';
import { angryPacket, HOSTILE, hostilePacket, NOW } from './samples';
import { cpuTime } from '../../cpuTime';

const text = (target: 'markdown' | 'text' | 'html', packet = angryPacket()) => String(renderPacket(packet, target));
const bare = buildPacket({}, undefined, NOW);

describe('every rendering', () => {
	it.each(PACKET_TARGETS.map((target) => [target]))('%s works for a packet with nearly nothing in it', (target) => {
		expect(JSON.stringify(renderPacket(bare, target))).toContain('The customer has not said yet');
	});

	it.each(PACKET_TARGETS.map((target) => [target]))('%s leaves out direction overrides and halves of characters', (target) => {
		const rendered = JSON.stringify(renderPacket(hostilePacket(), target));
		expect(rendered).not.toMatch(/\u202e|\\ud800/u);
		expect(rendered).toContain('😀');
	});

	it.each(PACKET_TARGETS.map((target) => [target]))('%s renders a packet of megabytes in good time', (target) => {
		expect(cpuTime(() => renderPacket(hostilePacket(150), target))).toBeLessThan(1000);
	});
});

describe('markdown', () => {
	it('reads like a note', () => {
		const lines = text('markdown').split('\n');
		expect(lines.slice(0, 9)).toEqual(['## Handoff', '', '### What the customer wants', '', 'Where is my order 1042?', '', '### Next step', '', 'Introduce yourself by name: the customer asked for a person. Do not suggest again what was tried. The article "refunds" may help.']);
		expect(text('markdown')).toContain('- Failed: “Where is my order 1042?” was answered with “Parcels take three days.”');
	});

	it('lets nothing a customer wrote become a heading, link, image, list, rule or HTML', () => {
		const rendered = text('markdown', hostilePacket());
		const headings = rendered.split('\n').filter((line) => /^\s*(?:>\s*)*#{1,6}\s/u.test(line));
		expect(headings.every((line) => /^#{2,3} [A-Z]/u.test(line) && !/Heading|## Reasons/u.test(line))).toBe(true);
		expect(rendered).not.toMatch(/(?<!\\)[<`]|(?<!\\)\]|\w:\/\/|www\.evil/u);
		expect(rendered).not.toMatch(/^(?:> *)?(?:1\.|===)/mu);
	});

	it('prefixes every line of a quote', () => {
		const rendered = text('markdown', angryPacket({ transcript: [{ author: 'customer', text: 'a\n\n# b\r\n- c\u2028d', at: NOW }] }));
		expect(rendered).toContain('**Customer** · 2026-03-05 10:00 UTC\n> a\n>\n> \\# b\n> \\- c\n> d\n');
	});

	it.each([
		['*bold*', '\\*bold\\*'],
		['  # x', '  \\# x'],
		['1) x', '1\\) x'],
		['ORD-1042', 'ORD-1042'],
		['https://a.example', 'https\\://a.example'],
		['\\', '\\\\'],
	])('escapes %s', (words, expected) => {
		expect(escapeMarkdown(words)).toBe(expected);
	});
});

it.each([['line breaks', '\n'], ['spaces', ' '], ['tabs', '\t'], ['carriage returns', '\r'], ['digits', '1']])('escapes a megabyte of %s in linear time', (_name, unit) => {
	expect(cpuTime(() => escapeMarkdown(unit.repeat(1_000_000)))).toBeLessThan(2_000);
});

describe('html', () => {
	it('has no element but its own, whatever was written', () => {
		const tags = text('html', hostilePacket()).match(/<[^>]*>/gu) ?? [];
		expect([...new Set(tags)].sort()).toEqual(['</blockquote>', '</h3>', '</p>', '</strong>', '<blockquote>', '<br>', '<h3>', '<p>', '<strong>']);
		expect(text('html', hostilePacket())).toContain('&lt;script&gt;alert(&quot;x&quot;)');
	});
});

describe('text', () => {
	it('indents everything that was written, so that nothing looks like a title', () => {
		const titles = text('text', hostilePacket()).split('\n').filter((line) => line !== '' && !line.startsWith('  '));
		expect(titles.every((line) => /^[A-Z (),]+$/u.test(line))).toBe(true);
	});
});

describe('slack', () => {
	it.each([['a usual packet', angryPacket()], ['a bare packet', bare], ['a hostile packet', hostilePacket()], ['a huge packet', hostilePacket(500)]])('stays within the limits for %s', (_name, packet) => {
		const { blocks, text: fallback } = renderSlack(packet);
		expect(blocks.length).toBeLessThanOrEqual(MAX_BLOCKS);
		expect(blocks.every((block) => block.text.text.length > 0 && block.text.text.length <= (block.type === 'header' ? 150 : MAX_BLOCK_CHARS))).toBe(true);
		expect(blocks.every((block) => block.text.type === 'plain_text')).toBe(true);
		expect(fallback.length).toBeLessThan(400);
	});

	it('mentions nobody and cuts no entity in two', () => {
		const rendered = JSON.stringify(renderSlack(hostilePacket(500)));
		expect(rendered).not.toMatch(/<|>|&(?!(?:amp|lt|gt);)/u);
	});

	it('says when not everything fits', () => {
		expect(renderSlack(hostilePacket(500)).blocks.at(-1)?.text.text).toContain('did not fit');
		expect(JSON.stringify(renderSlack(angryPacket()))).not.toContain('did not fit');
	});
});

describe('metadata', () => {
	it.each([
		['a usual packet', angryPacket(), undefined],
		['a hostile packet', hostilePacket(), true],
		['emoji of four bytes each', angryPacket({ want: '😀'.repeat(5000), suggestedNextStep: '😡'.repeat(5000), openQuestions: ['🤯'.repeat(5000)] }), true],
		['control characters that JSON writes long', angryPacket({ want: '"\\'.repeat(5000) }), true],
		['a megabyte', hostilePacket(3000), true],
	])('is flat and within 4 KB for %s', (_name, packet, cut) => {
		const metadata = renderMetadata(packet);
		expect(Buffer.byteLength(JSON.stringify(metadata), 'utf8')).toBeLessThanOrEqual(MAX_METADATA_BYTES);
		expect(Object.values(metadata).every((value) => ['string', 'number', 'boolean'].includes(typeof value))).toBe(true);
		expect(metadata.cut).toBe(cut);
		expect(metadata.conversationId).toBe('v1');
		expect(metadata.reasons).toBeDefined();
	});

	it('keeps the most important in full', () => {
		expect(renderMetadata(angryPacket())).toMatchObject({ want: 'Where is my order 1042?', reasons: 'humanRequested,negativeSentiment', priority: 'high', tier: 2, customerVerified: false, collected_orderNumber: '1042' });
	});
});

describe('copilotVariables', () => {
	it('gives text values under the names an engagement hub reads', () => {
		const variables = renderPacket(angryPacket(), 'copilotVariables');
		expect(variables).toMatchObject({ va_ConversationId: 'v1', va_LastTopic: 'orderStatus', va_Language: 'en', va_Collected_orderNumber: '1042' });
		expect(Object.entries(variables).every(([key, value]) => /^va_\w+$/u.test(key) && typeof value === 'string')).toBe(true);
	});
});

it('the hostile text of these tests holds what it should', () => {
	expect(HOSTILE).toMatch(/<script>.*\[click\]/su);
});
