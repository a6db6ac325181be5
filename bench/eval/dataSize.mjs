/** How much data ships with the engine: files beside kit.js, and data modules inside it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/toolchain.mjs';
import { dist } from './kit.mjs';

/** Modules of bundled packages that hold data. */
const DATA_MODULE = /(?:^|\/)node_modules\/(?:sentiment)\//u;

/** Bytes by what holds them, largest first. */
export async function listData() {
	const { metafile } = await build({ entryPoints: [path.join(root, 'engines', 'local', 'index.ts')], absWorkingDir: root, bundle: true, write: false, metafile: true, platform: 'node', format: 'cjs', charset: 'utf8', logLevel: 'silent' });
	const modules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
		.filter(([name]) => DATA_MODULE.test(name))
		.map(([name, { bytesInOutput }]) => [name, bytesInOutput]);
	const folder = path.join(dist, 'weights');
	const files = !existsSync(folder) ? [] : readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile())
		.map((file) => [path.relative(dist, file), statSync(file).size]);
	return [...modules, ...files].sort(([, a], [, b]) => b - a);
}
