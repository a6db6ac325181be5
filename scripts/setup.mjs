/**
 * The front door of every npm script: makes a fresh clone ready and then runs one script with the Node the project needs.
 *
 *     node scripts/setup.mjs                          only set up
 *     node scripts/setup.mjs scripts/start.mjs ...    set up, then run that script with its options
 *
 * It must load in any Node a visitor may have, so that a Node that is too old is told so in a sentence:
 * nothing is imported here before the version was looked at, and the syntax is plain.
 */
const OLDEST_NODE = 20;

const major = Number(process.versions.node.split('.')[0]);
if (major < OLDEST_NODE) {
	console.error('This is Node ' + process.versions.node + ', but Node ' + OLDEST_NODE + ' or newer is needed: install a newer Node and run the command again.');
	process.exitCode = 1;
} else {
	import('./toolchain.mjs').then(function (toolchain) {
		return toolchain.runPrepared(process.argv.slice(2));
	});
}
