/** One address before several servers of this machine: each connection goes to the next of them; one that refuses is left out. */
import { connect, createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * Listens on `port` and passes every connection on, byte for byte, to one of `targets` in turn. A connection lives as long as
 * the server behind it: when that one dies, its customers connect again and reach another.
 *
 * @param {{ port: number, targets: readonly number[] }} options `targets`: ports on this machine
 */
export async function startBalancer({ port, targets }) {
	const open = new Set();
	let turn = 0;
	const server = createServer({ allowHalfOpen: true }, (client) => {
		keep(client);
		pass(client, targets.map((_, index) => targets[(turn + index) % targets.length]));
		turn += 1;
	});

	function keep(socket) {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
		// A connection that breaks is the other side's business; an 'error' nobody listens to would end this process.
		socket.on('error', () => socket.destroy());
	}

	function pass(client, [target, ...others]) {
		if (target === undefined) return void client.destroy();
		const behind = connect({ port: target, host: LOOPBACK, allowHalfOpen: true });
		const next = () => pass(client, others);
		behind.once('error', next);
		behind.once('connect', () => {
			behind.off('error', next);
			keep(behind);
			client.once('close', () => behind.destroy());
			behind.once('close', () => client.destroy());
			client.pipe(behind);
			behind.pipe(client);
		});
	}

	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, LOOPBACK, resolve);
	});
	return {
		url: `http://${LOOPBACK}:${port}`,
		/** Takes no more connections and ends those that are open. */
		async stop() {
			const closed = new Promise((resolve) => { server.close(resolve); });
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
}
