/** Calls a trigger's webhook as n8n does, without a server: the request is made by hand, the answer is kept. */
import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import axios from 'axios';
import type { IBinaryData, IDataObject, IHttpRequestOptions, INodeType, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { loadNode, WORKFLOW_ID } from './engine';

export interface TestRequest {
	readonly method?: 'GET' | 'POST';
	/** Below the webhook's own folder, e.g. `chat/api`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

export interface WebhookOptions {
	/** Settings that differ from the defaults. */
	readonly settings?: IDataObject;
	readonly mode?: 'webhook' | 'manual';
	/** What is in the node's credential; absent: none is chosen. */
	readonly credential?: IDataObject;
	/** What is in the node's WhatsApp credential; absent: none is chosen. */
	readonly whatsApp?: object;
	/** What is in the node's identity credential; absent: none is chosen. */
	readonly identity?: object;
	/** What is in the node's Postgres credential; absent: none is chosen. */
	readonly postgres?: object;
	/** Names of the nodes wired behind the trigger. */
	readonly children?: readonly string[];
	/** Called when the answer is written. */
	readonly onAnswer?: () => void;
}

export interface Answered {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** The body read as JSON. */
	readonly json: () => Record<string, unknown>;
	/** What webhook() gave n8n. */
	readonly result: IWebhookResponseData;
	readonly warned: readonly string[];
	readonly logged: readonly string[];
	readonly asked: readonly string[];
}

export const HOST = 'support.example.com';

/** One call. It resolves when webhook() has returned; what it throws, n8n would get. */
export async function callWebhook(type: string, request: TestRequest, options: WebhookOptions = {}): Promise<Answered> {
	const node = loadNode(type) as INodeType & Required<Pick<INodeType, 'webhook'>>;
	const response = createResponse(options.onAnswer);
	const logged: string[] = [];
	const warned: string[] = [];
	const asked = new Set<string>();
	const { settings = {}, mode = 'webhook', credential, identity, postgres, whatsApp, children = ['Next'] } = options;
	const chosen = { hybridSupportDeskApi: credential, hybridSupportPostgresApi: postgres, hybridSupportWhatsAppApi: whatsApp, hybridSupportIdentityApi: identity };
	const context = {
		getRequestObject: () => createRequest(request),
		getResponseObject: () => response.target,
		getNodeParameter(name: string, fallback: unknown) {
			asked.add(name);
			return settings[name] ?? node.description.properties.find((property) => property.name === name)?.default ?? fallback;
		},
		getMode: () => mode,
		getNode: () => ({ id: 'node-1', name: 'Trigger', webhookId: 'webhook-1', typeVersion: 2, parameters: postgres === undefined ? {} : { keepIn: 'postgres' }, credentials: Object.fromEntries(Object.entries(chosen).filter(([, data]) => data !== undefined).map(([type]) => [type, { id: type, name: type }])) }),
		getWorkflow: () => ({ id: WORKFLOW_ID }),
		getNodeWebhookUrl: () => `https://${HOST}/webhook/abc/x`,
		getChildNodes: () => children,
		getCredentials: async (type: keyof typeof chosen) => chosen[type],
		helpers: { httpRequestWithAuthentication: (type: keyof typeof chosen, request: IHttpRequestOptions) => requestWithToken(chosen[type], request), prepareBinaryData },
		logger: { error: (line: string) => logged.push(line), warn: (line: string) => warned.push(line) },
	} as unknown as IWebhookFunctions;
	const result = await node.webhook.call(context);
	return { ...response.read(), result, logged, warned, asked: [...asked].sort() };
}

/** As n8n does for our requests: the credential's token, every status, redirects as they are told to be. */
async function requestWithToken(credential: object | undefined, { url, encoding, disableFollowRedirect, abortSignal }: IHttpRequestOptions) {
	const { accessToken } = credential as { accessToken: string };
	const { status, data, headers } = await axios.get<unknown>(url, {
		responseType: encoding as 'stream', headers: { Authorization: `Bearer ${accessToken}` }, maxRedirects: disableFollowRedirect === true ? 0 : 5, signal: abortSignal as AbortSignal, validateStatus: () => true,
	});
	return { statusCode: status, body: data, headers };
}

/** As n8n keeps binary data in memory. */
async function prepareBinaryData(content: Buffer, fileName?: string, mimeType = ''): Promise<IBinaryData> {
	return { data: content.toString('base64'), mimeType, ...(fileName === undefined ? {} : { fileName }) };
}

function createRequest({ method = 'GET', path, query = {}, headers = {}, body }: TestRequest): EventEmitter {
	const rawBody = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
	return Object.assign(new EventEmitter(), {
		method, query, body, rawBody, protocol: 'https',
		path: `/webhook/abc/${path}`,
		headers: { host: HOST, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
	});
}

/** Node's own response without a connection: what would go out is kept. */
function createResponse(onAnswer: (() => void) | undefined) {
	const target = new ServerResponse(new IncomingMessage(new Socket()));
	const chunks: string[] = [];
	let headers: Record<string, string> = {};
	const { writeHead, end } = target;
	Object.assign(target, {
		writeHead(status: number, given: Record<string, string>) {
			onAnswer?.();
			headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
			return writeHead.call(target, status, given);
		},
		end(text = '') {
			chunks.push(text);
			return end.call(target, text, 'utf8');
		},
	});
	return {
		target,
		read() {
			const body = chunks.join('');
			return { status: target.statusCode, headers, body, json: () => JSON.parse(body) as Record<string, unknown> };
		},
	};
}
