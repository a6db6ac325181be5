/**
 * `npm run build`: dist/ and, from it, the packed package in .cache/package/ (exactly the files `npm pack` would publish).
 * Skipped when nothing they are made from has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './command.mjs';
import { withLock } from './lock.mjs';
import { Problem, runMain, say } from './say.mjs';
import { nodeBin, root, toolEnv } from './toolchain.mjs';

const cache = path.join(root, '.cache');
const stampFile = path.join(cache, 'build-stamp');

/** The folder with the unpacked package. */
export const packageFolder = path.join(cache, 'package');

/** What a build is made from. */
const SOURCES = [
	'core', 'store', 'engines', 'channels', 'nodes', 'credentials', 'pages', 'cli', 'workflows', 'kit.ts', 'oncePerProcess.ts', 'readyArticles.ts', 'gulpfile.js', 'scripts/build.mjs', 'scripts/bundle.mjs',
	'tsconfig.json', 'package.json', 'package-lock.json', 'README.md', 'CHANGELOG.md', 'LICENSE',
];

/** Builds unless what was built last is made from the same sources. Two at once: the second waits and finds it done. */
export async function ensureBuild() {
	if (isCurrent()) return;
	await withLock(path.join(cache, 'build.lock'), async () => {
		if (!isCurrent()) await build();
	});
}

function isCurrent() {
	return existsSync(path.join(root, 'dist')) && existsSync(packageFolder) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashSources();
}

async function build() {
	const stamp = hashSources();
	rmSync(stampFile, { force: true });
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await step('Building the package', nodeBin, [gulp, 'build']);
	await packInto(packageFolder);
	writeFileSync(stampFile, stamp);
}

/** Packs with npm and unpacks the result, so that what is run and tested is what would be published. */
async function packInto(folder) {
	const unfinished = `${folder}.part`;
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { recursive: true });
	await step('Packing it', 'npm', ['pack', '--ignore-scripts', '--pack-destination', unfinished]);
	const tarball = readdirSync(unfinished).find((name) => name.endsWith('.tgz'));
	await step('Unpacking it', 'tar', ['-xzf', tarball], unfinished);
	rmSync(folder, { recursive: true, force: true });
	renameSync(path.join(unfinished, 'package'), folder);
	rmSync(unfinished, { recursive: true, force: true });
}

async function step(title, program, args, cwd = root) {
	const { code, output } = await runQuietly(title, program, args, { cwd, env: toolEnv() });
	if (code !== 0) throw new Problem(`${title} failed; the tool says why:\n${output.trim()}`);
}

function hashSources() {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap((name) => listFiles(path.join(root, name)))) {
		hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

function listFiles(place) {
	if (!existsSync(place)) return [];
	if (!statSync(place).isDirectory()) return [place];
	return readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await runMain(async () => {
		await ensureBuild();
		say('dist/ is up to date.');
	});
}
