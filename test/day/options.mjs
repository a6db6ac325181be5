/** The options of `npm run test:day`. */
import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/say.mjs';

const USAGE = `npm run test:day -- [options]

  --conversations N   how many, over the three channels (1000)
  --seed N            what customers write, and what happens to it on its way, follows from it (1)
  --json FILE         also writes the figures there
  --keep              keeps the data folder also when all is well`;

/** Reads the arguments; throws a {@link Problem} for what is not understood. */
export function readOptions(args) {
	const { help, conversations, seed, ...values } = parse(args);
	if (help) return { help: USAGE };
	return { ...values, conversations: readNumber('--conversations', conversations, 1), seed: readNumber('--seed', seed, 0) };
}

function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				conversations: { type: 'string', default: '1000' },
				seed: { type: 'string', default: '1' },
				json: { type: 'string' },
				keep: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new Problem(`${error.message.split('\n')[0]}: use\n\n${USAGE}`);
	}
}

function readNumber(name, text, least) {
	const number = Number(text);
	if (/^\d+$/u.test(text) && number >= least) return number;
	throw new Problem(`${name} ${text} must be a whole number from ${least}.`);
}
