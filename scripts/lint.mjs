/** `npm run lint`: n8n's own linter for nodes, credentials and package.json, then the import directions of the whole source. */
import path from 'node:path';
import { runShown } from './command.mjs';
import { runMain, say } from './say.mjs';
import { nodeBin, root } from './toolchain.mjs';

const ESLINT = path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
const PASSES = [
	{ title: 'n8n\'s rules for nodes, credentials and package.json', args: ['--config', 'eslint.config.mjs', 'nodes', 'credentials', 'package.json'] },
	{ title: 'import directions', args: ['--config', 'eslint.boundaries.mjs', 'core', 'store', 'engines', 'channels', 'nodes', 'credentials', 'pages', 'cli', 'kit.ts', 'oncePerProcess.ts', 'readyArticles.ts'] },
];

await runMain(async () => {
	for (const { title, args } of PASSES) {
		const code = await runShown(nodeBin, [ESLINT, '--max-warnings', '0', '--no-inline-config', ...args], { cwd: root });
		if (code !== 0) {
			process.exitCode = code;
			return say(`Lint (${title}) found faults.`);
		}
		say(`Lint (${title}) found no fault.`);
	}
});
