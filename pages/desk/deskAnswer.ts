/** Answers and refusals of the desk's API, in one shape. */
import type { PageAnswer } from '../shared/http';

/** An expected "no" on its way to the page: what went wrong and what to do, in one sentence each. */
export class DeskRefusal extends Error {
	constructor(readonly status: number, readonly code: string, message: string, readonly headers: Readonly<Record<string, string>> = {}) {
		super(message);
	}
}

const API_HEADERS = {
	'content-type': 'application/json; charset=utf-8',
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
} as const;

/** A JSON answer that no cache keeps. */
export function answerJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): PageAnswer {
	return { kind: 'answer', status, headers: { ...API_HEADERS, ...headers }, body: JSON.stringify(body) };
}

/** The answer for anything thrown: a refusal as it stands, everything else as a store that failed. */
export function answerFailure(problem: unknown): PageAnswer {
	if (problem instanceof DeskRefusal) {
		return answerJson(problem.status, { error: { code: problem.code, message: problem.message } }, problem.headers);
	}
	return answerJson(503, { error: { code: 'storeFailed', message: 'The support store did not answer, so nothing was changed. Try again in a moment; if it stays, tell whoever runs n8n.' } });
}
