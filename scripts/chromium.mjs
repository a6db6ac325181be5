/** The Chromium of this machine, for the tests of the pages and for the screenshots. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
/** Pages of this machine are all it opens: no sandbox (containers have none), no graphics card, nothing sent home. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What to do where {@link findChromium} finds none. */
export const NO_CHROMIUM = 'no Chromium found. Install one, or name it in CHROMIUM_PATH.';

/** Its path: CHROMIUM_PATH, one the system has, or one that Playwright installed; undefined where there is none. */
export function findChromium() {
	return [process.env.CHROMIUM_PATH, ...PLACES, chromium.executablePath()].find((place) => place && existsSync(place));
}

/** Starts it without a window. Close it when done. */
export async function launchChromium() {
	return await chromium.launch({ executablePath: findChromium(), args: ARGS });
}
