import { judgeSendError } from '../../../core/reply/judgeSendError';

it.each<[string, unknown]>([
	['a refusal of the channel', { message: 'Bad request', httpCode: '400' }],
	['too many requests', { status: 429 }],
	['an HTTP client\'s refusal', { code: 'ERR_BAD_REQUEST', response: { status: 404 } }],
	['nobody at the address', { code: 'ECONNREFUSED' }],
	['no such address, as n8n writes it', { httpCode: 'ENOTFOUND', message: 'The connection cannot be established' }],
	['what the node refuses itself', { name: 'NodeOperationError', message: 'No recipient' }],
	['another reason in words', 'The mailbox is full'],
	['another reason in an object', { message: 'The mailbox is full' }],
])('nothing arrived after %s', (_what, error) => {
	expect(judgeSendError(error)).toBe('failed');
});

it.each<[string, unknown]>([
	['an answer that got lost', { code: 'ECONNRESET', message: 'socket hang up' }],
	['the same as n8n writes it', { httpCode: 'ECONNRESET', message: 'The connection to the server was closed unexpectedly' }],
	['a time-out', { message: 'timeout of 10000ms exceeded', code: 'ECONNABORTED' }],
	['a request that took too long', { statusCode: 408 }],
	['a fault of the channel', { httpCode: '503' }],
	['a gateway that gave up', '504 - "Gateway timeout"'],
	['an abort in words', 'The connection was aborted, perhaps the server is offline'],
	['a code nobody knows', { code: 'EODD' }],
])('it may have arrived after %s', (_what, error) => {
	expect(judgeSendError(error)).toBe('unknown');
});
