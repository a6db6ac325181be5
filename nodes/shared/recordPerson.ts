import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { OutsideResult } from '../../core/conversation/ledger';
import type { IntakeMessage } from '../../core/message/intake';
import { loadKit } from './kit';
import { openLedger } from './ledger';
import { WORLD } from './world';

export interface PersonWrote {
	readonly inbox: string;
	/** What the customer sees on their words. */
	readonly agentName: string;
	readonly message: IntakeMessage;
}

/** What leaves by Ignored beside what the ledger says of it. */
export const WRITTEN_BY_PERSON = { reason: 'writtenByPerson', note: 'One of your people wrote this. It is recorded, and the assistant is silent in this conversation.' } as const;

/** What one of our people wrote outside the desk: no customer's message, but theirs is the conversation now. */
export async function recordPerson(context: IExecuteFunctions | IWebhookFunctions, { inbox, agentName, message }: PersonWrote): Promise<OutsideResult> {
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const recorded = await ledger.recordOutsideReply({
		inbox,
		channel: message.channel,
		thread: message.thread,
		customer: message.customer,
		outgoingId: kit.outgoingId(inbox, message.providerId, 'humanReply', 'outside'),
		providerId: message.providerId,
		text: kit.sayMessage(message),
		person: { id: `workflow:${agentName}`, name: agentName },
		workflowId: context.getWorkflow().id,
		now: WORLD.now(),
	});
	kit.liveHub(ledger).nudge();
	return recorded;
}
