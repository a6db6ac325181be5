/** The WhatsApp template in a real n8n, sending with n8n's own WhatsApp node, against a stand-in of Meta's Graph API over TLS. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import axios from 'axios';
import { TOLD_WITHIN_MS } from '../../core/handoff/handoff';
import { startTranscriptionService, type TranscriptionService } from '../engines/openai/transcriber';
import { APP, bodyOf, pictured, sign, spoken, startGraphApi, written, type GraphApi, type Received } from './graphApi';
import { installWhatsApp, WHATSAPP_CREDENTIALS, WHATSAPP_PATH } from './installed';
import { DESK_PATH } from '../../scripts/templates.mjs';
import { DESK_PERSON, readTemplate, START_MS, startProduct, templates, waitFor, type Product, type Workflow, type WorkflowNode } from './product';

jest.setTimeout(90_000);

const DAY_SECONDS = 24 * 60 * 60;
/** A phone Meta would not find: only its wrong numbers differ. */
let customers = 0;
const newNumber = (): string => `4915300${String(100_000 + customers++)}`;

interface Label {
	readonly content: Buffer;
	readonly mimeType: string;
	readonly name: string;
}

const folder = mkdtempSync(join(tmpdir(), 'graph-api-'));
let meta: GraphApi;
let product: Product;
let service: TranscriptionService;
/** Hands out a file for each customer, where a workflow fetches one. */
let shop: Server;
const labels = new Map<string, Label>();

