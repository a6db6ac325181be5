import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { startTranscriptionService, type TranscriptionService } from '../engines/openai/transcriber';
import { runNodes, WORKFLOW_ID } from './engine';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, jsonOf, openRealLedger, runNode, seedKnowledge, shownSettings, UNREACHABLE_MODEL, webhookItem, withBrokenLedger } from './fixtures';

const TYPE = 'triage';
const OWN_TOPICS = { intentSource: 'settings', intents: { intent: [
	{ name: 'openingHours', examples: 'when are you open\nopening hours\nare you open on Sunday\nuntil when are you open', humanOnly: false },
	{ name: 'parking', examples: 'where can I park\nis there parking\nparking space for my car', humanOnly: false },
] } };

beforeAll(async () => {
	await seedKnowledge();
	await seedKnowledge('other');
});

it.each(ERROR_SETTINGS)('understands the good, takes the odd, and says which failed (%s)', async (onError) => {
	const good = envelope('Where is my order 1042?');
	const [triaged] = await runNode({ type: TYPE, onError }, [good, {}, damagedEnvelope('Where is my order?')]);
	expect(triaged).toEqual([
		{ ...good, triage: expect.objectContaining({ intent: 'orderStatus', engine: { name: 'local' } }) },
		{ triage: expect.objectContaining({ urgency: expect.any(Number), engine: { name: 'local' } }) },
		{ ...damagedEnvelope('Where is my order?'), error: { node: 'Node', message: expect.any(String) } },
	]);
});

it('knows only the topics of the message\'s own inbox', async () => {
	const [triaged] = await runNode({ type: TYPE }, [envelope('Where is my order 1042?', { inbox: 'empty' })]);
	expect(triaged?.[0]?.triage).not.toHaveProperty('intent');
	expect(triaged?.[0]?.triage).not.toHaveProperty('confidence');
});

it('works alone with topics from its settings', async () => {
	const [triaged] = await runNode({ type: TYPE, parameters: OWN_TOPICS }, [webhookItem('Until when are you open?')]);
	expect(triaged?.[0]?.triage).toMatchObject({ intent: 'openingHours' });
});

it('needs no ledger with topics from its settings', async () => {
	const [triaged] = await withBrokenLedger(() => runNode({ type: TYPE, parameters: OWN_TOPICS }, [webhookItem('Until when are you open?')]));
	expect(triaged?.[0]).not.toHaveProperty('error');
});

it('hands the item on with an error when the ledger cannot be opened', async () => {
	const item = envelope('Where is my order?');
	const [triaged] = await withBrokenLedger(() => runNode({ type: TYPE }, [item]));
	expect(triaged).toEqual([{ ...item, error: { node: 'Node', message: expect.any(String) } }]);
});

it('finds order numbers by the company\'s own pattern', async () => {
	const parameters = { options: { orderNumberPattern: 'LO-\\d{3}' } };
	const [triaged] = await runNode({ type: TYPE, parameters }, [envelope('Where is LO-123?')]);
	expect((triaged?.[0]?.triage as IDataObject).entities).toEqual([expect.objectContaining({ kind: 'orderNumber', value: 'LO-123' })]);
});

it('finds invoice numbers, products and days by the company\'s own settings', async () => {
	const parameters = { options: { invoiceNumberPattern: 'INV-\\d{3}', products: 'Aurora Lamp\n\nNorthlight', timeZone: 'Pacific/Kiritimati' } };
	const [triaged] = await runNode({ type: TYPE, parameters }, [envelope('INV-204 for my aurora lamp must come tomorrow')]);
	const expected = new Date(Date.now() + (14 + 24) * 3_600_000).toISOString().slice(0, 10);
	expect((triaged?.[0]?.triage as IDataObject).entities).toEqual([
		expect.objectContaining({ kind: 'invoiceNumber', value: 'INV-204' }),
		expect.objectContaining({ kind: 'product', value: 'Aurora Lamp' }),
		expect.objectContaining({ kind: 'date', value: 'tomorrow', day: expected }),
	]);
});

it.each([[{ invoiceNumberPattern: '([' }, 'invoice number pattern'], [{ timeZone: 'Mars/Base' }, 'time zone']])('stops the run for %j', async (options, named) => {
	const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { options } }], [envelope('hi')]);
	expect(run.error).toMatchObject({ message: expect.stringContaining(named), description: expect.stringContaining('Options') });
});

it('stops the run for a pattern that is none, and says where to correct it', async () => {
	const run = await runNodes([{ name: 'Node', type: TYPE, parameters: { options: { orderNumberPattern: '([' } } }], [envelope('hi')]);
	expect(run.error).toMatchObject({ message: expect.stringContaining('pattern'), description: expect.stringContaining('Options') });
	expect(run.outputs('Node')).toBeUndefined();
});

