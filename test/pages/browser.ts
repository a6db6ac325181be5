/** Tests that need a real browser. */
import { findChromium, NO_CHROMIUM } from '../../scripts/chromium.mjs';

/** `describe`, but skipped, with the reason printed, where there is no browser. */
export function describeInBrowser(what: string, tests: () => void): void {
	if (findChromium() !== undefined) return void describe(what, tests);
	process.stdout.write(`${what}: skipped, ${NO_CHROMIUM}\n`);
	describe.skip(what, tests);
}
