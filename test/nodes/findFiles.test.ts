import { MAX_KEPT_FILE_BYTES, MAX_KEPT_MESSAGE_BYTES } from '../../core/message/files';
import { findFiles } from '../../nodes/SupportIntake/filesOf';

const MB = 1024 * 1024;

/** n8n with these files, by key, in bytes. */
function n8nWith(sizes: Readonly<Record<string, number>>) {
	const asked: string[] = [];
	const getBinaryDataBuffer = async (_index: number, key: unknown): Promise<Buffer> => {
		asked.push(key as string);
		return Buffer.alloc(sizes[key as string]!);
	};
	return { asked, helpers: { getBinaryDataBuffer } };
}

const name = (key: string, sizeBytes?: number) => ({ name: key, mimeType: 'image/png', binary: key, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
const sizesOf = (found: Awaited<ReturnType<typeof findFiles>>) => found.map((file) => ('content' in file ? file.content.byteLength : file.problem.replace(/.*(\d\d MB).*/u, '$1')));

it('reads no file beyond what is kept of a message', async () => {
	const sizes = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`f${place}`, MAX_KEPT_FILE_BYTES]));
	for (const says of [true, false]) {
		const n8n = n8nWith(sizes);
		const found = await findFiles(n8n, 0, Object.entries(sizes).map(([key, size]) => name(key, says ? size : undefined)));
		expect(n8n.asked).toEqual(['f0', 'f1']);
		expect(sizesOf(found)).toEqual([...Array<number>(MAX_KEPT_MESSAGE_BYTES / MAX_KEPT_FILE_BYTES).fill(MAX_KEPT_FILE_BYTES), ...Array<string>(48).fill('32 MB')]);
	}
});

it('holds on to none that turns out larger than is kept, and takes a smaller one after it', async () => {
	const n8n = n8nWith({ large: MAX_KEPT_FILE_BYTES + 1, first: 15 * MB, second: 15 * MB, third: 3 * MB, small: 2 * MB, last: 1 });
	const found = await findFiles(n8n, 0, [name('large'), name('first'), name('second'), name('third'), name('small'), name('last')]);
	expect(sizesOf(found)).toEqual(['16 MB', 15 * MB, 15 * MB, '32 MB', 2 * MB, '32 MB']);
	expect(n8n.asked).not.toContain('last');
});
