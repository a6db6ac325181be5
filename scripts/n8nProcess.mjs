/** One process of n8n: started, waited for, stopped, killed. */
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from './say.mjs';
import { endServer, exitOf, hasEnded, startServer, tail } from './servers.mjs';

/** Five times what a busy machine of two cores needs. */
const READY_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 100;
/** n8n gives running executions 30 s to finish; after a little more it is ended. */
const STOP_WITHIN_MS = 35_000;

/**
 * @param {object} options
 * @param {{ nodeBin: string, n8nBin: string }} options.host as ensureHost() gives it
 * @param {string} options.command of n8n's: start, webhook, worker
 * @param {Record<string, string>} options.env its whole environment
 * @param {string} options.healthUrl where it answers `/healthz/readiness`
 * @param {string} options.logFile its output goes to the end of it
 */
export function createN8nProcess({ host, command, env, healthUrl, logFile }) {
	let child;
	const kill = async () => { if (child !== undefined) await endServer(child, 'SIGKILL'); };
	return {
		get pid() { return child?.pid; },
		/** Starts it; resolves when it says that it is ready, and `isReady` agrees. */
		async start(isReady = () => Promise.resolve()) {
			child = startServer(host.nodeBin, [host.n8nBin, command], { env, logFile });
			try {
				await waitUntilReady(child, { healthUrl, logFile });
				await isReady();
			} catch (error) {
				await kill();
				throw error;
			}
		},
		/** Ends it as an operator would; after its time limit by force. Calling it again is harmless. */
		async stop() { if (child !== undefined) await endServer(child, 'SIGTERM', STOP_WITHIN_MS); },
		/** Ends it at once, as a crash would. */
		kill,
		/** Resolves with the exit code when it has ended, whoever ended it. */
		ended: () => exitOf(child),
	};
}

async function waitUntilReady(child, { healthUrl, logFile }) {
	const giveUpAt = Date.now() + READY_WITHIN_MS;
	while (Date.now() < giveUpAt) {
		if (hasEnded(child)) throw new Problem(`n8n ended while it was starting; the reason is at the end of ${logFile}.\n${tail(logFile)}`);
		if (await answersReady(healthUrl)) return;
		await wait(LOOK_EVERY_MS);
	}
	throw new Problem(`n8n was not ready within ${READY_WITHIN_MS / 1000} s; what it did is in ${logFile}.\n${tail(logFile)}`);
}

async function answersReady(healthUrl) {
	try {
		const response = await fetch(`${healthUrl}/healthz/readiness`);
		return response.ok;
	} catch {
		return false;
	}
}
