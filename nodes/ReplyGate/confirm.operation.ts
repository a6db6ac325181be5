import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import { describeError, type ItemResult } from '../shared/runItems';
import { upstreamItem } from '../shared/upstream';
import { WORLD } from '../shared/world';
import { DONE, HOLD } from './replyGate.outputs';

/** Closes the claim behind a send node: sent, or, when the item carries an error, failed or of unknown fate. */
export async function confirm(context: IExecuteFunctions, sent: IDataObject, index: number): Promise<ItemResult> {
	const base = upstreamItem(context, index, 'replyGate');
	const { inbox, reply } = base as { inbox: string; reply?: { id?: string } };
	if (reply?.id === undefined) {
		throw new NodeOperationError(context.getNode(), 'The Reply Gate before the send node claimed nothing', { itemIndex: index, description: 'Wire Reply Gate (Claim), output Send, to the send node, and the send node to this one.' });
	}
	const kit = await loadKit();
	// n8n's own nodes put the whole error beside the item, some of them a sentence into it as well.
	const error = context.getInputData()[index]?.error ?? sent.error;
	const result = error === undefined ? 'sent' : kit.judgeSendError(error);
	const ledger = await openLedger(context);
	const providerId = kit.findProviderId(sent);
	// Absent when it was closed before: what this item says is all that is known here then.
	const fate = await ledger.confirmReply(inbox, reply.id, result, {
		...(providerId === undefined ? {} : { providerId }),
		...(result !== 'sent' ? { problem: describeSendError(error) } : {}),
	}, WORLD.now()) ?? result;
	const add = { reply: { ...reply, status: fate } };
	if (fate === 'sent') return { output: DONE, base, add };
	return { output: HOLD, base, add: { ...add, error: { node: context.getNode().name, message: fate === 'failed' ? 'The channel did not take the reply' : 'It is unknown whether the channel took the reply' } } };
}

/** n8n's message names only the kind of refusal; the channel's own reason, such as a file that is too large, stands in the description. */
function describeSendError(error: unknown): string {
	const { message } = describeError('send node', error);
	const description = typeof error === 'object' && error !== null && 'description' in error ? error.description : undefined;
	const hasReason = typeof description === 'string' && description !== '' && description !== message;
	return (hasReason ? `${message}: ${description}` : message).slice(0, 500);
}
