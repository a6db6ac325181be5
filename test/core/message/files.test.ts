import { fileName, limitFiles, MAX_KEPT_FILE_BYTES, MAX_KEPT_MESSAGE_BYTES, noteFiles, plainType } from '../../../core/message/files';

const file = (place: number, bytes: number) => ({ place, content: new Uint8Array(bytes) });

describe('what is kept of a message\'s files', () => {
	it.each([
		['one at the limit', [file(0, MAX_KEPT_FILE_BYTES)], ['kept']],
		['one above it', [file(0, MAX_KEPT_FILE_BYTES + 1)], ['larger than the 16 MB']],
		['two that fill the message', [file(0, MAX_KEPT_FILE_BYTES), file(1, MAX_KEPT_MESSAGE_BYTES - MAX_KEPT_FILE_BYTES)], ['kept', 'kept']],
		['a byte too much, but not what still has room', [file(0, MAX_KEPT_FILE_BYTES), file(1, MAX_KEPT_FILE_BYTES - 1), file(2, 2), file(3, 1)], ['kept', 'kept', 'up to 32 MB together', 'kept']],
		['an empty one', [file(0, 0)], ['kept']],
		['one that is not there', [{ place: 0, problem: 'It is gone.' }], ['It is gone.']],
	])('%s', (_what, files, fates) => {
		expect(limitFiles(files).map((fate) => ('content' in fate ? 'kept' : fate.problem))).toEqual(fates.map((fate) => expect.stringContaining(fate) as string));
	});
});

it.each([
	['audio/ogg; codecs=opus', 'audio/ogg'],
	[' Image/PNG ', 'image/png'],
	['application/vnd.ms-excel', 'application/vnd.ms-excel'],
	['', 'application/octet-stream'],
	['image', 'application/octet-stream'],
	['image/png\r\nset-cookie: a=b', 'application/octet-stream'],
	['image/"><script>', 'application/octet-stream'],
	[`audio/${'x'.repeat(5_000)}`, 'application/octet-stream'],
	[`${'a/'.repeat(50_000)}`, 'application/octet-stream'],
])('a type that may stand in a header is made of %j', (told, plain) => {
	expect(plainType(told)).toBe(plain);
});

it('an attachment changes only by what became of it', () => {
	const [kept, missing, untouched] = [{ name: 'a', mimeType: 'audio/ogg', fileId: 'm:0', transcript: 'Hello' }, { name: 'b', mimeType: 'text/plain', notKept: 'No.' }, { name: 'c', mimeType: 'text/plain' }];
	const noted = noteFiles([kept, missing, untouched], [file(0, 9), file(1, 3)], (place) => `m:${place}`);
	expect(noted[0]).toBe(kept);
	expect(noted[1]).toEqual({ name: 'b', mimeType: 'text/plain', sizeBytes: 3, fileId: 'm:1' });
	expect(noted[2]).toBe(untouched);
});

it.each([
	['lamp.png', 'image/png', 'lamp.png'],
	['voice', 'audio/ogg; codecs=opus', 'voice.ogg'],
	['Rechnung Nr. 7', 'application/pdf', 'Rechnung Nr. 7.pdf'],
	['../../etc/passwd', 'text/plain', '_.._etc_passwd.txt'],
	['..\\..\\boot.ini', 'application/octet-stream', '_.._boot.ini'],
	['.htaccess', 'application/octet-stream', 'htaccess'],
	['a"b\r\nset-cookie: x=1.png', 'image/png', 'a_b_set-cookie_ x=1.png'],
	['invoice\u202Egnp.exe', 'application/octet-stream', 'invoice_gnp.exe'],
	['', 'image/jpeg', 'file.jpg'],
	['///', 'application/zip', 'file'],
	['写真.jpg', 'image/jpeg', '写真.jpg'],
	[`${'a'.repeat(300)}.png`, 'image/png', `${'a'.repeat(116)}.png`],
])('the name %j of a %s is %j where it leaves', (name, mimeType, safe) => {
	expect(fileName({ name, mimeType })).toBe(safe);
});
