import { outgoingId } from '../../../core/reply/outgoingId';

describe('outgoingId', () => {
	it('is the same for the same message and purpose, over releases', () => {
		expect(outgoingId('main', 'm1', 'answer')).toBe(outgoingId('main', 'm1', 'answer', ''));
		expect(outgoingId('main', 'm1', 'answer')).toBe('5zjrZlPGpTRgJ-_tNUi5Jx');
	});

	it.each<[string, Parameters<typeof outgoingId>]>([
		['inbox', ['other', 'm1', 'answer']],
		['message', ['main', 'm2', 'answer']],
		['purpose', ['main', 'm1', 'handoffNotice']],
		['discriminator', ['main', 'm1', 'answer', '2']],
		['place of the parts', ['m1', 'main', 'answer']],
	])('differs by %s', (_, parts) => {
		expect(outgoingId(...parts)).not.toBe(outgoingId('main', 'm1', 'answer'));
	});

	it('is short and safe in a URL, whatever the parts hold', () => {
		expect(outgoingId('../?&#', '💥"\n'.repeat(10_000), 'answer')).toMatch(/^[A-Za-z0-9_-]{22}$/u);
	});
});
