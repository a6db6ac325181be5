import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { MAX_KEPT_FILE_BYTES, TOO_LARGE, type FoundFile } from '../../core/message/files';
import type { Attachment } from '../../core/message/message';

/** What travels with an item as binary data, in its order. */
export function filesOf({ binary = {} }: INodeExecutionData): ReadonlyArray<Attachment & { readonly binary: string }> {
	return Object.entries(binary).map(([key, { fileName, mimeType, bytes }]) => ({
		name: (fileName ?? key).slice(0, 200), mimeType, binary: key, ...(typeof bytes === 'number' ? { sizeBytes: bytes } : {}),
	}));
}

/** The content of attachments that travel with the item. Of one that n8n has not any more, why there is none; never rejects. */
export async function findFiles(context: IExecuteFunctions, index: number, attachments: readonly Attachment[]): Promise<readonly FoundFile[]> {
	const found: FoundFile[] = [];
	for (const [place, { binary, mimeType, sizeBytes = 0 }] of attachments.entries()) {
		if (binary === undefined) continue;
		if (sizeBytes > MAX_KEPT_FILE_BYTES) {
			found.push({ place, problem: TOO_LARGE });
			continue;
		}
		const content = await context.helpers.getBinaryDataBuffer(index, binary).catch(() => undefined);
		found.push(content === undefined ? { place, problem: 'n8n does not have it any more.' } : { place, content, mimeType });
	}
	return found;
}
