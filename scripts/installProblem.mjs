/** Why an installation by npm failed, told in one sentence. */
import { statfsSync } from 'node:fs';
import { Problem } from './say.mjs';

const GIGABYTE = 1024 ** 3;
const REASON_LINES = 8;

/** What npm, node-gyp and the system print, and what it means for the person in front of the screen. First match wins. */
const CAUSES = [
	{
		pattern: /ENOSPC|no space left on device/iu,
		sentence: () => 'the disk is full: free about 5 GB and run the command again',
	},
	{
		pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request/u,
		sentence: () => 'the package registry cannot be reached: check the network (or the proxy in your npm settings) and run the command again',
	},
	{
		pattern: /EACCES|EPERM/u,
		sentence: () => 'a folder may not be written to: make sure the project and your cache folder belong to you, and run the command again',
	},
];

const NO_COMPILER = /gyp ERR!|not found: make|make: not found|Could not find any Python|g\+\+/u;

/** Returns the {@link Problem} for a failed npm run. `what` starts the sentence, e.g. "Installing n8n failed". */
export function explainInstall(what, output) {
	const cause = CAUSES.find(({ pattern }) => pattern.test(output));
	if (cause) return new Problem(`${what} because ${cause.sentence()}.`);
	return new Problem(`${what} for the reason below: mend it and run the command again.\n${readReason(output)}`);
}

/** Returns the {@link Problem} for a failed build of n8n's native parts. */
export function explainNativeBuild(output) {
	const networkOrDisk = CAUSES.slice(0, 2).find(({ pattern }) => pattern.test(output));
	if (!NO_COMPILER.test(output) && networkOrDisk) return explainInstall('Building the native parts of n8n failed', output);
	return new Problem(
		'Building the native parts of n8n failed because a C++ compiler is missing or does not work: install Python 3, make and g++ '
		+ `(Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and run the command again.\n${readReason(output)}`,
	);
}

/** Throws a {@link Problem} when the disk of an existing `folder` has less than `gigabytes` free. */
export function requireFreeDisk(folder, gigabytes, freeBytes = readFreeBytes(folder)) {
	if (freeBytes >= gigabytes * GIGABYTE) return;
	const free = (freeBytes / GIGABYTE).toFixed(1);
	throw new Problem(`The disk of ${folder} has ${free} GB free, but about ${gigabytes} GB are needed: free some space, or set XDG_CACHE_HOME to a folder on a larger disk, and run the command again.`);
}

function readFreeBytes(folder) {
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize;
}

/** npm names the reason first and its manual last; other programs end with the reason. */
function readReason(output) {
	const lines = output.trim().split('\n');
	const ofNpm = lines.filter((line) => /^npm (error|ERR!) ./u.test(line));
	return (ofNpm.length > 0 ? ofNpm.slice(0, REASON_LINES) : lines.slice(-REASON_LINES)).map((line) => `  ${line}`).join('\n');
}
