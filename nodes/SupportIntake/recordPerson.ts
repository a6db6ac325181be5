import type { IExecuteFunctions } from 'n8n-workflow';
import type { IntakeMessage } from '../../core/message/intake';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { IGNORED } from './supportIntake.outputs';

interface PersonWrote {
	readonly inbox: string;
	readonly agentName: string;
	readonly message: IntakeMessage;
	/** True when the item names neither thread nor customer. */
	readonly isNameless: boolean;
}

/** What one of our people wrote outside the desk: no customer's message, but theirs is the conversation now. */
export async function recordPerson(context: IExecuteFunctions, { inbox, agentName, message, isNameless }: PersonWrote): Promise<ItemResult> {
	if (isNameless) {
		return ignore('noCustomer', 'The item does not say to whom this was written. Give it "conversation", "customerId" or "email".');
	}
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const recorded = await ledger.recordOutsideReply({
		inbox,
		channel: message.channel,
		thread: message.thread,
		customer: message.customer,
		outgoingId: kit.outgoingId(inbox, message.providerId, 'humanReply', 'outside'),
		providerId: message.providerId,
		text: message.text,
		person: { id: `workflow:${agentName}`, name: agentName },
		workflowId: context.getWorkflow().id,
		now: WORLD.now(),
	});
	kit.liveHub(ledger).nudge();
	return ignore('writtenByPerson', 'One of your people wrote this. It is recorded, and the assistant is silent in this conversation.', { handoffMove: recorded });
}

function ignore(reason: string, note: string, add: Readonly<Record<string, unknown>> = {}): ItemResult {
	return { output: IGNORED, add: { ignored: { reason, note }, ...add } };
}
