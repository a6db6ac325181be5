/** The engine as it ships: kit.js of the packed package, and the core functions that no node needs from there. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { packageFolder } from '../../scripts/build.mjs';
import { root } from '../../scripts/toolchain.mjs';

/** Where kit.js and the data it reads lie. */
export const dist = path.join(packageFolder, 'dist');

/** kit.js with `maskText` and `MASK_KINDS` beside it. The package must be built. */
export async function loadKit() {
	const kit = createRequire(import.meta.url)(path.join(dist, 'kit.js'));
	return { ...kit, ...await loadPrivacy() };
}

/** core/privacy from its source: it is pure, so that it is the same wherever it is bundled. */
async function loadPrivacy() {
	const { outputFiles: [file] } = await build({ entryPoints: [path.join(root, 'core', 'privacy', 'index.ts')], bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'silent' });
	const module = { exports: {} };
	new Function('module', 'exports', 'require', file.text)(module, module.exports, createRequire(import.meta.url));
	return module.exports;
}
