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
