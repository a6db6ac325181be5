/**
 * What our package adds to the start of n8n: the same n8n on the same data, started with and without the package in turn; and,
 * undisturbed by everything else n8n does, the time to load our node and credential files in a process that has n8n-workflow.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageFolder } from '../scripts/build.mjs';
import { ensureHost } from '../scripts/host.mjs';
import { startInstance } from '../scripts/instance.mjs';
import { toolEnv } from '../scripts/toolchain.mjs';
import { median } from './figures.mjs';
import { readCpuMs } from './processCpu.mjs';

const MAX_ADDED_MS = 300;
const STARTS = 4;
const PROCESSES = 7;

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	return [...await measureFiles(), ...await measureStarts()];
}

async function measureFiles() {
	const { n8nFolder, nodeBin } = await ensureHost();
	const { n8n } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
	const runs = Array.from({ length: PROCESSES }, () => JSON.parse(execFileSync(nodeBin, ['-e', LOADER], {
		encoding: 'utf8',
		env: { ...toolEnv(), NODE_PATH: path.dirname(n8nFolder), FOLDER: packageFolder, FILES: JSON.stringify([...n8n.nodes, ...n8n.credentials]) },
	})));
	return [
		{ what: `loading our ${n8n.nodes.length} node and ${n8n.credentials.length} credential files, as n8n does at its start`, value: median(runs.map(({ filesMs }) => filesMs)), unit: 'ms', atMost: MAX_ADDED_MS },
		{ what: 'loading the shared module, when the first of our nodes runs', value: median(runs.map(({ kitMs }) => kitMs)), unit: 'ms' },
	];
}

/** Requires every file and makes its class, as n8n's loader does; then the module they share. */
const LOADER = `
const path = require('node:path');
require('n8n-workflow');
const { FOLDER, FILES } = process.env;
const startedAt = performance.now();
for (const file of JSON.parse(FILES)) for (const Made of Object.values(require(path.join(FOLDER, file)))) if (typeof Made === 'function') new Made();
const filesMs = performance.now() - startedAt;
const kitAt = performance.now();
require(path.join(FOLDER, 'dist', 'kit.js'));
console.log(JSON.stringify({ filesMs, kitMs: performance.now() - kitAt }));
`;

async function measureStarts() {
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hybrid-support-bench-'));
	const installed = path.join(dataDir, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-hybrid-support');
	const aside = path.join(dataDir, 'package-aside');
	const n8n = await startInstance({ dataDir });
	const withPackage = [];
	const without = [];
	try {
		for (let start = 0; start < STARTS * 2; start += 1) {
			await n8n.stop();
			const isWith = start % 2 === 1;
			if (isWith) renameSync(aside, installed);
			else renameSync(installed, aside);
			const startedAt = performance.now();
			await n8n.restart();
			(isWith ? withPackage : without).push({ ms: performance.now() - startedAt, cpuMs: process.platform === 'linux' ? readCpuMs(n8n.pid).own : Number.NaN });
		}
	} finally {
		await n8n.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
	const of = (starts, figure) => median(starts.map((start) => start[figure]));
	const times = without.map(({ ms }) => ms);
	return [
		{ what: `start of n8n with the package, until it is ready (median of ${STARTS})`, value: of(withPackage, 'ms'), unit: 'ms' },
		{ what: `start of n8n without it (median of ${STARTS})`, value: of(without, 'ms'), unit: 'ms' },
		{ what: 'start of n8n without it, slowest against fastest', value: Math.max(...times) - Math.min(...times), unit: 'ms' },
		{ what: 'start of n8n, added by the package', value: of(withPackage, 'ms') - of(without, 'ms'), unit: 'ms', atMost: MAX_ADDED_MS, spread: Math.max(...times) - Math.min(...times) },
		...(process.platform === 'linux' ? [{ what: 'start of n8n, CPU added by the package', value: of(withPackage, 'cpuMs') - of(without, 'cpuMs'), unit: 'ms' }] : []),
	];
}