it('lets the built-in result stand when the model cannot be reached, and says so', async () => {
	const node = { name: 'Node', type: TYPE, parameters: { engine: 'model' }, credentials: ['hybridSupportModelApi'] };
	const run = await runNodes([node], [envelope('Where is my order 1042?')], { credential: UNREACHABLE_MODEL });
	expect(run.error).toBeUndefined();
	expect(jsonOf(run, 'Node')[0]?.[0]?.triage).toMatchObject({ intent: 'orderStatus', engine: { name: 'local', fellBack: expect.any(String) } });
});

it('asks for exactly the settings it shows', async () => {
	const asked = await askedSettings(TYPE, [{}, { parameters: OWN_TOPICS }, { parameters: { engine: 'model' }, credentials: ['hybridSupportModelApi'] }]);
	expect(asked).toEqual(shownSettings(TYPE));
});

describe('a voice note', () => {
	let service: TranscriptionService;
	beforeAll(async () => { service = await startTranscriptionService(); });
	afterAll(() => service.close());
	beforeEach(() => { service.answer = {}; service.listened.length = 0; });

	const WITH_MODEL = { name: 'Node', type: TYPE, parameters: { engine: 'model' } as IDataObject, credentials: ['hybridSupportModelApi'] };
	const run = async (item: IDataObject, parameters: IDataObject = {}) => {
		const node = { ...WITH_MODEL, parameters: { ...WITH_MODEL.parameters, ...parameters } };
		return jsonOf(await runNodes([node], [item], { credential: { baseUrl: service.url, apiKey: 'k' } }), 'Node')[0]![0]! as unknown as Envelope;
	};
	/** As WhatsApp Support Trigger leaves it. */
	async function voiceNote(binary?: string): Promise<IDataObject> {
		const id = randomUUID();
		const ledger = await openRealLedger();
		await ledger.recordInbound({ inbox: 'main', channel: 'whatsApp', providerId: id, id, thread: id, text: '', attachments: [{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice' }], receivedAt: new Date().toISOString(), customer: { externalId: id }, workflowId: WORKFLOW_ID });
		await ledger.keepFiles('main', id, [{ place: 0, content: Buffer.from('sound') }], new Date().toISOString());
		const recorded = (await ledger.loadEnvelope('main', id))!;
		return { ...recorded, message: { ...recorded.message, attachments: recorded.message.attachments.map((attachment) => ({ ...attachment, ...(binary === undefined ? {} : { binary }) })) } } as unknown as IDataObject;
	}

	it('is turned into words, which are understood and stand in the conversation', async () => {
		service.answer = { body: '{"text":"Where is my order 1042?"}' };
		const { message, conversation, triage } = await run(await voiceNote('attachment_0'));
		expect(message).toMatchObject({ text: 'Where is my order 1042?', attachments: [{ transcript: 'Where is my order 1042?', binary: 'attachment_0' }] });
		expect(conversation.turns.at(-1)?.text).toBe('[Voice note: voice] (transcribed) “Where is my order 1042?”');
		expect(triage).toMatchObject({ intent: 'orderStatus', entities: [{ kind: 'orderNumber', value: '1042' }] });
		expect(triage).not.toHaveProperty('unheard');
	});

	it('keeps to itself what travels in the item for another file, whatever place that has', async () => {
		service.answer = { body: '{"text":"Where is my order 1042?"}' };
		const item = await voiceNote() as unknown as Envelope;
		const picture = { name: 'second.png', mimeType: 'image/png', fileId: 'elsewhere:0', binary: 'attachment_0' };
		const { message } = await run({ ...item, message: { ...item.message, attachments: [picture, ...item.message.attachments] } } as unknown as IDataObject);
		expect(message.attachments).toMatchObject([{ kind: 'voice' }]);
		expect(message.attachments[0]).not.toHaveProperty('binary');
	});

	it('is paid for once, also when the run is repeated with what the item said before', async () => {
		service.answer = { body: '{"text":"Where is my order 1042?"}' };
		const item = await voiceNote();
		const transcriptions = () => service.listened.filter(({ path }) => path.endsWith('/audio/transcriptions')).length;
		for (let turn = 0; turn < 2; turn++) expect((await run(item)).message.text).toBe('Where is my order 1042?');
		expect(transcriptions()).toBe(1);
	});

	it('that no service understands goes on as it is, and says why', async () => {
		service.answer = { status: 500 };
		const item = await voiceNote();
		const { message, triage } = await run(item);
		expect(message).toMatchObject({ text: '', attachments: [{ kind: 'voice' }] });
		expect(message.attachments[0]).not.toHaveProperty('transcript');
		expect(triage).toMatchObject({ unheard: expect.stringMatching(/status 500/u) as string });
	});

	it('is sent nowhere without a model, and where none is named for it', async () => {
		const [[plain]] = await runNode({ type: TYPE }, [await voiceNote()]) as unknown as [[Envelope]];
		expect(plain.message.text).toBe('');
		expect(plain.triage).not.toHaveProperty('unheard');
		await run(await voiceNote(), { transcriptionModel: ' ' });
		expect(service.listened.filter(({ path }) => path.endsWith('/audio/transcriptions'))).toEqual([]);
	});
});
