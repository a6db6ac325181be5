/** A real IMAP server (Dovecot) on loopback, in a folder of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../scripts/ports.mjs';
import { endServer, takeAlong, untilOpen } from './serverProcess';

const PASSWORD = 'for-tests-only';
const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) => existsSync(path));
const LDA = ['/usr/lib/dovecot/dovecot-lda', '/usr/libexec/dovecot/dovecot-lda', '/usr/local/libexec/dovecot/dovecot-lda'].find((path) => existsSync(path));

/** Absent where no Dovecot is installed: then the tests say so and are skipped. */
export const hasDovecot = PROGRAM !== undefined && LDA !== undefined;

export interface Dovecot {
	readonly port: number;
	readonly password: string;
	/** The program that puts a mail into a mailbox, for an MTA to call with `-d` recipient and `-f` sender. */
	readonly agent: readonly string[];
	/** Puts a mail into somebody's INBOX, as an MTA would. */
	deliver(user: string, raw: Buffer | string, returnPath?: string): void;
	/** The same while the server is halted: straight into the folder of somebody who was signed in before. */
	drop(user: string, raw: Buffer): void;
	/** What has come into everybody's INBOX, oldest first. */
	list(): readonly StoredMail[];
	/** Ends the server and leaves the mails. */
	halt(): Promise<void>;
	/** Starts it again at the same port. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export interface StoredMail {
	/** Stays the same where the mail is read or marked. */
	readonly id: string;
	/** In whose mailbox it lies. */
	readonly user: string;
	/** Undefined where it was marked, and so moved, since it was listed. */
	read(): Buffer | undefined;
}

export async function startDovecot(): Promise<Dovecot> {
	const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
	const isRoot = process.getuid?.() === 0;
	const own = userInfo().username;
	const port = await findFreePort();
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
		// The server's log and its figures are its own: whom an MTA calls the program as may not write there.
		agent: [LDA!, '-c', config, '-o', 'log_path=/dev/stderr', '-o', 'stats_writer_socket_path='],
		deliver: (user, raw, returnPath = 'customer@example.org') => {
			execFileSync(LDA!, ['-c', config, '-d', user, '-f', returnPath], { input: raw });
		},
		drop: (user, raw) => {
			const path = join(folder, 'mail', user, 'new', `${Date.now()}.dropped.localhost`);
			writeFileSync(path, raw);
			if (isRoot) execFileSync('chown', ['nobody', path]);
		},
		list: () => listMails(join(folder, 'mail')),
		halt: async () => endServer(server),
		restart: async () => { server = await run(config, port, folder); },
		close: async () => {
			await endServer(server);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function run(config: string, port: number, folder: string): Promise<ChildProcess> {
	const server = takeAlong(spawn(PROGRAM!, ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] }));
	if (await untilOpen(server, port)) return server;
	server.kill();
	const log = join(folder, 'dovecot.log');
	throw new Error(`Dovecot did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'no log'}`);
}

/** A Maildir names a file by the second and the microsecond in which it came, and puts marks behind a colon. */
function listMails(mail: string): readonly StoredMail[] {
	const order = ({ id }: StoredMail): number => Number(/^\d+/u.exec(id)?.[0]) * 1e6 + Number(/\.M(\d+)/u.exec(id)?.[1] ?? 0);
	return readdirSync(mail)
		.flatMap((user) => ['new', 'cur'].flatMap((part) => namesIn(join(mail, user, part)).map((name) => ({ id: name.split(':')[0]!, user, read: () => readIfThere(join(mail, user, part, name)) }))))
		.sort((a, b) => order(a) - order(b));
}

function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		return undefined;
	}
}

/** A mailbox that nobody wrote to has no folders yet. */
function namesIn(folder: string): readonly string[] {
	return existsSync(folder) ? readdirSync(folder) : [];
}
