/** Does the looked-up record belong to the customer who asks? */
import { createHash } from 'node:crypto';
import type { DataNeed } from './knowledge';

/** Failed proofs a record bears within {@link PROOF_WINDOW_MS}; a customer mistypes a few times, a postcode takes many more to guess. */
export const MAX_FAILED_PROOFS = 10;
/** A day, in milliseconds. */
export const PROOF_WINDOW_MS = 24 * 60 * 60 * 1000;

/** A looked-up record: whatever a builder's database, sheet or API returned. */
export type LookedUp = Readonly<Record<string, unknown>>;

/**
 * The record's own plain value of a field as text; absent when it is missing, empty, or anything but text, number or yes/no.
 * Inherited names (`constructor`) are never values.
 */
export function readField(record: LookedUp, name: string): string | number | boolean | undefined {
	const value = Object.hasOwn(record, name) ? record[name] : undefined;
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	return typeof value === 'boolean' ? value : undefined;
}

/**
 * Whether the record is the one asked for: a detail that the record carries under the same name must agree.
 * Guards against a look-up that returned some other row. `#1042`, `1042` and `ORD-1042` agree.
 */
export function isRecordAskedFor(record: LookedUp, details: readonly string[], known: Readonly<Record<string, string>>): boolean {
	return details.every((name) => {
		const held = comparable(name, readField(record, name));
		const given = comparable(name, known[name]);
		return held === '' || given === '' || held.endsWith(given) || given.endsWith(held);
	});
}

/**
 * Whether one of the proofs the customer gave is the record's. E-mail without case, the rest without case, spaces and marks;
 * a phone number also without its country code. A record without the field proves nothing.
 */
export function isProvenBy(record: LookedUp, verifyBy: readonly string[], known: Readonly<Record<string, string>>): boolean {
	return verifyBy.some((name) => {
		const held = comparable(name, readField(record, name));
		const given = Object.hasOwn(known, name) ? comparable(name, known[name]) : '';
		if (held === '' || given === '') return false;
		return name === 'phone' ? isSamePhone(held, given) : held === given;
	});
}

/**
 * A name for the record that tells nothing of it, the same in every conversation: what it is asked for by and proven with, hashed.
 * What the record does not carry counts as the customer gave it.
 */
export function nameRecord(record: LookedUp, { details, verifyBy }: DataNeed, known: Readonly<Record<string, string>>): string {
	const asked = details.map((detail) => comparable(detail, readField(record, detail) ?? known[detail]));
	const proofs = verifyBy.map((proof) => comparable(proof, readField(record, proof)));
	return createHash('sha256').update(JSON.stringify([asked, proofs])).digest('hex');
}

function comparable(name: string, value: string | number | boolean | undefined): string {
	const text = value === undefined ? '' : String(value).normalize('NFKC').trim().toLowerCase();
	if (name === 'email') return text;
	return name === 'phone' ? text.replace(/\D/gu, '') : text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The last nine digits name a subscriber in every numbering plan that customers write in two ways. */
function isSamePhone(held: string, given: string): boolean {
	return held === given || (held.length >= 9 && given.length >= 9 && held.slice(-9) === given.slice(-9));
}
