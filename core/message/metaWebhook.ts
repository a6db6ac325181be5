/** Did Meta send this? It proves itself once when it subscribes, and by a signature on every call. */
import { createHmac } from 'node:crypto';
import { safeEqual } from '../privacy/secrets';

/** Answers of a subscription check; what is not one gets no more than its status. */
export interface SubscriptionAnswer {
	readonly status: 200 | 403;
	readonly body: string;
}

/** Longest challenge given back, characters; Meta's have about ten. */
const MAX_CHALLENGE_CHARS = 200;

/** Gives the challenge back to whoever knows the token. An empty token of ours lets nobody in. */
export function answerSubscription(query: Readonly<Record<string, string | undefined>>, verifyToken: string): SubscriptionAnswer {
	const challenge = query['hub.challenge'] ?? '';
	const knowsToken = safeEqual(query['hub.verify_token'] ?? '', verifyToken);
	const isAsked = query['hub.mode'] === 'subscribe' && /^[\w-]+$/u.test(challenge) && challenge.length <= MAX_CHALLENGE_CHARS;
	return verifyToken !== '' && knowsToken && isAsked ? { status: 200, body: challenge } : { status: 403, body: '' };
}

/**
 * True when the raw bytes carry the app's signature (`X-Hub-Signature-256: sha256=…`). Compared in a time that tells
 * nothing; an empty secret of ours signs nothing.
 */
export function isSignedByMeta(rawBody: Uint8Array | undefined, signature: string | undefined, appSecret: string): boolean {
	if (rawBody === undefined || signature === undefined || appSecret === '') return false;
	return safeEqual(signature.toLowerCase(), `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
}
