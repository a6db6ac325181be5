import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { IWebhookFunctions } from 'n8n-workflow';
import type { EventSink, PageResponse } from '../../../kit';
import { writePageResponse } from '../../../nodes/shared/webPage';

/** When a visitor hangs up. */
type Leaving = 'in the middle' | 'before we were ready';
type Call = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

let server: Server;
let call: Call;

beforeAll(async () => {
	server = createServer((request, response) => void call(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(resolve));
});

function contextOf(request: IncomingMessage, response: ServerResponse): IWebhookFunctions {
	return { getRequestObject: () => request, getResponseObject: () => response } as unknown as IWebhookFunctions;
}

async function visitUntil(leaving: Leaving): Promise<void> {
	const visitor = send({ port: (server.address() as AddressInfo).port, headers: { 'content-type': 'application/json' } });
	visitor.on('error', () => undefined);
	visitor.end();
	if (leaving === 'in the middle') await new Promise((resolve) => visitor.once('response', resolve));
	else await new Promise((resolve) => server.once('request', resolve));
	visitor.destroy();
}

async function readBody(request: IncomingMessage): Promise<void> {
	for await (const _ of request);
}

async function until(isTrue: () => boolean): Promise<void> {
	for (let tries = 0; tries < 100 && !isTrue(); tries++) await wait(10);
}

describe('a visitor who leaves', () => {
	it.each<['stream' | 'later', Leaving]>([
		['stream', 'in the middle'],
		['stream', 'before we were ready'],
		['later', 'before we were ready'],
	])('ends the answer of kind "%s" %s, also when n8n has read the request to its end', async (kind, leaving) => {
		let left = 0;
		let answered = false;
		const leave = (): void => void left++;
		const page: PageResponse = kind === 'stream' ? { kind, open: () => leave } : { kind, answer: new Promise(() => undefined), left: leave };
		call = async (request, response) => {
			await readBody(request);
			if (leaving === 'before we were ready') await wait(50);
			writePageResponse(contextOf(request, response), page);
			answered = true;
		};
		await visitUntil(leaving);
		await until(() => answered && left > 0);
		expect(left).toBe(1);
	});

	it('ends a stream they do not read before it fills the memory', async () => {
		let sink: EventSink | undefined;
		let left = false;
		let response: ServerResponse | undefined;
		call = async (request, target) => {
			response = target;
			writePageResponse(contextOf(request, target), { kind: 'stream', open: (opened) => { sink = opened; return () => void (left = true); } });
			await Promise.resolve();
		};
		const visitor = send({ port: (server.address() as AddressInfo).port });
		visitor.on('error', () => undefined);
		visitor.end();
		await new Promise((resolve) => visitor.once('response', (answer: IncomingMessage) => resolve(answer.on('error', () => undefined).pause())));
		for (let sent = 0; sent < 400 && !left; sent++) {
			sink?.send({ name: 'state', data: 'x'.repeat(100_000) });
			await wait(0);
		}
		await until(() => left);
		expect({ left, destroyed: response?.destroyed }).toEqual({ left: true, destroyed: true });
		visitor.destroy();
	});
});

it('writes a file byte for byte, with its length', async () => {
	const content = Buffer.from([0, 1, 128, 255, 10, 13]);
	call = async (request, response) => {
		await Promise.resolve();
		writePageResponse(contextOf(request, response), { kind: 'file', status: 206, headers: { 'content-type': 'audio/ogg' }, content });
	};
	const { status, data, headers } = await axios.get<Buffer>(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { responseType: 'arraybuffer' });
	expect({ status, data: Buffer.from(data), type: headers['content-type'] as unknown, length: headers['content-length'] as unknown }).toEqual({ status: 206, data: content, type: 'audio/ogg', length: '6' });
});
