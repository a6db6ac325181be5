/** The options of `npm run test:day`. */
import { readArguments, readNumber } from '../faults/arguments.mjs';

const USAGE = `npm run test:day -- [options]

  --conversations N   how many, over the three channels (1000)
  --seed N            what customers write, and what happens to it on its way, follows from it (1)
  --json FILE         also writes the figures there
  --keep              keeps the data folder also when all is well`;

/** Reads the arguments; throws a Problem for what is not understood. */
export function readOptions(args) {
	const { help, conversations, seed, ...values } = readArguments(args, { conversations: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } }, USAGE);
	if (help) return { help: USAGE };
	return { ...values, conversations: readNumber('--conversations', conversations, 1), seed: readNumber('--seed', seed, 0) };
}
