/** Postgres and Redis, where they cannot be had. */
import { findOrInstall, installCommand, searchPath } from '../../scripts/systemProgram.mjs';

const LAMP = { title: 'Lampd', apt: 'lampd-server', brew: 'lampd' };
const onMac = process.platform === 'darwin';

it('gives what is there without installing anything', async () => {
	expect(await findOrInstall(LAMP, () => '/usr/bin/lampd')).toBe('/usr/bin/lampd');
});

it('says what to type where it is missing and may not be installed', async () => {
	const asRoot = process.getuid;
	Object.assign(process, { getuid: () => 1000 });
	try {
		await expect(findOrInstall(LAMP, () => undefined)).rejects.toThrow(`Lampd is needed for this and is not installed here: install it with "${onMac ? 'brew install lampd' : 'sudo apt-get install lampd-server'}" and run the command again.`);
	} finally {
		Object.assign(process, { getuid: asRoot });
	}
});

it('names several programs in one command', () => {
	expect(installCommand(LAMP, { title: 'Oild', apt: 'oild', brew: 'oild' })).toMatch(/ (lampd-server oild|lampd oild)$/u);
});

it('looks where the shell looks', () => {
	expect(searchPath({ PATH: ['/bin', '', '/opt/bin'].join(process.platform === 'win32' ? ';' : ':') })).toEqual(['/bin', '/opt/bin']);
});
