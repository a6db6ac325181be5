/** What the day takes from the workflow tests, which are TypeScript: Meta's stand-in, mailbox, mail server, and the templates as they are installed. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/toolchain.mjs';

const FOLDER = path.join(root, 'test', 'workflows');
const MODULES = ['./graphApi', './installed', './mta', '../channels/mail/dovecot', '../channels/mail/samples', '../../core/reply/mailIds'];

/** Everything these modules export, as one object. */
export async function loadShared() {
	const contents = MODULES.map((name) => `export * from '${name}';`).join('\n');
	const { outputFiles: [file] } = await build({
		stdin: { contents, resolveDir: FOLDER, loader: 'ts' },
		bundle: true, write: false, packages: 'external', platform: 'node', format: 'cjs', logLevel: 'silent',
		supported: { 'dynamic-import': false },
	});
	const module = { exports: {} };
	new Function('module', 'exports', 'require', '__dirname', file.text)(module, module.exports, createRequire(path.join(FOLDER, 'shared.js')), FOLDER);
	return module.exports;
}
