/** The one address before several webhook processes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { startBalancer } from '../../scripts/balancer.mjs';
import { findFreePort } from '../../scripts/ports.mjs';

let servers: Server[];
let targets: number[];
let url: string;
let stop: () => Promise<void>;

beforeEach(async () => {
	servers = await Promise.all(['a', 'b'].map(serve));
	targets = servers.map((server) => (server.address() as AddressInfo).port);
	({ url, stop } = await startBalancer({ port: await findFreePort() as number, targets }) as { url: string; stop: () => Promise<void> });
});
afterEach(async () => {
	await stop();
	for (const server of servers) await end(server);
});

async function serve(name: string): Promise<Server> {
	const server = createServer((request, response) => {
		if (request.url === '/open') return void response.write(name);
		let body = '';
		request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
		request.on('end', () => response.end(name + body));
	});
	await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
	return server;
}

async function end(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((done) => { server.close(done); });
}

/** What each of several requests was answered, one connection each. */
async function askTimes(times: number): Promise<readonly string[]> {
	const answers: string[] = [];
	for (let turn = 0; turn < times; turn += 1) answers.push((await axios.post<string>(url, '!', { headers: { Connection: 'close' }, proxy: false })).data);
	return answers;
}

it('lets the servers answer in turn', async () => {
	expect(await askTimes(4)).toEqual(['a!', 'b!', 'a!', 'b!']);
});

it('leaves out one that is gone', async () => {
	await end(servers[0] as Server);
	expect(await askTimes(3)).toEqual(['b!', 'b!', 'b!']);
});

it('ends a connection whose server dies, so that its customer connects again', async () => {
	const { data } = await axios.get<NodeJS.ReadableStream>(`${url}/open`, { responseType: 'stream', proxy: false });
	const ended = new Promise((done) => { data.once('error', done); data.once('end', done); });
	data.resume();
	await end(servers[0] as Server);
	await ended;
	expect(await askTimes(1)).toEqual(['b!']);
});

it('drops the connection when nobody is there', async () => {
	for (const server of servers) await end(server);
	await expect(askTimes(1)).rejects.toThrow(/socket hang up|ECONNRESET/u);
});
