/** Gives out a file a customer sent, to people who may see the conversation it is in. Whatever it is, nothing in it runs. */
import type { Agent } from '../../core/handoff/handoff';
import { fileName, isShownInPlace, plainType } from '../../core/message/files';
import type { PageFile, PageRequest } from '../shared/http';
import { MAX_NAME_CHARS, readInbox } from './deskAction';
import { DeskRefusal } from './deskAnswer';
import type { DeskContext } from './deskContext';
import { readText } from './readFields';

/** The file the request names by `inbox` and `file`; the part of it that the request asks for, since some browsers play only what they can read in parts. */
export async function giveFile(request: PageRequest, agent: Agent, { ledger }: DeskContext): Promise<PageFile> {
	const inbox = readInbox(request.query, agent);
	const file = await ledger.readFile(inbox, readText(request.query, 'file', 2 * MAX_NAME_CHARS));
	if (file === undefined) throw new DeskRefusal(404, 'notFound', 'This file is not here any more. It may have been erased with its conversation.');
	const mimeType = plainType(file.mimeType);
	const isShown = isShownInPlace(mimeType);
	const headers = {
		// What a browser would show as a page goes out as bytes to be saved.
		'content-type': isShown ? mimeType : 'application/octet-stream',
		'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${nameInHeader(fileName({ name: file.name, mimeType }))}`,
		'x-content-type-options': 'nosniff',
		'content-security-policy': "default-src 'none'; sandbox",
		'cross-origin-resource-policy': 'same-origin',
		// Nobody sees it again after its customer was erased, or after another person signed in.
		'cache-control': 'private, no-store',
		'referrer-policy': 'no-referrer',
		'accept-ranges': 'bytes',
	};
	const size = file.content.byteLength;
	const part = readRange(request.headers['range'], size);
	if (part === undefined) return { kind: 'file', status: 200, headers, content: file.content };
	if (part === 'outside') return { kind: 'file', status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, content: new Uint8Array() };
	return { kind: 'file', status: 206, headers: { ...headers, 'content-range': `bytes ${part.first}-${part.last}/${size}` }, content: file.content.subarray(part.first, part.last + 1) };
}

/** For old browsers in plain letters, for others as it is (RFC 6266). */
function nameInHeader(name: string): string {
	const plain = name.replace(/[^\x20-\x7e]|["%\\]/gu, '_');
	const encoded = encodeURIComponent(name).replace(/['()*]/gu, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
	return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The bytes asked for, both ends included; undefined for all of them, also where the request asks for several parts or none that can be read. */
function readRange(header: string | undefined, size: number): { readonly first: number; readonly last: number } | 'outside' | undefined {
	const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '') ?? [];
	if (from === '' && to === '') return undefined;
	const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
	const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
	return first <= last && first < size ? { first, last } : 'outside';
}
