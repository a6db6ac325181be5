/** The options of `npm start`. */
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

/** Reads the arguments into `{ port, dataDir, fresh, open, help }`; throws a {@link Problem} for what is not understood. */
export function readStartOptions(args, root) {
	const values = parse(args);
	return {
		port: readPort(values.port),
		dataDir: path.resolve(values.data ?? path.join(root, '.data')),
		fresh: values.fresh ?? false,
		open: !(values['no-open'] ?? false),
		help: values.help ?? false,
	};
}

function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string' },
				data: { type: 'string' },
				fresh: { type: 'boolean' },
				'no-open': { type: 'boolean' },
				help: { type: 'boolean' },
			},
		}).values;
	} catch (error) {
		throw new Problem(`${error.message.split('\n')[0].replace(/\.? To specify.*$/u, '')}: use\n\n${USAGE}`);
	}
}

function readPort(text) {
	if (text === undefined) return DEFAULT_PORT;
	const port = Number(text);
	if (/^\d+$/u.test(text) && port >= 1 && port <= 65_535) return port;
	throw new Problem(`--port ${text} is not a port: give a number from 1 to 65535, for example npm start -- --port 5679.`);
}
