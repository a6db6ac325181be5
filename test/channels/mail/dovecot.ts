/** A real IMAP server (Dovecot) on loopback, in a folder of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const PASSWORD = 'for-tests-only';
const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) => existsSync(path));
const LDA = ['/usr/lib/dovecot/dovecot-lda', '/usr/libexec/dovecot/dovecot-lda', '/usr/local/libexec/dovecot/dovecot-lda'].find((path) => existsSync(path));

/** Absent where no Dovecot is installed: then the tests say so and are skipped. */
export const hasDovecot = PROGRAM !== undefined && LDA !== undefined;

export interface Dovecot {
	readonly port: number;
	readonly password: string;
	/** Puts a mail into somebody's INBOX, as an MTA would. */
	deliver(user: string, raw: Buffer | string, returnPath?: string): void;
	/** The same while the server is halted: straight into the folder of somebody who was signed in before. */
	drop(user: string, raw: Buffer): void;
	/** Ends the server and leaves the mails. */
	halt(): Promise<void>;
	/** Starts it again at the same port. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export async function startDovecot(): Promise<Dovecot> {
	const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
	const isRoot = process.getuid?.() === 0;
	const own = userInfo().username;
	const port = await freePort();
	chmodSync(folder, 0o755);
	for (const name of ['run', 'state', 'mail', 'home']) mkdirSync(join(folder, name));
	if (isRoot) execFileSync('chown', ['-R', 'nobody', join(folder, 'mail'), join(folder, 'home')]);
	const gid = execFileSync('id', ['-g', isRoot ? 'nobody' : own], { encoding: 'utf8' }).trim();
	const config = join(folder, 'dovecot.conf');
	writeFileSync(config, `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
mailbox_list_index = no
first_valid_uid = 1
first_valid_gid = 1
default_login_user = ${isRoot ? 'nobody' : own}
default_internal_user = ${isRoot ? 'dovecot' : own}
${isRoot ? '' : `default_internal_group = ${execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()}`}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${isRoot ? 'nobody' : own} gid=${gid} home=${folder}/home/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
namespace inbox {
  inbox = yes
  mailbox Orders {
    auto = create
  }
}
`);
	let server = await run(config, port, folder);
	return {
		port,
		password: PASSWORD,
		deliver: (user, raw, returnPath = 'customer@example.org') => {
			execFileSync(LDA!, ['-c', config, '-d', user, '-f', returnPath], { input: raw });
		},
		drop: (user, raw) => {
			const path = join(folder, 'mail', user, 'new', `${Date.now()}.dropped.localhost`);
			writeFileSync(path, raw);
			if (isRoot) execFileSync('chown', ['nobody', path]);
		},
		halt: async () => end(server),
		restart: async () => { server = await run(config, port, folder); },
		close: async () => {
			await end(server);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function run(config: string, port: number, folder: string): Promise<ChildProcess> {
	const server = spawn(PROGRAM!, ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] });
	// Who ends early takes it along.
	const takeAlong = (): void => void server.kill();
	process.once('exit', takeAlong);
	server.once('exit', () => process.off('exit', takeAlong));
	for (let attempt = 0; attempt < 100; attempt++) {
		if (await isOpen(port)) return server;
		if (server.exitCode !== null) break;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	server.kill();
	const log = join(folder, 'dovecot.log');
	throw new Error(`Dovecot did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'no log'}`);
}

async function end(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const gone = new Promise((resolve) => server.once('exit', resolve));
	server.kill();
	await gone;
}

async function isOpen(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('data', () => { socket.destroy(); resolve(true); });
		socket.once('error', () => resolve(false));
		socket.setTimeout(1_000, () => { socket.destroy(); resolve(false); });
	});
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}
