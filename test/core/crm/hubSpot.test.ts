import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { buildCrmRecord, DEFAULT_HUBSPOT_SETTINGS, driveCrm, planHubSpot, type CrmOperation, type CrmRequest, type CrmStep } from '../../../core/crm';
import { angryEnvelope, HOSTILE, NOW } from '../context/samples';
import { StandInHubSpot } from './standInHubSpot';

const record = (over: Parameters<typeof angryEnvelope>[0] = {}) => buildCrmRecord(angryEnvelope(over), NOW);
const push = (hubSpot: StandInHubSpot, operation: CrmOperation = 'upsertTicket', of = record()) => driveCrm(planHubSpot(operation, of, DEFAULT_HUBSPOT_SETTINGS), hubSpot.world());
const countsOf = ({ held }: StandInHubSpot) => [held.contacts?.length, held.tickets?.length, held.notes?.length];

/** Every kind of request we make, from real runs. */
async function collectRequests(): Promise<readonly CrmRequest[]> {
	const hubSpot = new StandInHubSpot();
	hubSpot.add('contacts', { email: 'max@example.org' });
	await push(hubSpot);
	await push(hubSpot, 'upsertTicket', record({ message: { id: 'm2' } }));
	await push(hubSpot, 'upsertCustomer', record({ customer: { email: 'max@example.org', name: 'Max Roth' } }));
	await push(hubSpot, 'lookUp');
	await push(hubSpot, 'logInteraction', record({ message: { id: 'm3', text: HOSTILE }, customer: { name: HOSTILE } }));
	return hubSpot.requests;
}

