/** Raw mails and fields of parsed ones become one shape. */
import { MAX_KEPT_FILE_BYTES } from '../../../core/message/files';
import { readMail, readMailFields } from '../../../channels/mail/readMail';
import { multipart, rawMail } from './samples';

it('reads who wrote, about what, and what is new', async () => {
	const { mail } = await readMail(rawMail({
		headers: { Subject: '=?utf-8?Q?Wo_ist_meine_Bestellung=3F?=', 'In-Reply-To': '<b@example.com>', References: '<a@example.com>\r\n <b@example.com>', 'Reply-To': 'robin@example.com' },
		body: 'Noch nicht da.\n\nAm 03.11.2026 um 10:00 schrieb Shop <support@example.com>:\n> Ihre Bestellung ist unterwegs.',
	}));
	expect(mail).toMatchObject({
		messageId: '<first@example.org>',
		inReplyTo: ['<b@example.com>'],
		references: ['<a@example.com>', '<b@example.com>'],
		from: { address: 'robin.vale@example.org', name: 'Robin Vale' },
		replyTo: { address: 'robin@example.com' },
		subject: 'Wo ist meine Bestellung?',
		text: 'Noch nicht da.',
		attachments: [],
	});
});

it('turns HTML into clean text: no styles, scripts, pictures or hidden comments; quotes are left out', async () => {
	const { mail } = await readMail(rawMail({
		headers: { 'Content-Type': 'text/html; charset=utf-8' },
		body: '<html><head><title>T</title><style>p{color:red}</style></head><body><!--[if mso]>x<![endif]--><p>The lamp is <b>broken</b>.</p><ul><li>no light</li></ul><img src="data:image/png;base64,AAAA"><script>alert(1)</script><p><a href="https://example.org/p">photo</a></p><div class="gmail_quote"><div>On Mon, Nov 3, 2026 at 10:00 AM Shop &lt;support@example.com&gt; wrote:<br></div><blockquote>Your order was shipped.</blockquote></div></body></html>',
	}));
	expect(mail.text).toBe('The lamp is broken.\n\n- no light\n\nphoto (https://example.org/p)');
});

