/** Reads a server-sent event stream from `fetch`, which, unlike EventSource, can send an Authorization header. */

export interface StreamEvent {
	readonly name: string;
	readonly data: string;
}

/** Calls `heard` for each event, and with undefined for each comment line. Ends when the stream ends, rejects when it breaks. */
export async function readEvents(answer: Response, heard: (event: StreamEvent | undefined) => void): Promise<void> {
	const reader = answer.body?.getReader();
	if (reader === undefined) throw new Error('no stream');
	const decoder = new TextDecoder();
	let rest = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/u);
		rest = blocks.pop() ?? '';
		for (const block of blocks) heard(readBlock(block));
	}
}

function readBlock(block: string): StreamEvent | undefined {
	let name = 'message';
	const data: string[] = [];
	for (const line of block.split(/\r?\n/u)) {
		if (line.startsWith('event:')) name = line.slice(6).trim();
		else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /u, ''));
	}
	return data.length === 0 ? undefined : { name, data: data.join('\n') };
}
