import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import type { HandoffReceipt } from '../../core/handoff/handoff';
import { loadKit } from '../shared/kit';
import { openLedger, readKnowledge } from '../shared/ledger';
import { describeError, type ItemResult } from '../shared/runItems';
import { actForThisRun } from '../shared/testRun';
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
		const packet = envelope.packet?.data ?? kit.buildPacket(envelope, await readKnowledge(context, envelope.inbox), now);
		const request = ({ inbox, conversation, message }: Envelope): Promise<HandoffReceipt> => ledger.openHandoff({
			inbox,
			conversationId: conversation.id,
			messageId: message.id,
			id: WORLD.newId(),
			epoch: conversation.epoch,
			packet,
			acceptWithinSeconds: (context.getNodeParameter('acceptMinutes', index) as number) * 60,
			reasons: packet.reasons.map(({ code }) => code),
			learned: kit.learnFrom(envelope),
			...(envelope.event?.kind === 'unanswered' ? { onlyUnanswered: true } : {}),
			now,
		});
		const handoff = await actForThisRun(context, ledger, envelope, request, ({ result, alreadyOpen }) => result !== 'failed' && alreadyOpen !== true);
		if (handoff.result === 'failed' && handoff.alreadyAnswered !== true) context.logger.error(`${context.getNode().name}: ${handoff.problem}`);
		return { output: outputOf(handoff.result), add: { handoff } };
	} catch (error) {
		const problem = describeError(context.getNode().name, error);
		context.logger.error(`${problem.node}: ${problem.message}`);
		const { output, add } = failed({ epoch: envelope.conversation.epoch, problem: problem.message });
		return { output, add: { ...add, error: problem } };
	}
}

function failed({ epoch, problem }: Pick<HandoffReceipt, 'epoch' | 'problem'>): ItemResult {
	const handoff: HandoffReceipt = { result: 'failed', status: 'failed', epoch, agentsOnline: 0, problem };
	return { output: FAILED, add: { handoff } };
}
