/** The stand-in of Meta's Graph API keeps Meta's rules, so that a workflow which breaks one is noticed. It needs no n8n. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { APP, bodyOf, startGraphApi, written, type GraphApi } from './graphApi';
import { waitFor } from './product';

const DAY_SECONDS = 24 * 60 * 60;
const [KB, MB] = [1_024, 1_024 ** 2];
const CUSTOMER = '4915300900001';

const folder = mkdtempSync(join(tmpdir(), 'graph-api-rules-'));
let meta: GraphApi;
let httpsAgent: Agent;

beforeAll(async () => {
	meta = await startGraphApi(folder);
	httpsAgent = new Agent({ ca: readFileSync(meta.env.NODE_EXTRA_CA_CERTS!), servername: 'graph.facebook.com' });
	await writesNow(CUSTOMER);
});
afterAll(async () => {
	httpsAgent?.destroy();
	await meta?.close();
	rmSync(folder, { recursive: true, force: true });
});

jest.setTimeout(60_000);

/** Nobody listens to its calls here: it takes only note of when the customer wrote. */
async function writesNow(from: string, agoSeconds = 0): Promise<void> {
	await meta.call(bodyOf([written(from, 'hello', agoSeconds)]), { tries: 1 }).catch(() => undefined);
}

interface Answer {
	readonly status: number;
	readonly data: { readonly id?: string; readonly error?: { readonly code: number; readonly message: string } };
}

async function post(path: 'media' | 'messages', body: object, token = APP.accessToken): Promise<Answer> {
	return await axios.post(`https://127.0.0.1:${meta.env.GRAPH_API_PORT}/v13.0/${APP.phoneNumberId}/${path}`, body, { httpsAgent, headers: { authorization: `Bearer ${token}` }, maxBodyLength: Infinity, validateStatus: () => true });
}

async function upload(content: Buffer, type: string, token?: string): Promise<Answer> {
	const form = new FormData();
	form.set('messaging_product', 'whatsapp');
	form.set('file', new Blob([new Uint8Array(content)], { type }), 'sample');
	return await post('media', form, token);
}

const show = (kind: string, content: object, to = CUSTOMER): Promise<Answer> => post('messages', { messaging_product: 'whatsapp', to, type: kind, [kind]: content });

/** What it told about the messages it took, by code; it tells asynchronously. */
const failures = (): number => meta.reported.failed ?? 0;

const STILL = Buffer.from('RIFF????WEBPVP8 ');
const MOVING = Buffer.from('RIFF????WEBPVP8X????ANIM');
const grow = (start: Buffer, bytes: number): Buffer => Buffer.concat([start, Buffer.alloc(bytes - start.length)]);

describe('a file', () => {
	it.each<[string, number, Buffer?]>([
		['image/jpeg', 5 * MB], ['image/png', 5 * MB],
		['audio/aac', 16 * MB], ['audio/ogg', 16 * MB],
		['video/mp4', 16 * MB], ['video/3gpp', 16 * MB],
		['image/webp', 100 * KB, STILL], ['image/webp', 500 * KB, MOVING],
	])('of type %s is taken up to %d bytes, and not one more', async (type, limit, start = Buffer.alloc(0)) => {
		expect(await upload(grow(start, limit), type)).toMatchObject({ status: 200, data: { id: expect.stringMatching(/^\d+$/u) } });
		expect(await upload(grow(start, limit + 1), type)).toMatchObject({ status: 400, data: { error: { code: 100, message: expect.stringMatching(/too large/iu) } } });
	});

	it('that is a document may be larger than any picture or film, up to 100 MB', async () => {
		expect(await upload(Buffer.alloc(17 * MB), 'application/pdf')).toMatchObject({ status: 200 });
		expect(await upload(Buffer.alloc(100 * MB + 1), 'application/pdf')).toMatchObject({ status: 400, data: { error: { code: 100 } } });
	});

	it.each(['image/gif', 'image/svg+xml', 'text/html', 'application/zip', 'application/octet-stream', ''])('of type "%s" is not taken', async (type) => {
		expect(await upload(Buffer.from('sample'), type)).toMatchObject({ status: 400, data: { error: { code: 100, message: expect.stringMatching(/following types/u) } } });
	});

	it('is taken from nobody without the token, nor without its product or content', async () => {
		expect(await upload(Buffer.from('sample'), 'text/plain', 'guess')).toMatchObject({ status: 401, data: { error: { code: 190 } } });
		expect(await post('media', { messaging_product: 'whatsapp', file: 'sample' })).toMatchObject({ status: 400, data: { error: { code: 100 } } });
		const form = new FormData();
		form.set('messaging_product', 'whatsapp');
		expect(await post('media', form)).toMatchObject({ status: 400, data: { error: { code: 100 } } });
	});
});

describe('a message with a file', () => {
	it('shows it to the customer, with the words below it', async () => {
		const { data: { id } } = await upload(Buffer.from('a label'), 'application/pdf');
		expect((await show('document', { id, caption: 'Your label', filename: 'label.pdf' })).status).toBe(200);
		expect(meta.received(CUSTOMER).at(-1)?.file).toEqual({ kind: 'document', content: Buffer.from('a label'), mimeType: 'application/pdf', caption: 'Your label', name: 'label.pdf' });
	});

	it.each(['image', 'document', 'audio', 'video', 'sticker'])('of kind %s is refused when there is no such file, or no longer', async (kind) => {
		const id = meta.upload(Buffer.from('sample'), 'image/png');
		meta.expire(id);
		const before = meta.phones.length;
		for (const file of [{ id }, { id: '999' }, {}]) {
			expect(await show(kind, file)).toMatchObject({ status: 400, data: { error: { code: 100, message: expect.stringMatching(/is not a valid whatsapp business account media attachment ID$/u) } } });
		}
		expect(meta.phones).toHaveLength(before);
	});

	it('is refused with more than 1,024 characters below it', async () => {
		const id = meta.upload(Buffer.from('sample'), 'image/png');
		expect((await show('image', { id, caption: 'a'.repeat(1_024) })).status).toBe(200);
		expect(await show('image', { id, caption: 'a'.repeat(1_025) })).toMatchObject({ status: 400, data: { error: { code: 100 } } });
	});

	it('that shows a file as what it is not fails afterwards', async () => {
		const before = [failures(), meta.phones.length];
		expect((await show('image', { id: meta.upload(Buffer.from('sample'), 'application/pdf') })).status).toBe(200);
		expect(await waitFor(() => (failures() > before[0]! ? true : undefined))).toBe(true);
		expect(meta.phones).toHaveLength(before[1]!);
	});

	it('fails afterwards when the customer wrote 24 hours ago', async () => {
		const late = '4915300900002';
		await writesNow(late, DAY_SECONDS);
		const before = failures();
		expect((await show('document', { id: meta.upload(Buffer.from('sample'), 'text/plain') }, late)).status).toBe(200);
		expect(await waitFor(() => (failures() > before ? true : undefined))).toBe(true);
		expect(meta.received(late)).toEqual([]);
	});
});
