import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';

export interface EmailParameters {
	readonly inbox: string;
	readonly folders: readonly string[];
	readonly start: 'new' | 'unread';
	readonly everyMs: number;
	readonly markRead: boolean;
	readonly attachments: boolean;
	/** How long a mail waits for the next one of its customer, seconds. */
	readonly waitSeconds: number;
}

/** The trigger's settings. Throws a NodeOperationError when no folder is named. */
export function readParameters(context: ITriggerFunctions): EmailParameters {
	const folders = [...new Set((context.getNodeParameter('folders', 'INBOX') as string).split(',').map((folder) => folder.trim()).filter((folder) => folder !== ''))];
	if (folders.length === 0) {
		throw new NodeOperationError(context.getNode(), 'No folder is named', { description: 'Fill in Folders, e.g. "INBOX".' });
	}
	const { everySeconds = 60, markRead = true, attachments = true } = context.getNodeParameter('options', {}) as { everySeconds?: number; markRead?: boolean; attachments?: boolean };
	return {
		inbox: (context.getNodeParameter('inbox', 'main') as string).trim() || 'main',
		folders,
		start: context.getNodeParameter('start', 'new') as EmailParameters['start'],
		everyMs: everySeconds * 1000,
		markRead,
		attachments,
		waitSeconds: context.getNodeParameter('waitSeconds', 0) as number,
	};
}
