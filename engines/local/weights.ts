/** What was learnt when the package was made: files beside this one, which the build copies beside kit.js. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of one file of `weights/`. Read anew at each call: who needs it keeps what it makes of it. */
export function loadWeights(name: string): Buffer {
	return readFileSync(join(__dirname, 'weights', name));
}