it('takes the plain part where there are both, and the HTML where the plain part is only a hint', async () => {
	const both = (plain: string): Buffer => multipart([{ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: plain }, { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<p>Rich words</p>' }], 'alternative');
	expect((await readMail(both('Plain words'))).mail.text).toBe('Plain words');
	expect((await readMail(both('Please view this mail in an HTML browser.'))).mail.text).toBe('Rich words');
	expect((await readMail(both(''))).mail.text).toBe('Rich words');
});

it('names attachments without paths, and keeps the content of those that are not too large', async () => {
	const large = Buffer.alloc(MAX_KEPT_FILE_BYTES + 1).toString('base64');
	const { mail, files } = await readMail(multipart([
		{ headers: { 'Content-Type': 'text/plain' }, body: 'See the photo.' },
		{ headers: { 'Content-Type': 'image/png', 'Content-Disposition': 'attachment; filename="../../lamp.png"', 'Content-Transfer-Encoding': 'base64' }, body: 'iVBORw==' },
		{ headers: { 'Content-Type': 'video/mp4', 'Content-Disposition': 'attachment; filename="lamp.mp4"', 'Content-Transfer-Encoding': 'base64' }, body: large },
	]));
	expect(mail.attachments).toEqual([
		{ name: '.._.._lamp.png', mimeType: 'image/png', sizeBytes: 4 },
		{ name: 'lamp.mp4', mimeType: 'video/mp4', sizeBytes: MAX_KEPT_FILE_BYTES + 1 },
	]);
	expect(files).toEqual([{ place: 0, mimeType: 'image/png', content: Buffer.from('iVBORw==', 'base64') }, { place: 1, problem: expect.stringContaining('16 MB') as string }]);
});

it('reads a calendar invitation, and what it asks for', async () => {
	const invitation = (method: string): Buffer => multipart([
		{ headers: { 'Content-Type': 'text/plain' }, body: 'Can you call me then?' },
		{ headers: { 'Content-Type': `text/calendar; method=${method}; charset=utf-8` }, body: `BEGIN:VCALENDAR\nMETHOD:${method}\nEND:VCALENDAR` },
	], 'alternative');
	expect((await readMail(invitation('REQUEST'))).mail).toMatchObject({ calendarMethod: 'REQUEST', text: 'Can you call me then?', attachments: [{ name: 'invitation.ics', mimeType: 'text/calendar' }] });
	expect((await readMail(invitation('REPLY'))).mail.calendarMethod).toBe('REPLY');
});

it('keeps right-to-left words and names', async () => {
	const { mail } = await readMail(rawMail({ headers: { From: '=?utf-8?B?2YTZitmE2Yk=?= <layla@example.org>', Subject: '=?utf-8?B?2LfZhNio2Yo=?=' }, body: 'أين طلبي رقم 1042؟' }));
	expect(mail).toMatchObject({ from: { name: 'ليلى', address: 'layla@example.org' }, subject: 'طلبي', text: 'أين طلبي رقم 1042؟' });
});

it('leaves out ids nobody can refer to, and gives a mail without one a fingerprint that stays', async () => {
	const raw = rawMail({ headers: { 'Message-ID': 'no brackets', 'In-Reply-To': 'your mail of Monday', References: '' } });
	const { mail } = await readMail(raw);
	expect(mail).toMatchObject({ inReplyTo: [], references: [] });
	expect(mail.messageId).toBeUndefined();
	expect((await readMail(raw)).mail.fingerprint).toBe(mail.fingerprint);
	expect(mail.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
	expect((await readMail(rawMail({ headers: { 'Message-ID': '' } }))).mail.fingerprint).not.toBe(mail.fingerprint);
});

it.each([
	['no headers at all', Buffer.from('hello')],
	['nothing', Buffer.from('')],
	['a boundary that never comes', rawMail({ headers: { 'Content-Type': 'multipart/mixed; boundary="never"' } })],
	['broken base64 and charset', rawMail({ headers: { 'Content-Type': 'text/plain; charset=klingon', 'Content-Transfer-Encoding': 'base64' }, body: '%%%%' })],
	['zeros', Buffer.alloc(10_000)],
	['a thousand nested parts', rawMail({ headers: { 'Content-Type': 'multipart/mixed; boundary="b0"' }, body: Array.from({ length: 1_000 }, (_, n) => `--b${n}\nContent-Type: multipart/mixed; boundary="b${n + 1}"\n`).join('\n') })],
	['deep HTML', rawMail({ headers: { 'Content-Type': 'text/html' }, body: `${'<div>'.repeat(20_000)}deep` })],
	['an address list without end', rawMail({ headers: { From: '<'.repeat(5_000) } })],
])('a broken mail is read all the same: %s', async (_what, raw) => {
	expect(typeof (await readMail(raw)).mail.text).toBe('string');
});

it('reads fields as other triggers give them: names in any case, addresses as text, lines with their names', async () => {
	expect(await readMailFields({
		from: '"Vale, Robin" <Robin.Vale@example.org>',
		html: '<p>Hello<br>there</p>',
		headers: { 'Message-ID': '<m1@example.org>', Subject: 'Subject: Re: Order', References: ['<a@x.example>', '<b@x.example>'], 'auto-submitted': 'no' },
	})).toMatchObject({ messageId: '<m1@example.org>', from: { address: 'robin.vale@example.org', name: 'Vale, Robin' }, subject: 'Re: Order', references: ['<b@x.example>'], text: 'Hello\nthere', headers: { 'auto-submitted': 'no' } });
	expect(await readMailFields({})).toMatchObject({ inReplyTo: [], references: [], text: '', attachments: [], fingerprint: expect.any(String) });
});

it('costs little beside the parser: a mail of 5 MB', async () => {
	const { simpleParser } = await import('mailparser');
	const words = 'It has not arrived yet, and nobody answers the telephone.\n'.repeat(1_000);
	const photo = (Buffer.alloc(3_700_000, 7).toString('base64').match(/.{1,76}/gu) ?? []).join('\n');
	const raw = multipart([
		{ headers: { 'Content-Type': 'text/plain' }, body: words },
		{ headers: { 'Content-Type': 'image/jpeg', 'Content-Disposition': 'attachment; filename="p.jpg"', 'Content-Transfer-Encoding': 'base64' }, body: photo },
	]);
	expect(raw.length).toBeGreaterThan(4_900_000);
	const cpu = async (work: () => Promise<unknown>): Promise<number> => {
		const start = process.cpuUsage();
		await work();
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1000;
	};
	// By turns, so that what else the machine does meets both alike; a busy one blurs most turns, and what is dear is dear in each.
	const differences: number[] = [];
	for (let turn = 0; turn < 4; turn++) differences.push((await cpu(() => readMail(raw))) - (await cpu(() => simpleParser(raw))));
	expect(Math.min(...differences)).toBeLessThan(20);
}, 60_000);

it('reads hostile HTML in no time', async () => {
	const html = '<!--[if'.repeat(100_000);
	const started = performance.now();
	await readMailFields({ html });
	expect(performance.now() - started).toBeLessThan(1_500);
});
