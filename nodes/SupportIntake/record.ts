import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { IntakeResult } from '../../core/message/intake';
import { keepFiles } from '../shared/files';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import { recordPerson, WRITTEN_BY_PERSON } from '../shared/recordPerson';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { findFiles } from './filesOf';
import { HUMAN_OWNS, IGNORED, MESSAGE } from './supportIntake.outputs';

interface Told {
	readonly inbox: string;
	/** Who a person is called who wrote in the channel itself. */
	readonly agentName: string;
	/** True when the builder says that one of our people wrote it. */
	readonly byPerson: boolean;
	readonly item: IDataObject;
	/** The item's place in the input. */
	readonly index: number;
	readonly event: IntakeResult;
}

/** Puts what was read into the ledger, once, and says where it leaves. */
export async function record(context: IExecuteFunctions, told: Told): Promise<ItemResult> {
	const kit = await loadKit();
	const { inbox, agentName, item } = told;
	const event = told.event.kind === 'mail' ? await kit.readMailEvent(told.event, { byPerson: told.byPerson }) : told.event;
	if (event.kind === 'ignored') return { output: IGNORED, add: { ignored: { reason: event.reason, note: event.note } } };
	if (event.kind === 'person') {
		if (event.isNameless) return { output: IGNORED, add: { ignored: { reason: 'noCustomer', note: 'The item does not say to whom this was written. Give it "conversation", "customerId" or "email".' } } };
		return { output: IGNORED, add: { ignored: WRITTEN_BY_PERSON, handoffMove: await recordPerson(context, { inbox, agentName, message: event.message }) } };
	}
	const ledger = await openLedger(context);
	const recorded = await ledger.recordInbound({ ...event.message, inbox, id: WORLD.newId(), receivedAt: WORLD.now(), workflowId: context.getWorkflow().id });
	if (recorded.kind === 'repeated') {
		return { output: IGNORED, add: { ignored: { reason: 'repeated', note: 'This message was delivered before; the first delivery is being handled.' } } };
	}
	const sent = event.message.attachments;
	const { earlier, own } = await keepFiles(context, ledger, { ...recorded.envelope, own: sent }, await findFiles(context, told.index, sent));
	if (recorded.ignored !== undefined) {
		return { output: IGNORED, add: { ignored: { reason: recorded.ignored, note: 'The customer wants no more messages. What they wrote is in the conversation.' } } };
	}
	return { output: recorded.owner === 'bot' ? MESSAGE : HUMAN_OWNS, base: kit.dropForged(item), add: { ...recorded.envelope, message: { ...recorded.envelope.message, attachments: [...earlier, ...own] } } };
}
