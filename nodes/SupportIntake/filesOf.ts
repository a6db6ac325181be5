import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { MAX_KEPT_MESSAGE_BYTES, whyNotKept, type FoundFile } from '../../core/message/files';
import type { Attachment } from '../../core/message/message';

interface Files {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'getBinaryDataBuffer'>;
}

/** What travels with an item as binary data, in its order. */
export function filesOf({ binary = {} }: INodeExecutionData): ReadonlyArray<Attachment & { readonly binary: string }> {
	return Object.entries(binary).map(([key, { fileName, mimeType, bytes }]) => ({
		name: (fileName ?? key).slice(0, 200), mimeType, binary: key, ...(typeof bytes === 'number' ? { sizeBytes: bytes } : {}),
	}));
}

/**
 * The content of attachments that travel with the item. Of one that n8n has not any more, or that is not kept for its size, why there
 * is none; never rejects. At most one file more than what is kept is in memory.
 */
export async function findFiles(context: Files, index: number, attachments: readonly Attachment[]): Promise<readonly FoundFile[]> {
	const found: FoundFile[] = [];
	let left = MAX_KEPT_MESSAGE_BYTES;
	for (const [place, { binary, mimeType, sizeBytes }] of attachments.entries()) {
		if (binary === undefined) continue;
		const content = await readContent(context, { index, binary, sizeBytes }, left);
		if (typeof content !== 'string') left -= content.byteLength;
		found.push(typeof content === 'string' ? { place, problem: content } : { place, content, mimeType });
	}
	return found;
}

/** The content, or why there is none. n8n does not always say how large a file is; then only reading it tells. */
async function readContent(context: Files, { index, binary, sizeBytes = 0 }: { readonly index: number; readonly binary: string; readonly sizeBytes: number | undefined }, left: number): Promise<Buffer | string> {
	const problem = whyNotKept(Math.max(sizeBytes, 1), left);
	if (problem !== undefined) return problem;
	const content = await context.helpers.getBinaryDataBuffer(index, binary).catch(() => 'n8n does not have it any more.');
	return typeof content === 'string' ? content : (whyNotKept(content.byteLength, left) ?? content);
}
