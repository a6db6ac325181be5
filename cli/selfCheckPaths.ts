/** The synthetic customer: what is known, what is said, and what must come of it. */
import type { Envelope } from '../core/envelope';
import type { Article, Intent } from '../core/knowledge/knowledge';
import { bad, ok, type Finding } from './terminal';

/** What a self-check's run gives back: the envelope as it left the last node. */
export type Heard = Partial<Envelope> & { readonly ignored?: { readonly reason: string } };

/** One way a message can take. */
export interface Path {
	readonly title: string;
	/** Messages of one thread are one conversation. */
	readonly thread: string;
	readonly text: string;
	/** Messages with the same id are one message, delivered again. */
	readonly messageId: string;
	/** Whether it ended as it must. */
	readonly isRight: (heard: Heard) => boolean;
}

/** All the same customer: erasing one conversation's customer erases them all, those of a check that was cut off included. */
export const SELF_CHECK_CUSTOMER = { customerId: 'self-check', name: 'Self-check' };

export const SELF_CHECK_ARTICLES: ReadonlyArray<Pick<Article, 'id' | 'title' | 'body' | 'questions'>> = [
	{ id: 'self-check-delivery', title: 'How long delivery takes', body: 'Delivery takes two to four working days.', questions: ['how long does delivery take', 'when will my parcel arrive', 'what is the delivery time'] },
	{ id: 'self-check-returns', title: 'Returning an item', body: 'You can return an item within 30 days. The label is in the parcel.', questions: ['how do I return an item', 'can I send it back', 'return policy'] },
];

export const SELF_CHECK_TOPICS: ReadonlyArray<Pick<Intent, 'name' | 'title' | 'examples' | 'humanOnly' | 'articleId' | 'needs'>> = [
	{ name: 'selfCheckDelivery', title: 'Delivery time', humanOnly: false, articleId: 'self-check-delivery', examples: ['how long does delivery take', 'when will my parcel arrive', 'delivery time', 'how many days until it is here', 'how fast do you ship'] },
	{ name: 'selfCheckReturn', title: 'Return an item', humanOnly: false, articleId: 'self-check-returns', examples: ['how do I return an item', 'I want to send it back', 'can I return this', 'return my purchase', 'how do returns work'] },
	{
		name: 'selfCheckOrder', title: 'Where is my order', humanOnly: false,
		examples: ['where is my order', 'where is my order 1042', 'what is the status of my order', 'has my order been shipped yet', 'track my order', 'where is order 2077, my e-mail is someone@example.com'],
		needs: { details: ['orderNumber'], verifyBy: ['email'], answer: 'Order {number} is {status}.' },
	},
];

const TOLD = 'sent';

export const PATHS: readonly Path[] = [
	{ title: 'answered from an article', thread: 'answer', messageId: 'answer', text: 'How long does delivery take?', isRight: (heard) => heard.decision?.outcome === 'answer' && says(heard, /two to four working days/u) },
	{ title: 'asked for what a look-up needs', thread: 'order', messageId: 'order', text: 'Where is my order?', isRight: (heard) => heard.decision?.outcome === 'clarify' && says(heard, /order number/iu) },
	{ title: 'answered from looked-up data, after proof', thread: 'order', messageId: 'order-2', text: 'It is 1042, my e-mail is self-check@example.com', isRight: (heard) => heard.decision?.outcome === 'answer' && says(heard, /1042 is on its way/u) },
	{ title: 'offered a person', thread: 'offer', messageId: 'offer', text: 'Please write a poem about the capital of Peru', isRight: (heard) => heard.decision?.outcome === 'offerHuman' && says(heard, /person/iu) },
	{ title: 'passed on to a person, on request', thread: 'person', messageId: 'person', text: 'I want to talk to a real person please', isRight: (heard) => wasHandedOff(heard, 'humanRequested') },
	{ title: 'passed on to a person, when angry', thread: 'angry', messageId: 'angry', text: 'I am furious, this is the worst service I have ever had, I HATE it!', isRight: (heard) => wasHandedOff(heard, 'negativeSentiment') },
	{ title: 'left to the person who has it', thread: 'person', messageId: 'person-2', text: 'Are you there?', isRight: ({ conversation, decision }) => conversation?.owner === 'queue' && decision === undefined },
	{ title: 'not answered twice when delivered twice', thread: 'answer', messageId: 'answer', text: 'How long does delivery take?', isRight: ({ ignored }) => ignored?.reason === 'repeated' },
];

function wasHandedOff(heard: Heard, code: string): boolean {
	const { decision, packet, handoff, reply } = heard;
	return decision?.outcome === 'escalate' && decision.reasons.some((reason) => reason.code === code) && packet !== undefined && handoff?.result !== undefined && handoff.result !== 'failed' && reply?.status === TOLD;
}

function says({ reply }: Heard, words: RegExp): boolean {
	return reply?.status === TOLD && words.test(reply.text ?? '');
}

/** A path's end as a finding, with what the customer would have read. */
export function judgePath({ title, text, isRight }: Path, heard: Heard): Finding {
	if (isRight(heard)) return ok(`"${text}": ${title}${heard.reply?.text === undefined ? '.' : `, with "${shorten(heard.reply.text)}"`}`);
	return bad(`"${text}" should be ${title}, and was ${describe(heard)}.`, 'Install the newest version of the package in n8n and run the doctor again. If it stays so, report this line.');
}

function describe({ decision, handoff, reply, error, ignored }: Heard): string {
	const parts = [
		ignored === undefined ? undefined : `ignored (${ignored.reason})`,
		decision === undefined ? 'not decided' : `decided as ${decision.outcome} (${decision.reasons.map(({ code }) => code).join(', ') || 'no reason'})`,
		handoff?.result === undefined ? undefined : `handoff ${handoff.result}`,
		reply === undefined ? undefined : `reply ${reply.status}`,
		error === undefined ? undefined : `with the error "${typeof error === 'string' ? error : String(error.message)}"`,
	];
	return parts.filter((part) => part !== undefined).join(', ');
}

function shorten(text: string): string {
	const line = text.replace(/\s+/gu, ' ').trim();
	return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
