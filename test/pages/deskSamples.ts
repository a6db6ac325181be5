/** Invented customers of an invented shop, put into a ledger the way triggers and nodes do. */
import type { Ledger } from '../../core/conversation/ledger';
import type { Attachment } from '../../core/message/message';
import type { HandoffPacket } from '../../core/context/packet';
import type { Learned } from '../../core/conversation/conversation';

/** What a hostile visitor calls themselves. */
export const HOSTILE_NAME = '<img src=x onerror="window.hacked=1">Nia';
export const HOSTILE_TEXT = '<script>window.hacked=1</script> **where** is my "parcel"?';

interface Sample {
	readonly inbox?: string;
	readonly name: string;
	readonly thread: string;
	readonly said: string;
	readonly want?: string;
	readonly packet?: Partial<HandoffPacket>;
	readonly minutesAgo: number;
}

function at(nowMs: number, minutesAgo: number): string {
	return new Date(nowMs - minutesAgo * 60_000).toISOString();
}

/** Records one message; returns what is needed to go on. */
export async function recordMessage(ledger: Ledger, { inbox = 'main', name, thread, said }: Pick<Sample, 'inbox' | 'name' | 'thread' | 'said'>, now: string) {
	const id = `${thread}-${Date.parse(now)}`;
	const result = await ledger.recordInbound({
		inbox, channel: 'webChat', providerId: id, id: `m-${id}`, thread, text: said, attachments: [], receivedAt: now,
		customer: { externalId: thread, name, email: `${thread}@customer.example`, verified: true, tier: 'gold' },
	});
	if (result.kind !== 'recorded') throw new Error('The sample was recorded twice');
	return result.envelope;
}

/** A customer sends files along, with or without words. Of one without content there is only a name, and why. Returns the conversation, and the ids of the files. */
export async function sendAlong(ledger: Ledger, { inbox = 'main', name, thread, said }: Pick<Sample, 'inbox' | 'name' | 'thread' | 'said'>, files: ReadonlyArray<Attachment & { readonly content?: Uint8Array; readonly heard?: string }>, nowMs: number) {
	const id = `${thread}-${nowMs}`;
	const now = at(nowMs, 0);
	const recorded = await ledger.recordInbound({
		inbox, channel: 'whatsApp', providerId: id, id: `m-${id}`, thread, text: said, attachments: files.map(({ content: _content, heard: _heard, ...attachment }) => attachment), receivedAt: now, customer: { externalId: thread, name },
	});
	if (recorded.kind !== 'recorded') throw new Error('The sample was recorded twice');
	const kept = await ledger.keepFiles(inbox, `m-${id}`, files.flatMap(({ content }, place) => (content === undefined ? [] : [{ place, content }])), now);
	const ids = (kept ?? []).map(({ fileId = '' }) => fileId);
	for (const [place, { heard }] of files.entries()) if (heard !== undefined) await ledger.keepTranscript(inbox, ids[place] ?? '', heard, now);
	return { conversationId: recorded.envelope.conversation.id, ids };
}

/** The assistant answers a message. */
export async function answerMessage(ledger: Ledger, { inbox = 'main', thread, said, name }: Pick<Sample, 'inbox' | 'name' | 'thread' | 'said'>, text: string, learned: Learned, now: string, mode: 'deliver' | 'draft' = 'deliver') {
	const envelope = await recordMessage(ledger, { inbox, thread, said, name }, now);
	await ledger.claimReply({
		inbox, conversationId: envelope.conversation.id, messageId: envelope.message.id, purpose: 'answer', outgoingId: `o-${envelope.message.id}`, epoch: envelope.conversation.epoch,
		author: 'bot', authorName: 'Juni', text, mode, outcome: mode === 'draft' ? 'draft' : 'answered', reasons: mode === 'draft' ? ['heldBackByRollout'] : [], learned, now,
	});
	return envelope;
}

