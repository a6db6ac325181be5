/**
 * `npm run scale`: the same product as `npm start`, as several processes on Postgres and Redis: n8n's queue mode, to see and to
 * measure on one machine what compose.yaml sets up on several.
 */
import { ensureBuild } from './build.mjs';
import { startCluster } from './cluster.mjs';
import { provideSignIns, readDataFolder, writeRecord } from './dataFolder.mjs';
import { readScaleOptions, SCALE_USAGE } from './options.mjs';
import { requireFreePort } from './ports.mjs';
import { listAddresses, listenForStop, showWhereToGo } from './running.mjs';
import { seedSample } from './sample.mjs';
import { Problem, runMain, say } from './say.mjs';
import { buildDeskCredential, buildLedgerCredential, inPostgres, readTemplates } from './templates.mjs';
import { root } from './toolchain.mjs';

const COMMAND = 'npm run scale';

await runMain(async () => {
	const startedAt = Date.now();
	const { help, ...options } = readScaleOptions(process.argv.slice(2), root);
	if (help) return say(SCALE_USAGE);

	const record = await readDataFolder(options.dataDir);
	await requireFreePort(options.port, COMMAND);
	const { signIns, kept, owner } = await provideSignIns(record);
	writeRecord(options.dataDir, kept);

	const signals = listenForStop();
	await ensureBuild();
	const cluster = await startCluster({
		...options,
		workflows: readTemplates(root).map((workflow) => inPostgres(workflow)),
		credentials: ({ ledgerAddress }) => [buildDeskCredential(signIns.desk), buildLedgerCredential(ledgerAddress)],
		prepare: seed,
		owner,
		log: (sentence) => say(`${sentence} …`),
	});

	const addresses = listAddresses(cluster.url, cluster.editorUrl);
	writeRecord(options.dataDir, { ...kept, ...addresses, pid: process.pid });
	for (const { name, pid, logFile } of cluster.processes) say(`  ${name.padEnd(10)} process ${pid}, log ${logFile}`);
	showWhereToGo(addresses, signIns, { dataDir: options.dataDir, took: Date.now() - startedAt, command: COMMAND });

	try {
		await runUntilStopped(cluster, signals);
	} finally {
		writeRecord(options.dataDir, kept);
	}
});

async function seed({ ledgerAddress }) {
	const { articles } = await seedSample({ address: ledgerAddress });
	if (articles > 0) say(`The sample shop's ${articles} articles are in.`);
}

/** Returns when everything has ended because we were told to stop; throws when something ended that cannot be started again. */
async function runUntilStopped(cluster, signals) {
	let isStopping = false;
	const told = new Promise((resolve) => { signals.onStop = resolve; }).then(() => { isStopping = true; });
	const watched = cluster.processes.map((one) => keepRunning(one, () => isStopping));
	try {
		await Promise.race([told, ...watched, ...[cluster.postgres, cluster.redis].map((server) => server.ended().then(() => {
			if (!isStopping) throw new Problem(`Postgres or Redis ended by itself: the reason is at the end of ${server.logFile}; run ${COMMAND} again.`);
		}))]);
	} finally {
		isStopping = true;
		say('\nStopping …');
		await cluster.stop();
	}
	say('Stopped.');
}

/** A process that dies is started again, as a container would be. */
async function keepRunning(member, isStopping) {
	for (;;) {
		const { pid } = member;
		await member.ended();
		if (isStopping()) return;
		say(`${member.name} (process ${pid}) ended; starting it again …`);
		await member.start();
		say(`  ${member.name} is process ${member.pid} now`);
	}
}
