/** Reports of mail servers about mails that did not arrive. */
import { readMail } from '../../../channels/mail/readMail';
import { multipart } from './samples';

const OURS = 'From: support@example.com\nMessage-ID:\n <ours.hs@example.com>\nSubject: Re: Lamp\n\nMessage-ID: <quoted@example.org>';
const STATUS = 'Reporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; robin@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n no such user';

async function readReport({ status = STATUS, returned = OURS, kind = 'message/rfc822', report = 'report; report-type=delivery-status' } = {}): Promise<unknown> {
	const { mail } = await readMail(multipart([
		{ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'We are sorry.' },
		{ headers: { 'Content-Type': 'message/delivery-status' }, body: status },
		{ headers: { 'Content-Type': kind }, body: returned },
	], report, { From: 'MAILER-DAEMON@example.org' }));
	return mail.undelivered;
}

it.each(['message/rfc822', 'text/rfc822-headers'])('say which mail it was and why, with the mail as %s', async (kind) => {
	expect(await readReport({ kind })).toEqual({ messageId: '<ours.hs@example.com>', problem: '5.1.1 550 5.1.1 no such user' });
});

it.each([
	['that failed after one that arrived', 'Final-Recipient: rfc822; lea@example.org\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; robin@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user'],
	['that failed before one that arrived', 'Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\nAction: delivered\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 ok'],
	['with a remark', 'Action: Failed (permanent)\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user'],
])('say what became of the recipient %s', async (_what, blocks) => {
	expect(await readReport({ status: `Reporting-MTA: dns; mail.example.org\n\n${blocks}` })).toEqual({ messageId: '<ours.hs@example.com>', problem: '5.1.1 550 no such user' });
});

it.each([
	['<robin@example.org>: Recipient address rejected', 'the address: Recipient address rejected'],
	['no mailbox robin.vale+shop@mail.example.org.', 'no mailbox the address.'],
	['(robin@example.org, rfc822;"robin vale"@example.org) unknown', '(the address, rfc822;the address) unknown'],
	['jörg@bücher.example is unknown', 'the address is unknown'],
	['robin@[192.0.2.7] is unknown', 'the address is unknown'],
	['see https://example.org/why?to=robin%40example.org', 'see https:the address'],
])('name no address: %s', async (said, kept) => {
	expect(await readReport({ status: `Action: failed\nDiagnostic-Code: smtp; 550 ${said}` })).toMatchObject({ problem: `550 ${kept}` });
});

it.each<[string, Parameters<typeof readReport>[0]]>([
	['of a delay', { status: STATUS.replace('failed', 'delayed') }],
	['of a mail that arrived', { status: STATUS.replace('failed', 'delivered') }],
	['without the mail\'s id', { returned: 'Subject: Re: Lamp\n\nMessage-ID: <quoted@example.org>' }],
	['that a customer writes about', { report: 'mixed' }],
])('are not heeded: one %s', async (_what, report) => {
	expect(await readReport(report)).toBeUndefined();
});

it('end early however long a line is', async () => {
	const before = process.cpuUsage();
	await readReport({ status: `Action: ${' '.repeat(400_000)}failed`, returned: `Message-ID: <${'a'.repeat(400_000)}` });
	expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
});
