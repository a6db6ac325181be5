/** What does the CRM's own record say of the customer, and what does it add to what we know? */
import type { Customer, Interaction } from '../message/message';
import type { FoundCustomer } from './crm';

/** Which fields of the CRM mean what; an empty name reads nothing. */
export interface CustomerFields {
	readonly tier: string;
	readonly vip: string;
	readonly value: string;
}

const MAX_HISTORY = 10;

/** Reads the fields a builder named. Text that is no number is no value; "yes", "true", "1" and "vip" are a yes. */
export function readFoundCustomer(properties: unknown, fields: CustomerFields, history: readonly Interaction[]): FoundCustomer {
	const tier = readText(properties, fields.tier);
	const vip = readText(properties, fields.vip)?.toLowerCase();
	const value = readNumber(readText(properties, fields.value));
	return {
		...(tier === undefined ? {} : { tier: tier.slice(0, 100) }),
		...(vip === undefined ? {} : { vip: ['true', 'yes', '1', 'vip'].includes(vip) }),
		...(value === undefined ? {} : { value }),
		history: history.slice(0, MAX_HISTORY),
	};
}

/** Fills in what we did not know; what we knew stays, and so does who they proved to be. */
export function mergeCustomer(customer: Customer, found: FoundCustomer): Customer {
	const { history, ...known } = found;
	const merged = [...(customer.history ?? []), ...history].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
	return { ...known, ...customer, history: merged.slice(0, MAX_HISTORY) };
}

/** A plain own value as trimmed text; absent when empty or anything else. */
export function readText(holder: unknown, name: string): string | undefined {
	if (name === '' || typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined;
	const value = (holder as Readonly<Record<string, unknown>>)[name];
	const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : '';
	return text === '' ? undefined : text;
}

function readNumber(text: string | undefined): number | undefined {
	const value = Number(text ?? NaN);
	return Number.isFinite(value) ? value : undefined;
}
