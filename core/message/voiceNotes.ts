/** Which voice notes may be turned into words, and whether what a model heard in one may be taken for the customer's words. */
import { fileName, plainType } from './files';
import type { Attachment } from './message';

/** Longest voice note transcribed, bytes: about half an hour as WhatsApp records them. Services charge by the minute, and whoever sends more means a person. */
export const MAX_HEARD_BYTES = 4 * 1024 * 1024;
/** Voice notes of one message transcribed; more are for a person too. */
export const MAX_HEARD_NOTES = 3;

/** What services that speak OpenAI's API take, by the ending of a file's name. */
const HEARD_ENDINGS: ReadonlySet<string> = new Set(['flac', 'm4a', 'mp3', 'ogg', 'wav', 'webm']);

/** Voice notes of a message that nobody has transcribed yet. */
export function untranscribed(attachments: readonly Attachment[]): readonly Attachment[] {
	return attachments.filter(({ kind, transcript }) => kind === 'voice' && transcript === undefined);
}

/** Whether a voice note may be sent to a service: then under which name, else why not. Nothing of the customer's is in the name. */
export function planHearing({ fileId, mimeType, sizeBytes = 0 }: Attachment): { readonly fileId: string; readonly name: string } | { readonly problem: string } {
	if (fileId === undefined) return { problem: 'The file of the voice note is not here.' };
	const name = fileName({ name: 'voice', mimeType });
	if (!HEARD_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1))) return { problem: `No service transcribes ${plainType(mimeType)}.` };
	return sizeBytes > MAX_HEARD_BYTES ? { problem: `The voice note is larger than the ${MAX_HEARD_BYTES / 1024 / 1024} MB that are transcribed.` } : { fileId, name };
}

/** What a model heard. */
export interface Heard {
	readonly text: string;
	/** How sure it was, stretch by stretch; absent where the service does not tell. */
	readonly stretches?: ReadonlyArray<{
		/** Mean logarithm of the probability of its words, 0 or below. */
		readonly logProbability: number;
		/** 0 … 1: how likely nobody speaks. */
		readonly silence: number;
		/** How far its text can be compressed: high where a model repeats itself. */
		readonly compression: number;
	}>;
}

/** Beyond these, Whisper itself takes its own decoding for failed, or a stretch for silent. */
const MIN_LOG_PROBABILITY = -1;
const MAX_SILENCE = 0.6;
const MAX_COMPRESSION = 2.4;
/** Words from which on repetition says something, and the least share of different ones. */
const MIN_WORDS = 20;
const MIN_DIFFERENT = 0.2;

/**
 * The customer's words, or why what was heard may not be taken for them: a wrong transcript answered is worse than a person who listens.
 *
 * @example judgeTranscript({ text: '[Music]' }) // => { doubt: 'No words were heard in the voice note.' }
 */
export function judgeTranscript({ text, stretches = [] }: Heard): { readonly text: string } | { readonly doubt: string } {
	const said = text.replace(/\p{Cc}+/gu, ' ').replace(/ {2,}/gu, ' ').trim();
	// Models put sounds into brackets, and music between notes.
	const words = said.replace(/\[[^[\]]*\]|\([^()]*\)|♪/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
	const spoken = stretches.filter(({ silence, logProbability }) => !(silence > MAX_SILENCE && logProbability < MIN_LOG_PROBABILITY));
	if (words.join('').length < 2 || (stretches.length > 0 && spoken.length === 0)) return { doubt: 'No words were heard in the voice note.' };
	const different = new Set(words.map((word) => word.toLowerCase())).size / words.length;
	const isRepeating = (words.length >= MIN_WORDS && different < MIN_DIFFERENT) || spoken.some(({ compression }) => compression > MAX_COMPRESSION);
	const sureness = spoken.reduce((sum, { logProbability }) => sum + logProbability, 0) / spoken.length;
	return isRepeating || sureness < MIN_LOG_PROBABILITY ? { doubt: 'What was heard in the voice note is doubtful.' } : { text: said };
}
