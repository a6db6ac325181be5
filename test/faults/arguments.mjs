/** Reads what stands behind `npm run … --`; both throw a {@link Problem} for what is not understood. */
import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/say.mjs';

/** The values of options as `parseArgs` describes them; `--json FILE`, `--keep` and `--help` come with every suite. */
export function readArguments(args, options, usage) {
	try {
		return parseArgs({
			args,
			options: { ...options, json: { type: 'string' }, keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
		}).values;
	} catch (error) {
		throw new Problem(`${error.message.split('\n')[0]}: use\n\n${usage}`);
	}
}

export function readNumber(name, text, least) {
	const number = Number(text);
	if (/^\d+$/u.test(text) && number >= least) return number;
	throw new Problem(`${name} ${text} must be a whole number from ${least}.`);
}
