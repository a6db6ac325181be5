/** The only place where a node sends requests: with its credential, through n8n's own helpers. */
import type { Readable } from 'node:stream';
import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { CrmRequest, CrmResponse } from '../../core/crm';

/** Sends one request. Never rejects: a network failure or a time-out is status 0. */
export async function sendRequest(context: IExecuteFunctions, credential: string, request: CrmRequest, timeoutMs: number): Promise<CrmResponse> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(context, credential, {
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			...(request.body === undefined ? {} : { body: request.body as IDataObject }),
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: timeoutMs,
		})) as { statusCode: number; body: unknown; headers?: Record<string, unknown> };
		const retryAfter = response.headers?.['retry-after'];
		return { status: response.statusCode, body: response.body, ...(typeof retryAfter === 'string' ? { retryAfter } : {}) };
	} catch {
		return { status: 0, body: undefined };
	}
}

/** GETs an address as a stream, and follows no redirect, which would take the credential elsewhere. Rejects when nobody answers. */
export async function openStream(context: IWebhookFunctions, credential: string, url: string, abortSignal: AbortSignal): Promise<{ readonly status: number; readonly body: Readable }> {
	const { statusCode, body } = (await context.helpers.httpRequestWithAuthentication.call(context, credential, {
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		abortSignal,
	})) as { statusCode: number; body: Readable };
	return { status: statusCode, body };
}
