/** The package as it would be published. Runs on what `npm run build` packed; `npm run test:unit` builds before. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PACKAGE = join(ROOT, '.cache', 'package');
const MAX_TARBALL_BYTES = 10 * 1024 * 1024;

interface Manifest {
	readonly dependencies?: object;
	readonly peerDependencies: object;
	readonly overrides?: object;
	readonly scripts?: Readonly<Record<string, string>>;
	readonly n8n: { readonly n8nNodesApiVersion: number; readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

interface Packed {
	readonly size: number;
	readonly files: readonly { readonly path: string }[];
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
let packed: Packed;
beforeAll(() => {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	// npm gives a list, newer ones an object by name.
	packed = Object.values(JSON.parse(output) as Record<string, Packed>)[0] as Packed;
}, 60_000);

function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(join(folder, name)).isFile()).sort();
}

it('ships the build, the workflows and the papers, and nothing else', () => {
	const strange = packed.files.map(({ path }) => path).filter((path) => !/^(dist\/(nodes|credentials|pages|weights)\/|dist\/kit\.js(\.map)?$|workflows\/[^/]+\.json$|(package\.json|README\.md|CHANGELOG\.md|LICENSE)$)/u.test(path));
	expect(strange).toEqual([]);
});

it('is unpacked for tests and npm start exactly as it is packed', () => {
	expect(listFiles(PACKAGE)).toEqual(packed.files.map(({ path }) => path).sort());
});

it('is smaller than 10 MB', () => {
	expect(packed.size).toBeLessThan(MAX_TARBALL_BYTES);
});

it('needs nothing to be installed with it', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.overrides).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?(install|prepare|publish)/u.test(name))).toEqual([]);
});

it('requires only n8n-workflow, the shared module and Node itself', () => {
	const required = new Set(listFiles(PACKAGE).filter((name) => name.endsWith('.js') && !name.startsWith('dist/pages/')).flatMap((name) =>
		[...readFileSync(join(PACKAGE, name), 'utf8').matchAll(/\brequire\("([^"]+)"\)/gu)].map(([, wanted]) => wanted as string)));
	const outside = [...required].filter((name) => name !== 'n8n-workflow' && name !== '../../kit.js' && !isOfNode(name));
	expect(outside).toEqual([]);
});

function isOfNode(name: string): boolean {
	return process.getBuiltinModule(name.replace(/^node:/u, '')) !== undefined || process.getBuiltinModule(name) !== undefined;
}

it('carries the weights of the engine, unchanged', () => {
	const sources = join(ROOT, 'engines', 'local', 'weights');
	const shipped = join(PACKAGE, 'dist', 'weights');
	expect(listFiles(shipped)).toEqual(listFiles(sources));
	const changed = listFiles(sources).filter((name) => !readFileSync(join(sources, name)).equals(readFileSync(join(shipped, name))));
	expect(changed).toEqual([]);
});

it.each([
	['nodes', 'dist/nodes', '.node.js'],
	['credentials', 'dist/credentials', '.credentials.js'],
] as const)('lists every one of its %s for n8n, and none that is not there', (kind, folder, ending) => {
	const there = listFiles(join(PACKAGE, folder)).filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
	expect([...manifest.n8n[kind]].sort()).toEqual(there.sort());
});

it('has each icon and codex file its nodes and credentials name', () => {
	const missing = [...manifest.n8n.nodes, ...manifest.n8n.credentials].flatMap((file) => {
		const folder = join(PACKAGE, file, '..');
		const icons = [...readFileSync(join(PACKAGE, file), 'utf8').matchAll(/"file:([^"]+\.(?:svg|png))"/gu)].map(([, icon]) => join(folder, icon as string));
		const codex = file.endsWith('.node.js') ? [join(PACKAGE, file.replace(/\.js$/u, '.json'))] : [];
		return [...icons, ...codex].filter((name) => !existsSync(name));
	});
	expect(missing).toEqual([]);
});

it('says nothing about the machine it was built on', () => {
	const traces = [ROOT, homedir(), '/node_modules/.cache'].filter((trace) => trace !== '/');
	const telling = listFiles(PACKAGE).filter((name) => {
		const content = readFileSync(join(PACKAGE, name), 'utf8');
		return traces.some((trace) => content.includes(`${trace}/`) || content.includes(JSON.stringify(trace)));
	});
	expect(telling).toEqual([]);
});
