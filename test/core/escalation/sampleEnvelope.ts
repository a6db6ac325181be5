/** Envelopes for tests: a calm, recorded question with nothing known yet, and what may be added to it. */
import type { Attempt, Conversation } from '../../../core/conversation/conversation';
import type { Envelope } from '../../../core/envelope';
import type { Answer } from '../../../core/knowledge/knowledge';
import type { Sentiment } from '../../../core/sentiment/sentiment';
import type { Triage } from '../../../core/triage/triage';

export const NOW = '2026-03-02T10:00:00.000Z';

export const CONVERSATION: Conversation = {
	id: 'c1', owner: 'bot', epoch: 1, status: 'open', openedAt: NOW, turns: [], attempts: [], collected: {}, asked: [],
	sentimentTrail: [], offeredHuman: false, failedVerifications: 0,
};

export const TRIAGE: Triage = {
	intent: 'returnPolicy', confidence: 0.9, otherIntents: [], languageUnsupported: false, urgency: 0.1, complexity: 0.1, asksForHuman: 0,
	legalOrSafety: 0, accountCompromise: 0, sensitive: [], entities: [], missing: [], evidence: {}, engine: { name: 'local' },
};

export const ANSWER: Answer = {
	kind: 'answered', text: 'You can return it within 30 days.', confidence: 0.9, suggestions: [], engine: { name: 'local' },
	sources: [{ id: 'a1', title: 'Returns', snippet: 'You can return it within 30 days.', score: 0.9 }],
};

export const NO_ANSWER: Answer = { kind: 'none', sources: [], suggestions: [], engine: { name: 'local' } };

export const CALM: Sentiment = { label: 'neutral', score: 0, anger: 0, upset: false, because: [], evidence: [], engine: { name: 'local' } };

export interface Parts {
	readonly text?: string;
	readonly message?: Partial<Envelope['message']>;
	readonly customer?: Partial<Envelope['customer']>;
	readonly conversation?: Partial<Conversation>;
	readonly triage?: Partial<Triage> | null;
	readonly answer?: Partial<Answer> | null;
	readonly sentiment?: Partial<Sentiment>;
	readonly decision?: Envelope['decision'];
	readonly handoff?: Envelope['handoff'];
	readonly error?: unknown;
}

/** A customer asks about returns, calmly, and there is a sure answer. `null` leaves triage or answer out. */
export function sampleEnvelope(parts: Parts = {}): Envelope {
	const { text = 'Can I send it back?', triage = {}, answer = {}, sentiment, decision, handoff, error } = parts;
	const envelope = {
		inbox: 'main',
		message: { id: 'm1', channel: 'webChat', text, attachments: [], receivedAt: NOW, ...parts.message },
		customer: { id: 'u1', verified: false, history: [], ...parts.customer },
		conversation: { ...CONVERSATION, ...parts.conversation },
		...(triage === null ? {} : { triage: { ...TRIAGE, ...triage } }),
		...(answer === null ? {} : { answer: { ...ANSWER, ...answer } }),
		...(sentiment === undefined ? {} : { sentiment: { ...CALM, ...sentiment } }),
		...(decision === undefined ? {} : { decision }),
		...(handoff === undefined ? {} : { handoff }),
		...(error === undefined ? {} : { error }),
	};
	return envelope as Envelope;
}

export function sampleAttempt(parts: Partial<Attempt> = {}): Attempt {
	return { messageId: 'm0', question: 'Can I send it back?', intent: 'returnPolicy', answer: 'You can.', sources: ['a1'], at: '2026-03-02T09:00:00.000Z', result: 'unknown', ...parts };
}

/** Minutes before {@link NOW}, ISO 8601. */
export function minutesAgo(minutes: number): string {
	return new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
}