beforeAll(async () => {
	meta = await startGraphApi(folder);
	const desk = templates().filter(({ name }) => name === readTemplate('agent-desk.json').name);
	// Nothing waits, so that the stories are short.
	const whatsApp = installWhatsApp(readTemplate('whatsapp-support.json'), { 'WhatsApp Support Trigger': { waitSeconds: 0 }, 'Messages to Send': { everySeconds: 1 } });
	service = await startTranscriptionService();
	const model = { id: 'modelOfTests0001', name: 'Model', type: 'hybridSupportModelApi', data: { baseUrl: service.url, apiKey: 'sample-key' } };
	shop = createServer(({ url }, response) => {
		const label = labels.get(url?.split('/').at(-1) ?? '');
		if (label === undefined) return void response.writeHead(404).end();
		response.writeHead(200, { 'content-type': label.mimeType, 'content-disposition': `attachment; filename="${label.name}"` }).end(label.content);
	});
	await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
	product = await startProduct({ workflows: [...desk, whatsApp, connectModel(whatsApp, model), sendFiles(whatsApp)], credentials: [...WHATSAPP_CREDENTIALS, model], env: meta.env });
	meta.webhookUrl = product.n8n.url + WHATSAPP_PATH;
}, START_MS);
afterAll(async () => {
	await product?.end();
	await meta?.close();
	await service?.close();
	shop?.close();
	rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Another number's workflow, in which Triage has a model. */
function connectModel(workflow: Workflow, { id, name, type }: { readonly id: string; readonly name: string; readonly type: string }): Workflow {
	const nodes = workflow.nodes.map((node) => {
		if (node.name === 'Triage') return { ...node, parameters: { ...node.parameters, engine: 'model' }, credentials: { [type]: { id, name } } };
		return node.webhookId === undefined ? node : { ...node, webhookId: 'whatsapp-model' };
	});
	return { ...workflow, id: 'hybridWhatsApp02', name: `${workflow.name} with a model`, nodes };
}

/** A third number's workflow, in which each answer of the assistant leaves below a file that the shop has. */
function sendFiles(workflow: Workflow): Workflow {
	const sender = workflow.nodes.find(({ name }) => name === 'Send on WhatsApp')!;
	const fetchFile: WorkflowNode = {
		name: 'Fetch File', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, onError: 'continueRegularOutput',
		parameters: { url: `=http://127.0.0.1:${(shop.address() as AddressInfo).port}/labels/{{ $json.reply.to }}`, options: { response: { response: { responseFormat: 'file' } } } },
	};
	const { textBody: _words, ...parameters } = sender.parameters;
	const sendFile = { ...sender, name: 'Send File', parameters: { ...parameters, messageType: 'document', mediaPath: 'useMedian8n', mediaPropertyName: 'data', additionalFields: { mediaCaption: '={{ $json.reply.text }}' } } };
	const place = (node: WorkflowNode): WorkflowNode => ({ ...node, id: node.name, position: [0, 0] }) as WorkflowNode;
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const nodes = workflow.nodes.map((node) => (node.webhookId === undefined ? node : { ...node, webhookId: 'whatsapp-files' }));
	return {
		...workflow, id: 'hybridWhatsApp03', name: `${workflow.name} with files`, nodes: [...nodes, place(fetchFile), place(sendFile)],
		connections: {
			...workflow.connections,
			'Reply Gate': { main: [to('Fetch File'), ...workflow.connections['Reply Gate']!.main.slice(1)] },
			'Fetch File': { main: [to('Send File')] },
			'Send File': { main: [to('Confirm')] },
			// What a person writes is no answer of the assistant.
			'Messages to Send': { main: [to('Tell the Customer')] },
		},
	};
}

/** What reaches the customer's phone after `count` others. */
async function nextReply(from: string, count = 0): Promise<Received | undefined> {
	return await waitFor(() => meta.received(from)[count], 40_000);
}

async function say(from: string, text: string): Promise<Received | undefined> {
	const before = meta.received(from).length;
	expect(await meta.call(bodyOf([written(from, text)]))).toEqual([200]);
	return await nextReply(from, before);
}

interface Story {
	readonly id: string;
	readonly owner: string;
	readonly outcomes: string;
}

function storyOf(from: string): Story | undefined {
	const [row] = product.query<Story>(`
		SELECT c.id, c.owner, group_concat(coalesce(m.outcome, 'none') || coalesce(':' || nullif(m.reasons, '[]'), ''), ' ') AS outcomes
		FROM conversations c JOIN messages m ON m.conversation_id = c.id JOIN customers k ON k.id = c.customer_id WHERE k.external_id = ? GROUP BY c.id`, from);
	return row;
}

async function storyWith(from: string, isSo: (story: Story) => boolean): Promise<Story | undefined> {
	return await waitFor(() => {
		const story = storyOf(from);
		return story !== undefined && isSo(story) ? story : undefined;
	}, 40_000);
}

/** A person takes the conversation at the desk and writes. */
async function answerAsPerson(conversationId: string, text: string): Promise<void> {
	const agent = { id: 'ada', name: 'Ada Winter', email: 'ada@example.com', inboxes: ['*'], isAdmin: false };
	await product.withLedger(async (ledger) => {
		const now = new Date().toISOString();
		expect(await ledger.move('main', conversationId, agent, { kind: 'take' }, now)).toMatchObject({ ok: true });
		expect(await ledger.humanReply('main', conversationId, agent, { outgoingId: `ada-${conversationId}`, text }, now)).toMatchObject({ ok: true, status: 'queued' });
	});
}

describe('Meta', () => {
	it('subscribes with the verify token, and with nothing else', async () => {
		const ask = (token: string) => axios.get(meta.webhookUrl, { params: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' }, validateStatus: () => true });
		expect(await ask(APP.verifyToken)).toMatchObject({ status: 200, data: 1158201444 });
		expect(await ask('guess')).toMatchObject({ status: 403, data: '' });
	});

	it('is believed by its signature alone: others get nothing', async () => {
		const from = newNumber();
		const body = bodyOf([written(from, 'how can I return a lamp?')]);
		for (const signature of ['', 'sha256=0', sign(body, 'guess'), sign({ ...body, more: 1 })]) {
			expect(await meta.call(body, { signature, tries: 1 })).toEqual([401]);
		}
		expect(storyOf(from)).toBeUndefined();
		expect(meta.received(from)).toEqual([]);
	});
});

describe('a customer', () => {
	it('is answered from an article', async () => {
		const from = newNumber();
		expect(await say(from, 'how can I return a lamp?')).toMatchObject({ text: expect.stringMatching(/30 days/u) });
		expect(await storyWith(from, ({ outcomes }) => outcomes === 'answered')).toMatchObject({ owner: 'bot' });
		const sent = await waitFor(() => product.query<{ provider_id: string }>('SELECT provider_id FROM outgoing WHERE conversation_id = ? AND status = \'sent\'', storyOf(from)!.id)[0]);
		expect(sent).toEqual({ provider_id: meta.received(from)[0]?.id });
	});

	it('is answered once, however often, in whatever order and company Meta delivers what they wrote', async () => {
		const numbers = [newNumber(), newNumber(), newNumber()];
		const [one, two, three] = numbers.map((from) => written(from, 'how can I return a lamp?'));
		await Promise.all([
			meta.call(bodyOf([three!], [one!, two!])), meta.call(bodyOf([one!], [two!], [three!])), meta.call(bodyOf([two!])), meta.call(bodyOf([one!, two!, three!])),
		]);
		for (const from of numbers) expect(await nextReply(from)).toBeDefined();
		await meta.call(bodyOf([one!, two!, three!]));
		await waitFor(() => (product.query('SELECT 1 FROM outgoing WHERE status = \'claimed\'').length === 0 ? true : undefined));
		expect(numbers.map((from) => meta.received(from).length)).toEqual([1, 1, 1]);
		expect(numbers.map((from) => storyOf(from)?.outcomes)).toEqual(['answered', 'answered', 'answered']);
		const replies = numbers.flatMap((from) => product.query<{ status: string; provider_id: string }>('SELECT status, provider_id FROM outgoing WHERE conversation_id = ? AND purpose = \'answer\'', storyOf(from)!.id));
		expect(replies).toEqual(numbers.map((from) => ({ status: 'sent', provider_id: meta.received(from)[0]?.id })));
	});

	it('who wants a person is told so once it is true, and hears the person on WhatsApp', async () => {
		const from = newNumber();
		expect((await say(from, 'I want to talk to a real person please'))?.text).toBeDefined();
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		expect(story?.outcomes).toMatch(/^handedOff/u);
		await answerAsPerson(story!.id, 'Ada here, what is it about?');
		expect(await nextReply(from, 1)).toMatchObject({ text: 'Ada here, what is it about?' });
		expect(await meta.call(bodyOf([written(from, 'my lamp flickers')]))).toEqual([200]);
		expect(await storyWith(from, ({ outcomes }) => / relayed$/u.test(outcomes))).toBeDefined();
		expect(meta.received(from)).toHaveLength(2);
	});

	it('who says STOP hears nothing more', async () => {
		const from = newNumber();
		await say(from, 'how can I return a lamp?');
		for (const text of ['STOP', 'how can I return a lamp?']) expect(await meta.call(bodyOf([written(from, text)]))).toEqual([200]);
		expect(storyOf(from)?.outcomes).toBe('answered ignored:["optedOut"] ignored:["optedOut"]');
		expect((await say(from, 'START'))?.to).toBe(from);
		expect(meta.received(from)).toHaveLength(2);
	});

	it('whose message came a day late gets the approved template with the answer in it', async () => {
		const from = newNumber();
		expect(await meta.call(bodyOf([written(from, 'how can I return a lamp?', DAY_SECONDS + 60)]))).toEqual([200]);
		const reply = await nextReply(from);
		expect(reply).toMatchObject({ template: { name: 'support_reply', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: expect.stringMatching(/30 days/u) }] }] } });
		expect(reply?.text).toBeUndefined();
	});
});

