/** What a person needs to know where a reply did not reach the customer, or may not have. */
import type { Envelope } from '../envelope';
import { buildPacket } from './buildPacket';
import type { HandoffPacket } from './packet';

const SENTENCES = {
	failed: 'A reply could not be sent.',
	unknown: 'It is not known whether a reply reached the customer.',
} as const;

/** The packet of a conversation whose reply `failed`, or is of `unknown` fate. The reply itself is a note in the conversation. */
export function packUndelivered(envelope: Envelope, fate: 'failed' | 'unknown', now: string): HandoffPacket {
	return {
		...buildPacket(envelope, undefined, now),
		reasons: [{ code: 'toolFailure', grade: 'escalate', sentence: SENTENCES[fate] }],
		suggestedNextStep: fate === 'failed' ? 'Answer the customer, on another way if this one stays shut.' : 'Look on the channel whether the reply arrived; send it again only if it did not.',
		priority: 'high',
	};
}
