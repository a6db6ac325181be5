/** Webhook node: `{ headers, params, query, body }`, where the body is JSON or a form; or a bare object. */
import { createHash } from 'node:crypto';
import { findText } from '../readEnvelope';
import { readCustomer, readForm } from './fields';
import { message, object, optional, text, type Json, type Source, type SourceEvent } from './source';

/** The last source: what no other recognises. */
export const webhook: Source = {
	trigger: 'webhook',
	recognises: () => true,
	read: (item) => [readWebhook(item)],
};

/** A bare "id" may be the form's, the same in every post: together with who wrote what it names the message. */
function contentId(id: string | undefined, words: string, { email, phone, name }: ReturnType<typeof readCustomer>): string | undefined {
	return id === undefined ? undefined : `${id}:${createHash('sha256').update(JSON.stringify([words, email, phone, name])).digest('hex').slice(0, 32)}`;
}

/** Names a site's own form gives to fields are understood where the documented ones are missing. */
function readWebhook(item: Json): SourceEvent {
	const body = 'body' in item ? object(item.body) : item;
	const query = object(item.query);
	const at = (key: string): string | undefined => text(body[key]) ?? text(query[key]);
	const headers = object(item.headers);
	const found = findText(item);
	const form = found === '' ? readForm(body) : undefined;
	const customer = readCustomer({ ...query, ...object(body.customer), ...body });
	return message({
		channel: 'webhook',
		text: found === '' ? (form?.text ?? '') : found,
		...optional({
			subject: at('subject') ?? form?.subject,
			providerId: at('messageId') ?? text(headers['webhook-id']) ?? text(headers['idempotency-key']) ?? contentId(at('id'), found, customer),
			thread: at('conversation') ?? at('thread') ?? at('sessionId'),
			externalId: at('customerId') ?? at('sessionId'),
			locale: at('locale') ?? text(headers['accept-language'])?.split(/[,;]/u)[0],
		}),
		attachments: form?.attachments ?? [],
		customer: { ...form?.customer, ...customer },
	});
}
