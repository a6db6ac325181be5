/** The options of `npm run test:faults`. */
import { Problem } from '../../scripts/say.mjs';
import { readArguments, readNumber } from './arguments.mjs';
import { TOPOLOGIES } from './topologies.mjs';

/** Queue mode takes longest to start. */
const ONE_N8N = ['sqlite', 'postgres'];

const USAGE = `npm run test:faults -- [options]

  --messages N   customers' messages in each topology (100)
  --kills N      how often something is killed in each (2)
  --store NAME   ${Object.keys(TOPOLOGIES).join(', ')} or all (${ONE_N8N.join(' and ')})
  --seed N       what customers do and which faults come follows from it (1)
  --json FILE    also writes the figures there
  --keep         keeps the data folder also when all is well`;

const OPTIONS = {
	messages: { type: 'string', default: '100' },
	kills: { type: 'string', default: '2' },
	store: { type: 'string' },
	seed: { type: 'string', default: '1' },
};

/** Reads the arguments; throws a {@link Problem} for what is not understood. */
export function readOptions(args) {
	const values = readArguments(args, OPTIONS, USAGE);
	if (values.help) return { help: USAGE };
	const { store } = values;
	if (store !== undefined && store !== 'all' && !(store in TOPOLOGIES)) throw new Problem(`--store ${store} is not known: use\n\n${USAGE}`);
	return {
		stores: chooseStores(store),
		messages: readNumber('--messages', values.messages, 1),
		kills: readNumber('--kills', values.kills, 0),
		seed: readNumber('--seed', values.seed, 0),
		json: values.json,
		keep: values.keep,
	};
}

function chooseStores(store) {
	if (store === undefined) return ONE_N8N;
	return store === 'all' ? Object.keys(TOPOLOGIES) : [store];
}
