import { transcribeNotes } from '../../../engines';
import { createOpenAiTranscriber } from '../../../engines/openai';
import type { Attachment } from '../../../core/message/message';
import { MAX_HEARD_BYTES, MAX_HEARD_NOTES } from '../../../core/message/voiceNotes';
import { startTranscriptionService, type TranscriptionService } from './transcriber';

let service: TranscriptionService;
beforeAll(async () => { service = await startTranscriptionService(); });
afterAll(() => service.close());
beforeEach(() => { service.answer = {}; service.listened.length = 0; });

const note = (fileId = 'm1:0'): Attachment => ({ name: 'Robin at home', mimeType: 'audio/ogg', kind: 'voice', fileId, sizeBytes: 5 });

async function hear(notes: readonly Attachment[] = [note()], { model = 'whisper-1', timeoutMs = 5_000, url = service.url } = {}) {
	const kept: Array<readonly [string, string]> = [];
	const unheard = await transcribeNotes(notes, createOpenAiTranscriber({ baseUrl: url, apiKey: 'sample-key', model }), {
		readFile: async (fileId) => (fileId === 'gone' ? undefined : { name: 'Robin at home', mimeType: 'audio/ogg', content: Buffer.from(`sound of ${fileId}`) }),
		keep: async (...words) => kept.push(words),
	}, timeoutMs);
	return { unheard, kept };
}

it('keeps what is said, after one request with the sound, the model and the key', async () => {
	expect(await hear()).toEqual({ unheard: undefined, kept: [['m1:0', 'How can I return a lamp?']] });
	expect(service.listened).toEqual([{
		path: 'POST /v1/audio/transcriptions', key: 'Bearer sample-key', model: 'whisper-1', format: 'verbose_json', name: 'voice.ogg', type: 'audio/ogg', content: 'sound of m1:0',
	}]);
});

it('asks only models that can tell it how sure they were', async () => {
	await hear([note()], { model: 'gpt-4o-mini-transcribe' });
	expect(service.listened[0]).toMatchObject({ model: 'gpt-4o-mini-transcribe', format: 'json' });
});

it('hears each note once, and what is no voice note never', async () => {
	await hear([{ ...note(), transcript: 'Known' }, { ...note(), kind: 'audio' }, { name: 'a.png', mimeType: 'image/png', fileId: 'm1:2' }]);
	expect(service.listened).toEqual([]);
});

it('takes the answer of a service that tells how sure it was', async () => {
	service.answer = { body: JSON.stringify({ task: 'transcribe', language: 'english', duration: 3, text: ' How can I return a lamp? ', segments: [{ id: 0, avg_logprob: -0.2, no_speech_prob: 0.01, compression_ratio: 1.1 }] }) };
	expect((await hear()).kept).toEqual([['m1:0', 'How can I return a lamp?']]);
});

describe('leaves a voice note to a person, and says why,', () => {
	it.each<[string, TranscriptionService['answer'], RegExp]>([
		['when the key is refused', { status: 401 }, /refused the key/u],
		['when the service has no such thing', { status: 404 }, /status 404/u],
		['when the sound is too large for the service', { status: 413 }, /status 413/u],
		['when the service is busy', { status: 429 }, /busy/u],
		['when the service is broken', { status: 500 }, /status 500/u],
		['when the service is slow', { delayMs: 1_500 }, /within 0\.3 seconds/u],
		['when nothing is said', { body: '{"text":""}' }, /No words/u],
		['when only sounds are heard', { body: '{"text":"[Music]"}' }, /No words/u],
		['when the service doubts', { body: JSON.stringify({ text: 'Wear is my odor', segments: [{ avg_logprob: -1.5, no_speech_prob: 0.2, compression_ratio: 1 }] }) }, /doubtful/u],
		['when the answer is cut off', { body: '{"text":"How can I' }, /could not be read/u],
		['when the answer is no JSON', { body: '<html>' }, /could not be read/u],
		['when the answer has no text', { body: '{"words":"How can I return a lamp?"}' }, /could not be read/u],
		['when the text is none', { body: '{"text":{"toString":"x"}}' }, /could not be read/u],
	])('%s', async (_when, answer, why) => {
		service.answer = answer;
		const { unheard, kept } = await hear([note()], { timeoutMs: 300 });
		expect(unheard).toMatch(why);
		expect(unheard).not.toMatch(/lamp|odor|Robin/u);
		expect(kept).toEqual([]);
	});

	it('when nobody listens at the address', async () => {
		expect((await hear([note()], { url: 'http://127.0.0.1:9/v1' })).unheard).toMatch(/cannot be reached/u);
	});

	it.each<[string, Attachment, RegExp]>([
		['when it is not kept', { ...note(), fileId: undefined }, /is not here/u],
		['when it was erased meanwhile', note('gone'), /is not here/u],
		['when it is too large', { ...note(), sizeBytes: MAX_HEARD_BYTES + 1 }, /larger than/u],
	])('%s, and sends nothing', async (_when, attachment, why) => {
		expect(await hear([attachment])).toEqual({ unheard: expect.stringMatching(why) as string, kept: [] });
		expect(service.listened).toEqual([]);
	});

	it('when one of several fails: what the others say is kept', async () => {
		expect(await hear([note('a'), note('gone'), note('c')])).toEqual({ unheard: expect.stringMatching(/is not here/u) as string, kept: expect.arrayContaining([['a', expect.any(String)], ['c', expect.any(String)]]) as unknown });
	});

	it('when there are very many', async () => {
		const { unheard, kept } = await hear(Array.from({ length: MAX_HEARD_NOTES + 1 }, (_, index) => note(`m${index}`)));
		expect(kept).toHaveLength(MAX_HEARD_NOTES);
		expect(unheard).toMatch(/voice notes are transcribed/u);
	});
});
