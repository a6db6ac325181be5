/** Ports of this machine, on the loopback address only. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Problem } from './say.mjs';

const LOOPBACK = '127.0.0.1';
/** Below the range from which systems take ports for outgoing connections (Linux from 32768): one of those could be gone again a moment later. */
const OWN_RANGE = { from: 20_000, to: 32_000 };

/** Returns a port that nothing listens on. */
export async function findFreePort() {
	for (;;) {
		const port = randomInt(OWN_RANGE.from, OWN_RANGE.to);
		if (await isPortFree(port)) return port;
	}
}

/** True when nothing listens on `port`. */
export async function isPortFree(port) {
	return await listenOnce(port).then(() => true, () => false);
}

/** Throws a {@link Problem} when `port` is taken; `command` is the one to repeat with another port. */
export async function requireFreePort(port, command = 'npm start') {
	try {
		await listenOnce(port);
	} catch (error) {
		if (error.code === 'EACCES') throw new Problem(`Port ${port} may only be used by an administrator: choose one above 1023 with --port, for example ${command} -- --port 5679.`);
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Problem(`Port ${port} is already in use by another program: stop that program, or choose another port with ${command} -- --port ${port + 1}.`);
	}
}

function listenOnce(port) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, LOOPBACK, () => server.close(resolve));
	});
}
