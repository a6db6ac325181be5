/** The editor's manual runs, in which a builder sends the same pinned message again and again. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import { isTestRun } from './ledger';
import { WORLD } from './world';

/**
 * Does `act` for an envelope. Where a manual run gets nothing new that way, because the message is pinned and an earlier run
 * has dealt with it, or because it comes from elsewhere, the message is recorded afresh in the test ledger, once a run, and
 * `act` is done for that recording. In real runs `act` is done once.
 */
export async function actForThisRun<Result>(
	context: IExecuteFunctions, ledger: Ledger, envelope: Envelope, act: (envelope: Envelope) => Promise<Result>, isNew: (result: Result) => boolean,
): Promise<Result> {
	const result = await act(envelope);
	if (!isTestRun(context) || isNew(result)) return result;
	const recording = await recordForThisRun(context, ledger, envelope);
	return recording === undefined ? result : await act(recording);
}

/** The same message as one of this run's own: what nodes found out about it stays, ids and owner are new. */
async function recordForThisRun(context: IExecuteFunctions, ledger: Ledger, envelope: Envelope): Promise<Envelope | undefined> {
	const { inbox, message, customer } = envelope;
	const own = `${context.getExecutionId()}:${message.id}`;
	const recorded = await ledger.recordInbound({
		...message,
		inbox,
		providerId: own,
		id: WORLD.newId(),
		thread: own,
		receivedAt: WORLD.now(),
		customer: { ...customer, externalId: own },
		workflowId: context.getWorkflow().id,
	});
	const now = recorded.kind === 'recorded' ? recorded.envelope : await ledger.loadEnvelope(inbox, recorded.messageId);
	if (now === undefined) return undefined;
	const { id, owner, epoch, status } = now.conversation;
	return { ...envelope, message: now.message, customer: { ...envelope.customer, id: now.customer.id }, conversation: { ...envelope.conversation, id, owner, epoch, status } };
}