describe('planHubSpot', () => {
	it('makes contact, ticket and note, tied to each other', async () => {
		const hubSpot = new StandInHubSpot();
		expect(await push(hubSpot)).toEqual({ kind: 'done', did: ['contactCreated', 'ticketCreated', 'noteCreated'], links: { contact: '101', ticket: '102', note: '103' } });
		expect(hubSpot.held.contacts?.[0]?.properties).toEqual({ email: 'lena@example.org', firstname: 'Lena', lastname: 'Vogt' });
		expect(hubSpot.held.tickets?.[0]).toMatchObject({
			properties: { subject: 'Where is my order 1042?', hs_pipeline: '0', hs_pipeline_stage: '1', hs_ticket_priority: 'HIGH' },
			associations: [{ to: { id: '101' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] }],
		});
		expect(hubSpot.held.notes?.[0]?.associations).toMatchObject([{ to: { id: '101' }, types: [{ associationTypeId: 202 }] }, { to: { id: '102' }, types: [{ associationTypeId: 228 }] }]);
		expect(JSON.stringify(hubSpot.held)).not.toContain('4242 4242');
	});

	it('makes nothing twice for the same message, and one note more for the next', async () => {
		const hubSpot = new StandInHubSpot();
		await push(hubSpot);
		expect(await push(hubSpot)).toMatchObject({ kind: 'done', did: ['ticketUpdated'] });
		expect(countsOf(hubSpot)).toEqual([1, 1, 1]);
		await push(hubSpot, 'upsertTicket', record({ message: { id: 'm2' } }));
		expect(countsOf(hubSpot)).toEqual([1, 1, 2]);
	});

	it('makes nothing twice wherever it is cut off', async () => {
		for (let cut = 1; cut < 15; cut += 1) {
			const hubSpot = new StandInHubSpot();
			const world = hubSpot.world();
			let step: CrmStep = planHubSpot('upsertTicket', record(), DEFAULT_HUBSPOT_SETTINGS);
			for (let count = 0; count < cut && step.kind !== 'done'; count += 1) {
				if (step.kind === 'request') step = step.answer(await world.send(step.request));
				else if (step.kind === 'recall') step = step.answer(await world.recall(step.key));
				else step = step.answer(await world.remember(step.key, step.value));
			}
			expect((await push(hubSpot)).kind).toBe('done');
			expect(countsOf(hubSpot)).toEqual([1, 1, 1]);
		}
	});

	it('finds by our key what our memory has lost', async () => {
		const hubSpot = new StandInHubSpot();
		await push(hubSpot);
		hubSpot.memory.clear();
		expect(await push(hubSpot)).toMatchObject({ did: ['ticketUpdated'] });
		expect(countsOf(hubSpot)).toEqual([1, 1, 1]);
	});

	it('makes a new ticket when people deleted the old one, and keeps to it', async () => {
		const hubSpot = new StandInHubSpot();
		await push(hubSpot);
		hubSpot.held.tickets?.pop();
		expect(await push(hubSpot, 'upsertTicket', record({ message: { id: 'm2' } }))).toMatchObject({ did: ['ticketCreated', 'noteCreated'], links: { ticket: '104' } });
		expect(await push(hubSpot, 'upsertTicket', record({ message: { id: 'm3' } }))).toMatchObject({ did: ['ticketUpdated', 'noteCreated'], links: { ticket: '104' } });
	});

	it('goes on with the ticket of the run that was first', async () => {
		const hubSpot = new StandInHubSpot();
		const world = { ...hubSpot.world(), remember: async (key: string, value: string) => (key.startsWith('hubSpot:ticket') ? '999' : value) };
		expect(await driveCrm(planHubSpot('upsertTicket', record(), DEFAULT_HUBSPOT_SETTINGS), world)).toMatchObject({ links: { ticket: '999' } });
	});

	it('takes the contact that somebody else made meanwhile', async () => {
		const hubSpot = new StandInHubSpot();
		hubSpot.add('contacts', { email: 'lena@example.org' });
		hubSpot.instead.push({ status: 200, body: { total: 0, results: [] } });
		expect(await push(hubSpot, 'upsertCustomer')).toMatchObject({ kind: 'done', links: { contact: '101' } });
	});

	it.each([
		['fills what is empty', { email: 'lena@example.org' }, { firstname: 'Lena', lastname: 'Vogt' }],
		['overwrites no name', { email: 'lena@example.org', firstname: 'Helene' }, { firstname: 'Helene' }],
	])('%s on a contact', async (_name, held, expected) => {
		const hubSpot = new StandInHubSpot();
		hubSpot.add('contacts', { ...held });
		await push(hubSpot, 'upsertCustomer');
		expect(hubSpot.held.contacts?.[0]?.properties).toEqual({ email: 'lena@example.org', ...expected });
	});

	it('makes no contact for a customer nobody could find again, and a ticket all the same', async () => {
		const hubSpot = new StandInHubSpot();
		const anonymous = record({ customer: { email: 'not an address', name: 'Lena' } });
		expect(await push(hubSpot, 'upsertTicket', anonymous)).toMatchObject({ kind: 'done', did: ['ticketCreated', 'noteCreated'] });
		expect(await push(hubSpot, 'logInteraction', anonymous)).toMatchObject({ kind: 'done', did: [] });
		expect(countsOf(hubSpot)).toEqual([0, 1, 1]);
	});

	it('keeps customers with only a phone apart by our own memory', async () => {
		const hubSpot = new StandInHubSpot();
		const byPhone = record({ customer: { email: '', phone: '+49 171 5550147' } });
		await push(hubSpot, 'upsertCustomer', byPhone);
		hubSpot.held.contacts?.[0] && (hubSpot.held.contacts[0].properties.phone = '0171 5550147');
		expect(await push(hubSpot, 'upsertCustomer', byPhone)).toMatchObject({ links: { contact: '101' } });
		expect(countsOf(hubSpot)).toEqual([1, 0, 0]);
	});

	it('looks up tier, value and earlier tickets, and knows nothing of strangers', async () => {
		const hubSpot = new StandInHubSpot();
		const { id } = hubSpot.add('contacts', { email: 'lena@example.org', lifecyclestage: 'customer', total_revenue: '1234.5', firstname: 'Helene' });
		hubSpot.add('tickets', { subject: 'Broken lamp', createdate: '2026-01-02T03:04:05Z', closed_date: '2026-01-03T00:00:00Z' }, [{ to: { id } }]);
		expect(await push(hubSpot, 'lookUp')).toEqual({
			kind: 'done', did: ['lookedUp'], links: { contact: id },
			customer: { tier: 'customer', value: 1234.5, history: [{ at: '2026-01-02T03:04:05.000Z', channel: 'other', summary: 'Broken lamp', result: 'closed' }] },
		});
		const stranger = await push(hubSpot, 'lookUp', record({ customer: { email: 'new@example.org' } }));
		expect(stranger).toEqual({ kind: 'done', did: ['lookedUp'], links: {} });
		expect(countsOf(hubSpot)).toEqual([1, 1, 0]);
	});
});

describe('planHubSpot, failures', () => {
	it.each([
		[401, /refused the access token/u, false],
		[403, /lacks a permission/u, false],
		[400, /did not accept/u, false],
		[404, /does not know/u, false],
		[429, /limiting/u, true],
		[500, /problem of its own/u, true],
		[0, /did not answer/u, true],
	])('says what to do about status %i', async (status, problem, retry) => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push(...Array.from({ length: 3 }, () => ({ status, body: { message: 'x' } })));
		expect(await push(hubSpot)).toMatchObject({ kind: 'failed', problem: expect.stringMatching(problem), retry });
	});

	it('waits as long as HubSpot asks and goes on', async () => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push({ status: 429, body: {}, retryAfter: '3' }, { status: 503, body: '' });
		expect(await push(hubSpot)).toMatchObject({ kind: 'done' });
		expect(hubSpot.waits).toEqual([3, 2]);
	});

	it('does not hold up an execution for a long wait', async () => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push({ status: 429, body: {}, retryAfter: '11' });
		expect(await push(hubSpot)).toMatchObject({ kind: 'failed', retry: true, retryAfterSeconds: 11 });
		expect(hubSpot.waits).toEqual([]);
	});

	it('does not repeat a creation of unknown fate', async () => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push({ status: 200, body: { results: [] } }, { status: 502, body: 'bad gateway' });
		expect(await push(hubSpot)).toMatchObject({ kind: 'failed', retry: false, problem: expect.stringContaining('may have been created') });
		expect(hubSpot.requests).toHaveLength(2);
	});

	it.each([[undefined], [null], ['<html>'], [{ results: 'x' }], [{ results: [null, 1, {}] }], [[]]])('takes a strange answer %j for nothing found', async (body) => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push({ status: 200, body });
		expect(await push(hubSpot, 'lookUp')).toEqual({ kind: 'done', did: ['lookedUp'], links: {} });
	});

	it('quotes no customer data out of an error', async () => {
		const hubSpot = new StandInHubSpot();
		hubSpot.instead.push({ status: 400, body: { message: 'Property email lena@example.org\nis bad' } });
		expect(JSON.stringify(await push(hubSpot))).not.toMatch(/lena@|\\n/u);
	});
});

