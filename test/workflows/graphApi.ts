/**
 * Meta for the tests of one file: a Graph API over TLS on this machine that takes messages and files and hands out what customers sent along, and webhook calls as
 * Meta makes them: signed, in batches, again when they were not taken, with statuses of what was sent. It keeps the 24-hour rule and those of files: their types,
 * sizes and time, at the upload, and what may be shown as what, afterwards.
 */
import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

export const APP = { appSecret: 'app-secret-for-tests', verifyToken: 'verify-me-please', phoneNumberId: '106540352242922', accessToken: 'graph-token-for-tests', baseUrl: 'https://graph.facebook.com' };

const DAY_SECONDS = 24 * 60 * 60;
/** Where Meta keeps files: not at its API. */
const FILES = 'lookaside.fbsbx.com';
/** How long Meta has what a business uploads. */
const KEPT_MS = 30 * DAY_SECONDS * 1_000;
/** What may stand below a picture, video or document; characters. */
const CAPTION_LIMIT = 1_024;

const [KB, MB] = [1_024, 1_024 ** 2];
const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** What each kind of message may show, and how large it may be. Other types are not taken at all. */
const KINDS: Readonly<Record<string, { readonly bytes: number; readonly types: readonly string[] }>> = {
	audio: { bytes: 16 * MB, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
	image: { bytes: 5 * MB, types: ['image/jpeg', 'image/png'] },
	video: { bytes: 16 * MB, types: ['video/3gpp', 'video/mp4'] },
	sticker: { bytes: 100 * KB, types: ['image/webp'] },
	document: { bytes: 100 * MB, types: [
		'text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
		`${OFFICE}.wordprocessingml.document`, `${OFFICE}.spreadsheetml.sheet`, `${OFFICE}.presentationml.presentation`,
	] },
};
const ANIMATED_STICKER_BYTES = 500 * KB;

/** What reached a customer. */
export interface Received {
	readonly to: string;
	readonly id: string;
	/** By performance.now(). */
	readonly at: number;
	readonly text?: string;
	readonly template?: { readonly name: string; readonly language: { readonly code: string }; readonly components?: unknown };
	readonly file?: SentFile;
}

/** A file as it arrives. */
export interface SentFile {
	readonly kind: string;
	readonly content: Buffer;
	readonly mimeType: string;
	readonly caption?: string;
	/** Of documents. */
	readonly name?: string;
}

/** A message of a customer as Meta describes it. */
export interface Written {
	readonly from: string;
	readonly id: string;
	readonly timestamp: string;
	readonly [content: string]: unknown;
}

export interface GraphApi {
	/** What n8n needs to take this for Meta. */
	readonly env: Readonly<Record<string, string>>;
	/** Everything that reached a customer's phone, in order. */
	received(to: string): readonly Received[];
	/** The same of all phones. */
	readonly phones: readonly Received[];
	/** How often it told what became of a message: sent, delivered, read, failed. */
	readonly reported: Readonly<Record<string, number>>;
	/** Requests it refused; `path` is the last word of the address. */
	readonly refused: ReadonlyArray<{ readonly path: string; readonly status: number; readonly code: number; readonly to?: string }>;
	/** Takes what a customer sends along; gives its id. */
	upload(content: Buffer, mimeType: string): string;
	/** Lets the time of a file end. */
	expire(media: string): void;
	/** How often files were handed out, by id. */
	readonly handedOut: ReadonlyMap<string, number>;
	/** Numbers that are on no phone: what is sent to them fails afterwards. */
	readonly unreachable: Set<string>;
	/** Numbers Meta takes nothing for. */
	readonly forbidden: Set<string>;
	/** Calls the webhook until it is taken, at most so often; gives the statuses of the answers. */
	call(body: object, options?: { readonly signature?: string; readonly tries?: number }): Promise<readonly number[]>;
	/** Where to call. */
	webhookUrl: string;
	close(): Promise<void>;
}

/** What a customer writes, so many seconds ago. */
export function written(from: string, text: string, agoSeconds = 0): Written {
	return { from, id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / 1_000) - agoSeconds), type: 'text', text: { body: text } };
}

/** What a customer speaks into their phone; `media` is the id under which Meta has it. */
export function spoken(from: string, media: string): Written {
	const { text: _text, ...rest } = written(from, '');
	return { ...rest, type: 'audio', audio: { id: media, mime_type: 'audio/ogg; codecs=opus', sha256: 'c2Ft', voice: true } };
}

/** A picture, with words below it. */
export function pictured(from: string, media: string, caption: string): Written {
	const { text: _text, ...rest } = written(from, '');
	return { ...rest, type: 'image', image: { id: media, mime_type: 'image/png', sha256: 'c2Ft', caption } };
}

/** One call with one change for each list of messages. */
export function bodyOf(...lists: ReadonlyArray<readonly Written[]>): object {
	const changes = lists.map((messages) => ({ field: 'messages', value: {
		messaging_product: 'whatsapp', metadata: { display_phone_number: '493055500100', phone_number_id: APP.phoneNumberId },
		contacts: messages.map(({ from }) => ({ profile: { name: `Customer ${from.slice(-2)}` }, wa_id: from })), messages,
	} }));
	return { object: 'whatsapp_business_account', entry: [{ id: 'waba', changes }] };
}

