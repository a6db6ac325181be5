import { isSaidBy, nameAttachments, sayMessage, withTranscripts, wordsOf, type Attachment } from '../../../core/message';

const file = (kind: Attachment['kind'], name = 'x', url?: string): Attachment => ({ name, mimeType: 'a/b', ...(kind === undefined ? {} : { kind }), ...(url === undefined ? {} : { url }) });

it.each([
	['words alone stay as they are', 'Hi\nthere', [], 'Hi\nthere'],
	['a file stands below the words', 'See', [file('image', 'photo', 'https://example.com/p')], 'See\n[Picture: photo https://example.com/p]'],
	['a file alone is the message', ' ', [file('voice', 'note.ogg')], '[Voice note: note.ogg]'],
	['a file of no kind is a file', '', [file(undefined, 'a.pdf')], '[File: a.pdf]'],
	['more than ten are counted', '', Array.from({ length: 12 }, () => file('image')), `${Array.from({ length: 10 }, () => '[Picture: x]').join('\n')}\n[and 2 more files]`],
])('%s', (_, text, attachments, said) => {
	expect(sayMessage({ text, attachments })).toBe(said);
});

it('names each kind once', () => {
	expect(nameAttachments([file('voice'), file('image'), file('voice'), file(undefined)])).toBe('a voice note, a picture, a file');
});

describe('a voice note that was transcribed', () => {
	const note = { name: 'note.ogg', mimeType: 'audio/ogg', kind: 'voice', transcript: 'My lamp flickers' } as const;

	it('is said with its words', () => {
		expect(sayMessage({ text: 'Listen:', attachments: [note] })).toBe('Listen:\n[Voice note: note.ogg] (transcribed) “My lamp flickers”');
	});

	it.each([
		['', 'My lamp flickers'],
		['Listen:', 'Listen:\nMy lamp flickers'],
		['I do not know why my lamp flickers', 'I do not know why my lamp flickers\nMy lamp flickers'],
		['My lamp flickers, and loses', 'My lamp flickers, and loses\nMy lamp flickers'],
	])('is among what there is to understand, whatever was written (%j)', (text, words) => {
		expect(withTranscripts(text, [note, { name: 'b', mimeType: 'text/plain' }])).toBe(words);
	});
});

it('a short word that was spoken is not lost in what was written', () => {
	expect(withTranscripts('I do not know', [{ ...file('voice'), transcript: 'no' }])).toBe('I do not know\nno');
});

it('words that were spoken are read like written ones', () => {
	expect(wordsOf('Listen:\n[Voice note: voice] (transcribed) “And to Norway?”\n[Picture: x]')).toBe('Listen:\nAnd to Norway?\n[Picture: x]');
});

describe('a turn is said by a message', () => {
	const spoken = (transcript: string): Attachment => ({ ...file('voice', 'voice'), transcript });
	const many = Array.from({ length: 12 }, (_, place) => file('image', `${place}`));

	it.each<[string, readonly Attachment[]]>([
		['And to Norway?', []],
		['', [spoken('And to Norway?')]],
		['Listen:', [spoken('And to Norway?'), file('image', 'lamp.png', 'https://example.com/p')]],
		['no', [spoken('no')]],
		['', [file('image')]],
		['See', many],
		['[Picture: x]', [file('image')]],
	])('of which it is the own one: %j', (text, attachments) => {
		expect(isSaidBy(sayMessage({ text, attachments }), { text: withTranscripts(text, attachments), attachments })).toBe(true);
	});

	it('also one of those it took along', () => {
		const parts = [{ text: 'Hello', attachments: [] }, { text: '', attachments: [spoken('Do you ship\tabroad?')] }, { text: 'See', attachments: many }, { text: '', attachments: [file('image')] }];
		const message = { text: parts.map(({ text, attachments }) => withTranscripts(text, attachments)).filter((text) => text !== '').join('\n'), attachments: parts.flatMap(({ attachments }) => attachments), merged: ['m1', 'm2', 'm3'] };
		expect(parts.map((part) => isSaidBy(sayMessage(part), message))).toEqual([true, true, true, true]);
		expect(['Hell', 'ship', '[Picture: other.png]'].map((said) => isSaidBy(said, message))).toEqual([false, false, false]);
	});

	it('only as a whole, where it took none along', () => {
		expect(isSaidBy('Where is it?', { text: 'Where is it?\nI wait', attachments: [] })).toBe(false);
		expect(isSaidBy('[Picture: x]', { text: 'What is it?', attachments: [file('image')] })).toBe(false);
	});
});
