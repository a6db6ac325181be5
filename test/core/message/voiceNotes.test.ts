import { judgeTranscript, MAX_HEARD_BYTES, planHearing, untranscribed, type Heard } from '../../../core/message/voiceNotes';

const sure = { logProbability: -0.2, silence: 0.01, compression: 1.4 };
const NO_WORDS = 'No words were heard in the voice note.';
const DOUBTFUL = 'What was heard in the voice note is doubtful.';

describe('what was heard', () => {
	it.each<[string, Heard]>([
		['a plain sentence', { text: 'Where is my order 1042?' }],
		['one the service is sure of', { text: 'Where is my order 1042?', stretches: [sure, sure] }],
		['one word', { text: 'No.' }],
		['words of another writing', { text: 'أين طلبي رقم 1042؟' }],
		['a pause among words', { text: 'Where is it?', stretches: [sure, { logProbability: -1.4, silence: 0.9, compression: 0.8 }] }],
		['an unsure stretch among sure ones', { text: 'Where is it?', stretches: [sure, sure, { ...sure, logProbability: -1.6 }] }],
		['a sureness at the limit', { text: 'Where is it?', stretches: [{ ...sure, logProbability: -1 }] }],
		['compression at the limit', { text: 'Where is it?', stretches: [{ ...sure, compression: 2.4 }] }],
		['somebody who says a thing three times', { text: 'Hello? Hello? Hello?' }],
	])('is taken: %s', (_what, heard) => {
		expect(judgeTranscript(heard)).toEqual({ text: heard.text });
	});

	it.each<[string, Heard, string]>([
		['nothing', { text: '' }, NO_WORDS],
		['blanks', { text: ' \n\t ' }, NO_WORDS],
		['points', { text: '... . !' }, NO_WORDS],
		['a sound in brackets', { text: ' [BLANK_AUDIO] (wind) ♪ ♪' }, NO_WORDS],
		['words in silence', { text: 'Thanks for watching!', stretches: [{ logProbability: -1.2, silence: 0.8, compression: 0.9 }] }, NO_WORDS],
		['what the service is not sure of', { text: 'Wear is my odor', stretches: [{ ...sure, logProbability: -1.01 }] }, DOUBTFUL],
		['what the service repeats, by its own figure', { text: 'and so on and so on', stretches: [{ ...sure, compression: 2.5 }] }, DOUBTFUL],
		['what is repeated', { text: 'thank you '.repeat(10) }, DOUBTFUL],
		['a hostile length of one letter', { text: 'a '.repeat(100_000) }, DOUBTFUL],
		['a hostile length of brackets', { text: '['.repeat(100_000) }, NO_WORDS],
	])('is not taken: %s', (_what, heard, doubt) => {
		expect(judgeTranscript(heard)).toEqual({ doubt });
	});

	it('is one line without control characters', () => {
		expect(judgeTranscript({ text: '  Where\u0000 is\r\n my  order?\u0007 ' })).toEqual({ text: 'Where is my order?' });
	});
});

describe('a voice note', () => {
	const note = { name: 'Robin at home.ogg', mimeType: 'audio/ogg; codecs=opus', kind: 'voice', fileId: 'm:0', sizeBytes: MAX_HEARD_BYTES } as const;

	it('is sent under a name that says only what it is', () => {
		expect(planHearing(note)).toEqual({ fileId: 'm:0', name: 'voice.ogg' });
		expect(planHearing({ ...note, mimeType: 'audio/mp4' })).toEqual({ fileId: 'm:0', name: 'voice.m4a' });
	});

	it.each([
		[{ ...note, fileId: undefined }, /is not here/u],
		[{ ...note, sizeBytes: MAX_HEARD_BYTES + 1 }, /larger than the 4 MB/u],
		[{ ...note, mimeType: 'audio/amr' }, /transcribes audio\/amr/u],
		[{ ...note, mimeType: 'text/html' }, /transcribes text\/html/u],
		[{ ...note, mimeType: '' }, /transcribes application\/octet-stream/u],
	])('stays here when it cannot be transcribed (%#)', (attachment, problem) => {
		expect(planHearing(attachment)).toEqual({ problem: expect.stringMatching(problem) as string });
	});

	it('is transcribed once, and other sounds are not', () => {
		expect(untranscribed([note, { ...note, transcript: 'Hi' }, { ...note, kind: 'audio' }, { name: 'a', mimeType: 'audio/ogg' }])).toEqual([note]);
	});
});
