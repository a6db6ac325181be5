import { MAX_MESSAGE_CHARS } from '../../../../core/message';
import * as forms from '../fixtures/forms';
import { readOne, reasonOf } from './read';
import { cpuTime } from '../../../cpuTime';

it('finds message, name, e-mail and subject by their labels, and adds the rest below', () => {
	expect(readOne(forms.english)).toEqual({
		channel: 'webhook', text: 'It flickers.\n\nOrder number: 1042', subject: 'Lamp', providerId: 'run-7', thread: 'run-7', attachments: [],
		customer: { externalId: 'typed: ada@example.com', email: 'ada@example.com', name: 'Ada Winter' },
	});
});

it.each([
	['German', forms.german, { text: 'Wo bleibt meine Lampe?\n\nNewsletter: Ja, gerne', customer: { name: 'Ada Winter', phone: '+43 660 555001' } }],
	['French', forms.french, { text: 'Où est ma commande ?', subject: 'Lampe', customer: { email: 'ada@example.com', name: 'Ada' } }],
	['Spanish', forms.spanish, { text: '¿Dónde está mi pedido?', customer: { email: 'ada@example.com', name: 'Ada' } }],
	['Polish', forms.polish, { text: 'Gdzie jest moje zamówienie?', subject: 'Lampa', customer: { email: 'ada@example.com', name: 'Ada' } }],
])('understands %s labels', (_, item, expected) => {
	expect(readOne(item)).toMatchObject(expected);
});

it('takes the longest text of several words where no label names the message', () => {
	expect(readOne(forms.unnamed)).toMatchObject({ text: expect.stringMatching(/^My lamp flickers since Monday\n/u), customer: { email: 'ada@example.com' } });
});

it('keeps files as what they are', () => {
	expect(readOne(forms.withFile)).toMatchObject({ text: 'Look', attachments: [{ name: 'broken.png', mimeType: 'image/png', kind: 'image', sizeBytes: 2048 }, { name: 'b.pdf', kind: 'file' }] });
});

it('ignores a form in which nobody wrote', () => {
	expect(reasonOf(forms.onlyName)).toBe('empty');
});

it('bounds a form of ten thousand fields', () => {
	expect(readOne(forms.flooded).text.length).toBeLessThanOrEqual(MAX_MESSAGE_CHARS);
	expect(cpuTime(() => readOne(forms.flooded))).toBeLessThan(500);
});

it('understands a site\'s own form at a Webhook node', () => {
	expect(readOne(forms.siteForm)).toMatchObject({ channel: 'webhook', text: 'Where is it?\n\nOrder number: 1042', customer: { name: 'Ada Winter', email: 'ada@example.com' } });
});