/** A message that ends with a person being asked. */
export async function handOver(ledger: Ledger, sample: Sample, nowMs: number) {
	const now = at(nowMs, sample.minutesAgo);
	const envelope = await recordMessage(ledger, sample, now);
	const packet = buildPacket(sample, envelope.conversation.id, envelope.message.id, now);
	await ledger.openHandoff({
		inbox: sample.inbox ?? 'main', conversationId: envelope.conversation.id, messageId: envelope.message.id, id: `h-${sample.thread}`, epoch: envelope.conversation.epoch,
		packet, acceptWithinSeconds: 300, reasons: packet.reasons.map(({ code }) => code), learned: {}, now,
	});
	return envelope.conversation.id;
}

function buildPacket(sample: Sample, conversationId: string, messageId: string, now: string): HandoffPacket {
	return {
		schema: 'handoff-packet/1', inbox: sample.inbox ?? 'main', conversationId, messageId, channel: 'webChat', createdAt: now,
		customer: { id: sample.thread, name: sample.name, verified: true }, want: sample.want ?? sample.said, mood: [],
		reasons: [{ code: 'humanRequested', grade: 'escalate', sentence: 'The customer asked for a person.', quote: sample.said }],
		collected: {}, attempts: [], openQuestions: [], promises: [], transcript: [], history: [], suggestedNextStep: '', suggestedReplies: [], articles: [], similarSolved: [], tier: 1, priority: 'normal',
		...sample.packet,
	};
}

