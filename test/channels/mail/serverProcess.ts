/** A server that a test starts as a process of its own, on loopback. */
import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

/** Who ends early takes the server along. */
export function takeAlong(server: ChildProcess): ChildProcess {
	const end = (): void => void server.kill();
	process.once('exit', end);
	server.once('exit', () => process.off('exit', end));
	return server;
}

/** True once the server says something at its port; false where it ended, or says nothing for ten seconds. */
export async function untilOpen(server: ChildProcess, port: number): Promise<boolean> {
	for (let attempt = 0; attempt < 100 && server.exitCode === null; attempt++) {
		if (await isOpen(port)) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return false;
}

export async function endServer(server: ChildProcess): Promise<void> {
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
