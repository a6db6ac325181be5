/** The CRM said no: what does that mean, and is it worth trying again? */
import { maskForLog } from '../privacy';
import type { CrmLinks, CrmRequest, CrmResponse, CrmResult } from './crm';

/** Longest wait that is still worth it within one execution, seconds. */
export const MAX_WAIT_SECONDS = 10;

/** Busy, broken or silent; the next try may succeed. */
export function isTemporary({ status }: CrmResponse): boolean {
	return status === 0 || status === 408 || status === 429 || status >= 500;
}

/** Whether the same request may simply be sent again. One that creates something may not: it may have worked. */
export function mayRepeat(request: CrmRequest, response: CrmResponse): boolean {
	return request.idempotent && isTemporary(response);
}

/** Seconds the CRM asked to wait; absent when it did not say or said a date. */
export function readWaitSeconds({ retryAfter }: CrmResponse): number | undefined {
	const seconds = Number(retryAfter?.trim() || NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/**
 * The failure as a result with a sentence for the builder. Whatever the CRM quoted of the customer is masked.
 *
 * @param system name for people, such as "HubSpot"
 */
export function readFailure(system: string, request: CrmRequest, response: CrmResponse, links: CrmLinks = {}): CrmResult {
	const retryAfterSeconds = readWaitSeconds(response);
	return {
		kind: 'failed',
		problem: explain(system, request, response),
		retry: mayRepeat(request, response),
		...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
		links,
	};
}

function explain(system: string, request: CrmRequest, response: CrmResponse): string {
	const said = readMessage(response.body);
	const quoted = said === '' ? '' : ` It said: ${said}`;
	const unsure = request.idempotent ? '' : ' It may have been created all the same; the next push looks for it first.';
	switch (true) {
		case response.status === 0:
			return `${system} did not answer. Check the address and the network.${unsure}`;
		case response.status === 401:
			return `${system} refused the access token. Create a new one and choose it in this node's credential.`;
		case response.status === 403:
			return `The token of ${system} lacks a permission. Allow it to read and write contacts, tickets and notes.${quoted}`;
		case response.status === 404:
			return `${system} does not know this address or record. Check the base address in the settings.${quoted}`;
		case response.status === 429:
			return `${system} is limiting how many calls it takes. Try again later or push less often.`;
		case response.status >= 500:
			return `${system} has a problem of its own (status ${response.status}). Try again later.${unsure}`;
		default:
			return `${system} did not accept the request (status ${response.status}).${quoted || ' Check the settings of this node.'}`;
	}
}

function readMessage(body: unknown): string {
	const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
	return typeof message === 'string' ? maskForLog(message) : '';
}
