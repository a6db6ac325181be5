/** What a mail is: a customer's message, or something nobody may answer. */
import { judgeMail, readMailMessage, type ParsedMail } from '../../../core/message/mail';
import { isForwardSubject, isReplySubject, normaliseSubject, replySubject } from '../../../core/message/mailSubject';

const OWN = { address: 'support@example.com' };

function mail(over: Partial<ParsedMail> = {}, headers: Readonly<Record<string, string>> = {}): ParsedMail {
	return { messageId: '<m1@example.org>', inReplyTo: [], references: [], from: { address: 'robin.vale@example.org', name: 'Robin Vale' }, subject: 'Order 1042', text: 'Where is it?', attachments: [], ...over, headers };
}

describe('what nobody may answer', () => {
	it.each([
		['marked as automatic', mail({}, { 'auto-submitted': 'auto-replied' }), 'automaticMail'],
		['marked as automatic, with a comment', mail({}, { 'auto-submitted': 'auto-generated; x=y' }), 'automaticMail'],
		['marked as written by a person', mail({}, { 'auto-submitted': 'no' }), undefined],
		['an empty mark says nothing', mail({}, { 'auto-submitted': '' }), undefined],
		['bulk', mail({}, { precedence: 'bulk' }), 'automaticMail'],
		['junk', mail({}, { precedence: 'Junk' }), 'automaticMail'],
		['first-class', mail({}, { precedence: 'first-class' }), undefined],
		['a mailing list', mail({}, { 'list-id': 'News <news.example.org>' }), 'newsletter'],
		['a newsletter', mail({}, { 'list-unsubscribe': '<https://example.org/off>' }), 'newsletter'],
		['a list by its precedence', mail({}, { precedence: 'list' }), 'newsletter'],
		['our own address kept as a group', mail({}, { 'list-id': '<support.example.com>', precedence: 'list' }), undefined],
		['our own group by its address', mail({}, { 'list-post': '<mailto:support@example.com>', 'list-unsubscribe': '<mailto:googlegroups-manage@example.com>' }), undefined],
		['Exchange\'s hint alone', mail({}, { 'x-auto-response-suppress': 'All' }), undefined],
		['Exchange\'s hint with an away subject', mail({ subject: 'Automatic reply: Order 1042' }, { 'x-auto-response-suppress': 'All' }), 'automaticMail'],
		['the same in German', mail({ subject: 'Automatische Antwort: Bestellung' }, { 'x-auto-response-suppress': 'All' }), 'automaticMail'],
		['the same in French', mail({ subject: 'Réponse automatique : commande' }, { 'x-auto-response-suppress': 'All' }), 'automaticMail'],
		['the same in Spanish', mail({ subject: 'Respuesta automática: pedido' }, { 'x-auto-response-suppress': 'All' }), 'automaticMail'],
		['the same in Polish', mail({ subject: 'Odpowiedź automatyczna: zamówienie' }, { 'x-auto-response-suppress': 'All' }), 'automaticMail'],
		['an away subject alone', mail({ subject: 'Out of office chair: how do I return it?' }), undefined],
		['an auto-responder\'s own header', mail({}, { 'x-autoreply': 'yes' }), 'automaticMail'],
		['no address to answer to', mail({}, { 'return-path': '<>' }), 'automaticMail'],
		['an address to answer to', mail({}, { 'return-path': '<robin.vale@example.org>' }), undefined],
		['a bounce', mail({ from: { address: 'mailer-daemon@example.org' } }, { 'return-path': '<>' }), 'bounce'],
		['a bounce without a return path', mail({ from: { address: 'mailer-daemon@example.org' } }), 'bounce'],
		['a bounce by its parts', mail({ from: { address: 'robot@example.org' } }, { 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }), 'bounce'],
		['a bounce by its recipients', mail({}, { 'x-failed-recipients': 'robin@example.org' }), 'bounce'],
		['a postmaster who writes himself', mail({ from: { address: 'postmaster@example.org' } }), undefined],
		['a read receipt', mail({}, { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=x' }), 'automaticMail'],
		['an invitation', mail({ calendarMethod: 'REQUEST' }), undefined],
		['an answer to an invitation', mail({ calendarMethod: 'REPLY' }), 'automaticMail'],
		['sent by this address', mail({ from: { address: 'support@example.com' } }), 'ownLoop'],
		['our mark with our address', mail({}, { 'x-hybrid-support': 'support@example.com' }), 'ownLoop'],
		['the mark of another installation', mail({}, { 'x-hybrid-support': 'help@example.org' }), undefined],
		['a contact form in our name', mail({ from: { address: 'support@example.com' }, replyTo: { address: 'robin@example.org' } }), undefined],
		['no sender at all', mail({ from: undefined }), undefined],
	])('%s', (_what, read, reason) => {
		expect(judgeMail(read, OWN)?.reason).toBe(reason);
	});
});

it.each([
	['a reply of ours', `<${'A'.repeat(22)}.hs@example.com>`, { providerId: `<${'A'.repeat(22)}.hs@example.com>`, problem: '5.1.1 unknown' }],
	['a mail that is not of our making', '<other@example.com>', undefined],
])('reports a reply that came back: %s', (_what, messageId, failedSend) => {
	const report = mail({ from: { address: 'mailer-daemon@example.org' }, undelivered: { messageId, problem: '5.1.1 unknown' } });
	expect(readMailMessage(report, OWN)).toEqual({ kind: 'ignored', reason: 'bounce', note: expect.any(String), ...(failedSend === undefined ? {} : { failedSend }) });
});

describe('a message', () => {
	it('has the mail\'s id, its thread, and whom an answer goes to', () => {
		expect(readMailMessage(mail({ replyTo: { address: 'robin@example.com' }, references: ['<a@x.example>', '<b@x.example>'], inReplyTo: ['<b@x.example>'] }, { 'content-language': 'de-DE, en' }), OWN)).toEqual({
			kind: 'message',
			message: {
				channel: 'email', providerId: '<m1@example.org>', thread: '<a@x.example> robin@example.com', follows: { ids: ['<b@x.example>', '<a@x.example>'] },
				text: 'Where is it?', subject: 'Order 1042', locale: 'de-DE', attachments: [],
				customer: { externalId: 'robin@example.com', name: 'Robin Vale', email: 'robin@example.com' },
			},
		});
	});

	it('names the subject it continues only where it says that it is an answer', () => {
		const followsOf = (subject: string): unknown => {
			const read = readMailMessage(mail({ subject }), OWN);
			return read.kind === 'message' ? read.message.follows?.subject : read;
		};
		expect(followsOf('AW: Re: Order  1042')).toBe('order 1042');
		expect(followsOf('Order 1042')).toBeUndefined();
		expect(followsOf('Fwd: Order 1042')).toBeUndefined();
		expect(followsOf('Re:')).toBeUndefined();
	});

	it.each([
		['the subject', mail({ text: ' ' }), 'Order 1042'],
		['the invitation', mail({ text: '', subject: undefined, calendarMethod: 'REQUEST' }), 'Calendar invitation'],
		['the files', mail({ text: '', subject: undefined, attachments: [{ name: 'lamp.png', mimeType: 'image/png' }] }), 'lamp.png'],
		['that it is empty', mail({ text: '', subject: undefined }), '(empty mail)'],
	])('without words says %s', (_what, read, text) => {
		expect(readMailMessage(read, OWN)).toMatchObject({ kind: 'message', message: { text } });
	});

	it('is known by its content where it has no id, and its customer by the mail where nobody signed', () => {
		expect(readMailMessage(mail({ messageId: undefined, from: undefined, fingerprint: 'abc' }), OWN)).toMatchObject({ message: { providerId: 'sha256:abc', thread: 'sha256:abc ', customer: { externalId: 'unknown sender of sha256:abc' } } });
	});

	it('is cut where it is a book', () => {
		const read = readMailMessage(mail({ text: 'a'.repeat(20_000) }), OWN);
		expect(read.kind === 'message' && read.message.text.length).toBe(10_000);
	});
});

describe('a subject', () => {
	it.each([
		['Re: Order', 'order'], ['RE : Order', 'order'], ['AW: WG: Order', 'order'], ['Odp: Re[2]: Order', 'order'], ['TR: RE: Order', 'order'], ['RV: Order', 'order'], ['回复：Order', 'order'],
		['[EXT] Re: Order', 'order'], ['Order', 'order'], ['Return of order', 'return of order'], ['Regarding: x', 'regarding: x'], ['', ''],
	])('%s is without its prefixes: %s', (subject, bare) => {
		expect(normaliseSubject(subject)).toBe(bare);
	});

	it('of an answer has one prefix, and no line breaks', () => {
		expect([replySubject('Order'), replySubject('AW: Order'), replySubject(undefined), replySubject('Order\r\nBcc: x@example.org')]).toEqual(['Re: Order', 'AW: Order', 'Re:', 'Re: Order Bcc: x@example.org']);
	});

	it('tells answers from forwarded mails', () => {
		expect([isReplySubject('Fwd: Re: x'), isForwardSubject('Fwd: Re: x'), isReplySubject('Re: Fwd: x'), isForwardSubject('Fwd x')]).toEqual([false, true, true, false]);
	});
});
