/** Starts a process of the cluster again when it ended by itself, as a service manager would. */
import { setTimeout as wait } from 'node:timers/promises';

const AGAIN_AFTER_MS = 500;
const MAX_STARTS = 10;

/** `{ role, kill(), restart(), leave() }`; `count` is told when it ended by itself. */
export function supervise(process, count) {
	let isOurs = false;
	const watch = () => void process.ended().then(async () => {
		if (isOurs) return;
		count(`${process.role} ended by itself`);
		await start();
	}).catch(() => undefined);

	/** A database that is just starting may end it once more. */
	async function start() {
		for (let tries = 1; ; tries += 1) {
			try {
				await process.start();
				return watch();
			} catch (error) {
				if (isOurs === 'left') return;
				if (tries === MAX_STARTS) throw error;
				await wait(AGAIN_AFTER_MS);
			}
		}
	}

	watch();
	return {
		role: process.role,
		async kill() {
			isOurs = true;
			await process.kill();
		},
		async restart() {
			await start();
			isOurs = false;
		},
		/** From now on it may end. */
		leave() { isOurs = 'left'; },
	};
}
