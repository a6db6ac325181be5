import type { Readable } from 'node:stream';
import axios from 'axios';
import { fetchMedia, type FetchedMedia, type GetMedia } from '../../../channels';
import { MAX_KEPT_FILE_BYTES } from '../../../core/message/files';
import { json, startMediaServer, type Answer, type MediaServer } from './mediaServer';

let meta: MediaServer;
beforeAll(async () => { meta = await startMediaServer(); });
afterAll(() => meta.close());

const get: GetMedia = async (url, signal) => {
	const { status, data } = await axios.get<Readable>(url, { responseType: 'stream', headers: { Authorization: 'Bearer t' }, maxRedirects: 0, signal, validateStatus: () => true });
	return { status, body: data };
};
const fetch = (id: string, timeoutMs?: number): Promise<FetchedMedia> => fetchMedia(id, { baseUrl: `${meta.base}/ `, get, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

const voice = { content: Buffer.from([0, 1, 2, 255]), mimeType: 'audio/ogg' };

it('gives a file byte for byte, with the type Meta tells, by two requests with the token', async () => {
	meta.has('11', voice);
	expect(await fetch('11')).toEqual(voice);
	expect(meta.asked.slice(-2)).toEqual([{ path: '/v23.0/11', token: 'Bearer t' }, { path: '/file/11', token: 'Bearer t' }]);
});

it('asks for nothing but a file, whatever the id holds', async () => {
	expect(await fetch('../me?fields=token')).toMatchObject({ problem: expect.any(String) as string });
	expect(meta.asked.at(-1)?.path).toBe('/v23.0/..%2Fme%3Ffields%3Dtoken');
});

const slowly: Answer = (response) => {
	response.writeHead(200).write('x');
	const more = setInterval(() => response.write('x'), 20);
	response.on('close', () => clearInterval(more));
};
const endlessly: Answer = (response) => {
	response.writeHead(200);
	const chunk = Buffer.alloc(1024 * 1024);
	const more = (): void => { while (!response.destroyed && response.write(chunk)); };
	response.on('drain', more);
	more();
};

describe('says why a file is not to be had', () => {
	const described = (id: string, how: Answer): void => {
		meta.has(id, voice);
		meta.answer(`/v23.0/${id}`, how);
	};
	const served = (id: string, how: Answer): void => {
		meta.has(id, voice);
		meta.answer(`/file/${id}`, how);
	};
	const status = (code: number): Answer => (response) => json(response, { error: { message: 'No', code: 100 } }, code);

	it.each<[string, (id: string) => void, RegExp]>([
		['an unknown id', () => undefined, /does not have it any more/u],
		['one that has expired', (id) => described(id, status(400)), /does not have it any more/u],
		['a token that has expired', (id) => described(id, status(401)), /refused the access token/u],
		['a file the token is not for', (id) => served(id, status(403)), /refused the access token/u],
		['an address that has expired', (id) => served(id, status(404)), /does not have it any more/u],
		['a broken server', (id) => described(id, status(500)), /answered with status 500/u],
		['a broken file server', (id) => served(id, status(503)), /answered with status 503/u],
		['an answer that is no JSON', (id) => described(id, (response) => response.end('<html>')), /could not be read/u],
		['an answer that tells nothing', (id) => described(id, (response) => json(response, {})), /did not say where/u],
		['an answer without an end', (id) => described(id, endlessly), /larger than/u],
		['a server that says nothing', (id) => described(id, () => undefined), /within 0\.5 seconds/u],
		['a file that never ends coming', (id) => served(id, slowly), /within 0\.5 seconds/u],
		['a connection that is cut', (id) => served(id, (response) => { response.writeHead(200, { 'content-length': '99' }).write('x', () => response.destroy()); }), /could not be reached/u],
		['a file larger than is kept, as Meta tells', (id) => meta.has(id, { ...voice, told: { file_size: MAX_KEPT_FILE_BYTES + 1 } }), /larger than the 16 MB/u],
		['a file larger than Meta tells', (id) => served(id, endlessly), /larger than the 16 MB/u],
	])('%s', async (what, prepare, problem) => {
		const id = what.replace(/\W/gu, '');
		prepare(id);
		expect(await fetch(id, /larger/u.test(problem.source) ? 10_000 : 500)).toEqual({ problem: expect.stringMatching(problem) as string });
	});

	it('a service that is not there', async () => {
		expect(await fetchMedia('1', { baseUrl: 'http://127.0.0.1:1', get })).toEqual({ problem: 'WhatsApp could not be reached.' });
	});
});

it('takes a file of the largest size that is kept', async () => {
	meta.has('large', { content: Buffer.alloc(MAX_KEPT_FILE_BYTES, 7), mimeType: 'video/mp4' });
	expect(await fetch('large')).toMatchObject({ mimeType: 'video/mp4', content: { length: MAX_KEPT_FILE_BYTES } });
});

describe('the token', () => {
	it('goes nowhere by a redirect', async () => {
		const elsewhere = await startMediaServer();
		meta.has('moved', voice);
		meta.answer('/file/moved', (response) => response.writeHead(302, { location: `${elsewhere.base}/file` }).end());
		expect(await fetch('moved')).toEqual({ problem: 'WhatsApp answered with status 302.' });
		expect(elsewhere.asked).toEqual([]);
		await elsewhere.close();
	});

	it.each(['http://example.com/file', 'ftp://example.com/file', 'file:///etc/passwd', '//example.com/file', 'no address', 7, null])('goes not to %j', async (url) => {
		meta.has('odd', { ...voice, told: { url } });
		const before = meta.asked.length;
		expect(await fetch('odd')).toEqual({ problem: 'WhatsApp did not say where it is.' });
		expect(meta.asked.length).toBe(before + 1);
	});
});
