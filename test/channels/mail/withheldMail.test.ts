import { readWithheldMail } from '../../../channels/mail/withheldMail';

const PLACE = { mailbox: 'support@imap.example.com', address: 'support@example.com' };
const MAIL = { folder: 'INBOX', uid: 17, uidValidity: '4711' };
const FIELDS = { messageId: '<a@example.org>', subject: 'Order 1042', from: { address: 'Robin.Vale@example.org', name: 'Robin Vale' } };

async function read(mail: Parameters<typeof readWithheldMail>[0], place = PLACE) {
	const reading = await readWithheldMail(mail, place);
	if (reading.kind === 'ignored') throw new Error(reading.reason);
	return reading.message;
}

it('says where to look for it and from whom it is, and asks for a person', async () => {
	expect(await read({ ...MAIL, fields: FIELDS })).toMatchObject({
		channel: 'email', subject: 'Order 1042', requestsHuman: true, text: expect.stringMatching(/folder "INBOX", number 17/u) as string,
		customer: { externalId: 'robin.vale@example.org', name: 'Robin Vale', email: 'robin.vale@example.org' },
	});
});

it('is a message of its own beside the mail itself, in its thread', async () => {
	const message = await read({ ...MAIL, fields: FIELDS });
	expect(message.providerId).not.toBe('<a@example.org>');
	expect(message.thread).toBe('<a@example.org> robin.vale@example.org');
});

it('is the same message when told again, and another one for each place', async () => {
	const ids = await Promise.all([
		read({ ...MAIL, fields: FIELDS }), read({ ...MAIL, fields: FIELDS }), read({ ...MAIL, uid: 18, fields: FIELDS }), read({ ...MAIL, folder: 'Orders', fields: FIELDS }),
		read({ ...MAIL, uidValidity: '1', fields: FIELDS }), read({ ...MAIL, fields: FIELDS }, { ...PLACE, mailbox: 'other@imap.example.com' }),
	].map(async (message) => (await message).providerId));
	expect(ids[0]).toBe(ids[1]);
	expect(new Set(ids).size).toBe(5);
});

it('is told of also where nothing is known of it, each apart', async () => {
	const [one, other] = [await read(MAIL), await read({ ...MAIL, uid: 18 })];
	expect(one.customer).toEqual({ externalId: `unknown sender of ${one.providerId}` });
	expect(new Set([one.thread, other.thread]).size).toBe(2);
});

it('survives an envelope full of nonsense', async () => {
	const fields = { messageId: 'x'.repeat(100_000), subject: '\u0000'.repeat(10_000), from: { address: '@', name: 'x'.repeat(100_000) }, inReplyTo: '<'.repeat(100_000) };
	expect((await read({ ...MAIL, fields })).thread.length).toBeLessThanOrEqual(254);
});

it('ignores what came from the support address itself', async () => {
	expect(await readWithheldMail({ ...MAIL, fields: { ...FIELDS, from: 'support@example.com' } }, PLACE)).toMatchObject({ kind: 'ignored', reason: 'ownLoop' });
});
