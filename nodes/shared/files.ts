/** Keeps the files of a recorded message in the ledger, and lets them travel along with its item. */
import type { IBinaryData, IBinaryKeyData, INode } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { FoundFile } from '../../core/message/files';
import type { Attachment } from '../../core/message/message';
import { loadKit } from './kit';
import { WORLD } from './world';

interface Place {
	readonly logger: { error(sentence: string): void };
	getNode(): Pick<INode, 'name'>;
}

interface BinaryPlace extends Place {
	readonly helpers: { prepareBinaryData(content: Buffer, name?: string, mimeType?: string): Promise<IBinaryData> };
}

/** A recorded message, which may have taken earlier ones along, and what was sent with itself. */
export interface RecordedFiles extends Pick<Envelope, 'inbox' | 'message'> {
	/** The attachments it was recorded with: the ledger counts their places, and not those of the earlier messages' before them. */
	readonly own: readonly Attachment[];
}

/** A message's attachments: together, in this order, they are those of its envelope. */
export interface KeptFiles {
	/** Of the messages it took along. */
	readonly earlier: readonly Attachment[];
	/** What was sent with itself, as it is now. */
	readonly own: readonly Attachment[];
}

/**
 * Keeps what was found of a message's own files, and gives its attachments as they are then. Never rejects: the message is recorded,
 * and goes on without them when the store fails.
 */
export async function keepFiles(context: Place, ledger: Ledger, { inbox, message, own }: RecordedFiles, found: readonly FoundFile[]): Promise<KeptFiles> {
	// An envelope has the files of the newest message last.
	const earlier = message.attachments.slice(0, Math.max(0, message.attachments.length - own.length));
	if (found.length === 0) return { earlier, own };
	try {
		const kit = await loadKit();
		const kept = await ledger.keepFiles(inbox, message.id, kit.limitFiles(found), WORLD.now()) ?? own;
		// Only the item knows what travels in it.
		return { earlier, own: kept.map((attachment, place) => ({ ...attachment, ...pickBinary(own[place]) })) };
	} catch (error) {
		log(context, 'The files of a message could not be kept', error);
		return { earlier, own };
	}
}

function pickBinary({ binary }: Pick<Attachment, 'binary'> = {}): Pick<Attachment, 'binary'> {
	return binary === undefined ? {} : { binary };
}

/** The item's binary data, and the attachments with their keys in it. What n8n cannot hold stays behind. */
export async function toBinary(context: BinaryPlace, attachments: readonly Attachment[], contentOf: (attachment: Attachment, place: number) => Uint8Array | undefined): Promise<{ readonly attachments: readonly Attachment[]; readonly binary: IBinaryKeyData }> {
	const kit = await loadKit();
	const binary: IBinaryKeyData = {};
	const travelling: Attachment[] = [];
	for (const [place, attachment] of attachments.entries()) {
		const content = contentOf(attachment, place);
		const key = `attachment_${Object.keys(binary).length}`;
		try {
			if (content !== undefined) binary[key] = await context.helpers.prepareBinaryData(Buffer.from(content.buffer, content.byteOffset, content.byteLength), kit.fileName(attachment), kit.plainType(attachment.mimeType));
		} catch (error) {
			log(context, 'A file could not be handed on', error);
		}
		travelling.push(binary[key] === undefined ? attachment : { ...attachment, binary: key });
	}
	return { attachments: travelling, binary };
}

function log(context: Place, what: string, error: unknown): void {
	context.logger.error(`${context.getNode().name}: ${what}: ${error instanceof Error ? error.message : String(error)}`);
}
