/** What a person needs to know where a reply did not reach the customer, or may not have. */
import type { Envelope } from '../envelope';
import type { LawRefusal } from '../reply/channelLaw';
import { buildPacket } from './buildPacket';
import type { HandoffPacket } from './packet';

/** `failed` at the channel, of `unknown` fate, or not let through by the channel's law. */
export type Undelivered = 'failed' | 'unknown' | LawRefusal;

const SENTENCES: Readonly<Record<Undelivered, string>> = {
	failed: 'A reply could not be sent.',
	unknown: 'It is not known whether a reply reached the customer.',
	outsideWindow: 'The customer wrote too long ago: the channel lets nobody write freely any more.',
	rateLimited: 'The assistant said so much within minutes that a machine may be answering it.',
	optedOut: 'The customer wants no more messages.',
};

const NEXT_STEPS: Readonly<Record<Undelivered, string>> = {
	failed: 'Answer the customer, on another way if this one stays shut.',
	unknown: 'Look on the channel whether the reply arrived; send it again only if it did not.',
	outsideWindow: 'Send one of your approved templates, or reach the customer on another way.',
	rateLimited: 'Look whether a machine writes back, then answer by hand.',
	optedOut: 'Write on another way only if the customer agreed to it.',
};

/** The packet of a conversation whose reply did not arrive, or may not have. The reply itself is a note in the conversation. */
export function packUndelivered(envelope: Envelope, fate: Undelivered, now: string): HandoffPacket {
	return {
		...buildPacket(envelope, undefined, now),
		reasons: [{ code: 'toolFailure', grade: 'escalate', sentence: SENTENCES[fate] }],
		suggestedNextStep: NEXT_STEPS[fate],
		priority: 'high',
	};
}
