/** Which details has the customer given already, and which are still to be asked for? */
import type { Envelope } from '../envelope';
import type { DataNeed } from './knowledge';

/** Longest value taken over as a detail, characters. */
const MAX_DETAIL_CHARS = 200;

/**
 * The customer's own value of a detail; this message beats an earlier one, so that a correction counts.
 * The e-mail or phone of the customer's record counts as given. Absent when never given.
 */
export function findDetail(envelope: Pick<Envelope, 'conversation' | 'customer' | 'triage'>, name: string): string | undefined {
	const said = envelope.triage?.entities.findLast((entity) => entity.kind === name)?.value;
	const { collected } = envelope.conversation;
	const earlier = Object.hasOwn(collected, name) ? collected[name] : undefined;
	const value = (said ?? earlier ?? findOnRecord(envelope.customer, name))?.trim().slice(0, MAX_DETAIL_CHARS);
	return value === '' ? undefined : value;
}

function findOnRecord(customer: Envelope['customer'], name: string): string | undefined {
	if (name === 'email') return customer.email;
	if (name === 'phone') return customer.phone;
	return undefined;
}

/** What a lookup has and lacks. */
export interface DetailState {
	/** Details and proofs as given, by name. */
	readonly known: Readonly<Record<string, string>>;
	/** Details still needed, in the order they are asked for. */
	readonly missing: readonly string[];
	/** True when proof is needed and none was given. */
	readonly lacksProof: boolean;
}

/** Sorts what an intent needs into known and missing. */
export function readDetailState(envelope: Pick<Envelope, 'conversation' | 'customer' | 'triage'>, needs: DataNeed): DetailState {
	const names = [...new Set([...needs.details, ...needs.verifyBy])];
	const known = Object.fromEntries(
		names.flatMap((name) => {
			const value = findDetail(envelope, name);
			return value === undefined ? [] : [[name, value]];
		}),
	);
	return {
		known,
		missing: needs.details.filter((name) => !Object.hasOwn(known, name)),
		lacksProof: needs.verifyBy.length > 0 && !needs.verifyBy.some((name) => Object.hasOwn(known, name)),
	};
}
