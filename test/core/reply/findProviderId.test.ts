import { findProviderId } from '../../../core/reply/findProviderId';

it.each<[string, Record<string, unknown>, string | undefined]>([
	['WhatsApp', { messaging_product: 'whatsapp', contacts: [{ wa_id: '1' }], messages: [{ id: 'wamid.1' }] }, 'wamid.1'],
	['a plain id', { id: 'a' }, 'a'], ['a mail', { messageId: '<a@example.com>' }, '<a@example.com>'], ['a number', { message_id: 7 }, '7'],
	['nothing', {}, undefined], ['no list', { messages: 'x' }, undefined], ['an empty list', { messages: [], id: 'a' }, 'a'], ['a list of nothing', { messages: [null] }, undefined], ['an id that is none', { id: {} }, undefined],
])('finds the id of %s', (_what, sent, id) => {
	expect(findProviderId(sent)).toBe(id);
});
