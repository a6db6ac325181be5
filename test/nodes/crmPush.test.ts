import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askedSettings, envelope, ERROR_SETTINGS, runNode, shownSettings, withBrokenLedger } from './fixtures';

const TYPE = 'crmPush';
const OWN = { target: 'genericJson' };
const CREDENTIALS = ['hybridSupportCrmApi'];

let server: Server;
let url: string;
let status = 200;
const received: unknown[] = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
			received.push(JSON.parse(Buffer.concat(chunks).toString() || 'null'));
			response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' }).end(JSON.stringify({ id: 'crm-1' }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/support`;
});

afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
	status = 200;
	received.length = 0;
});

it('passes everything on while no CRM is chosen', async () => {
	const good = envelope('Where is my order?');
	expect(await runNode({ type: TYPE }, [good, {}])).toEqual([[{ ...good, crm: { target: 'none' } }, { crm: { target: 'none' } }], []]);
});

it.each(ERROR_SETTINGS)('pushes to one\'s own address (%s)', async (onError) => {
	const item = envelope(`Where is my order? (${onError})`);
	const outputs = await runNode({ type: TYPE, parameters: OWN, credentials: CREDENTIALS, onError }, [item], { credential: { url } });
	expect(outputs).toEqual([[{ ...item, crm: expect.objectContaining({ target: 'genericJson', operation: 'upsertTicket' }) }], []]);
	expect(received).toHaveLength(1);
	expect(received).toEqual([expect.objectContaining({ operation: 'upsertTicket', record: expect.objectContaining({ inbox: 'main', ticket: expect.objectContaining({ subject: 'Where is my order?' }) }) })]);
});

it.each([401, 404, 500])('sends what the CRM refuses to Failed, and says why (status %i)', async (refusal) => {
	status = refusal;
	const item = envelope('Where is my order?');
	const outputs = await runNode({ type: TYPE, parameters: OWN, credentials: CREDENTIALS }, [item], { credential: { url } });
	expect(outputs).toEqual([[], [{ ...item, crm: expect.objectContaining({ target: 'genericJson', kind: 'failed' }) }]]);
});

it('sends what it cannot reach to Failed', async () => {
	const item = envelope('Where is my order?');
	const outputs = await runNode({ type: TYPE, parameters: OWN, credentials: CREDENTIALS }, [item], { credential: { url: 'http://127.0.0.1:9/' } });
	expect(outputs).toEqual([[], [{ ...item, crm: expect.objectContaining({ kind: 'failed' }) }]]);
});

it('fails when the ledger that keeps it from pushing twice cannot be opened', async () => {
	const item = envelope('Where is my order?');
	const outputs = await withBrokenLedger(() => runNode({ type: TYPE, parameters: OWN, credentials: CREDENTIALS }, [item], { credential: { url } }));
	expect(outputs).toEqual([[], [{ ...item, error: { node: 'Node', message: expect.any(String) } }]]);
	expect(received).toEqual([]);
});

it('asks for exactly the settings it shows', async () => {
	expect(await askedSettings(TYPE, [{}])).toEqual(shownSettings(TYPE));
});
