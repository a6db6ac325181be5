/** How the scripts talk to people: short sentences, and one clear sentence when something cannot be done. */

/** A failure that people can act on: what happened and what to do, in one sentence. It is shown without a stack. */
export class Problem extends Error {}

/** Prints one line. */
export function say(sentence) {
	process.stdout.write(`${sentence}\n`);
}

/** Runs a script's main function; a {@link Problem} becomes its sentence, anything else keeps its stack. Both exit with 1. */
export async function runMain(main) {
	try {
		await main();
	} catch (error) {
		process.stderr.write(`\n${error instanceof Problem ? error.message : error.stack}\n`);
		process.exitCode = 1;
	}
}

/** "1 min 12 s" or "8 s". */
export function formatDuration(milliseconds) {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
