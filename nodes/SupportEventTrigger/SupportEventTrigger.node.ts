// In: nothing; it looks into the ledger. Out: envelopes of what fell due in this very workflow.
// The ledger hands each out once per lease, so that several n8n processes never do a thing twice.
import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { testPostgres } from '../shared/ledger';
import { properties } from './supportEventTrigger.description';
import { readParameters } from './supportEventTrigger.parameters';
import { takeDue } from './takeDue';

export class SupportEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Support Event Trigger',
		name: 'supportEventTrigger',
		icon: { light: 'file:supportEventTrigger.svg', dark: 'file:supportEventTrigger.dark.svg' },
		group: ['trigger', 'schedule'],
		version: 1,
		subtitle: '={{ { unanswered: "Unanswered for " + $parameter["deadlineSeconds"] + " s", returned: "Returned by a person", handoffOverdue: "Handoff overdue" }[$parameter["event"]] ?? "Message to send" }}',
		description: 'Starts the workflow for what falls due: a message nobody answered, a handoff nobody accepted, a person\'s reply to send',
		defaults: { name: 'Support Event Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Event'],
		credentials: [{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const parameters = readParameters(this);
		// Each in an execution of its own: one that fails or is cut off does not take the others along. A manual run shows them all.
		const isManual = this.getMode() === 'manual';
		let isLooking = false;
		const look = async (): Promise<void> => {
			if (isLooking) return;
			isLooking = true;
			try {
				const items = await takeDue(this, parameters);
				for (const together of isManual ? [items] : items.map((item) => [item])) {
					if (together.length > 0) this.emit([together]);
				}
			} catch (error) {
				this.logger.error(`${this.getNode().name}: ${error instanceof Error ? error.message : String(error)}. It looks again in ${parameters.everyMs / 1000} s.`);
			} finally {
				isLooking = false;
			}
		};
		if (isManual) return { manualTriggerFunction: look };
		const timer = setInterval(() => void look(), parameters.everyMs);
		return { closeFunction: async () => clearInterval(timer) };
	}
}