export function sign(body: object, secret = APP.appSecret): string {
	return `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`;
}

/** Starts it; certificates go into `folder`. */
export async function startGraphApi(folder: string): Promise<GraphApi> {
	const { ca, key, cert } = makeCertificates(folder);
	const phones: Received[] = [];
	const refused: Array<GraphApi['refused'][number]> = [];
	const reported: Record<string, number> = {};
	const lastWritten = new Map<string, number>();
	const media = new Map<string, { readonly content: Buffer; readonly mimeType: string; readonly until: number }>();
	const handedOut = new Map<string, number>();
	const [unreachable, forbidden] = [new Set<string>(), new Set<string>()];

	const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => void take(request, response));
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

	async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const sent = await readBody(request);
		const path = new RegExp(`^/v\\d+\\.0/${APP.phoneNumberId}/(messages|media)$`, 'u').exec(request.url ?? '')?.[1] ?? '';
		const refuse = (status: number, code: number, message: string, to?: string): void => {
			refused.push({ path, status, code, ...(to === undefined ? {} : { to }) });
			send(response, status, { error: { message: `(#${code}) ${message}`, type: 'OAuthException', code } });
		};
		if (request.headers.authorization !== `Bearer ${APP.accessToken}`) return refuse(401, 190, 'Invalid OAuth access token');
		if (request.method === 'GET') return giveMedia(request, response);
		if (request.method !== 'POST' || path === '') return refuse(404, 100, 'Unknown path');
		if (path === 'media') return await takeFile(sent, request, response, refuse);
		takeMessage(asJson(sent), response, refuse);
	}

	function takeMessage(body: Record<string, unknown>, response: ServerResponse, refuse: (status: number, code: number, message: string, to?: string) => void): void {
		const to = typeof body.to === 'string' ? body.to : undefined;
		if (to === undefined || body.messaging_product !== 'whatsapp' || forbidden.has(to)) return refuse(400, 131030, 'Recipient phone number not in allowed list', to);
		const text = (body.text as { body?: string } | undefined)?.body;
		if (body.type === 'text' && (text === undefined || text === '' || text.length > 4_096)) return refuse(400, 100, 'Param text[\'body\'] must be at most 4096 characters long.', to);
		const kind = typeof body.type === 'string' && body.type in KINDS ? body.type : undefined;
		const shown = kind === undefined ? undefined : (body[kind] ?? {}) as { readonly id?: string; readonly caption?: string; readonly filename?: string };
		const file = find(shown?.id ?? '');
		if (shown !== undefined && file === undefined) return refuse(400, 100, `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`, to);
		if ((shown?.caption ?? '').length > CAPTION_LIMIT) return refuse(400, 100, `Param ${kind}['caption'] must be at most ${CAPTION_LIMIT} characters long.`, to);
		const id = `wamid.${randomUUID()}`;
		send(response, 200, { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
		// A template alone may open a conversation.
		const isLate = body.type !== 'template' && Date.now() / 1_000 - (lastWritten.get(to) ?? 0) >= DAY_SECONDS;
		if (isLate) return void report(id, to, 'failed', { code: 131047, title: 'Re-engagement message' });
		if (unreachable.has(to)) return void report(id, to, 'failed', { code: 131026, title: 'Message undeliverable' });
		if (kind !== undefined && file !== undefined && !KINDS[kind]!.types.includes(file.mimeType)) return void report(id, to, 'failed', { code: 131053, title: 'Media upload error' });
		phones.push({
			to, id, at: performance.now(),
			...(text === undefined ? {} : { text }),
			...(body.template === undefined ? {} : { template: body.template as Received['template'] }),
			...(kind === undefined || file === undefined ? {} : { file: {
				kind, content: file.content, mimeType: file.mimeType,
				...(shown?.caption === undefined ? {} : { caption: shown.caption }),
				...(shown?.filename === undefined ? {} : { name: shown.filename }),
			} }),
		});
		for (const status of ['sent', 'delivered', 'read']) void report(id, to, status);
	}

	/** The type is that of the file's part; a field `type` beside it is not asked for, and n8n sends none. */
	async function takeFile(sent: Buffer, { headers }: IncomingMessage, response: ServerResponse, refuse: (status: number, code: number, message: string) => void): Promise<void> {
		const form = await new Response(new Uint8Array(sent), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData().catch(() => undefined);
		if (form?.get('messaging_product') !== 'whatsapp') return refuse(400, 100, 'The parameter messaging_product is required.');
		const file = form.get('file');
		if (!(file instanceof Blob)) return refuse(400, 100, 'The parameter file is required.');
		const mimeType = file.type.split(';')[0]!.trim();
		const kind = Object.values(KINDS).find(({ types }) => types.includes(mimeType));
		if (kind === undefined) return refuse(400, 100, `Param file must be a file with one of the following types: ${Object.values(KINDS).flatMap(({ types }) => types).join(', ')}. Received file of type '${mimeType}'.`);
		const content = Buffer.from(await file.arrayBuffer());
		if (content.length > (isAnimated(content, mimeType) ? ANIMATED_STICKER_BYTES : kind.bytes)) return refuse(400, 100, 'Invalid parameter: File Too Large');
		send(response, 200, { id: keep(content, mimeType) });
	}

	function keep(content: Buffer, mimeType: string): string {
		const id = String(1_000_000_000 + media.size);
		media.set(id, { content, mimeType, until: Date.now() + KEPT_MS });
		return id;
	}

	function find(id: string): { readonly content: Buffer; readonly mimeType: string } | undefined {
		const file = media.get(id);
		return file !== undefined && file.until > Date.now() ? file : undefined;
	}

	/** The Graph API describes a file, another name of Meta's has it. Who asks for one that is not there breaks no rule. */
	function giveMedia({ headers: { host }, url = '' }: IncomingMessage, response: ServerResponse): void {
		const { pathname, searchParams } = new URL(url, 'https://graph.facebook.com');
		const id = host === FILES ? searchParams.get('mid') ?? '' : /^\/v\d+\.0\/(\d+)$/u.exec(pathname)?.[1] ?? '';
		const file = find(id);
		if (file === undefined) return send(response, host === FILES ? 404 : 400, { error: { message: `(#100) Unsupported get request. Object with ID '${id}' does not exist`, type: 'GraphMethodException', code: 100, error_subcode: 33 } });
		if (host !== FILES) {
			return send(response, 200, { messaging_product: 'whatsapp', url: `https://${FILES}/whatsapp_business/attachments/?mid=${id}&ext=1700000000&hash=sample`, mime_type: file.mimeType, sha256: 'sample', file_size: file.content.length, id });
		}
		handedOut.set(id, (handedOut.get(id) ?? 0) + 1);
		response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.content.length }).end(file.content);
	}

	async function report(id: string, recipient_id: string, status: string, error?: object): Promise<void> {
		reported[status] = (reported[status] ?? 0) + 1;
		// Meta takes its time, so that the sender has noted the id by then.
		await wait(1_500, undefined, { ref: false });
		const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: APP.phoneNumberId }, statuses: [{ id, recipient_id, status, ...(error === undefined ? {} : { errors: [error] }) }] };
		await api.call({ object: 'whatsapp_business_account', entry: [{ id: 'waba', changes: [{ field: 'messages', value }] }] }).catch(() => undefined);
	}

	const api: GraphApi = {
		env: { NODE_EXTRA_CA_CERTS: ca, GRAPH_API_PORT: String((server.address() as AddressInfo).port), NODE_OPTIONS: `--require ${join(__dirname, 'toGraphApi.cjs')}` },
		received: (to) => phones.filter((message) => message.to === to),
		phones,
		reported,
		refused,
		upload: keep,
		expire(id) {
			const file = media.get(id);
			if (file !== undefined) media.set(id, { ...file, until: 0 });
		},
		handedOut,
		unreachable,
		forbidden,
		webhookUrl: '',
		async call(body, { signature = sign(body), tries = 5 } = {}) {
			for (const { from, timestamp } of messagesOf(body)) lastWritten.set(from, Math.max(lastWritten.get(from) ?? 0, Number(timestamp)));
			const statuses: number[] = [];
			while (statuses.length < tries) {
				const { status } = await axios.post(api.webhookUrl, JSON.stringify(body), { headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, validateStatus: () => true, timeout: 20_000 });
				statuses.push(status);
				if (status === 200) break;
				await wait(500);
			}
			return statuses;
		},
		close: () => new Promise((closed) => { server.close(() => closed()); server.closeAllConnections(); }),
	};
	return api;
}

function messagesOf(body: object): readonly Written[] {
	const { entry = [] } = body as { entry?: ReadonlyArray<{ changes: ReadonlyArray<{ value: { messages?: readonly Written[] } }> }> };
	return entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function asJson(body: Buffer): Record<string, unknown> {
	try {
		return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
	} catch {
		return {};
	}
}

/** A sticker that moves has a chunk of this name. */
function isAnimated(content: Buffer, mimeType: string): boolean {
	return mimeType === 'image/webp' && content.includes('ANIM');
}

function send(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

/** An authority of its own, and a certificate of the names n8n asks for, good for two days. */
function makeCertificates(folder: string): { readonly ca: string; readonly key: string; readonly cert: string } {
	const at = (name: string): string => join(folder, name);
	const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
	writeFileSync(at('names.cnf'), `subjectAltName=DNS:graph.facebook.com,DNS:${FILES}\n`);
	openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Test authority', '-days', '2');
	openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=graph.facebook.com');
	openssl('x509', '-req', '-in', at('server.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-out', at('server.pem'), '-days', '2', '-extfile', at('names.cnf'));
	return { ca: at('ca.pem'), key: at('server.key'), cert: at('server.pem') };
}
