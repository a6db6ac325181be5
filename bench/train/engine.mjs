/** The engine's own functions, from its sources, so that weights are learnt from what they will be used on. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/toolchain.mjs';

/** Where the weights that ship lie. */
export const weightsFolder = path.join(root, 'engines', 'local', 'weights');

const MODULES = ['text', 'hash', 'wordVectors', 'moodSigns', 'moodFeatures', 'articles', 'calibration'];

/** Everything that the modules export, as one object. */
export async function loadEngine() {
	const contents = MODULES.map((name) => `export * from './${name}';`).join('\n');
	const { outputFiles: [file] } = await build({ stdin: { contents, resolveDir: path.dirname(weightsFolder), loader: 'ts' }, bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'silent' });
	const module = { exports: {} };
	new Function('module', 'exports', 'require', '__dirname', file.text)(module, module.exports, createRequire(import.meta.url), path.dirname(weightsFolder));
	return module.exports;
}
