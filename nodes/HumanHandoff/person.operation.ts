import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { DeskMove } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { Agent } from '../../core/handoff/handoff';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { FAILED, HANDED_OFF, QUEUED } from './humanHandoff.outputs';

/** What a person does outside the desk: accept, return, resolve. */
export async function move(context: IExecuteFunctions, kind: 'accept' | 'return' | 'resolve', item: IDataObject, index: number): Promise<ItemResult> {
	const ledger = await openLedger(context);
	const envelope = await recordedEnvelope(context, item, index);
	const moved = await ledger.move(envelope.inbox, envelope.conversation.id, agentOf(context, index), deskMove(context, kind, index), WORLD.now());
	return { output: moved.ok ? HANDED_OFF : FAILED, add: { handoffMove: moved } };
}

/** What a person wrote elsewhere reaches the customer. */
export async function relay(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const ledger = await openLedger(context);
	const kit = await loadKit();
	const envelope = await recordedEnvelope(context, item, index);
	const text = readText(context, item, index);
	// Also the node and the run: in a loop, or with several of these nodes, an execution relays several texts for one message.
	const run = [context.getExecutionId(), context.getNode().name, context.getWorkflowDataProxy(index).$runIndex as number, index];
	const outgoingId = kit.outgoingId(envelope.inbox, envelope.message.id, 'humanReply', JSON.stringify(run));
	const agent = agentOf(context, index);
	await ledger.move(envelope.inbox, envelope.conversation.id, agent, { kind: 'take' }, WORLD.now());
	const relayed = await ledger.humanReply(envelope.inbox, envelope.conversation.id, agent, { outgoingId, text }, WORLD.now());
	return { output: relayed.ok ? HANDED_OFF : FAILED, add: { handoffMove: relayed } };
}

/** What a person said elsewhere already: it is recorded, and the conversation is theirs. */
export async function answeredElsewhere(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const ledger = await openLedger(context);
	const kit = await loadKit();
	const { inbox, conversation, customer, message } = await recordedEnvelope(context, item, index);
	const { id, name } = agentOf(context, index);
	const text = readText(context, item, index);
	const recorded = await ledger.recordOutsideReply({
		inbox,
		conversationId: conversation.id,
		channel: message.channel,
		thread: conversation.id,
		customer: { externalId: customer.id },
		outgoingId: kit.outgoingId(inbox, message.id, 'humanReply', `elsewhere:${WORLD.hash(`${name}\n${text}`)}`),
		text,
		person: { id, name },
		now: WORLD.now(),
	});
	kit.liveHub(ledger).nudge();
	return { output: recorded.kind === 'unknownConversation' ? FAILED : HANDED_OFF, add: { handoffMove: recorded } };
}

/** Who is at the desk now. */
export async function availability(context: IExecuteFunctions, item: IDataObject): Promise<ItemResult> {
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const now = WORLD.now();
	const { envelope } = kit.readEnvelope(item, now);
	const agentsOnline = await ledger.agentsOnline(envelope.inbox, now);
	return { output: agentsOnline > 0 ? HANDED_OFF : QUEUED, add: { availability: { agentsOnline, deskActive: await ledger.deskActive(now) } } };
}

function readText(context: IExecuteFunctions, item: IDataObject, itemIndex: number): string {
	const text = item[context.getNodeParameter('textField', itemIndex) as string];
	if (typeof text === 'string' && text.trim() !== '') return text;
	throw new NodeOperationError(context.getNode(), 'There is no text of a person', { itemIndex, description: 'Set Text Field to the field that holds what the person wrote.' });
}

/** The item's own envelope, or the one it names: what comes back from a person's other tool has only the packet's metadata. */
export async function recordedEnvelope(context: IExecuteFunctions, item: IDataObject, itemIndex: number): Promise<Envelope> {
	const kit = await loadKit();
	const { envelope, recorded } = kit.readEnvelope(item, WORLD.now());
	if (recorded) return envelope;
	const { inbox, messageId } = item;
	const named = typeof inbox === 'string' && typeof messageId === 'string' ? await (await openLedger(context)).loadEnvelope(inbox, messageId) : undefined;
	if (named !== undefined) return named;
	throw new NodeOperationError(context.getNode(), 'This item belongs to no conversation', {
		itemIndex,
		description: 'Give it an item that came from Web Chat Trigger, Support Intake or Support Event Trigger, or one with "inbox" and "messageId" as Context Packager writes them for Zendesk.',
	});
}

function deskMove(context: IExecuteFunctions, kind: 'accept' | 'return' | 'resolve', index: number): DeskMove {
	if (kind === 'return') return { kind, note: context.getNodeParameter('note', index, '') as string };
	return kind === 'accept' ? { kind: 'take' } : { kind };
}

/** A person known by name only; workflows may act in every inbox. */
function agentOf(context: IExecuteFunctions, index: number): Agent {
	const name = context.getNodeParameter('agentName', index) as string;
	return { id: `workflow:${name}`, name, email: '', inboxes: ['*'], isAdmin: false };
}
