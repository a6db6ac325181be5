import { readMailEvent } from '../../../channels';
import { readIntake, type IntakeMessage } from '../../../core/message';
import * as mails from '../../core/message/fixtures/mail';
import { damage } from '../../core/message/sources/read';

type Json = Readonly<Record<string, unknown>>;

const FILE = { name: 'lamp.jpg', mimeType: 'image/jpeg', binary: 'attachment_0' };

async function read(item: Json, more: { readonly files?: readonly (typeof FILE)[]; readonly byPerson?: boolean } = {}) {
	const [event] = readIntake(item, 'automatic', { providerId: 'run-7', ...more });
	return event.kind === 'mail' ? await readMailEvent(event, { byPerson: more.byPerson === true }) : event;
}

async function messageOf(item: Json, files: readonly (typeof FILE)[] = []): Promise<IntakeMessage> {
	const event = await read(item, { files });
	if (event.kind !== 'message') throw new Error(JSON.stringify(event));
	return event.message;
}

it.each([
	['IMAP, Simple', mails.imapSimple()],
	['IMAP, Resolved', mails.imapResolved],
	['Gmail, not simplified', mails.gmailFull],
])('reads a mail of %s with its ids and without its quote', async (_, item) => {
	expect(await messageOf(item)).toMatchObject({
		channel: 'email', text: mails.TEXT, subject: 'Re: Order 1042', providerId: '<two@example.org>', follows: { ids: ['<one@example.com>'] },
		customer: { externalId: 'robin.vale@example.org', email: 'robin.vale@example.org', name: 'Robin Vale' },
	});
});

it('reads the same mail of every format as the same message', async () => {
	const ids = await Promise.all([mails.imapSimple(), mails.imapResolved, mails.gmailFull].map(async (item) => {
		const { providerId, thread } = await messageOf(item);
		return `${providerId} ${thread}`;
	}));
	expect(new Set(ids).size).toBe(1);
});

it('reads Gmail\'s short form with its snippet, in Gmail\'s thread', async () => {
	expect(await messageOf(mails.gmailSimple())).toMatchObject({
		text: 'Where\'s my order 1042?', providerId: 'gmail:18e0a1', thread: 'gmail:18e0a0 robin.vale@example.org', customer: { email: 'robin.vale@example.org', name: 'Vale, Robin' },
	});
});

it('reads Outlook, short and whole, in Outlook\'s thread', async () => {
	expect(await messageOf(mails.outlookSimple)).toMatchObject({ text: mails.TEXT, providerId: 'outlook:AAMk1', thread: 'outlook:AAQk1 robin.vale@example.org', customer: { email: 'robin.vale@example.org' } });
	expect(await messageOf(mails.outlookFull())).toMatchObject({ text: expect.stringContaining(mails.TEXT), providerId: '<two@example.org>', customer: { name: 'Robin Vale' } });
});

it('reads a mail of HTML as its words', async () => {
	const { text } = await messageOf(mails.imapHtmlOnly);
	expect(text).toBe('Gdzie jest moje zamówienie? 📦');
});

it('reads what the raw format leaves of a mail', async () => {
	expect(await messageOf(mails.imapRaw)).toMatchObject({ text: mails.TEXT, customer: expect.not.objectContaining({ email: expect.anything() }) });
});

it('takes the files that travel beside a mail for its own', async () => {
	expect((await messageOf(mails.imapSimple(), [FILE])).attachments).toEqual([FILE]);
});

it('believes the builder that one of our people wrote it', async () => {
	expect(await read(mails.imapSimple(), { byPerson: true })).toMatchObject({ kind: 'person', isNameless: false });
});

it('takes what came through the list that the support address itself is', async () => {
	expect(await read(mails.imapSimple({ 'list-id': '<support.example.com>', precedence: 'list' }))).toMatchObject({ kind: 'message' });
});

it.each([
	['an auto-responder', mails.outOfOffice, 'automaticMail'],
	['an auto-responder of Outlook', mails.outlookOutOfOffice, 'automaticMail'],
	['a bounce', mails.bounce, 'bounce'],
	['a newsletter', mails.newsletter, 'newsletter'],
	['a promotion', mails.gmailPromotion, 'newsletter'],
	['a mail of ours', mails.gmailSent, 'ownEcho'],
	['a draft', mails.outlookDraft, 'notAMessage'],
])('ignores %s', async (_, item, reason) => {
	expect(await read(item)).toMatchObject({ kind: 'ignored', reason });
});

it('never fails, however damaged an item is', async () => {
	const items = [mails.imapSimple(), mails.imapResolved, mails.gmailSimple(), mails.gmailFull, mails.outlookSimple, mails.outlookFull()].flatMap(damage);
	const kinds = new Set<string>();
	for (const item of items) kinds.add((await read(item)).kind);
	expect([...kinds].sort()).toEqual(['ignored', 'message']);
});

it('takes who writes to themselves with us in copy for a customer', async () => {
	expect(await messageOf({ ...mails.imapSimple(), to: 'Robin Vale <robin.vale@example.org>', cc: 'support@example.com' })).toMatchObject({ customer: { email: 'robin.vale@example.org' } });
});