/** A desk on a busy morning. Returns the id of the conversation with everything in it. */
export async function fillDesk(ledger: Ledger, nowMs: number): Promise<string> {
	const mara = { name: 'Mara Lindqvist', thread: 'mara' };
	await answerMessage(ledger, { ...mara, said: 'Hi, where is order 1042? It should have been here on Tuesday.' }, 'Order 1042 was sent on 16 November and is with the carrier. It usually arrives within three days.', {
		language: 'en', collected: { orderNumber: '1042', postcode: '4051' }, sentiment: { at: at(nowMs, 21), score: 0.1, anger: 0 },
		attempt: { messageId: 'a1', question: 'Where is order 1042?', answer: 'It is with the carrier and usually arrives within three days.', sources: ['delivery-times'], at: at(nowMs, 21), result: 'failed' },
	}, at(nowMs, 21));
	await answerMessage(ledger, { ...mara, said: 'That is what you said on Tuesday. The tracking has not moved for five days.' }, 'I am sorry about that. Please check the tracking page of the carrier for the newest status.', {
		sentiment: { at: at(nowMs, 19), score: -0.35, anger: 0.3 }, lastAttemptResult: 'failed',
		attempt: { messageId: 'a2', question: 'The tracking has not moved for five days', answer: 'Check the tracking page of the carrier for the newest status.', sources: ['tracking'], at: at(nowMs, 19), result: 'failed' },
	}, at(nowMs, 19));
	const busy = await handOver(ledger, {
		...mara, minutesAgo: 17.2, said: 'This is ridiculous. It was a birthday present, the birthday is tomorrow. Get me someone who can actually do something!',
		want: 'Get order 1042, a birthday present for tomorrow, delivered in time or replaced.',
		packet: {
			intent: { name: 'orderStatus', title: 'Where is my order', confidence: 0.91 }, priority: 'urgent', tier: 2, skill: 'logistics', language: 'en',
			reasons: [
				{ code: 'negativeSentiment', grade: 'escalate', sentence: 'The customer is angry.', quote: 'This is ridiculous.', value: 0.86, threshold: 0.6 },
				{ code: 'humanRequested', grade: 'escalate', sentence: 'The customer asked for a person.', quote: 'Get me someone who can actually do something!' },
				{ code: 'repeatedAttempts', grade: 'escalate', sentence: 'Two answers did not help.', value: 2, threshold: 2 },
			],
			counterfactual: 'The assistant would have offered a person once more had anger been below 0.6; it was 0.86.',
			mood: [{ at: at(nowMs, 21), score: 0.1, anger: 0 }, { at: at(nowMs, 19), score: -0.35, anger: 0.3 }, { at: at(nowMs, 17), score: -0.82, anger: 0.86 }],
			suggestedNextStep: 'Ask the carrier for a search, and offer a replacement by express.',
			suggestedReplies: ['I am sorry, Mara. I am sending a replacement by express today, so it is with you tomorrow before noon.', 'I have the carrier on the line now and will write to you within ten minutes.'],
			openQuestions: ['Is someone at home tomorrow morning to take the parcel?'],
			promises: [{ by: 'bot', text: 'It usually arrives within three days.', at: at(nowMs, 21) }],
			articles: [{ id: 'lost-parcel', title: 'When a parcel is lost', url: 'https://shop.example/help/lost', snippet: 'After five days without a scan we replace the order at no cost.', score: 0.74 }],
			similarSolved: [{ conversationId: 'x', summary: 'Parcel stuck for six days.', solution: 'Replacement by express, original returned to sender.' }],
			masked: 'A card number was masked in this conversation.',
		},
	}, nowMs);
	await handOver(ledger, { name: HOSTILE_NAME, thread: 'nia', said: HOSTILE_TEXT, minutesAgo: 6.3, packet: { reasons: [{ code: 'lowConfidence', grade: 'escalate', sentence: 'No answer was sure enough.', value: 0.41, threshold: 0.62 }, { code: 'noKnowledge', grade: 'offer', sentence: 'No article fits.' }] } }, nowMs);
	await handOver(ledger, { name: 'Tomás Oyelaran', thread: 'tomas', said: 'Someone logged into my account from another country and ordered two lamps.', minutesAgo: 1.4, packet: { priority: 'high', reasons: [{ code: 'accountCompromise', grade: 'escalate', sentence: 'The account may be in the wrong hands.', quote: 'Someone logged into my account' }] } }, nowMs);
	await answerMessage(ledger, { name: 'Ines Okafor', thread: 'ines', said: 'Can I return a lamp I unpacked?' }, 'Yes. You can return it within 30 days, unpacked too, as long as it is undamaged.', { language: 'en', sentiment: { at: at(nowMs, 4), score: 0.2, anger: 0 } }, at(nowMs, 4), 'draft');
	await answerMessage(ledger, { name: 'Leander Voss', thread: 'leander', said: 'Do you ship to Norway?' }, 'Yes, we ship to Norway. Delivery takes five to seven days.', { language: 'en' }, at(nowMs, 48));
	await handOver(ledger, { inbox: 'brandB', name: 'Olu Brandt', thread: 'olu', said: 'I want to talk to a person at the other brand.', minutesAgo: 3 }, nowMs);
	await ledger.upsertArticles('main', ARTICLES.map((article, index) => ({ ...article, id: `article-${index}`, enabled: index !== 3, updatedAt: at(nowMs, 600) })));
	await ledger.upsertIntents('main', [
		{ name: 'orderStatus', title: 'Where is my order', examples: ['Where is my order?', 'my parcel has not arrived', 'Tracking has said nothing since Monday'], humanOnly: false, needs: { details: ['orderNumber'], verifyBy: ['email', 'postcode'], answer: 'Order {number} was sent on {shippedOn}.' } },
		{ name: 'complaint', title: 'I want to complain', examples: ['I want to make a complaint', 'this is unacceptable'], humanOnly: true, skill: 'care' },
	]);
	return busy;
}

const ARTICLES = [
	{ title: 'Delivery times', body: 'Orders placed before noon leave our warehouse the same day. Delivery takes two to three working days within the country.\n\nParcels to islands take one day longer.', questions: ['How long does delivery take?', 'When will my parcel arrive?'], url: 'https://shop.example/help/delivery' },
	{ title: 'Returning something', body: 'You can return anything within 30 days, unpacked too, as long as it is undamaged.', questions: ['Can I send it back?'] },
	{ title: 'When a parcel is lost', body: 'After five days without a scan we replace the order at no cost.', questions: [] },
	{ title: 'Summer sale', body: 'The summer sale has ended.', questions: [] },
] as const;
