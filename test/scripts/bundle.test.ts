import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundlePackage } from '../../scripts/bundle.mjs';

let root: string;
beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'bundle-'));
	write('core/words.ts', 'export const greet = (name: string): string => `Hello ${name}`;');
	write('kit.ts', 'import { greet } from "./core/words"; (globalThis as any).kitLoads = ((globalThis as any).kitLoads ?? 0) + 1; export const hello = greet("kit");');
	write('nodes/shared/kit.ts', 'export const loadKit = async () => await import("../../kit");');
	for (const name of ['One', 'Two']) {
		write(`nodes/${name}/${name}.node.ts`, `import { loadKit } from "../shared/kit"; import { greet } from "../../core/words"; export class ${name} { own = greet("${name}"); async run() { return (await loadKit()).hello; } }`);
	}
	write('credentials/Desk.credentials.ts', 'export class Desk { name = "desk"; }');
	await bundlePackage(root, join(root, 'dist'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, content: string): void {
	mkdirSync(dirname(join(root, name)), { recursive: true });
	writeFileSync(join(root, name), content);
}

it('makes one file a node and a credential, and one shared module, each with a source map', () => {
	const files = readdirSync(join(root, 'dist'), { recursive: true }).filter((name) => String(name).includes('.js')).map(String).sort();
	expect(files).toEqual([
		'credentials/Desk.credentials.js', 'credentials/Desk.credentials.js.map', 'kit.js', 'kit.js.map',
		'nodes/One/One.node.js', 'nodes/One/One.node.js.map', 'nodes/Two/Two.node.js', 'nodes/Two/Two.node.js.map',
	]);
});

it('loads the shared module only when a node runs, and once for all nodes', async () => {
	const load = createRequire(join(root, 'x.js'));
	const { One } = load('./dist/nodes/One/One.node.js');
	const { Two } = load('./dist/nodes/Two/Two.node.js');
	const loads = (): unknown => (globalThis as { kitLoads?: number }).kitLoads;
	expect(new One().own).toBe('Hello One');
	expect(loads()).toBeUndefined();
	await expect(Promise.all([new One().run(), new Two().run()])).resolves.toEqual(['Hello kit', 'Hello kit']);
	expect(loads()).toBe(1);
});

it('leaves the names readable', () => {
	expect(readFileSync(join(root, 'dist', 'kit.js'), 'utf8')).toMatch(/greet/u);
});
