/** How customers reach us on the day: the chat of the fault suite, WhatsApp by Meta's webhook calls, and mail. */
import { setTimeout as wait } from 'node:timers/promises';
import { openChat } from '../faults/customers.mjs';
import { SUPPORT } from './mailRoom.mjs';

/** Longer than the trigger waits for more messages of a burst. */
const PATIENCE_MS = 12_000;
const LOOK_EVERY_MS = 200;
/** How many of the customers leave the answered words below their own, as mail programs do. */
const QUOTES = 0.5;

/** For playCustomer(): `world` has besides the fault suite's `meta`, `office`, `mailRoom` and `attempts`. */
export const LINES = { webChat: openCountedChat, whatsApp: openWhatsApp, email: openMail };

async function openCountedChat(world, customer) {
	const line = await openChat(world, customer);
	return { ...line, post: (message) => attempt(world, 'webChat', () => line.post(message)) };
}

function openWhatsApp(world, { name, address }) {
	const { meta, office } = world;
	const written = new Map();
	/** Meta keeps the time at which it was written through every retry. */
	const describe = ({ id, text }) => {
		if (!written.has(id)) written.set(id, { from: address, id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: text } });
		return written.get(id);
	};
	return {
		address: { channel: 'whatsApp', thread: name },
		...hear(() => meta.received(address)),
		post: (message) => attempt(world, 'whatsApp', async () => {
			const status = await office.post(describe(message));
			return { status: status === 200 ? 202 : status };
		}),
	};
}

function openMail(world, { name, address, responder }) {
	const { mailRoom } = world;
	const random = world.random.fork(`${name}/mail`);
	const written = new Map();
	if (responder !== undefined) mailRoom.letRespond(address, responder);
	let first;

	/** Each copy of a mail is the same to the letter. */
	function describe({ id, text }) {
		if (!written.has(id)) written.set(id, compose(id, text));
		return written.get(id);
	}

	/** Answers our newest mail; before there is one, the customer's own first. */
	function compose(id, text) {
		const newest = mailRoom.receivedBy(address).at(-1)?.mail;
		const answered = newest?.messageId ?? first;
		const references = [...(newest?.references ?? []), answered].filter((one) => one !== undefined).join(' ');
		first ??= id;
		return {
			headers: {
				'Message-ID': id, From: `Customer <${address}>`, To: SUPPORT, Date: new Date().toUTCString(), Subject: answered === undefined ? `About my order (${name})` : `Re: About my order (${name})`,
				...(answered === undefined ? {} : { 'In-Reply-To': answered, References: references }),
			},
			body: newest !== undefined && random.chance(QUOTES) ? `${text}\n\nOn Tue, Nov 3, 2026 at 10:00 AM Support <${SUPPORT}> wrote:\n${quote(newest.text)}` : text,
		};
	}

	return {
		address: { channel: 'email', thread: name },
		...hear(() => mailRoom.receivedBy(address)),
		post: (message) => attempt(world, 'email', async () => {
			mailRoom.send(address, describe(message));
			return { status: 202 };
		}),
	};
}

/** Waiting for a word, for who sees only words. */
function hear(readAll) {
	let heard = 0;
	return {
		look: async () => { heard = readAll().length; },
		async waitForAnswer() {
			for (const until = performance.now() + PATIENCE_MS; performance.now() < until && readAll().length === heard;) await wait(LOOK_EVERY_MS);
		},
	};
}

function attempt(world, channel, post) {
	world.attempts[channel] = (world.attempts[channel] ?? 0) + 1;
	return post();
}

function quote(text) {
	return text.split('\n').map((line) => `> ${line}`).join('\n');
}
