import type { INodeExecutionData } from 'n8n-workflow';
import type { Attachment } from '../../core/message/message';

/** What travels with an item as binary data, in its order. */
export function filesOf({ binary = {} }: INodeExecutionData): ReadonlyArray<Attachment & { readonly binary: string }> {
	return Object.entries(binary).map(([key, { fileName, mimeType, bytes }]) => ({
		name: (fileName ?? key).slice(0, 200), mimeType, binary: key, ...(typeof bytes === 'number' ? { sizeBytes: bytes } : {}),
	}));
}
