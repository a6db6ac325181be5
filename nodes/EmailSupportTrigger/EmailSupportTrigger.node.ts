// In: the mails of a mailbox. Out: the envelope, by owner; mails nobody may answer by Ignored.
// channels/mail watches and reads; a mail is in the ledger before it is marked as read.
import { NodeConnectionTypes, NodeOperationError, type INodeExecutionData, type INodeType, type INodeTypeDescription, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { waitForMore } from '../shared/burst';
import { loadKit } from '../shared/kit';
import { openLedger, testPostgres } from '../shared/ledger';
import { readSupportAddress, testEmail } from '../shared/mailCredential';
import { WORLD } from '../shared/world';
import { properties } from './emailSupportTrigger.description';
import { IGNORED, MESSAGE, OUTPUT_NAMES } from './emailSupportTrigger.outputs';
import { readParameters } from './emailSupportTrigger.parameters';
import { recordMail, recordWithheld } from './recordMail';

export class EmailSupportTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Email Support Trigger',
		name: 'emailSupportTrigger',
		icon: { light: 'file:emailSupportTrigger.svg', dark: 'file:emailSupportTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["folders"] }}',
		description: 'Watches the mailbox of a support address and starts the workflow for every mail a customer writes',
		defaults: { name: 'Email Support Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [
			{ name: 'hybridSupportEmailApi', required: true, testedBy: 'testEmail' },
			{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } },
		],
		triggerPanel: {
			header: 'Try it with the newest mail',
			executionsHelp: '<b>To try it</b>: click "Execute step". The newest mail of the first folder is taken, into the test ledger; nothing is marked as read.<br /><br /><b>To go live</b>: publish the workflow.',
		},
		activationMessage: 'The mailbox is being watched.',
		properties,
	};

	methods = { credentialTest: { testEmail, testPostgres } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const kit = await loadKit();
		const parameters = readParameters(this);
		const { inbox, folders, start, everyMs, markRead, waitSeconds } = parameters;
		const onProblem = (sentence: string): void => this.logger.error(`${this.getNode().name}: ${sentence}`);
		const { address, reading } = await readSupportAddress(this);
		if (this.getMode() === 'manual') {
			return {
				manualTriggerFunction: async () => {
					const newest = await kit.readNewest(reading, folders[0]!);
					if (newest === undefined) throw new NodeOperationError(this.getNode(), `There is no mail in "${folders[0]}"`, { description: `Send one to ${address} and try again.` });
					const { items } = await recordMail(this, newest.raw, parameters, { address });
					if (items !== undefined) this.emit(items);
				},
			};
		}
		// A mailbox is named by whom one signs in as: two triggers on it go on from the same place.
		const mailbox = `${reading.user}@${reading.host}`;
		const watch = kit.watchMailbox({
			account: reading, folders, start, everyMs,
			readCursor: async (folder) => (await openLedger(this)).readMailCursor(inbox, mailbox, folder),
			saveCursor: async (folder, cursor) => (await openLedger(this)).saveMailCursor(inbox, mailbox, folder, cursor),
			take: async ({ raw }) => {
				const { items, isRecorded } = await recordMail(this, raw, parameters, { address });
				if (items !== undefined && waitSeconds > 0) void emitAfterWait(this, items, waitSeconds).catch((error: unknown) => onProblem(String(error)));
				else if (items !== undefined) this.emit(items);
				return { markRead: markRead && isRecorded };
			},
			takeWithheld: async (mail) => {
				const { items } = await recordWithheld(this, mail, parameters, { address, mailbox });
				if (items !== undefined) this.emit(items);
			},
			onProblem,
			now: WORLD.now,
		});
		return { closeFunction: async () => watch.stop() };
	}
}

/** The mailbox is watched on meanwhile. The mail is recorded: when the wait is cut off, it is found as unanswered. */
async function emitAfterWait(context: ITriggerFunctions, items: INodeExecutionData[][], seconds: number): Promise<void> {
	context.emit(await waitForMore(context, items, { from: MESSAGE, merged: IGNORED, seconds }));
}
