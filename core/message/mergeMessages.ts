/** What a customer wrote in a row before anybody answered is one thing to answer. */
import type { Message } from './message';
import { cutText } from './readEnvelope';

/**
 * The newest message with the words and files of the ones before it, oldest first. A wish for a person in any of them
 * stays one. `earlier` is empty for a message on its own, which comes back as it is.
 */
export function mergeMessages(earlier: readonly Message[], newest: Message): Message {
	if (earlier.length === 0) return newest;
	const all = [...earlier, newest];
	const subject = all.find((message) => message.subject !== undefined)?.subject;
	return {
		...newest,
		text: cutText(all.map(({ text }) => text).filter((text) => text !== '').join('\n')),
		attachments: all.flatMap(({ attachments }) => attachments),
		...(subject === undefined ? {} : { subject }),
		...(all.some(({ requestsHuman }) => requestsHuman) ? { requestsHuman: true } : {}),
		merged: earlier.map(({ id }) => id),
	};
}
