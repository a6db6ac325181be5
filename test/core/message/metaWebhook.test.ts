import { createHmac } from 'node:crypto';
import { answerSubscription, isSignedByMeta } from '../../../core/message/metaWebhook';

const SECRET = 'app-secret-for-tests';
const BODY = Buffer.from('{"object":"whatsapp_business_account","text":"grüße 🙏"}');

function sign(body: Buffer, secret = SECRET): string {
	return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

describe('a signature', () => {
	it('of the very bytes is Meta\'s', () => {
		expect(isSignedByMeta(BODY, sign(BODY), SECRET)).toBe(true);
		expect(isSignedByMeta(BODY, sign(BODY).toUpperCase(), SECRET)).toBe(true);
	});

	it.each<[string, Buffer | undefined, string | undefined, string]>([
		['missing', BODY, undefined, SECRET],
		['empty', BODY, '', SECRET],
		['of another secret', BODY, sign(BODY, 'other'), SECRET],
		['of other bytes', Buffer.from(`${BODY.toString()} `), sign(BODY), SECRET],
		['without its prefix', BODY, sign(BODY).slice(7), SECRET],
		['cut', BODY, sign(BODY).slice(0, -1), SECRET],
		['of the older kind', BODY, `sha1=${createHmac('sha1', SECRET).update(BODY).digest('hex')}`, SECRET],
		['of an empty secret', BODY, sign(BODY, ''), ''],
		['of a body that is not there', undefined, sign(BODY), SECRET],
		['of what n8n would make of the body', Buffer.from(JSON.stringify(JSON.parse('{"a":1}'))), sign(Buffer.from('{ "a": 1 }')), SECRET],
	])('is not, %s', (_what, body, signature, secret) => {
		expect(isSignedByMeta(body, signature, secret)).toBe(false);
	});
});

describe('a subscription', () => {
	const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me', 'hub.challenge': '1158201444' };

	it('gets its challenge back from who knows the token', () => {
		expect(answerSubscription(query, 'verify-me')).toEqual({ status: 200, body: '1158201444' });
	});

	it.each<[string, object, string]>([
		['a wrong token', { 'hub.verify_token': 'guess' }, 'verify-me'],
		['no token', { 'hub.verify_token': undefined }, 'verify-me'],
		['an empty token where none is set', { 'hub.verify_token': '' }, ''],
		['another mode', { 'hub.mode': 'unsubscribe' }, 'verify-me'],
		['no challenge', { 'hub.challenge': undefined }, 'verify-me'],
		['a challenge a browser would run', { 'hub.challenge': '<script>alert(1)</script>' }, 'verify-me'],
		['a challenge without end', { 'hub.challenge': '1'.repeat(201) }, 'verify-me'],
	])('gets nothing with %s', (_what, wrong, token) => {
		expect(answerSubscription({ ...query, ...wrong }, token)).toEqual({ status: 403, body: '' });
	});
});
