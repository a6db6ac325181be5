/**
 * Large attachments, taken out of a raw mail before it is parsed and put back afterwards.
 *
 * mailparser looks at every line of a mail, some 50 ms for each MB of an attachment, though there is nothing to find in it.
 * What is taken out is only what decodes to the same bytes either way, and only where the parsed mail has its marker as the
 * whole content of a file: everything else is parsed as it is.
 */

/** Smaller ones are parsed as fast as they are looked for, bytes. */
const MIN_BYTES = 64 * 1024;
/** Longest head of a part that is looked at, bytes; mail programs write a few hundred. */
const MAX_HEAD_BYTES = 8 * 1024;

const IN_BASE64 = /^content-transfer-encoding:[ \t]*base64[ \t]*\r?$/imu;
const [DASH, UNDERSCORE, EQUALS] = ['-', '_', '='].map((sign) => sign.charCodeAt(0));

export interface LightMail {
	/** The mail, with a marker in place of each large file. */
	readonly raw: Buffer;
	/** Gives the files their contents again; false where one is not found again: then the whole mail has to be parsed. */
	restore(files: ReadonlyArray<{ content: Buffer; size: number }>): boolean;
}

/** The mail without its large files; undefined where it has none. */
export function takeOutLargeFiles(raw: Buffer): LightMail | undefined {
	const kept: Buffer[] = [];
	const contents = new Map<string, Buffer>();
	let keptTo = 0;
	for (let start = 0, end = 0; start < raw.length; start = end + 1) {
		const found = raw.indexOf('\n--', start);
		end = found === -1 ? raw.length : found;
		const body = end - start < MIN_BYTES ? undefined : findFile(raw, start, end);
		if (body === undefined) continue;
		const marker = `large file ${contents.size} of this mail`;
		contents.set(marker, Buffer.from(raw.toString('latin1', body, end), 'base64'));
		kept.push(raw.subarray(keptTo, body), Buffer.from(Buffer.from(marker).toString('base64')));
		keptTo = end;
	}
	if (contents.size === 0) return undefined;
	return { raw: Buffer.concat([...kept, raw.subarray(keptTo)]), restore: (files) => putBack(files, contents) };
}

/** Where a file's lines begin, in a part from `start` to `end`; undefined where it holds something else. */
function findFile(raw: Buffer, start: number, end: number): number | undefined {
	const head = raw.toString('latin1', start, start + MAX_HEAD_BYTES);
	const blank = /\r?\n\r?\n/u.exec(head);
	if (blank === null || !IN_BASE64.test(head.slice(0, blank.index))) return undefined;
	const body = start + blank.index + blank[0].length;
	const lines = raw.subarray(body, end);
	if (lines.length < MIN_BYTES || lines.includes(DASH!) || lines.includes(UNDERSCORE!)) return undefined;
	// Padding is an end to one decoder, and a gap to the other.
	const padding = lines.indexOf(EQUALS!);
	return padding === -1 || (lines.length - padding < 100 && /^={1,2}\s*$/u.test(lines.toString('latin1', padding))) ? body : undefined;
}

function putBack(files: Parameters<LightMail['restore']>[0], contents: Map<string, Buffer>): boolean {
	let found = 0;
	for (const file of files) {
		const content = file.size > 100 ? undefined : contents.get(file.content.toString('latin1'));
		if (content === undefined) continue;
		Object.assign(file, { content, size: content.length });
		found += 1;
	}
	return found === contents.size;
}
