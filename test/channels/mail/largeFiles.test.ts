/** Large files take a way of their own through the parsing, and nobody sees that. */
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { takeOutLargeFiles } from '../../../channels/mail/largeFiles';
import { readMail } from '../../../channels/mail/readMail';
import { multipart, rawMail } from './samples';

const LINE = 76;
/** The same bytes on every run. */
const bytes = (count: number, seed = 'file'): Buffer => Buffer.concat(Array.from({ length: Math.ceil(count / 32) }, (_, index) => createHash('sha256').update(`${seed}${index}`).digest())).subarray(0, count);
const inLines = (content: Buffer): string => content.toString('base64').replace(new RegExp(`.{${LINE}}`, 'gu'), '$&\n');
const FILE = bytes(200_001);
const file = (body: string, headers: Record<string, string> = {}) => ({ headers: { 'Content-Type': 'image/jpeg; name=lamp.jpg', 'Content-Disposition': 'attachment; filename=lamp.jpg', 'Content-Transfer-Encoding': 'base64', ...headers }, body });
const WORDS = { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'See the photo.\n\n-- \nRobin' };

const describeContent = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** As mailparser alone has it. */
async function expected(raw: Buffer): Promise<object> {
	const { attachments } = await simpleParser(raw);
	return { sizes: attachments.map(({ size }) => size), contents: attachments.map(({ content }) => describeContent(content)) };
}

async function ours(raw: Buffer): Promise<object> {
	const { mail, files } = await readMail(raw);
	return { sizes: mail.attachments.map(({ sizeBytes }) => sizeBytes), contents: files.map((found) => ('content' in found ? describeContent(found.content) : found.problem)) };
}

it.each<[string, boolean, Buffer]>([
	['one file', true, multipart([WORDS, file(inLines(FILE))])],
	['several files, and a small one between them', true, multipart([WORDS, file(inLines(FILE)), file(inLines(bytes(90))), file(inLines(bytes(300_000, 'other')))])],
	['a file without padding', true, multipart([WORDS, file(inLines(bytes(210_000)))])],
	['lines of another length, and blanks among them', true, multipart([WORDS, file(FILE.toString('base64').replace(/.{50}/gu, '$& \t\n\n'))])],
	['a mail that is nothing but a file', true, rawMail({ headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment; filename=a.pdf', 'Content-Transfer-Encoding': 'Base64' }, body: inLines(FILE) })],
	['a file cut off in the middle', true, multipart([WORDS, file(inLines(FILE))]).subarray(0, 150_003)],
	['a file with its padding in the middle', false, multipart([WORDS, file(`${inLines(bytes(100_000))}\n${inLines(FILE)}`)])],
	['letters of another alphabet of base64', false, multipart([WORDS, file(inLines(FILE).replaceAll('/', '_').replaceAll('+', '-'))])],
	['words behind the file', true, multipart([WORDS, file(`${inLines(FILE)}\n--no boundary\nmore`)])],
	['a text in base64', true, multipart([file(inLines(Buffer.from('Where is it? '.repeat(20_000))), { 'Content-Type': 'text/plain', 'Content-Disposition': 'inline' })])],
	['a forwarded mail with a file in it', true, multipart([WORDS, { headers: { 'Content-Type': 'message/rfc822', 'Content-Disposition': 'attachment' }, body: multipart([WORDS, file(inLines(FILE))]).toString().replaceAll('\r\n', '\n').replaceAll('--part', '--inner').replace('"part"', '"inner"') }])],
	['a file that passes for the marker of another', true, multipart([WORDS, file(inLines(FILE)), file(Buffer.from('large file 0 of this mail').toString('base64'))])],
	['a file that is said to be no base64', false, multipart([WORDS, file(inLines(FILE), { 'Content-Transfer-Encoding': '7bit' })])],
])('reads %s as mailparser does', async (_what, isTried, raw) => {
	expect(takeOutLargeFiles(raw) !== undefined).toBe(isTried);
	expect(await ours(raw)).toEqual(await expected(raw));
});

it('reads the words as well where a text is as long as a large file', async () => {
	const { mail } = await readMail(multipart([file(inLines(Buffer.from('Where is it? '.repeat(20_000))), { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'inline' })]));
	expect(mail.text).toMatch(/^(?:Where is it\? ){100}/u);
});

it('looks at a mail of nothing but boundaries, blank lines or heads in no time', () => {
	for (const hostile of ['\n--', '\n', '\r\n\r\n', '\nContent-Transfer-Encoding: base64', `\n--b\nContent-Transfer-Encoding: base64\n\n${'A'.repeat(70_000)}-`]) {
		const raw = Buffer.from(hostile.repeat(Math.ceil(3e6 / hostile.length)));
		const before = process.cpuUsage();
		takeOutLargeFiles(raw);
		expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_500);
	}
});
