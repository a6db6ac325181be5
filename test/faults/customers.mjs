/** Simulated customers: in the web chat, and on a channel whose provider calls a webhook. */
import { setTimeout as wait } from 'node:timers/promises';
import { deliver, orNothing, request } from './chaos.mjs';

/** Stands in every message: it must not occur in any log. */
export const MARKER = 'brimwaldtoft';

const SAYS = {
	question: ['how can I return a lamp?', 'how much does delivery cost?', 'do you take paypal', 'how long is the warranty', 'can I change my order'],
	order: ['where is my order 1042?', 'where is order 1017', '48217', 'robin.vale@example.org'],
	vague: ['hm, it is about the thing', 'what about the other one?', 'can you do that as well'],
	angry: ['This is ridiculous, I am really angry!', 'worst service ever, I want my money back now'],
	person: ['I want to talk to a real person please', 'give me a human'],
};
const TOPICS = { question: 55, order: 20, vague: 10, angry: 6, person: 5, button: 4 };
/** How a customer writes: waits for the answer, only for the acknowledgement, or for nothing. */
const MANNERS = { patient: 40, hasty: 35, burst: 25 };
const PATIENCE_MS = 3_000;
const THINKING_MS = [20, 500];
const LOOK_EVERY_MS = 300;
const LATE_MS = [50, 400];

/** Plans customers until there are `messages` of them: `{ name, channel, messages: [{ key, id, topic, text }] }`. */
export function planCustomers(random, messages) {
	const customers = [];
	for (let left = messages; left > 0;) {
		const name = `c${customers.length}`;
		const count = Math.min(left, random.between(2, 9));
		customers.push({ name, channel: random.chance(0.4) ? 'webhook' : 'webChat', messages: Array.from({ length: count }, (_, index) => planMessage(random, `${name}m${index}`)) });
		left -= count;
	}
	return customers;
}

/** What a customer says on one occasion. A button is only there in the web chat: elsewhere they write what it says. */
export function planMessage(random, key) {
	const topic = random.weighted(TOPICS);
	const text = topic === 'button' ? '' : mark(random.pick(SAYS[topic]), key);
	return { key, id: random.id(), topic, text };
}

/** What the button says, in words. */
export const askForPerson = (key) => mark('a person please', key);

function mark(words, key) {
	return `${words} (${MARKER} ${key}e)`;
}

const LINES = { webChat: openChat, webhook: openChannel };

/**
 * Plays one customer to their last message.
 *
 * @param lines how to reach us, by channel: `(world, customer) => { address, look(), post(message), waitForAnswer(key) }`
 * @param manners how they write, by weight
 */
export async function playCustomer(world, customer, lines = LINES, manners = MANNERS) {
	const random = world.random.fork(customer.name);
	const line = await lines[customer.channel](world, customer);
	for (let at = 0; at < customer.messages.length;) {
		const manner = random.weighted(manners);
		const batch = customer.messages.slice(at, at + (manner === 'burst' ? random.between(2, 3) : 1));
		at += batch.length;
		if (batch.length > 1) world.count('request reordered', batch.length - 1);
		// The first of a burst leaves last, so that it arrives after the others.
		await Promise.all(batch.map(async (message, index) => {
			if (batch.length > 1 && index === 0) await wait(random.between(...LATE_MS));
			await say(world, random, line, message);
		}));
		if (manner === 'patient') await line.waitForAnswer(batch.at(-1).key);
		await line.look();
		await wait(random.between(...THINKING_MS));
	}
}

async function say(world, random, line, message) {
	const entry = world.seen.addMessage({ key: message.key, text: message.text, id: message.id, ...line.address, startedAt: performance.now() });
	const answer = await deliver(world, random, async () => {
		const given = await line.post(message);
		// Also of answers that get lost on the way: one id must not become two messages.
		if (given.status === 202 && given.data?.messageId !== undefined) entry.messageIds.add(given.data.messageId);
		return given;
	}, ({ status }) => status === 202);
	if (answer === undefined) return;
	entry.acknowledgedAt = performance.now();
	world.acknowledged();
}

export async function openChat(world, { name }) {
	const api = `${world.topology.chatUrl}/api`;
	let session;
	while (session === undefined) {
		const answer = await orNothing(request(api, { body: { action: 'start' } }));
		if (answer?.status === 201) session = answer.data.session;
		else if (world.hasGivenUp()) throw new Error('No chat could be opened any more');
		else await wait(1_000);
	}
	const headers = { authorization: `Bearer ${session}` };
	const chat = { name, entries: [], state: (after) => request(`${api}?action=state&after=${after}`, { method: 'GET', headers }) };
	world.seen.chats.push(chat);

	/** Reads on from what was seen last, as the page does. */
	const look = async () => {
		const answer = await orNothing(chat.state(chat.entries.at(-1)?.seq ?? 0));
		if (answer?.status === 200) chat.entries.push(...answer.data.entries);
	};
	return {
		address: { channel: 'webChat', thread: name },
		look,
		post: (message) => request(api, { headers, body: message.topic === 'button' ? { action: 'human', id: message.id } : { action: 'message', id: message.id, text: message.text } }),
		async waitForAnswer(key) {
			const ids = world.seen.messages.get(key).messageIds;
			for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await wait(LOOK_EVERY_MS)) {
				await look();
				if (chat.entries.some(({ kind, messageId }) => kind === 'outcome' && ids.has(messageId))) return;
			}
		},
	};
}

function openChannel(world, { name }) {
	return {
		address: { channel: 'webhook', thread: `thread-${name}` },
		look: async () => {},
		post: ({ id, key, text }) => request(world.topology.channelUrl, { body: { messageId: id, conversation: `thread-${name}`, customerId: `customer-${name}`, text: text === '' ? askForPerson(key) : text } }),
		waitForAnswer: () => wait(PATIENCE_MS / 3),
	};
}
