import type { IDataObject } from 'n8n-workflow';
import type { PackedPacket } from '../../core/envelope';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, runNode, seedKnowledge, shownSettings, withBrokenLedger } from './fixtures';

const TYPE = 'contextPackager';

const packetOf = (item: IDataObject | undefined): PackedPacket => item?.packet as unknown as PackedPacket;

beforeAll(async () => {
	await seedKnowledge();
});

it.each(ERROR_SETTINGS)('packs whatever is there, down to nothing (%s)', async (onError) => {
	const good = envelope('Where is my order 1042?');
	const damaged = damagedEnvelope('Where is my order?');
	expect(await runNode({ type: TYPE, onError }, [good, damaged, {}])).toEqual([[
		{ ...good, packet: { target: 'markdown', data: expect.objectContaining({ schema: 'handoff-packet/1', conversationId: 'conversation-1' }), rendering: expect.stringContaining('1042') } },
		{ ...damaged, packet: expect.objectContaining({ target: 'markdown' }) },
		{ packet: expect.objectContaining({ target: 'markdown' }) },
	]]);
});

it.each(ERROR_SETTINGS)('hands the item on with an error when it cannot pack (%s)', async (onError) => {
	const item = envelope('Where is my order?');
	expect(await withBrokenLedger(() => runNode({ type: TYPE, onError }, [item]))).toEqual([[{ ...item, error: { node: 'Node', message: expect.any(String) } }]]);
});

it.each([
	['html', 'string'], ['markdown', 'string'], ['text', 'string'], ['slack', 'object'], ['copilotVariables', 'object'], ['metadata', 'object'],
])('renders for %s', async (target, kind) => {
	const [packed] = await runNode({ type: TYPE, parameters: { target } }, [envelope('Where is my order 1042?')]);
	expect(packetOf(packed?.[0])).toMatchObject({ target });
	expect(typeof packetOf(packed?.[0]).rendering).toBe(kind);
});

it('keeps within the size one sets, and says what it left out', async () => {
	const turns = Array.from({ length: 30 }, (_, index) => ({ author: 'customer', text: `${index} ${'word '.repeat(200)}`, at: '2026-03-04T10:00:00.000Z' }));
	const talkative = envelope('Where is my order?');
	const item = { ...talkative, conversation: { ...(talkative.conversation as object), turns } };
	const [packed] = await runNode({ type: TYPE, parameters: { options: { maxKilobytes: 4 } } }, [item]);
	const { data } = packetOf(packed?.[0]);
	expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(4 * 1024);
	expect(data.cut).toEqual(expect.any(String));
});

it('asks for exactly the settings it shows', async () => {
	expect(await askedSettings(TYPE, [{}])).toEqual(shownSettings(TYPE));
});
