/** Fetches what customers sent along, after Meta has its answer, and puts it beside the items it belongs to. */
import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { FoundFile } from '../../core/message/files';
import { keepFiles, toBinary, type RecordedFiles } from '../shared/files';
import { openStream } from '../shared/http';
import { loadKit } from '../shared/kit';
import { logFailure } from '../shared/webPage';
import type { WhatsAppApp } from './whatsAppSupportTrigger.parameters';

const CREDENTIAL = 'hybridSupportWhatsAppApi';

/** By file id. */
type Contents = Map<string, Uint8Array>;

/** Fetches and keeps the files of these messages. Never rejects: what cannot be had says why in its attachment. */
export async function fetchFiles(context: IWebhookFunctions, ledger: Ledger, messages: readonly RecordedFiles[], app: WhatsAppApp): Promise<Contents> {
	const contents: Contents = new Map();
	await Promise.all(messages.map(async (recorded) => {
		const found: FoundFile[] = [];
		for (const [place, { providerId }] of recorded.own.entries()) {
			if (providerId !== undefined) found.push({ place, ...await fetchOne(context, providerId, app) });
		}
		const { own } = await keepFiles(context, ledger, recorded, found);
		for (const file of found) {
			const fileId = own[file.place]?.fileId;
			if ('content' in file && fileId !== undefined) contents.set(fileId, file.content);
			if ('problem' in file) logFailure(context, `A file of a message could not be fetched: ${file.problem}`);
		}
	}));
	return contents;
}

async function fetchOne(context: IWebhookFunctions, mediaId: string, { hasToken, baseUrl }: WhatsAppApp) {
	const kit = await loadKit();
	if (!hasToken) return { problem: 'The WhatsApp credential has no access token.' };
	return await kit.fetchMedia(mediaId, { baseUrl, get: (url, signal) => openStream(context, CREDENTIAL, url, signal) });
}

/** The items with their messages' files as the ledger has them now, also those of earlier messages they took along. */
export async function withFiles(context: IWebhookFunctions, ledger: Ledger, outputs: readonly INodeExecutionData[][], contents: Contents): Promise<INodeExecutionData[][]> {
	return await Promise.all(outputs.map((items) => Promise.all(items.map(async (item) => {
		const { inbox, message } = item.json as unknown as Partial<Envelope>;
		if (inbox === undefined || message === undefined || message.attachments.length === 0) return item;
		const now = await ledger.loadEnvelope(inbox, message.id).catch(() => undefined);
		const { attachments, binary } = await toBinary(context, (now?.message ?? message).attachments, ({ fileId = '' }) => contents.get(fileId));
		return { ...item, json: { ...item.json, message: { ...message, attachments } } as unknown as IDataObject, ...(Object.keys(binary).length === 0 ? {} : { binary }) };
	}))));
}
