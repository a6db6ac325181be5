/** Any system with an address that takes JSON: one POST with the whole record. */
import { CHANNELS, type Interaction } from '../message/message';
import type { CrmOperation, CrmRequest, CrmResponse, CrmStep } from './crm';
import { isTemporary, readFailure } from './failure';
import { readFoundCustomer, readText } from './foundCustomer';
import type { CrmRecord } from './record';

const SYSTEM = 'The JSON endpoint';

/** Names under which the endpoint's answer may tell of the customer: `{ customer: { tier, vip, value, history } }`. */
const FIELDS = { tier: 'tier', vip: 'vip', value: 'value' };

/**
 * Sends `{ operation, record }` with an `Idempotency-Key` header: an endpoint that keeps keys can be asked twice.
 * What was pushed is remembered, so the same message is not pushed again. A look-up sends no words of the conversation.
 */
export function planGenericJson(operation: CrmOperation, record: CrmRecord, settings: { readonly url: string }): CrmStep {
	if (!/^https?:\/\/[^\s/]/iu.test(settings.url) || !URL.canParse(settings.url)) {
		return failed('The address of the JSON endpoint must begin with http:// or https://. Enter it in the settings of this node.');
	}
	const request = buildGenericRequest(operation, record, settings.url);
	if (operation === 'lookUp') return { kind: 'request', request, answer: (response) => readLookUp(request, response) };
	const key = `json:${operation}:${record.keys.interaction}`;
	return {
		kind: 'recall',
		key,
		answer: (id) => (id === undefined ? { kind: 'request', request, answer: (response) => readPush(key, request, response) } : done(id, [])),
	};
}

/** The request alone, for tests and for builders who want to see it. */
export function buildGenericRequest(operation: CrmOperation, record: CrmRecord, url: string): CrmRequest {
	const isLookUp = operation === 'lookUp';
	return {
		method: 'POST',
		url,
		headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `${operation}-${isLookUp ? record.keys.customer : record.keys.interaction}` },
		body: { operation, record: isLookUp ? { schema: record.schema, inbox: record.inbox, customer: record.customer } : record },
		idempotent: true,
	};
}

function readPush(key: string, request: CrmRequest, response: CrmResponse): CrmStep {
	if (!isOk(response)) return { kind: 'done', result: readFailure(SYSTEM, request, response) };
	const id = readText(response.body, 'id')?.slice(0, 200) ?? 'sent';
	return { kind: 'remember', key, value: id, answer: (kept) => done(kept, ['sent']) };
}

function readLookUp(request: CrmRequest, response: CrmResponse): CrmStep {
	// Not knowing a customer is an answer, not a failure.
	if (response.status === 404) return { kind: 'done', result: { kind: 'done', links: {}, did: ['lookedUp'] } };
	if (!isOk(response)) return { kind: 'done', result: readFailure(SYSTEM, request, response) };
	const found = isObject(response.body) ? response.body.customer : undefined;
	const customer = isObject(found) ? readFoundCustomer(found, FIELDS, readHistory(found.history)) : undefined;
	return { kind: 'done', result: { kind: 'done', links: {}, did: ['lookedUp'], ...(customer ? { customer } : {}) } };
}

function readHistory(history: unknown): readonly Interaction[] {
	return (Array.isArray(history) ? history : []).flatMap((entry): readonly Interaction[] => {
		const at = readText(entry, 'at');
		const summary = readText(entry, 'summary');
		if (at === undefined || summary === undefined || Number.isNaN(Date.parse(at))) return [];
		const result = readText(entry, 'result');
		const channel = CHANNELS.find((name) => name === readText(entry, 'channel')) ?? 'other';
		return [{ at: new Date(at).toISOString(), channel, summary: summary.slice(0, 300), ...(result ? { result } : {}) }];
	});
}

function isOk(response: CrmResponse): boolean {
	return !isTemporary(response) && response.status >= 200 && response.status < 300;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function done(id: string, did: readonly string[]): CrmStep {
	return { kind: 'done', result: { kind: 'done', links: id === 'sent' ? {} : { ticket: id }, did } };
}

function failed(problem: string): CrmStep {
	return { kind: 'done', result: { kind: 'failed', problem, retry: false, links: {} } };
}
