/** Who writes on this day, where, and what. */
import { askForPerson, MARKER, planMessage } from '../faults/customers.mjs';
import { AUTO_MAILS } from './autoMails.mjs';

export const CHANNELS = ['webChat', 'whatsApp', 'email'];

/** One in so many of a channel's customers, so that a short day has them too. */
const SAYS_STOP = 9;
const HAS_RESPONDER = 3;
const MESSAGES = [1, 5];

/** Plans customers with one conversation each: `{ name, channel, address?, saysStop?, responder?, messages: [{ key, id, topic, text }] }`. */
export function planDay(random, conversations) {
	return Array.from({ length: conversations }, (_, index) => planCustomer(random, CHANNELS[index % CHANNELS.length], Math.floor(index / CHANNELS.length)));
}

function planCustomer(random, channel, index) {
	const name = `${channel}${index}`;
	const count = random.between(...MESSAGES);
	const messages = Array.from({ length: count }, (_, place) => planMessage(random, `${name}m${place}`));
	switch (channel) {
		case 'whatsApp': {
			const saysStop = index % SAYS_STOP === SAYS_STOP - 1;
			return { name, channel, address: String(4_915_300_000_000 + index), saysStop, messages: (saysStop ? endWithStop(messages, name, random) : messages).map((message) => ({ ...inWords(message), id: `wamid.${message.id}` })) };
		}
		case 'email': return {
			name, channel, address: `${name}.${MARKER}@example.org`.toLowerCase(),
			...(index % HAS_RESPONDER === 0 ? { responder: AUTO_MAILS[Math.floor(index / HAS_RESPONDER) % AUTO_MAILS.length] } : {}),
			messages: messages.map((message) => ({ ...inWords(message), id: `<${message.id}@example.org>` })),
		};
		default: return { name, channel, messages };
	}
}

/** STOP, and one more message that must not be answered. */
function endWithStop(messages, name, random) {
	const at = messages.length;
	return [...messages, { key: `${name}m${at}`, id: random.id(), topic: 'stop', text: 'STOP' }, planMessage(random, `${name}m${at + 1}`)];
}

/** There is no button in a messenger. */
function inWords(message) {
	return message.topic === 'button' ? { ...message, text: askForPerson(message.key) } : message;
}
