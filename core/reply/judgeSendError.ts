/** What is known of a reply whose sending ended with an error? */

/** The channel was not even reached. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The request may have been taken before this was said; 408 is the one such refusal among the 4xx. */
const MAY_HAVE_ARRIVED = /time-?out|timed out|ETIMEDOUT|ECONNRESET|ECONNABORTED|EPIPE|socket hang up|aborted|connection (?:was )?(?:lost|closed|reset)|\b(?:408|5\d\d)\b/iu;
/** n8n's name for what a node refuses before it asks anybody. */
const REFUSED_BY_NODE = 'NodeOperationError';

type Json = Readonly<Record<string, unknown>>;

/**
 * `failed` only where it is certain that nothing arrived: the channel refused it (HTTP 4xx), was not reached, or the node
 * gave another reason of its own. Everything else is `unknown`, since what was accepted may have lost its answer.
 *
 * @param error what the send node's item carries: a text, or an object as n8n's nodes and HTTP clients make it
 */
export function judgeSendError(error: unknown): 'failed' | 'unknown' {
	if (typeof error !== 'object' || error === null) return MAY_HAVE_ARRIVED.test(String(error)) ? 'unknown' : 'failed';
	const { name, message, httpCode, status, statusCode, code, response } = error as Json;
	const codes = [httpCode, status, statusCode, code, (response as Json | undefined)?.status].filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
	if (codes.some((one) => NOT_REACHED.has(one))) return 'failed';
	const answered = codes.map(Number).find((one) => one >= 100 && one < 600);
	if (answered !== undefined) return answered >= 400 && answered < 500 && answered !== 408 ? 'failed' : 'unknown';
	if (name === REFUSED_BY_NODE) return 'failed';
	return codes.length > 0 || MAY_HAVE_ARRIVED.test(String(message)) ? 'unknown' : 'failed';
}
