// In: nothing; it looks into the ledger. Out: envelopes of what fell due in this very workflow.
// The ledger hands each out once per lease, so that several n8n processes never do a thing twice.
import { NodeConnectionTypes, type IDataObject, type INodeExecutionData, type INodeType, type INodeTypeDescription, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { CHANNELS } from '../../core/message/message';
import { openLedger } from '../shared/ledger';
import { WORLD } from '../shared/world';
import { properties } from './supportEventTrigger.description';
import { readParameters, type EventParameters } from './supportEventTrigger.parameters';

/** What was handed out and brought no outcome within this time is handed out again. */
const LEASE_MS = 120_000;
/** A claimed reply that no send node confirmed within this time may have been sent or not: a person is asked. */
const CLAIM_MS = 300_000;
/** At most this many at a time: after an outage the backlog goes out in portions. */
const PORTION = 50;

export class SupportEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Support Event Trigger',
		name: 'supportEventTrigger',
		icon: { light: 'file:supportEventTrigger.svg', dark: 'file:supportEventTrigger.dark.svg' },
		group: ['trigger', 'schedule'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow for what falls due: a message nobody answered, a person\'s reply to send',
		defaults: { name: 'Support Event Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Event'],
		properties,
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const parameters = readParameters(this);
		let isLooking = false;
		const look = async (): Promise<void> => {
			if (isLooking) return;
			isLooking = true;
			try {
				const items = await takeDue(this, parameters);
				if (items.length > 0) this.emit([items]);
			} catch (error) {
				this.logger.error(`${this.getNode().name}: ${error instanceof Error ? error.message : String(error)}. It looks again in ${parameters.everyMs / 1000} s.`);
			} finally {
				isLooking = false;
			}
		};
		if (this.getMode() === 'manual') return { manualTriggerFunction: look };
		const timer = setInterval(() => void look(), parameters.everyMs);
		return { closeFunction: async () => clearInterval(timer) };
	}
}

async function takeDue(context: ITriggerFunctions, { event, deadlineMs, channels }: EventParameters): Promise<INodeExecutionData[]> {
	const ledger = await openLedger(context);
	const workflowId = context.getWorkflow().id ?? '';
	const now = WORLD.now();
	const leaseUntil = later(now, LEASE_MS);
	await ledger.expireClaims(later(now, -CLAIM_MS), now);
	switch (event) {
		case 'unanswered': {
			const envelopes = await ledger.takeUnanswered(workflowId, later(now, -deadlineMs), leaseUntil, now, PORTION);
			const error = { node: context.getNode().name, message: `No answer within ${deadlineMs / 1000} seconds` };
			return envelopes.map((envelope) => ({ json: { ...envelope, event: { kind: event, at: now }, error } as unknown as IDataObject }));
		}
		case 'messageToSend': {
			const due = await ledger.takeQueued(workflowId, channels.length === 0 ? CHANNELS : channels, leaseUntil, now, PORTION);
			return due.map(({ outgoing, envelope, to }) => {
				const reply = { id: outgoing.id, text: outgoing.text, status: 'queued', delivered: false, to };
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

function assertNever(event: never): never {
	throw new Error(`Unknown event ${String(event)}`);
}
