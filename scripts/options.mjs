/** The options of `npm start` and `npm run scale`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './say.mjs';

export const USAGE = `npm start -- [options]

  --port N     the address's port (5678)
  --data DIR   where everything is kept (.data in the project)
  --fresh      empties that folder first; only one that npm start made
  --no-open    opens no browser
`;

const DEFAULT_PORT = 5678;

export const SCALE_USAGE = `npm run scale -- [options]

  --workers N    processes that do the work (1)
  --webhooks M   processes that customers and the desk talk to (1)
  --port P       the address's port (5678)
  --data DIR     where everything is kept (.data-scale in the project)
`;

const START_OPTIONS = { port: { type: 'string' }, data: { type: 'string' }, fresh: { type: 'boolean' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean' } };
const SCALE_OPTIONS = { workers: { type: 'string' }, webhooks: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } };
/** Each process of n8n takes some 300 MB: more of them on one machine is a slip of the finger. */
const MAX_PROCESSES = 32;

/** Reads the arguments into `{ port, dataDir, fresh, open, help }`; throws a {@link Problem} for what is not understood. */
export function readStartOptions(args, root) {
	const values = parse(args, START_OPTIONS, USAGE);
	return {
		port: readPort(values.port, 'npm start'),
		dataDir: path.resolve(values.data ?? path.join(root, '.data')),
		fresh: values.fresh ?? false,
		open: !(values['no-open'] ?? false),
		help: values.help ?? false,
	};
}

/** Reads the arguments into `{ workers, webhooks, port, dataDir, help }`; throws a {@link Problem} for what is not understood. */
export function readScaleOptions(args, root) {
	const values = parse(args, SCALE_OPTIONS, SCALE_USAGE);
	return {
		workers: readCount('--workers', values.workers),
		webhooks: readCount('--webhooks', values.webhooks),
		port: readPort(values.port, 'npm run scale'),
		dataDir: path.resolve(values.data ?? path.join(root, '.data-scale')),
		help: values.help ?? false,
	};
}

function parse(args, options, usage) {
	try {
		return parseArgs({ args, options }).values;
	} catch (error) {
		throw new Problem(`${error.message.split('\n')[0].replace(/\.? To specify.*$/u, '')}: use\n\n${usage}`);
	}
}

function readPort(text, command) {
	if (text === undefined) return DEFAULT_PORT;
	const port = Number(text);
	if (/^\d+$/u.test(text) && port >= 1 && port <= 65_535) return port;
	throw new Problem(`--port ${text} is not a port: give a number from 1 to 65535, for example ${command} -- --port 5679.`);
}

function readCount(name, text) {
	if (text === undefined) return 1;
	const number = Number(text);
	if (/^\d+$/u.test(text) && number >= 1 && number <= MAX_PROCESSES) return number;
	throw new Problem(`${name} ${text} is no number of processes: give one from 1 to ${MAX_PROCESSES}, for example npm run scale -- ${name} 2.`);
}
