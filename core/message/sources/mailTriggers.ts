/**
 * The mail triggers of n8n: what each tells of a mail. Parsing what is left raw and finding what is new in a mail takes
 * libraries, so these readers only collect; `channels/mail` reads on.
 */
import { ignore, isObject, object, objects, text, type Json, type MailEvent, type Source, type SourceEvent, type ToldMail } from './source';

/** Email Trigger (IMAP): the formats Simple, Resolved and Raw. */
export const imap: Source = {
	trigger: 'emailReadImap',
	recognises: (item) => isUid(item) && ('textPlain' in item || 'textHtml' in item || 'headers' in item) || (typeof item.raw === 'string' && Object.keys(item).length === 1),
	read: (item) => [typeof item.raw === 'string' ? { kind: 'rawMail', raw: withHeader(item.raw) } : 'headers' in item ? readParsed(item) : readSimple(item)],
};

/** Gmail Trigger: Gmail's own short form, which has no text but a snippet, or the parsed mail. */
export const gmail: Source = {
	trigger: 'gmailTrigger',
	recognises: (item) => typeof item.threadId === 'string' && typeof item.id === 'string' && ('snippet' in item || 'headers' in item),
	read: (item) => [readGmail(item)],
};

/** Microsoft Outlook Trigger: a message of Microsoft Graph, whole, in chosen fields or in its short form. */
export const outlook: Source = {
	trigger: 'microsoftOutlookTrigger',
	recognises: (item) => typeof item.conversationId === 'string' && ('bodyPreview' in item || isObject(item.body)),
	read: (item) => [readOutlook(item)],
};

function isUid({ attributes }: Json): boolean {
	return typeof object(attributes).uid === 'number';
}

function readSimple(item: Json): MailEvent {
	const { from, to, cc, subject, date } = item;
	return { kind: 'mail', mail: { headers: { ...object(item.metadata), from, to, cc, subject, date }, ...words(item.textPlain, item.textHtml) } };
}

/** What mailparser makes of a mail, with its headers as whole lines. */
function readParsed(item: Json): MailEvent {
	const [sender] = objects(object(item.from).value);
	const [answerTo] = objects(object(item.replyTo).value);
	return {
		kind: 'mail',
		mail: {
			headers: object(item.headers), ...words(item.text, item.html),
			...address('from', sender?.address, sender?.name), ...address('replyTo', answerTo?.address, answerTo?.name),
			...(text(item.subject) === undefined ? {} : { subject: text(item.subject)! }), ...(text(item.messageId) === undefined ? {} : { messageId: text(item.messageId)! }),
		},
	};
}

function readGmail(item: Json): SourceEvent {
	const labels = [...(Array.isArray(item.labelIds) ? item.labelIds : []), ...objects(item.labels).map(({ id }) => id)];
	if (labels.includes('DRAFT')) return ignore('notAMessage', 'This mail is a draft.');
	if (labels.includes('SENT') && !labels.includes('INBOX')) return ignore('ownEcho', 'This mail was sent from your own address.');
	if (isObject(item.headers)) return readParsed(item);
	if (labels.includes('CATEGORY_PROMOTIONS')) return ignore('newsletter', 'Gmail sorts this mail among the promotions.');
	const at = (name: string): unknown => item[name] ?? item[name.toLowerCase()];
	return {
		kind: 'mail', thread: `gmail:${String(item.threadId)}`, providerId: `gmail:${String(item.id)}`,
		mail: { headers: { from: at('From'), to: at('To'), subject: at('Subject') }, ...words(undefined, item.snippet) },
	};
}

function readOutlook(item: Json): SourceEvent {
	if (item.isDraft === true) return ignore('notAMessage', 'This mail is a draft.');
	const { body, bodyPreview } = item;
	const content = text(object(body).content);
	const isHtml = text(object(body).contentType)?.toLowerCase() === 'html';
	const sender = object(object(item.from).emailAddress);
	const answerTo = object(objects(item.replyTo)[0]?.emailAddress);
	const [to] = Array.isArray(item.to) ? item.to : [object(objects(item.toRecipients)[0]?.emailAddress).address];
	const headers = Object.fromEntries(objects(item.internetMessageHeaders).map(({ name, value }) => [String(name), value]));
	return {
		kind: 'mail', thread: `outlook:${String(item.conversationId)}`, ...(text(item.internetMessageId) === undefined && text(item.id) !== undefined ? { providerId: `outlook:${String(item.id)}` } : {}),
		mail: {
			headers: { to, ...headers }, ...(content === undefined ? words(bodyPreview, undefined) : isHtml ? words(undefined, content) : words(content, undefined)),
			...(typeof item.from === 'string' ? { from: item.from } : address('from', sender.address, sender.name)), ...address('replyTo', answerTo.address, answerTo.name),
			...(text(item.subject) === undefined ? {} : { subject: text(item.subject)! }), ...(text(item.internetMessageId) === undefined ? {} : { messageId: text(item.internetMessageId)! }),
		},
	};
}

function words(plain: unknown, html: unknown): Pick<ToldMail, 'text' | 'html'> {
	return { ...(typeof plain === 'string' ? { text: plain } : {}), ...(typeof html === 'string' ? { html } : {}) };
}

function address<Key extends 'from' | 'replyTo'>(key: Key, mailbox: unknown, name: unknown): Pick<ToldMail, Key> {
	const known = text(mailbox);
	return (known === undefined ? {} : { [key]: { address: known, ...(text(name) === undefined ? {} : { name: text(name)! }) } }) as Pick<ToldMail, Key>;
}

/** The IMAP trigger's raw format leaves the header out: the parts can still be read, though nobody knows who wrote them. */
function withHeader(raw: string): string {
	if (/^[\w-]{1,76}:[ \t]/u.test(raw)) return raw;
	const boundary = /^\s*--([^\s"]{1,70})\s/u.exec(raw)?.[1];
	return `Content-Type: ${boundary === undefined ? 'text/plain; charset=utf-8' : `multipart/mixed; boundary="${boundary}"`}\r\n\r\n${raw.trimStart()}`;
}

