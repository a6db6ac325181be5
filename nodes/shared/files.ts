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

/**
 * Keeps what was found of a message's files, and gives its attachments as they are then. Never rejects: the message is recorded,
 * and goes on without them when the store fails.
 */
export async function keepFiles(context: Place, ledger: Ledger, { inbox, message }: Pick<Envelope, 'inbox' | 'message'>, found: readonly FoundFile[]): Promise<readonly Attachment[]> {
	if (found.length === 0) return message.attachments;
	try {
		const kit = await loadKit();
		return await ledger.keepFiles(inbox, message.id, kit.limitFiles(found), WORLD.now()) ?? message.attachments;
	} catch (error) {
		log(context, 'The files of a message could not be kept', error);
		return message.attachments;
	}
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
