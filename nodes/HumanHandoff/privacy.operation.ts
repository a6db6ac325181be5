import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_INBOX } from '../../core/message/message';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { FAILED, HANDED_OFF } from './humanHandoff.outputs';
import { recordedEnvelope } from './person.operation';

const DAY_MS = 86_400_000;

/** The customer goes for good; the item leaves without their words too. */
export async function eraseCustomer(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const ledger = await openLedger(context);
	const kit = await loadKit();
	const { inbox, customer } = await recordedEnvelope(context, item, index);
	const erased = await ledger.eraseCustomer(inbox, customer.id, WORLD.now());
	kit.liveHub(ledger).nudge();
	return { output: erased === undefined ? FAILED : HANDED_OFF, base: { inbox, customer: { id: customer.id } }, add: { erased: erased ?? { problem: 'This customer is not known in this inbox.' } } };
}

export async function exportCustomer(context: IExecuteFunctions, item: IDataObject, index: number): Promise<ItemResult> {
	const ledger = await openLedger(context);
	const { inbox, customer } = await recordedEnvelope(context, item, index);
	const known = await ledger.exportCustomer(inbox, customer.id);
	return { output: known === undefined ? FAILED : HANDED_OFF, add: { known: known ?? { problem: 'This customer is not known in this inbox.' } } };
}

/** Any item will do, of a schedule for instance. */
export async function applyRetention(context: IExecuteFunctions, item: IDataObject, itemIndex: number): Promise<ItemResult> {
	const days = context.getNodeParameter('keepDays', itemIndex) as number;
	if (!(days >= 1)) throw new NodeOperationError(context.getNode(), 'Conversations must be kept for a day at least', { itemIndex, description: 'Set Keep For to 1 or more.' });
	const ledger = await openLedger(context);
	const inbox = typeof item.inbox === 'string' && item.inbox !== '' ? item.inbox : DEFAULT_INBOX;
	const now = WORLD.now();
	return { output: HANDED_OFF, add: { erased: await ledger.applyRetention(inbox, new Date(Date.parse(now) - days * DAY_MS).toISOString(), now) } };
}
