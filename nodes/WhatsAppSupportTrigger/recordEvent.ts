import type { IWebhookFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { WhatsAppEvent } from '../../core/message';
import type { RecordedFiles } from '../shared/files';
import { loadKit } from '../shared/kit';
import { recordPerson, WRITTEN_BY_PERSON } from '../shared/recordPerson';
import { WORLD } from '../shared/world';
import { IGNORED, outputOf } from './whatsAppSupportTrigger.outputs';
import type { WhatsAppParameters } from './whatsAppSupportTrigger.parameters';

/** What starts the workflow, and by which output. */
export interface Emitted {
	readonly output: number;
	readonly json: Readonly<Record<string, unknown>>;
	/** The message behind it; absent for what is none. */
	readonly recorded?: RecordedFiles;
}

/** Puts one event into the ledger. Undefined for what starts nothing: a repetition, or a status nobody asked for. */
export async function recordEvent(context: IWebhookFunctions, ledger: Ledger, event: WhatsAppEvent, parameters: WhatsAppParameters): Promise<Emitted | undefined> {
	if (event.failedSend !== undefined) {
		await ledger.reportUndelivered(parameters.inbox, 'whatsApp', event.failedSend.providerId, event.failedSend.problem, WORLD.now());
	}
	switch (event.kind) {
		case 'ignored':
			if (event.reason === 'deliveryStatus' && !parameters.deliveryStatuses) return undefined;
			return ignored(parameters, event.reason, event.note, event.failedSend === undefined ? {} : { failedSend: event.failedSend });
		case 'person':
			return await recordEcho(context, event, parameters);
		case 'message':
			return await recordMessage(context, ledger, event, parameters);
		default:
			return event satisfies never;
	}
}

/** What somebody said, a customer or a colleague. */
type Said = Extract<WhatsAppEvent, { readonly message: unknown }>;

async function recordMessage(context: IWebhookFunctions, ledger: Ledger, { message }: Said, { inbox }: WhatsAppParameters): Promise<Emitted | undefined> {
	const kit = await loadKit();
	const { customer, ...said } = kit.inboundOf(message, WORLD.newId());
	// Meta signed it: the sender has this number.
	const proven = customer.phone === undefined ? {} : { provenPhone: customer.phone };
	const recorded = await ledger.recordInbound({ ...said, customer: { ...customer, ...proven }, inbox, id: WORLD.newId(), receivedAt: WORLD.now(), workflowId: context.getWorkflow().id });
	if (recorded.kind === 'repeated') return undefined;
	const note = recorded.ignored === undefined ? {} : { ignored: { reason: recorded.ignored, note: 'The customer wants no more messages. What they wrote is in the conversation.' } };
	return { output: outputOf(recorded), json: { ...recorded.envelope, ...note }, recorded: { ...recorded.envelope, own: said.attachments } };
}

/** A colleague answered on the phone that shares the number: it was said, and the conversation is theirs. */
async function recordEcho(context: IWebhookFunctions, { message }: Said, parameters: WhatsAppParameters): Promise<Emitted> {
	const kit = await loadKit();
	const { inbox, agentName } = parameters;
	const handoffMove = await recordPerson(context, { inbox, agentName, message: kit.inboundOf(message, WORLD.newId()) });
	return ignored(parameters, WRITTEN_BY_PERSON.reason, WRITTEN_BY_PERSON.note, { handoffMove });
}

function ignored({ inbox }: WhatsAppParameters, reason: string, note: string, more: Readonly<Record<string, unknown>>): Emitted {
	return { output: IGNORED, json: { inbox, ignored: { reason, note }, ...more } };
}
