import { resolve } from 'node:path';
import { readScaleOptions, readStartOptions } from '../../scripts/options.mjs';

const ROOT = '/srv/project';

describe('the options of npm start', () => {
	it('has defaults for everything', () => {
		expect(readStartOptions([], ROOT)).toEqual({ port: 5678, dataDir: '/srv/project/.data', fresh: false, open: true, help: false });
	});

	it('reads all of them', () => {
		expect(readStartOptions(['--port', '6000', '--data', 'elsewhere', '--fresh', '--no-open'], ROOT)).toEqual({
			port: 6000, dataDir: resolve('elsewhere'), fresh: true, open: false, help: false,
		});
	});

	it.each(['0', '65536', '-1', '80a', '', '5678.5', '1e3'])('refuses the port "%s" and says what a port is', (port) => {
		expect(() => readStartOptions([`--port=${port}`], ROOT)).toThrow(/is not a port: give a number from 1 to 65535/u);
	});

	it.each([['--prot', '1'], ['stray'], ['--port']])('refuses %s and shows the options', (...args) => {
		expect(() => readStartOptions(args, ROOT)).toThrow(/npm start -- \[options\]/u);
	});
});

describe('the options of npm run scale', () => {
	it('has defaults for everything', () => {
		expect(readScaleOptions([], ROOT)).toEqual({ workers: 1, webhooks: 1, port: 5678, dataDir: '/srv/project/.data-scale', help: false });
	});

	it('reads all of them', () => {
		expect(readScaleOptions(['--workers', '3', '--webhooks', '2', '--port', '6000', '--data', 'elsewhere'], ROOT)).toEqual({ workers: 3, webhooks: 2, port: 6000, dataDir: resolve('elsewhere'), help: false });
	});

	it.each(['0', '33', '-1', '2.5', 'two', ''])('refuses "%s" workers and says how many may be', (workers) => {
		expect(() => readScaleOptions([`--workers=${workers}`], ROOT)).toThrow(/--workers .*is no number of processes: give one from 1 to 32/u);
	});

	it.each([['--worker', '1'], ['stray'], ['--webhooks']])('refuses %s and shows the options', (...args) => {
		expect(() => readScaleOptions(args, ROOT)).toThrow(/npm run scale -- \[options\]/u);
	});
});