describe('what a customer sends along', () => {
	const SOUND = Buffer.from('OggS, as a phone records it');
	/** The files of a customer's messages, as the desk names them. */
	const filesOf = (from: string) => product.query<{ attachments: string }>('SELECT m.attachments FROM messages m JOIN customers k ON k.id = m.customer_id WHERE k.external_id = ?', from)
		.flatMap(({ attachments }) => JSON.parse(attachments) as Array<{ readonly fileId?: string; readonly notKept?: string; readonly transcript?: string }>);

	/** A person opens a file at the desk. */
	async function openAtDesk(fileId: string) {
		const desk = product.n8n.url + DESK_PATH;
		const { headers } = await axios.post(`${desk}/api`, { action: 'signIn', email: DESK_PERSON.email, password: DESK_PERSON.password }, { headers: { 'x-desk': '1', origin: product.n8n.url } });
		const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
		const get = (headersToSend: Record<string, string>) => axios.get<Buffer>(`${desk}/api`, { params: { action: 'file', inbox: 'main', file: fileId }, headers: headersToSend, responseType: 'arraybuffer', validateStatus: () => true });
		expect((await get({})).status).toBe(401);
		return await get({ cookie });
	}

	it('reaches a person with the file, who hears the voice note at the desk', async () => {
		const from = newNumber();
		const media = meta.upload(SOUND, 'audio/ogg');
		expect(await meta.call(bodyOf([spoken(from, media)]))).toEqual([200]);
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		expect(story?.outcomes).toMatch(/^handedOff:\["attachmentOnly"/u);
		expect(meta.handedOut.get(media)).toBe(1);
		const { status, data, headers } = await openAtDesk(filesOf(from)[0]?.fileId ?? '');
		expect({ status, data: Buffer.from(data), type: headers['content-type'] as unknown }).toEqual({ status: 200, data: SOUND, type: 'audio/ogg' });
		expect(service.listened).toEqual([]);
	});

	it('is kept beside words that are answered', async () => {
		const from = newNumber();
		expect(await meta.call(bodyOf([pictured(from, meta.upload(Buffer.from('a picture'), 'image/png'), 'how can I return a lamp?')]))).toEqual([200]);
		expect(await nextReply(from)).toMatchObject({ text: expect.stringMatching(/30 days/u) });
		expect(Buffer.from((await openAtDesk(filesOf(from)[0]?.fileId ?? '')).data).toString()).toBe('a picture');
	});

	it('reaches a person also when Meta has it no more', async () => {
		const from = newNumber();
		expect(await meta.call(bodyOf([spoken(from, '999')]))).toEqual([200]);
		expect(await storyWith(from, ({ owner }) => owner === 'queue')).toBeDefined();
		expect(filesOf(from)).toMatchObject([{ notKept: 'WhatsApp does not have it any more.' }]);
	});

	describe('where a model is connected', () => {
		let withoutModel: string;
		beforeAll(() => {
			withoutModel = meta.webhookUrl;
			meta.webhookUrl = product.n8n.url + WHATSAPP_PATH.replace('whatsapp-support', 'whatsapp-model');
		});
		afterAll(() => { meta.webhookUrl = withoutModel; });

		it('is answered from what is said in the voice note, which people read', async () => {
			service.answer = { body: JSON.stringify({ text: 'How can I return a lamp?' }) };
			const from = newNumber();
			expect(await meta.call(bodyOf([spoken(from, meta.upload(SOUND, 'audio/ogg'))]))).toEqual([200]);
			expect(await nextReply(from)).toMatchObject({ text: expect.stringMatching(/30 days/u) });
			expect(await storyWith(from, ({ outcomes }) => outcomes === 'answered')).toMatchObject({ owner: 'bot' });
			expect(filesOf(from)).toMatchObject([{ transcript: 'How can I return a lamp?' }]);
			expect(service.listened.filter(({ path }) => path === 'POST /v1/audio/transcriptions')).toMatchObject([{ model: 'whisper-1', content: SOUND.toString() }]);
			const opened = await product.withLedger((ledger) => ledger.openConversation('main', storyOf(from)!.id, undefined, new Date().toISOString()));
			expect(opened?.entries[0]?.text).toBe('[Voice note: voice] (transcribed) “How can I return a lamp?”');
		});

		it('reaches a person when the service fails, with the file', async () => {
			service.answer = { status: 503 };
			const from = newNumber();
			expect(await meta.call(bodyOf([spoken(from, meta.upload(SOUND, 'audio/ogg'))]))).toEqual([200]);
			expect((await storyWith(from, ({ owner }) => owner === 'queue'))?.outcomes).toMatch(/^handedOff:\["attachmentOnly"/u);
			expect(Buffer.from((await openAtDesk(filesOf(from)[0]?.fileId ?? '')).data)).toEqual(SOUND);
		});
	});
});

describe('an answer below a file, which n8n\'s own node uploads', () => {
	const LABEL: Label = { content: Buffer.from('%PDF-1.7 a return label'), mimeType: 'application/pdf', name: 'label.pdf' };
	let withoutFiles: string;
	beforeAll(() => {
		withoutFiles = meta.webhookUrl;
		meta.webhookUrl = product.n8n.url + WHATSAPP_PATH.replace('whatsapp-support', 'whatsapp-files');
	});
	afterAll(() => { meta.webhookUrl = withoutFiles; });

	/** A customer for whom the shop has this. */
	function customerWith(label: Label | undefined): string {
		const from = newNumber();
		if (label !== undefined) labels.set(from, label);
		return from;
	}

	const ask = (...numbers: readonly string[]) => meta.call(bodyOf(numbers.map((from) => written(from, 'how can I return a lamp?'))));
	const answersTo = (from: string) => product.query<{ status: string; provider_id: string | null }>('SELECT status, provider_id FROM outgoing WHERE conversation_id = ? AND purpose = \'answer\'', storyOf(from)?.id ?? '');
	const sent = (from: string) => [{ status: 'sent', provider_id: meta.received(from)[0]?.id }];
	const failed = [{ status: 'failed', provider_id: null }];

	/** As if the handoff were as old as it is when the customer has to be told by whoever is left. */
	function letWait(conversationId: string): void {
		const database = new DatabaseSync(join(product.dataDir, '.n8n', 'hybrid-support.sqlite'), { timeout: 5_000 });
		database.prepare('UPDATE handoffs SET created_at = ? WHERE conversation_id = ?').run(new Date(Date.now() - TOLD_WITHIN_MS - 1_000).toISOString(), conversationId);
		database.close();
	}

	it('reaches the customer with it, once, and is noted as sent', async () => {
		const from = customerWith(LABEL);
		await ask(from);
		expect(await nextReply(from)).toMatchObject({ file: { ...LABEL, kind: 'document', caption: expect.stringMatching(/30 days/u) } });
		expect(await storyWith(from, ({ outcomes }) => outcomes === 'answered')).toMatchObject({ owner: 'bot' });
		await waitFor(() => (answersTo(from)[0]?.status === 'claimed' ? undefined : true));
		expect(answersTo(from)).toEqual(sent(from));
		expect(meta.received(from)).toHaveLength(1);
	});

	it('is not what a person\'s words are: they leave alone', async () => {
		const from = customerWith(LABEL);
		expect((await say(from, 'I want to talk to a real person please'))?.file).toBeUndefined();
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		await answerAsPerson(story!.id, 'Ada here, shall I send you a label?');
		expect(await nextReply(from, 1)).toEqual({ to: from, id: expect.any(String) as string, at: expect.any(Number) as number, text: 'Ada here, shall I send you a label?' });
	});

	it.each<[string, Label | undefined, object[], RegExp]>([
		['is of a type Meta does not take', { content: Buffer.from('GIF89a'), mimeType: 'image/gif', name: 'label.gif' }, [{ path: 'media', status: 400, code: 100 }], /following types/u],
		['is too large', { content: Buffer.alloc(5 * 1_024 ** 2 + 1), mimeType: 'image/png', name: 'label.png' }, [{ path: 'media', status: 400, code: 100 }], /File Too Large/u],
		['cannot be fetched', undefined, [], /./u],
	])('goes before a person when the file %s; the customer hears so, once, and others get their answer', async (_what, label, refusals, reason) => {
		const before = meta.refused.length;
		const [first, from, last] = [customerWith(LABEL), customerWith(label), customerWith(LABEL)];
		await ask(first, from, last);
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		await waitFor(() => (answersTo(last)[0]?.status === 'claimed' ? undefined : true));
		expect([first, from, last].map(answersTo)).toEqual([sent(first), failed, sent(last)]);
		expect(meta.refused.slice(before)).toEqual(refusals);
		expect(meta.received(from)).toEqual([]);
		expect(product.query('SELECT problem FROM outgoing WHERE conversation_id = ?', story!.id)).toEqual([{ problem: expect.stringMatching(reason) as string }]);

		letWait(story!.id);
		const told = await nextReply(from);
		expect(told?.file).toBeUndefined();
		expect(told?.text).toMatch(/person|colleague|team/iu);
		expect(await waitFor(() => product.query('SELECT 1 FROM outgoing WHERE conversation_id = ? AND purpose = \'handoffNotice\' AND status = \'sent\'', story!.id)[0])).toBeDefined();
		expect([first, from, last].map((number) => meta.received(number).length)).toEqual([1, 1, 1]);
	});
});

describe('what does not arrive', () => {
	it('because Meta does not take it goes before a person', async () => {
		const from = newNumber();
		meta.forbidden.add(from);
		await meta.call(bodyOf([written(from, 'how can I return a lamp?')]));
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		expect(product.query('SELECT status FROM outgoing WHERE conversation_id = ? AND purpose = \'answer\'', story?.id ?? '')).toEqual([{ status: 'failed' }]);
	});

	it('of several replies that leave at once is told apart from what does', async () => {
		const [first, refused, last] = [newNumber(), newNumber(), newNumber()];
		meta.forbidden.add(refused);
		await meta.call(bodyOf([first, refused, last].map((from) => written(from, 'how can I return a lamp?'))));
		await storyWith(refused, ({ owner }) => owner === 'queue');
		const fateOf = (from: string) => product.query<{ status: string; provider_id: string | null }>('SELECT status, provider_id FROM outgoing WHERE conversation_id = ? AND purpose = \'answer\'', storyOf(from)!.id)[0];
		const sent = (from: string) => ({ status: 'sent', provider_id: meta.received(from)[0]?.id });
		await waitFor(() => (fateOf(last)?.status === 'claimed' ? undefined : true));
		expect([first, refused, last].map(fateOf)).toEqual([sent(first), { status: 'failed', provider_id: null }, sent(last)]);
	});

	it('as Meta tells afterwards goes before a person', async () => {
		const from = newNumber();
		meta.unreachable.add(from);
		await meta.call(bodyOf([written(from, 'how can I return a lamp?')]));
		const story = await storyWith(from, ({ owner }) => owner === 'queue');
		expect(product.query('SELECT status, problem FROM outgoing WHERE conversation_id = ? AND purpose = \'answer\'', story?.id ?? '')).toEqual([{ status: 'failed', problem: '131026: Message undeliverable' }]);
	});
});

describe('after all this', () => {
	it('has exactly one outcome for each message', async () => {
		expect(await waitFor(() => (product.query('SELECT id FROM messages WHERE outcome IS NULL').length === 0 ? true : undefined))).toBe(true);
		expect(product.query(`
			SELECT m.id, count(e.seq) AS outcomes FROM messages m
			LEFT JOIN events e ON e.inbox = m.inbox AND e.message_id = m.id AND e.kind = 'outcome'
			GROUP BY m.inbox, m.id HAVING count(e.seq) <> 1`)).toEqual([]);
	});

	it('has broken no rule of Meta\'s', () => {
		expect(meta.refused.filter(({ path, to }) => path !== 'media' && !meta.forbidden.has(to ?? ''))).toEqual([]);
		expect(product.query('SELECT problem FROM outgoing WHERE problem LIKE \'131047%\'')).toEqual([]);
	});

	it('has logged none of the customers\' words', () => {
		expect(product.log()).not.toMatch(/return a lamp|my lamp flickers/u);
	});
});
