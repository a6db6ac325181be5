import { MAX_PASSAGE_CHARS, takePassage } from '../../../core/knowledge';
import { article } from './samples';
import { cpuTime } from '../../cpuTime';

const filler = 'Our shop opened long ago and sells lamps. '.repeat(16).trim();
const long = `# Shipping\n\n${filler}\n\n## Abroad\nParcels to Norway take nine days.\n\nWe ship with:\n\n- Blue Post\n- Red Van`;

describe('takePassage', () => {
	it.each([[MAX_PASSAGE_CHARS - 1], [MAX_PASSAGE_CHARS]])('gives the whole body of %i characters', (length) => {
		const body = 'x'.repeat(length);
		expect(takePassage(article({ body, url: 'https://shop.example/a' }), 'q')).toBe(body);
	});

	it('gives the paragraph around the snippet, without its heading', () => {
		expect(takePassage(article({ body: long }), 'lamps', 'Parcels to Norway take nine days.')).toBe('Parcels to Norway take nine days.');
	});

	it('gives the paragraph that shares most words with the question', () => {
		expect(takePassage(article({ body: long }), 'How long do parcels to NORWAY take?')).toBe('Parcels to Norway take nine days.');
	});

	it('keeps a list with the sentence that announces it', () => {
		expect(takePassage(article({ body: long }), 'who do you ship with')).toBe('We ship with:\n\n- Blue Post\n- Red Van');
	});

	it.each([
		['https://shop.example/ship', true],
		['javascript:alert(1)', false],
		[undefined, false],
	])('adds the link %s: %p', (url, linked) => {
		const passage = takePassage(article({ body: long, title: 'Shipping', ...(url ? { url } : {}) }), 'norway parcels');
		expect(passage.includes('\n\nShipping: ')).toBe(linked);
	});

	it.each([
		['sentences', 'One sentence here. '.repeat(60)],
		['words', 'word '.repeat(300)],
		['one word', 'x'.repeat(5000)],
		['emoji', '😀'.repeat(700)],
		['headings only', '# A\n\n'.repeat(300)],
	])('cuts a paragraph of %s to the limit', (_name, body) => {
		const passage = takePassage(article({ body }), 'q');
		expect(passage.length).toBeLessThanOrEqual(MAX_PASSAGE_CHARS);
		expect(passage).not.toMatch(/\p{Surrogate}/u);
		expect(passage).not.toBe('');
	});

	it('reads a megabyte without trouble', () => {
		expect(cpuTime(() => takePassage(article({ body: 'a b\n \n'.repeat(170_000) }), 'q'.repeat(10_000)))).toBeLessThan(3000);
	});
});
