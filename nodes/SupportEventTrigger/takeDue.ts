/** Takes from the ledger what falls due now, for this workflow alone. */
import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import { TOLD_WITHIN_MS } from '../../core/handoff/handoff';
import { HOLDER_LOST_MS } from '../../core/handoff/ownership';
import { CHANNELS } from '../../core/message/message';
import { assertNever } from '../shared/assertNever';
import { openLedger } from '../shared/ledger';
import { WORLD } from '../shared/world';
import type { EventParameters } from './supportEventTrigger.parameters';

/** What was handed out and brought no outcome within this time is handed out again: longer than a slow model takes. */
const LEASE_MS = 60_000;
/** A claimed reply that no send node confirmed within this time may have been sent or not: a person is asked. */
const CLAIM_MS = 300_000;
/** At most this many at a time: after an outage the backlog goes out in portions. */
const PORTION = 50;

/** What is due is leased: another process, or the next look, does not take it too. */
export async function takeDue(context: ITriggerFunctions, { event, deadlineMs, channels }: EventParameters): Promise<INodeExecutionData[]> {
	const ledger = await openLedger(context);
	const workflowId = context.getWorkflow().id ?? '';
	const now = WORLD.now();
	const leaseUntil = later(now, LEASE_MS);
	await ledger.expireClaims(later(now, -CLAIM_MS), now);
	await ledger.expireHolders(later(now, -HOLDER_LOST_MS), now);
	switch (event) {
		case 'unanswered': {
			const envelopes = await ledger.takeUnanswered(workflowId, later(now, -deadlineMs), leaseUntil, now, PORTION);
			const error = { node: context.getNode().name, message: `No answer within ${deadlineMs / 1000} seconds` };
			return envelopes.map((envelope) => ({ json: { ...envelope, event: { kind: event, at: now }, error } as unknown as IDataObject }));
		}
		case 'returned': {
			const envelopes = await ledger.takeReturned(workflowId, leaseUntil, now, PORTION);
			return envelopes.map((envelope) => ({ json: { ...envelope, event: { kind: event, at: now } } as unknown as IDataObject }));
		}
		case 'handoffOverdue': {
			const handoffs = await ledger.takeHandoffsDue(workflowId, later(now, -TOLD_WITHIN_MS), leaseUntil, now, PORTION);
			return handoffs.map(({ due, envelope, handoff }) => ({ json: { ...envelope, event: { kind: due === 'overdue' ? event : 'handoffUntold', at: now }, handoff } as unknown as IDataObject }));
		}
		case 'messageToSend': {
			const due = await ledger.takeQueued(workflowId, channels.length === 0 ? CHANNELS : channels, leaseUntil, now, PORTION);
			return due.map(({ outgoing, envelope, to }) => {
				const reply = { id: outgoing.id, text: outgoing.text, status: 'queued', author: outgoing.author, delivered: false, to };
				return { json: { ...envelope, event: { kind: event, at: now }, reply } as unknown as IDataObject };
			});
		}
		default:
			return assertNever(event);
	}
}

function later(iso: string, ms: number): string {
	return new Date(Date.parse(iso) + ms).toISOString();
}
