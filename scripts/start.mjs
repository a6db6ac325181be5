/**
 * `npm start`: a support desk on this machine that answers customers and hands the difficult ones to a person.
 * Set-up was done by setup.mjs; here n8n is fetched once, the package built, and both started with the templates and sample data.
 */
import { spawn } from 'node:child_process';
import { ensureBuild } from './build.mjs';
import { emptyDataFolder, provideSignIns, readDataFolder, writeRecord } from './dataFolder.mjs';
import { ensureHost } from './host.mjs';
import { startInstance } from './instance.mjs';
import { readStartOptions, USAGE } from './options.mjs';
import { requireFreePort } from './ports.mjs';
import { listAddresses, listenForStop, showWhereToGo } from './running.mjs';
import { seedSample } from './sample.mjs';
import { Problem, runMain, say } from './say.mjs';
import { buildDeskCredential, readTemplates } from './templates.mjs';
import { root } from './toolchain.mjs';

await runMain(async () => {
	const startedAt = Date.now();
	const options = readStartOptions(process.argv.slice(2), root);
	if (options.help) return say(USAGE);

	const remembered = await readDataFolder(options.dataDir);
	await requireFreePort(options.port);
	if (options.fresh) emptyDataFolder(options.dataDir);
	const { signIns, kept, owner } = await provideSignIns(options.fresh ? {} : remembered);
	writeRecord(options.dataDir, kept);

	const signals = listenForStop();
	await ensureHost();
	await ensureBuild();
	const { articles } = await seedSample({ dataDir: options.dataDir });
	if (articles > 0) say(`The sample shop's ${articles} articles are in.`);
	const n8n = await startInstance({
		...options,
		workflows: readTemplates(root),
		credentials: [buildDeskCredential(signIns.desk)],
		owner,
		log: (sentence) => say(`${sentence} …`),
	});

	const addresses = listAddresses(n8n.url, n8n.url);
	writeRecord(options.dataDir, { ...kept, ...addresses, pid: n8n.pid });
	showWhereToGo(addresses, signIns, { dataDir: options.dataDir, took: Date.now() - startedAt, command: 'npm start' });
	if (options.open) openBrowser(addresses.chatUrl);

	try {
		await runUntilStopped(n8n, signals);
	} finally {
		writeRecord(options.dataDir, kept);
	}
});

/** Returns when n8n has ended because we were told to stop; throws when it ended by itself. */
async function runUntilStopped(n8n, signals) {
	let stopping;
	signals.onStop = () => {
		if (stopping) return;
		say('\nStopping …');
		stopping = n8n.stop();
	};
	const code = await n8n.ended();
	if (!stopping) throw new Problem(`n8n ended by itself (exit code ${code}): the reason is at the end of ${n8n.logFile}; run npm start again.`);
	await stopping;
	say('Stopped.');
}

function openBrowser(url) {
	const { platform, env, stdout } = process;
	const hasScreen = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
	if (env.CI || !stdout.isTTY || !hasScreen) return;
	const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[platform] ?? ['xdg-open'];
	const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
	opener.on('error', () => say(`No browser could be opened; the chat is at ${url}`));
	opener.unref();
}