describe('the requests to HubSpot', () => {
	it('keep to the shapes we know', async () => {
		for (const { method, url, body, headers, idempotent } of await collectRequests()) {
			expect(url).toMatch(/^https:\/\/api\.hubapi\.com\/crm\/v3\/objects\/(?:contacts|tickets|notes)(?:\/(?:search|\d+))?$/u);
			expect(headers).toEqual({ 'Content-Type': 'application/json' });
			expect(idempotent).toBe(method === 'PATCH' || url.endsWith('/search'));
			if (url.endsWith('/search')) expect(Object.keys(body as object).sort()).toEqual(['after', 'filterGroups', 'limit', 'properties', 'sorts']);
			else expect(Object.values((body as { properties: object }).properties).every((value) => typeof value === 'string' && value.length <= 65_536)).toBe(true);
		}
	});

	it('write a note as HTML with nothing but line breaks of ours', async () => {
		const bodies = (await collectRequests()).filter(({ url }) => url.endsWith('/notes')).map(({ body }) => (body as { properties: { hs_note_body: string } }).properties.hs_note_body);
		expect(bodies.length).toBeGreaterThan(2);
		expect(bodies.every((html) => (html.match(/<[^>]*>/gu) ?? []).every((tag) => tag === '<br>'))).toBe(true);
	});

	it('stay within HubSpot’s size for a hostile megabyte', async () => {
		const hubSpot = new StandInHubSpot();
		const of = record();
		await push(hubSpot, 'upsertTicket', { ...of, ticket: { ...of.ticket, body: '"'.repeat(1_000_000) }, interaction: { ...of.interaction, note: '"'.repeat(1_000_000) } });
		expect(hubSpot.held.tickets?.[0]?.properties.content?.length).toBeLessThanOrEqual(65_536);
		const note = hubSpot.held.notes?.[0]?.properties.hs_note_body ?? '';
		expect(note.length).toBeLessThanOrEqual(65_536);
		expect(note).not.toMatch(/&(?!quot;)/u);
	});

	const specs = join(__dirname, '../../../../shared/specs/hubspot');
	const whenThere = existsSync(specs) ? it : it.skip;
	whenThere(existsSync(specs) ? 'match the vendor’s OpenAPI documents' : 'match the vendor’s OpenAPI documents (skipped: ../shared/specs/hubspot is not here)', async () => {
		const requests = await collectRequests();
		expect(requests.length).toBeGreaterThan(10);
		expect(requests.flatMap((request) => problemsBySpec(specs, request))).toEqual([]);
		const wrong = { ...(requests[0] as CrmRequest), body: { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'LIKE' }] }] } };
		expect(problemsBySpec(specs, wrong)).not.toEqual([]);
		expect(problemsBySpec(specs, { ...wrong, url: wrong.url.replace('/search', '/find/it') })).not.toEqual([]);
	});
});

interface OpenApi {
	readonly servers: ReadonlyArray<{ readonly url: string }>;
	readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> } }>>>>;
	readonly components: object;
}

function problemsBySpec(folder: string, { method, url, body }: CrmRequest): readonly string[] {
	const object = /objects\/(\w+)/u.exec(url)?.[1] ?? '';
	const spec = JSON.parse(readFileSync(join(folder, `${object}.v3.json`), 'utf8')) as OpenApi;
	const path = url.replace(spec.servers[0]?.url ?? '', '');
	const literal = Object.keys(spec.paths).find((template) => template === path);
	const template = literal ?? Object.keys(spec.paths).find((candidate) => new RegExp(`^${candidate.replace(/\{[^}]+\}/gu, '[^/]+')}$`, 'u').test(path));
	const schema = spec.paths[template ?? '']?.[method.toLowerCase()]?.requestBody?.content['application/json']?.schema;
	if (!schema) return [`${method} ${path} is not in the document`];
	const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile({ ...schema, components: spec.components });
	return validate(body) ? [] : (validate.errors ?? []).map((error) => `${method} ${path} ${error.instancePath} ${error.message}`);
}
