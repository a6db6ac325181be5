import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { HandoffReceipt } from '../../core/handoff/handoff';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import { describeError, type ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { FAILED, outputOf } from './humanHandoff.outputs';

/** Puts the conversation into the queue, or says why it could not: the customer is told only what is true. */
export async function open(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const now = WORLD.now();
	const { envelope, recorded } = kit.readEnvelope(item, now);
	if (!recorded) {
		return failed({ epoch: 0, problem: 'This message was never recorded, so nobody can be asked to take it. Put Web Chat Trigger or Support Intake before this node.' });
	}
	try {
		const ledger = await openLedger(context);
		const packet = envelope.packet?.data ?? kit.buildPacket(envelope, await kit.loadKnowledge(ledger, envelope.inbox), now);
		const handoff = await ledger.openHandoff({
			inbox: envelope.inbox,
			conversationId: envelope.conversation.id,
			messageId: envelope.message.id,
			id: WORLD.newId(),
			epoch: envelope.conversation.epoch,
			packet,
			acceptWithinSeconds: (context.getNodeParameter('acceptMinutes', index) as number) * 60,
			reasons: packet.reasons.map(({ code }) => code),
			learned: kit.learnFrom(envelope),
			now,
		});
		return { output: outputOf(handoff.result), add: { handoff } };
	} catch (error) {
		const problem = describeError(context.getNode().name, error);
		context.logger.error(`${problem.node}: ${problem.message}`);
		return failed({ epoch: envelope.conversation.epoch, problem: problem.message });
	}
}

function failed({ epoch, problem }: Pick<HandoffReceipt, 'epoch' | 'problem'>): ItemResult {
	const handoff: HandoffReceipt = { result: 'failed', status: 'failed', epoch, agentsOnline: 0, problem };
	return { output: FAILED, add: { handoff } };
}
