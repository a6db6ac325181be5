import type { Answer, Article, Intent, Knowledge, Source } from '../../../core/knowledge';
import type { Envelope } from '../../../core/envelope';
import type { Triage } from '../../../core/triage/triage';

export const NOW = '2026-03-05T10:00:00.000Z';

export const triage = (over: Partial<Triage> = {}): Triage => ({
	otherIntents: [], languageUnsupported: false, urgency: 0, complexity: 0, asksForHuman: 0, legalOrSafety: 0, accountCompromise: 0,
	sensitive: [], entities: [], missing: [], evidence: {}, engine: { name: 'local' }, ...over,
});

export const entity = (kind: string, value: string) => ({ kind, value, span: { start: 0, end: value.length } });

export const envelope = (over: { readonly [K in keyof Envelope]?: Partial<Envelope[K]> } = {}): Envelope => ({
	inbox: 'main',
	message: { id: 'm1', channel: 'webChat', text: 'Where is my order?', attachments: [], receivedAt: NOW, ...over.message },
	customer: { id: 'c1', verified: false, history: [], ...over.customer },
	conversation: {
		id: 'v1', owner: 'bot', epoch: 1, status: 'open', openedAt: NOW, turns: [], attempts: [], collected: {}, asked: [], sentimentTrail: [],
		offeredHuman: false, failedVerifications: 0, ...over.conversation,
	},
	...(over.triage ? { triage: triage(over.triage as Partial<Triage>) } : {}),
	...(over.decision ? { decision: over.decision as Envelope['decision'] & object } : {}),
	...(over.sentiment ? { sentiment: over.sentiment as Envelope['sentiment'] & object } : {}),
	...(over.answer ? { answer: over.answer as Answer } : {}),
});

export const article = (over: Partial<Article> = {}): Article => ({ id: 'returns', title: 'Returns', body: 'You can return anything within 30 days.', questions: [], enabled: true, updatedAt: NOW, ...over });
export const source = (id: string, score = 0.8, snippet = ''): Source => ({ id, title: id, snippet, score });
export const intent = (over: Partial<Intent> = {}): Intent => ({ name: 'returns', title: 'Returns', examples: ['how do I return'], humanOnly: false, ...over });
export const orderStatus: Intent = {
	name: 'orderStatus', title: 'Where is my order', examples: ['where is my order'], humanOnly: false,
	needs: { details: ['orderNumber'], verifyBy: ['email', 'postcode'], answer: 'Order {number} was sent on {shippedOn}. It is carried by {carrier}.' },
};
export const knowledge = (articles: readonly Article[], intents: readonly Intent[] = [orderStatus]): Knowledge => ({ inbox: 'main', version: 1, articles, intents });
