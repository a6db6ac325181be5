import { buildPacket, type HandoffPacket } from '../../../core/context';
import type { Envelope } from '../../../core/envelope';
import { article, envelope, knowledge, NOW, orderStatus, source } from '../knowledge/samples';

export { NOW };

const turn = (author: 'customer' | 'bot' | 'human', text: string, minute: number) => ({ author, text, at: `2026-03-05T09:${String(minute).padStart(2, '0')}:00.000Z` });

/** A customer whose order is late, who got a useless answer and is angry now. */
export const angryEnvelope = (over: Parameters<typeof envelope>[0] = {}): Envelope =>
	envelope({
		message: { text: 'THIS IS THE THIRD TIME!!! MY CARD 4242 4242 4242 4242 WAS CHARGED. GET ME A HUMAN', ...over.message },
		customer: { name: 'Lena Vogt', email: 'lena@example.org', tier: 'gold', value: 1200, history: [{ at: NOW, channel: 'email', summary: 'Asked about a lamp', result: 'solved' }], ...over.customer },
		conversation: {
			turns: [
				turn('customer', 'Hello!', 0),
				turn('customer', 'Where is my order 1042?', 1),
				turn('bot', 'Parcels take three days. We will send you a tracking link within 2 hours. Would you like anything else?', 2),
				turn('customer', 'That is no answer. Can I get my money back?', 5),
				turn('customer', 'THIS IS THE THIRD TIME!!! MY CARD 4242 4242 4242 4242 WAS CHARGED. GET ME A HUMAN', 9),
			],
			attempts: [{ messageId: 'm0', question: 'Where is my order 1042?', intent: 'orderStatus', answer: 'Parcels take three days.', sources: ['shipping'], at: NOW, result: 'failed' }],
			collected: { orderNumber: '1042' },
			sentimentTrail: [{ at: NOW, score: -0.2, anger: 0.1 }, { at: NOW, score: -0.8, anger: 0.9 }],
			...over.conversation,
		},
		triage: { intent: 'orderStatus', confidence: 0.83, language: 'en', ...over.triage },
		sentiment: { label: 'negative', score: -0.8, anger: 0.9, trend: -0.3, upset: true, because: ['anger'], evidence: [], engine: { name: 'local' } },
		answer: { kind: 'askDetails', asks: ['orderNumber', 'email', 'postcode'], asksAnyOf: ['email', 'postcode'], sources: [], suggestions: [source('shipping', 0.9, 'Parcels take three days.'), source('refunds', 0.7, 'Refunds take five days.')], engine: { name: 'local' } },
		decision: {
			outcome: 'escalate', tier: 2, priority: 'high', policy: { version: 1, preset: 'ecommerce' }, counterfactual: 'Would have answered had anger been under 0.7; was 0.9.',
			reasons: [
				{ code: 'humanRequested', grade: 'escalate', sentence: 'The customer asked for a person.', quote: 'GET ME A HUMAN' },
				{ code: 'negativeSentiment', grade: 'escalate', sentence: 'The customer is angry.', value: 0.9, threshold: 0.7 },
			],
		},
	});

export const KNOWLEDGE = knowledge([article()], [orderStatus]);
export const angryPacket = (over: Partial<HandoffPacket> = {}): HandoffPacket => ({ ...buildPacket(angryEnvelope(), KNOWLEDGE, NOW), ...over });

export const HOSTILE = '</blockquote><script>alert("x")</script> # Heading\n## Reasons\n[click](https://evil.example) ![i](x) <!channel> `code` **bold** \u202Egnirts www.evil.example\n1. one\n- two\n=== \ud800 😀 & \' שלום';

/** A packet whose every text is hostile and long. */
export const hostilePacket = (repeat = 1): HandoffPacket => {
	const words = HOSTILE.repeat(repeat);
	const at = NOW;
	return angryPacket({
		want: words, customer: { id: words, name: words, email: words, phone: words, verified: false, tier: words }, counterfactual: words, language: 'en', skill: words,
		reasons: [{ code: 'urgent', grade: 'escalate', sentence: words, quote: words }],
		collected: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${words.slice(0, 30)}${index}`, words])),
		attempts: Array.from({ length: 10 }, () => ({ messageId: 'm', question: words, answer: words, sources: [words], at, result: 'failed' as const })),
		openQuestions: [words, words], promises: [{ by: 'bot', text: words, at }],
		transcript: Array.from({ length: 30 }, () => ({ author: 'customer' as const, text: words, at })),
		history: Array.from({ length: 10 }, () => ({ at, channel: 'email' as const, summary: words })),
		suggestedNextStep: words, suggestedReplies: [words, words, words],
		articles: [{ id: 'a', title: words, url: 'javascript:alert(1)', snippet: words, score: 1 }],
		similarSolved: [{ conversationId: 'v', summary: words, solution: words }],
	});
};
