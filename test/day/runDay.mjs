/** One day: start everything, let customers and people at the desk act, let time go by until all is settled, audit. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../scripts/say.mjs';
import { playAgents } from '../faults/agents.mjs';
import { MARKER, playCustomer } from '../faults/customers.mjs';
import { readLedger } from '../faults/ledgerRows.mjs';
import { createRandom } from '../faults/random.mjs';
import { readScreens, seconds } from '../faults/runOne.mjs';
import { settle } from '../faults/settle.mjs';
import { TOPOLOGIES } from '../faults/topologies.mjs';
import { createWorld } from '../faults/world.mjs';
import { auditDay } from './audit.mjs';
import { countDay } from './figures.mjs';
import { installTemplates } from './install.mjs';
import { LINES } from './lines.mjs';
import { openMailRoom } from './mailRoom.mjs';
import { CHANNELS, planDay } from './plan.mjs';
import { openPostOffice } from './postOffice.mjs';
import { loadShared } from './shared.mjs';

/** Customers who write at the same time. On WhatsApp most of that time is the trigger's, which waits for more words. */
const AT_ONCE = { webChat: 5, whatsApp: 12, email: 6 };
/** Most wait for the answer before they write on. */
const MANNERS = { patient: 65, hasty: 15, burst: 20 };
/** Between two things a person does at the desk. */
const AGENT_PAUSE_MS = [300, 1_500];
/** The templates look every five seconds. */
const QUIET_MS = 7_000;
const WATCHED_WITHIN_MS = 90_000;
const PROGRESS_EVERY_MS = 30_000;

/**
 * @param {{ dataDir: string, seed: number, conversations: number, log: (sentence: string) => void }} options
 * @returns figures, the bars with their violations, and the ledger's rows for looking into them
 */
export async function runDay({ dataDir, seed, conversations, log }) {
	const shared = await loadShared();
	if (!shared.hasDovecot) throw new Problem('The day needs a mailbox, and no Dovecot is installed here: install the package dovecot-imapd and run the command again.');
	const startedAt = performance.now();
	const random = createRandom(`day ${seed}`);
	const closers = [];
	try {
		const certificates = path.join(dataDir, 'certificates');
		mkdirSync(certificates);
		const meta = await shared.startGraphApi(certificates);
		closers.push(() => meta.close());
		const mailRoom = await openMailRoom(shared);
		closers.push(() => mailRoom.close());
		const topology = await TOPOLOGIES.sqlite(path.join(dataDir, 'n8n'), installTemplates(shared, { meta, mailRoom }));
		closers.push(() => topology.stop());
		meta.webhookUrl = new URL(topology.chatUrl).origin + shared.WHATSAPP_PATH;
		await waitUntilWatched(topology);

		const ready = performance.now();
		const customers = planDay(random.fork('customers'), conversations);
		const counts = {};
		const world = Object.assign(createWorld({ random, topology, planned: customers.reduce((sum, { messages }) => sum + messages.length, 0), counts }), {
			meta, mailRoom, attempts: {}, office: openPostOffice(meta, shared.bodyOf, random.fork('post office')),
		});
		log(`Started in ${seconds(ready - startedAt)}; ${conversations} conversations with ${world.planned} messages`);
		const progress = setInterval(() => log(`  ${world.acknowledgedCount()} messages acknowledged`), PROGRESS_EVERY_MS);
		await play(world, customers).finally(() => clearInterval(progress));
		const loaded = performance.now();
		log(`${world.acknowledgedCount()} messages acknowledged in ${seconds(loaded - ready)}; time goes by until all is settled`);
		const left = await settle(world, QUIET_MS);
		world.settled();
		await readScreens(world.seen.chats);
		const ledger = await readLedger(topology.query);
		const optedOut = new Set(customers.filter(({ saysStop }) => saysStop).flatMap(({ messages }) => messages.map(({ id }) => id)));
		const seen = Object.assign(world.seen, { marker: MARKER, optedOut, integrity: await topology.checkIntegrity(), log: topology.log() });
		return {
			seed, left, ledger, faults: counts, actions: world.actions, refusals: world.refusals,
			bars: auditDay(ledger, seen, { customers, phones: meta.phones, mails: mailRoom.received, autoMails: mailRoom.autoMails, refused: meta.refused }),
			figures: countDay(ledger, { customers, seen, attempts: world.attempts, office: world.office, meta, autoMails: mailRoom.autoMails }),
			durationsMs: { start: ready - startedAt, load: loaded - ready, all: performance.now() - startedAt },
		};
	} finally {
		for (const close of closers.reverse()) await close();
	}
}

/** A mail from before the mailbox was first looked at is nobody's. */
async function waitUntilWatched(topology) {
	for (const until = performance.now() + WATCHED_WITHIN_MS; performance.now() < until; await wait(100)) {
		if ((await topology.query('SELECT folder FROM mailboxes')).length > 0) return;
	}
	throw new Error(`The mailbox is not watched: ${topology.log().slice(-3_000)}`);
}

async function play(world, customers) {
	const waiting = new Map(CHANNELS.map((channel) => [channel, customers.filter((customer) => customer.channel === channel)]));
	const players = CHANNELS.flatMap((channel) => Array.from({ length: AT_ONCE[channel] }, async () => {
		const queue = waiting.get(channel);
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) await playCustomer(world, next, LINES, MANNERS);
	}));
	await Promise.all([Promise.all(players).then(() => world.calm()), playAgents(world, AGENT_PAUSE_MS)]).catch((error) => {
		world.abandon();
		throw error;
	});
}
