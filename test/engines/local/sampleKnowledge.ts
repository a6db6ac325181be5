/** An invented shop's knowledge, small enough to read. */
import type { Article, Intent, Knowledge } from '../../../core/knowledge/knowledge';
import type { UnderstandRequest } from '../../../core/triage/engine';

function intent(name: string, examples: readonly string[], needs?: Intent['needs']): Intent {
	return { name, title: name, examples, humanOnly: false, ...(needs === undefined ? {} : { needs }) };
}

function article(id: string, title: string, body: string, questions: readonly string[] = []): Article {
	return { id, title, body, questions, enabled: true, updatedAt: '2026-01-01T00:00:00.000Z' };
}

export const INTENTS: readonly Intent[] = [
	intent('orderStatus', ['where is my order', 'has my parcel been sent yet', 'track my package', 'when will my delivery arrive', 'my order has not arrived', 'order status please', 'i am still waiting for my parcel', 'i did not receive my order', 'where is the lamp i ordered'], { details: ['orderNumber'], verifyBy: ['email', 'postcode'], answer: 'Order {number} was sent on {shippedOn}.' }),
	intent('refund', ['i want my money back', 'how do i get a refund', 'refund my purchase', 'when do i receive my refund', 'please give me my money back for this lamp', 'you owe me a refund', 'can i get the amount refunded', 'pay me back', 'i would like to be reimbursed']),
	intent('exchange', ['can i exchange this for another size', 'i would like to swap the colour', 'exchange for a bigger one', 'wrong size, can i change it', 'swap my lamp for a different model', 'how do exchanges work', 'this is too small, i need a large one', 'i want a different colour instead']),
	intent('resetPassword', ['i forgot my password', 'reset my password', 'cannot log in to my account', 'how do i change my password', 'password reset link does not arrive', 'login does not work', 'i forgot my pass word', 'my password is not accepted']),
	intent('openingHours', ['when are you open', 'what are your opening hours', 'is the shop open on sunday', 'until what time are you open today', 'store hours', 'are you open on holidays', 'at what time do you close', 'when does the shop open in the morning']),
];

export const ARTICLES: readonly Article[] = [
	article('returns', 'Returns and refunds', 'You can send anything back within 30 days. We refund the price within 5 working days after the parcel reaches us. Postage is free inside the country.', ['How do I return something?', 'When do I get my money back?']),
	article('shipping', 'Shipping times and costs', '# Shipping\n\nOrders leave our warehouse within 24 hours. Standard delivery takes 2 to 4 working days and costs 4.90. Express arrives the next day.', ['How long does delivery take?', 'What does shipping cost?']),
	article('bulbs', 'Which bulb fits my lamp?', 'The socket size is printed under the shade. Most of our lamps take an E27 bulb. Use at most 60 watts.', ['Which light bulb do I need?']),
	article('gift', 'Gift cards', 'Gift cards are valid for three years. You can use one for several orders. They cannot be paid out in cash.', ['How long is a gift card valid?']),
	article('warranty', 'Warranty', 'Every lamp has a warranty of two years. Keep the receipt.', ['My lamp is broken, is it covered?']),
];

export const KNOWLEDGE: Knowledge = { inbox: 'main', version: 1, articles: ARTICLES, intents: INTENTS };

/** A request as a first message in an empty conversation, changed where a case says so. */
export function requestFor(text: string, changes: { readonly conversation?: Partial<UnderstandRequest['conversation']>; readonly message?: Partial<UnderstandRequest['message']>; readonly knowledge?: Knowledge; readonly patterns?: Readonly<Record<string, string>> } = {}): UnderstandRequest {
	return {
		message: { text, ...changes.message },
		conversation: { turns: [], collected: {}, asked: [], offeredHuman: false, ...changes.conversation },
		knowledge: changes.knowledge ?? KNOWLEDGE,
		languages: ['en', 'de'],
		patterns: changes.patterns ?? {},
		now: '2026-01-01T00:00:00.000Z',
	};
}
