/** What people read when something about their machine is not as it should be. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { explainInstall, explainNativeBuild, requireFreeDisk } from '../../scripts/installProblem.mjs';
import { findFreePort, requireFreePort } from '../../scripts/ports.mjs';
import { Problem } from '../../scripts/say.mjs';
import { toolsAreCurrent } from '../../scripts/toolchain.mjs';

const SETUP = resolve(__dirname, '../../scripts/setup.mjs');
const GIGABYTE = 1024 ** 3;

describe('an old Node', () => {
	it.each(['18.20.4', '16.0.0', '9.11.2'])('is told which one is needed instead of %s, before anything is installed', (version) => {
		const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); import(${JSON.stringify(SETUP)});`;
		const { status, stderr, stdout } = spawnSync(process.execPath, ['--eval', pretend], { encoding: 'utf8' });
		expect(stderr.trim()).toBe(`This is Node ${version}, but Node 20 or newer is needed: install a newer Node and run the command again.`);
		expect(stdout).toBe('');
		expect(status).toBe(1);
	});
});

describe('a failed installation', () => {
	it.each([
		['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write', 'the disk is full: free about 5 GB'],
		['npm error code ENOTFOUND\nnpm error network request to /n8n failed', 'the package registry cannot be reached: check the network'],
		['npm error code EAI_AGAIN', 'the package registry cannot be reached: check the network'],
		['npm error code EACCES\nnpm error syscall mkdir', 'a folder may not be written to'],
	])('says in one sentence what to do (%j)', (output, sentence) => {
		const { message } = explainInstall('Installing n8n failed', output);
		expect(message).toMatch(/^Installing n8n failed because .*run the command again\.$/u);
		expect(message).toContain(sentence);
	});

	it('shows what npm names as the reason where we have no sentence for it, and not npm\'s manual', () => {
		const output = `noise\nnpm error code E418\nnpm error\nnpm error teapot\n${'npm error  --option\n'.repeat(40)}npm error A complete log is there\n`;
		expect(explainInstall('Installing n8n failed', output).message).toMatch(/^Installing n8n failed for the reason below: .*again\.\n {2}npm error code E418\n {2}npm error teapot\n/su);
		expect(explainInstall('Installing n8n failed', output).message).not.toContain('complete log');
	});

	it.each([
		'gyp ERR! find Python',
		'gyp ERR! stack Error: not found: make',
		'make: g++: No such file or directory\ngyp ERR! build error',
		'prebuild-install warn install getaddrinfo ENOTFOUND\ngyp ERR! find Python',
	])('names the compiler that is missing (%j)', (output) => {
		expect(explainNativeBuild(output).message).toContain('apt-get install python3 make g++');
	});

	it('does not blame the compiler for a full disk', () => {
		expect(explainNativeBuild('ENOSPC: no space left on device').message).toContain('the disk is full');
	});
});

describe('too little disk', () => {
	it('is said before anything is downloaded, with how much there is', () => {
		expect(() => requireFreeDisk('/srv', 5, 1.25 * GIGABYTE)).toThrow('The disk of /srv has 1.3 GB free, but about 5 GB are needed');
		expect(() => requireFreeDisk('/srv', 5, 5 * GIGABYTE)).not.toThrow();
	});

	it('is measured where the folder is', () => {
		expect(() => requireFreeDisk(tmpdir(), 1e9)).toThrow(Problem);
	});
});

describe('a port', () => {
	let server: Server;
	beforeEach(async () => {
		server = createServer();
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	});
	afterEach(() => server.close());

	it('that is taken is named, with another one to try', async () => {
		const { port } = server.address() as AddressInfo;
		await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is already in use by another program: stop that program, or choose another port with npm start -- --port ${port + 1}.`);
	});

	it('that is free is free', async () => {
		await expect(requireFreePort(await findFreePort())).resolves.toBeUndefined();
	});
});

describe('the installed tools', () => {
	let folder: string;
	beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'tools-')); });
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	function write(wanted: object, installed?: object): void {
		mkdirSync(join(folder, 'node_modules'), { recursive: true });
		writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
		if (installed) writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
	}

	it.each([
		['the same version is there', { a: { version: '1.0.0' } }, { a: { version: '1.0.0' } }, true],
		['another version is there', { a: { version: '1.0.1' } }, { a: { version: '1.0.0' } }, false],
		['one is missing', { a: { version: '1.0.0' }, b: { version: '1.0.0' } }, { a: { version: '1.0.0' } }, false],
		['one of another platform is missing', { a: { version: '1.0.0' }, b: { version: '1.0.0', optional: true } }, { a: { version: '1.0.0' } }, true],
		['nothing was installed', { a: { version: '1.0.0' } }, undefined, false],
	])('are judged by what npm recorded: %s', (_, wanted, installed, current) => {
		write(wanted, installed);
		expect(toolsAreCurrent(folder)).toBe(current);
	});
});

it('every script can be read by Node', () => {
	for (const script of ['setup', 'toolchain', 'host', 'build', 'bundle', 'instance', 'start', 'test', 'lint', 'check']) {
		execFileSync(process.execPath, ['--check', resolve(__dirname, `../../scripts/${script}.mjs`)]);
	}
});
