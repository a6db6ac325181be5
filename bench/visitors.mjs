/** Customers of the chat, by its public API. */
import { Problem } from '../scripts/say.mjs';

/** Writes one message, as a new customer where no session is given. Rejects where nobody answers. */
export async function writeMessage(chatUrl, text, session) {
	const headers = { 'Content-Type': 'application/json', ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }) };
	const response = await fetch(`${chatUrl}/api`, { method: 'POST', headers, body: JSON.stringify({ action: 'message', id: crypto.randomUUID(), text }) });
	const answer = await response.text();
	if (response.status !== 202) return { status: response.status };
	const { messageId, session: opened = session } = JSON.parse(answer);
	return { status: response.status, messageId, session: opened };
}

/**
 * `together` customers at a time, each of whom writes, waits for the outcome, and is followed by the next: all `texts` once.
 * Returns how long it took and how long each waited, milliseconds.
 */
export async function writeAndWait({ chatUrl, outcomes, texts, together }) {
	const left = [...texts];
	const waits = [];
	const startedAt = performance.now();
	await Promise.all(Array.from({ length: together }, async () => {
		for (let text = left.shift(); text !== undefined; text = left.shift()) {
			const writtenAt = performance.now();
			const { status, messageId } = await writeMessage(chatUrl, text);
			if (status !== 202) throw new Problem(`The chat answered a message with HTTP ${status}.`);
			if (await outcomes.waitFor(messageId) === undefined) throw new Problem('A message had no outcome in time.');
			waits.push(performance.now() - writtenAt);
		}
	}));
	return { ms: performance.now() - startedAt, waits };
}
