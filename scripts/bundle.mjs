/**
 * Bundles the TypeScript sources into what n8n loads: a thin file for each node and credential, and kit.js, the one module
 * with everything the nodes share (one store handle, one set of weights a process), and cli.js, the package's command. Nodes keep kit.js external and require
 * it on first use; the package has no run-time dependencies, so everything else is inside.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** How a node's file in dist/nodes/X/ reaches dist/kit.js. */
const KIT_FROM_NODE = '../../kit.js';

const shared = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	sourcemap: true,
	charset: 'utf8',
	logLevel: 'warning',
	external: ['n8n-workflow'],
	// `await import()` becomes a lazy require: n8n's loader and CommonJS resolve it the same way everywhere.
	supported: { 'dynamic-import': false },
};

/** Bundles the sources of `root` into `dist`. */
export async function bundlePackage(root, dist) {
	const kit = path.join(root, 'kit.ts');
	const thin = [...listEntries(root, 'nodes', '.node.ts'), ...listEntries(root, 'credentials', '.credentials.ts')];
	const common = { ...shared, absWorkingDir: root, outbase: root, outdir: dist };
	if (thin.length > 0) await build({ ...common, entryPoints: thin, plugins: [keepKitOutside(kit)] });
	const command = path.join(root, 'cli', 'cli.ts');
	if (existsSync(command)) await build({ ...common, outbase: path.dirname(command), entryPoints: [command], sourcemap: false, banner: { js: '#!/usr/bin/env node' } });
	if (existsSync(kit)) await build({ ...common, entryPoints: [kit], plugins: [leaveOut('pg-native')] });
}

/** The files below `root/folder` whose name ends so, in a stable order. */
export function listEntries(root, folder, ending) {
	const top = path.join(root, folder);
	if (!existsSync(top)) return [];
	return readdirSync(top, { recursive: true })
		.filter((name) => name.endsWith(ending))
		.map((name) => path.join(top, name))
		.sort();
}

/** An optional package that its user requires only when asked to, and nobody asks: the bundle has an empty module in its place. */
function leaveOut(name) {
	return {
		name: 'leave-out',
		setup(bundle) {
			bundle.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: 'left-out' }));
			bundle.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
		},
	};
}

/** Whatever path a node file uses for the shared module, the bundle requires the one dist/kit.js. */
function keepKitOutside(kit) {
	return {
		name: 'keep-kit-outside',
		setup(bundle) {
			bundle.onResolve({ filter: /(^|\/)kit$/ }, ({ path: asked, resolveDir }) => {
				if (path.resolve(resolveDir, `${asked}.ts`) !== kit) return undefined;
				return { path: KIT_FROM_NODE, external: true };
			});
		},
	};
}
