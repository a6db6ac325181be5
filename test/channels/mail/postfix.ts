/** A real MTA (Postfix) on loopback, with everything of its own in a folder of its own: what it takes goes into the mailboxes of a {@link Dovecot}, and nowhere else. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { readMail } from '../../../channels/mail/readMail';
import type { ParsedMail } from '../../../core/message/mail';
import type { Dovecot } from './dovecot';
import { findFreePort } from '../../../scripts/ports.mjs';
import { endServer, takeAlong, untilOpen } from './serverProcess';

const PROGRAM = '/usr/sbin/postfix';
const MASTER = ['/usr/lib/postfix/sbin/master', '/usr/libexec/postfix/master'].find((path) => existsSync(path));

/** Absent where none is installed, or where its master may not start: it changes users. Then the tests say so and are skipped. */
export const hasPostfix = MASTER !== undefined && existsSync(PROGRAM) && process.getuid?.() === 0;

/** What it is called in its answers and in the mails it writes itself. */
const HOST = 'mail.example.com';

/** Addresses Postfix knows, besides those with a mailbox. */
export const POSTFIX = {
	/** Writes what Postfix has to say about a mail it could not hand on. */
	daemon: `mailer-daemon@${HOST}`,
	/** Refused at once, for now: 450. */
	busy: 'busy@example.org',
	/** Taken first, as by a relay, and given back then: a bounce comes. */
	moved: 'moved@example.net',
} as const;

/** A mail in somebody's mailbox. */
export interface ReceivedMail {
	readonly to: string;
	/** Of the envelope. */
	readonly from: string;
	readonly mail: ParsedMail;
}

export interface Postfix {
	readonly port: number;
	/** Somebody's mail program hands a mail over; resolves once Postfix has taken it. */
	send(from: string, to: string, raw: Buffer): Promise<void>;
	/** What a gateway does to the headers of every mail from now on: lines of a header_checks table of regular expressions. */
	alterHeaders(table: readonly string[]): void;
	/** Everything that has come into a mailbox, oldest first. */
	received(): Promise<readonly ReceivedMail[]>;
	close(): Promise<void>;
}

/** Starts one that has mailboxes for these addresses; everybody else is unknown (550). */
export async function startPostfix(dovecot: Dovecot, addresses: readonly string[]): Promise<Postfix> {
	const folder = mkdtempSync(join(tmpdir(), 'postfix-'));
	const port = await findFreePort();
	const mailboxes = [...addresses, POSTFIX.daemon, POSTFIX.busy];
	chmodSync(folder, 0o755);
	for (const name of ['config', 'queue', 'data']) mkdirSync(join(folder, name));
	execFileSync('chown', ['postfix', join(folder, 'data')]);
	const headerChecks = join(folder, 'config', 'header_checks');
	writeFileSync(headerChecks, '');
	writeFileSync(join(folder, 'config', 'main.cf'), `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.1
myhostname = ${HOST}
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
smtpd_peername_lookup = no
smtpd_recipient_restrictions = check_recipient_access inline:{ { ${POSTFIX.busy} = 450 4.2.1 The mailbox is busy } }, reject_unauth_destination
virtual_mailbox_domains = ${[...new Set(mailboxes.map((address) => address.split('@')[1]))].join(' ')}
virtual_mailbox_maps = inline:{ ${mailboxes.map((address) => `{ ${address} = yes }`).join(' ')} }
virtual_transport = mailbox
relay_domains = ${POSTFIX.moved.split('@')[1]}
relay_recipient_maps =
relay_transport = moved
default_transport = error:5.7.1 Nothing leaves this machine
header_checks = regexp:${headerChecks}
`);
	// Nothing here can speak to another server: there is no smtp client among the services. A mailbox is filled mail by mail, so that their order is that of sending.
	// The process that looks at headers ends after each mail, so that the next sees a table written meanwhile.
	writeFileSync(join(folder, 'config', 'master.cf'), `
127.0.0.1:${port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
  -o max_use=1
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
moved unix - n n - - pipe
  user=nobody argv=/bin/sh -c {echo Nobody of that name is here any more; exit 67}
mailbox unix - n n - 1 pipe
  flags=DRhu user=nobody argv=${dovecot.agent.join(' ')} -d \${recipient} -f \${sender}
`);
	const config = join(folder, 'config');
	// Makes the folders of the queue.
	execFileSync(PROGRAM, ['-c', config, 'check'], { stdio: ['ignore', 'ignore', 'inherit'] });
	const log = (): string => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');
	const master = await run(config, port, log);
	const door = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
	return {
		port,
		send: async (from, to, raw) => void await door.sendMail({ envelope: { from, to }, raw }),
		alterHeaders: (table) => writeFileSync(headerChecks, table.map((line) => `${line}\n`).join('')),
		received: reader(dovecot),
		close: async () => {
			door.close();
			await endServer(master);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** A group of its own: its master ends what it has started together with itself. */
async function run(config: string, port: number, log: () => string): Promise<ChildProcess> {
	const master = takeAlong(spawn(MASTER!, ['-d', '-c', config], { stdio: 'ignore', detached: true }));
	if (await untilOpen(master, port)) return master;
	master.kill();
	throw new Error(`Postfix did not start: ${log() || 'no log'}`);
}

/** Reads each mail once. */
function reader(dovecot: Dovecot): Postfix['received'] {
	const known = new Map<string, ReceivedMail>();
	return async () => {
		for (const { id, user, read } of dovecot.list()) {
			if (known.has(id)) continue;
			const raw = read();
			// It was moved at this moment, since somebody read it: the next look finds it, and those that came after it.
			if (raw === undefined) break;
			const { mail } = await readMail(raw);
			known.set(id, { to: user, from: /<(.*)>/u.exec(mail.headers['return-path'] ?? '')?.[1] ?? '', mail });
		}
		return [...known.values()];
	};
}
