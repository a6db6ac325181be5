/** `npx n8n-nodes-hybrid-support`: built into dist/cli.js. */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { runCli } from './runCli';

const interruption = new AbortController();
// Once: whoever presses it again means it.
process.once('SIGINT', () => interruption.abort());

async function ask(question: string): Promise<string> {
	const lines = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return await lines.question(question, { signal: interruption.signal });
	} finally {
		lines.close();
	}
}

void runCli(process.argv.slice(2), {
	terminal: {
		say: (line) => { process.stdout.write(`${line}\n`); },
		colours: process.stdout.isTTY && process.env.NO_COLOR === undefined,
		...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
	},
	complain: (line) => { process.stderr.write(`${line}\n`); },
	env: process.env,
	packageFolder: join(__dirname, '..'),
	signal: interruption.signal,
}).then((code) => { process.exitCode = code; });
