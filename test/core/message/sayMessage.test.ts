import { nameAttachments, sayMessage, withTranscripts, type Attachment } from '../../../core/message';

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
		['Listen:\nMy lamp flickers', 'Listen:\nMy lamp flickers'],
	])('is among what there is to understand, once (%j)', (text, words) => {
		expect(withTranscripts(text, [note, { name: 'b', mimeType: 'text/plain' }])).toBe(words);
	});
});
