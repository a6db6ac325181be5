/** Plays the conversations: the lines of one in order, several conversations at a time. */
import { ChatRefusal, ProductAway, openChat } from './chat.mjs';

/**
 * @typedef {object} Result one message and how it ended
 * @property {string} conversation
 * @property {number} line
 * @property {string} text
 * @property {string} [expect]
 * @property {string} [messageId] absent when it was not accepted
 * @property {string} [outcome] absent when none came in time
 * @property {readonly string[]} [reasons] absent when the product does not tell
 * @property {number} [ms] from the POST to the outcome
 * @property {readonly string[]} replies what was said to the customer in between
 * @property {readonly string[]} outcomes every outcome ever seen of it: one is right
 * @property {string} [problem] why there is no outcome
 */

/**
 * Plays all and then looks at each chat once more, so that a late second outcome is seen.
 *
 * @param {readonly import('./lines.mjs').Conversation[]} conversations
 * @param {{ base: string, concurrency: number, timeoutMs: number, onResult: () => void }} options
 * @returns {Promise<{ results: Result[], stopped?: string }>} in the order of the file. `stopped`: why the run ended early.
 */
export async function playAll(conversations, { base, concurrency, timeoutMs, onResult }) {
	const played = [];
	let stopped;

	await inParallel(conversations, concurrency, async (conversation) => {
		const one = { results: [] };
		played.push(one);
		try {
			if (stopped === undefined) one.chat = await openChat(base, conversation.customer);
			for (const line of conversation.lines) {
				if (stopped !== undefined) break;
				one.results.push(await playLine(one.chat, conversation.name, line, timeoutMs));
				onResult();
			}
		} catch (error) {
			if (error instanceof ProductAway) stopped ??= error.message;
			else if (!(error instanceof ChatRefusal)) throw error;
			one.problem = error.message;
		}
		for (const line of conversation.lines.slice(one.results.length)) {
			one.results.push({ ...nameOf(conversation.name, line), replies: [], outcomes: [], problem: one.problem ?? 'not sent' });
			onResult();
		}
	});

	if (stopped === undefined) await inParallel(played, concurrency, lookAgain);
	const results = played.flatMap(({ results: some }) => some).sort((one, other) => one.line - other.line);
	return { results, ...(stopped === undefined ? {} : { stopped }) };
}

async function playLine(chat, conversation, line, timeoutMs) {
	const name = nameOf(conversation, line);
	const heard = chat.replies().length;
	try {
		const { messageId, outcome, ms } = await chat.say(line.text, timeoutMs);
		const replies = chat.replies().slice(heard).map(({ text }) => text ?? '');
		if (outcome === undefined) return { ...name, messageId, replies, outcomes: [], problem: `no outcome within ${timeoutMs / 1000} s` };
		const reasons = outcome.reasons === undefined ? {} : { reasons: outcome.reasons };
		return { ...name, messageId, outcome: outcome.outcome, ...reasons, ms, replies, outcomes: [outcome.outcome] };
	} catch (error) {
		if (!(error instanceof ChatRefusal)) throw error;
		return { ...name, replies: [], outcomes: [], problem: error.message };
	}
}

/** A chat that cannot be read again leaves its results as they were. */
async function lookAgain({ chat, results }) {
	try {
		await chat?.refresh();
	} catch (error) {
		if (!(error instanceof ChatRefusal || error instanceof ProductAway)) throw error;
		return;
	}
	for (const result of results) {
		if (result.messageId === undefined) continue;
		result.outcomes = chat.outcomesOf(result.messageId).map(({ outcome }) => outcome);
		if (result.outcome === undefined && result.outcomes.length > 0) result.problem += `; ${result.outcomes.join(', ')} came later`;
	}
}

function nameOf(conversation, { line, text, expect }) {
	return { conversation, line, text, ...(expect === undefined ? {} : { expect }) };
}

async function inParallel(things, atATime, act) {
	const waiting = [...things];
	const work = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
	};
	await Promise.all(Array.from({ length: atATime }, work));
}
