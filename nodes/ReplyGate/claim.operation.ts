import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { ClaimRequest, ClaimResult, Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { ReplyReceipt } from '../../core/reply/reply';
import type { ReplySettings, Silence } from '../../core/reply';
import { loadKit } from '../shared/kit';
import { openLedger, readKnowledge } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { actForThisRun } from '../shared/testRun';
import { WORLD } from '../shared/world';
import { readLaw } from './law.parameters';
import { DONE, HOLD, SEND, SEND_AS_TEMPLATE } from './replyGate.outputs';

const SILENCE_NOTES: Readonly<Record<Silence, string>> = {
	alreadyWithPeople: 'People have this conversation already; they will answer.',
	alreadyAnswered: 'This message was answered while it was being put before a person.',
	awaitsHandoff: 'Nothing may be said before the handoff is recorded. Wire the Escalate output to Human Handoff first.',
	nothingToSay: 'There are no words for this. Put Escalation Decision before this node.',
};

/** Builds the words of the outcome and claims the right to say them, in one transaction. They leave with the channel's marks, or `inMarkdown` for a sender of ours. */
export async function claim(context: IExecuteFunctions, item: IDataObject, index: number, inMarkdown = false): Promise<ItemResult> {
	const kit = await loadKit();
	const now = WORLD.now();
	const { envelope, recorded } = kit.readEnvelope(item, now);
	if (!recorded) {
		return route({ status: 'held', held: 'unknownConversation', delivered: false, note: 'This message was never recorded. Put Web Chat Trigger or Support Intake before this node.' });
	}
	if (envelope.reply?.status === 'queued') return await claimQueued(context, envelope, index, inMarkdown);

	const ledger = await openLedger(context);
	const { intents } = await readKnowledge(context, envelope.inbox);
	const settings = { ...readSettings(context, index, envelope), intentTitles: Object.fromEntries(intents.map(({ name, title }) => [name, title])) };
	const composition = kit.composeReply(envelope, settings);
	if (composition.kind === 'nothing') {
		const note = SILENCE_NOTES[composition.why];
		const isSettled = composition.why === 'alreadyWithPeople' || composition.why === 'alreadyAnswered';
		return { output: isSettled ? DONE : HOLD, add: { reply: { status: 'held', held: 'nothingToSay', delivered: false, note } } };
	}
	const { law, template } = await readLaw(context, index);
	const filled = template && kit.fillMessageTemplate(template, { reply: composition.text, customerName: envelope.customer.name, companyName: settings.companyName });
	const say = (about: Envelope): Promise<ClaimResult> => claimInTurn(ledger, {
		...kit.claimOf(about, composition),
		authorName: settings.assistantName,
		law: { ...law, ...(filled === undefined ? {} : { asTemplate: { text: filled.says } }) },
		executionId: context.getExecutionId(),
		itemIndex: index,
		now,
	});
	const result = await actForThisRun(context, ledger, envelope, say, ({ kind }) => kind === 'claimed');
	kit.liveHub(ledger).nudge();
	const receipt = kit.receiptOf(result, composition, inMarkdown ? undefined : { channel: envelope.message.channel, template: filled?.template });
	if (receipt.held === 'unknownConversation') context.logger.error(`${context.getNode().name}: ${receipt.note}`);
	return route(receipt);
}

/** How long a reply waits for the one before it to be sent; a channel that takes longer gets it all the same. */
const TURN_MS = 15_000;
const ASK_EVERY_MS = 250;

/** Claims as soon as nothing else is on its way to this customer. */
async function claimInTurn(ledger: Ledger, request: ClaimRequest): Promise<ClaimResult> {
	for (let waitedMs = 0; waitedMs < TURN_MS; waitedMs += ASK_EVERY_MS) {
		const result = await ledger.claimReply({ ...request, inTurn: true });
		if (result.kind !== 'held' || result.reason !== 'previousOnItsWay') return result;
		await sleep(ASK_EVERY_MS);
	}
	return await ledger.claimReply(request);
}

/** What Support Event Trigger took from the queue: the words are a person's, only the claim is missing. */
async function claimQueued(context: IExecuteFunctions, envelope: Envelope, index: number, inMarkdown: boolean): Promise<ItemResult> {
	const { inbox, message, customer, conversation, reply } = envelope;
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const said = { kind: 'say', text: reply?.text ?? '', purpose: 'humanReply', mode: 'say' } as const;
	const { law, template } = await readLaw(context, index);
	const filled = template && kit.fillMessageTemplate(template, { reply: said.text, customerName: customer.name, companyName: readSettings(context, index, envelope).companyName });
	const result = await claimInTurn(ledger, {
		inbox,
		conversationId: conversation.id,
		messageId: message.id,
		purpose: said.purpose,
		outgoingId: reply?.id ?? '',
		epoch: conversation.epoch,
		author: 'human',
		text: said.text,
		mode: 'send',
		reasons: [],
		learned: {},
		law: { ...law, ...(filled === undefined ? {} : { asTemplate: { text: filled.says } }) },
		executionId: context.getExecutionId(),
		itemIndex: index,
		now: WORLD.now(),
	});
	return route(kit.receiptOf(result, said, inMarkdown ? undefined : { channel: message.channel, template: filled?.template }));
}

/** What the customer knows the assistant by. */
export function nameAssistant(context: IExecuteFunctions, index: number, assistant: Envelope['assistant']): string {
	return (context.getNodeParameter('assistantName', index) as string) || assistant?.name || 'Assistant';
}

/** Names left empty here are the trigger's. */
function readSettings(context: IExecuteFunctions, index: number, { assistant }: Envelope): ReplySettings {
	const { language = 'en', companyName, fallbackContact } = context.getNodeParameter('options', index, {}) as { language?: string; companyName?: string; fallbackContact?: string };
	const company = companyName || assistant?.companyName;
	return {
		language,
		assistantName: nameAssistant(context, index, assistant),
		...(company ? { companyName: company } : {}),
		...(fallbackContact ? { fallbackContact } : {}),
	};
}

function route(reply: ReplyReceipt): ItemResult {
	const isSettled = reply.status === 'sent' || reply.held === 'superseded';
	const output = reply.status === 'claimed' ? (reply.template === undefined ? SEND : SEND_AS_TEMPLATE) : isSettled ? DONE : HOLD;
	return { output, add: { reply } };
}
