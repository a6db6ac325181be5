/** Steers preload.cjs in one process of n8n. */
import { renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('./preload.cjs', import.meta.url));

/** @param {string} file written whole, then renamed, so that it is never read half */
export function createControl(file) {
	let state = { skewMs: 0, storeFull: false };
	const change = (over) => {
		state = { ...state, ...over };
		writeFileSync(`${file}.new`, JSON.stringify(state));
		renameSync(`${file}.new`, file);
	};
	change({});
	return {
		/** For the process to be steered. */
		env: { NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`, FAULTS_CONTROL: file },
		skew: (skewMs) => change({ skewMs }),
		fillStore: (storeFull) => change({ storeFull }),
	};
}
