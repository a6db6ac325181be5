import type { IBinaryData } from 'n8n-workflow';
import type { Ledger } from '../../../core/conversation/ledger';
import type { Envelope } from '../../../core/envelope';
import { keepFiles, toBinary } from '../../../nodes/shared/files';

/** Stands for n8n's: its methods need their object. */
class Context {
	readonly logged: string[] = [];
	readonly #name = 'Trigger';
	readonly logger = { error: (sentence: string) => void this.logged.push(sentence) };
	readonly helpers = {
		prepareBinaryData: async (content: Buffer, fileName = '', mimeType = ''): Promise<IBinaryData> => {
			if (content.length === 0) throw new Error('The disk is full');
			return { data: content.toString('base64'), fileName, mimeType };
		},
	};

	getNode(): { readonly name: string } {
		return { name: this.#name };
	}
}

const voice = { name: 'voice', mimeType: 'audio/ogg; codecs=opus', kind: 'voice' } as const;
const picture = { name: 'lamp.png', mimeType: 'image/png', fileId: 'm0:0' } as const;
/** It took along the picture of a message before it. */
const recorded = { inbox: 'main', message: { id: 'm1', text: 'My lamp flickers', attachments: [picture, voice] } as unknown as Envelope['message'], own: [{ ...voice, binary: 'data' }] };
const untouched = { earlier: [picture], own: recorded.own };
const found = [{ place: 0, content: Buffer.from('sound') }];

it('a message whose files the store cannot keep goes on without them, and the log says why without its words', async () => {
	const context = new Context();
	const broken = { keepFiles: async () => { throw new Error('The disk is full'); } } as unknown as Ledger;
	expect(await keepFiles(context, broken, recorded, found)).toEqual(untouched);
	expect(context.logged).toEqual(['Trigger: The files of a message could not be kept: The disk is full']);
});

it('a message without files asks no store', async () => {
	expect(await keepFiles(new Context(), {} as Ledger, recorded, [])).toEqual(untouched);
});

it('what is kept takes the place of what was sent with the message itself, and still travels with it', async () => {
	const kept = { ...voice, fileId: 'm1:0' };
	expect(await keepFiles(new Context(), { keepFiles: async () => [kept] } as unknown as Ledger, recorded, found)).toEqual({ earlier: [picture], own: [{ ...kept, binary: 'data' }] });
});

it('of a message erased meanwhile nothing of its own is left', async () => {
	expect(await keepFiles(new Context(), { keepFiles: async () => [] } as unknown as Ledger, recorded, found)).toEqual({ earlier: [picture], own: [] });
});

it('a message that is gone meanwhile goes on as it is', async () => {
	expect(await keepFiles(new Context(), { keepFiles: async () => undefined } as unknown as Ledger, recorded, found)).toEqual(untouched);
});

it('files travel under their own keys; one that n8n cannot hold stays behind', async () => {
	const context = new Context();
	const contents = [Buffer.from('sound'), Buffer.alloc(0), undefined, new Uint8Array([1, 2])];
	const { attachments, binary } = await toBinary(context, contents.map(() => voice), (_, place) => contents[place]);
	expect(attachments.map((attachment) => attachment.binary)).toEqual(['attachment_0', undefined, undefined, 'attachment_1']);
	expect(binary).toEqual({ attachment_0: { data: 'c291bmQ=', fileName: 'voice.ogg', mimeType: 'audio/ogg' }, attachment_1: { data: 'AQI=', fileName: 'voice.ogg', mimeType: 'audio/ogg' } });
	expect(context.logged).toEqual(['Trigger: A file could not be handed on: The disk is full']);
});
