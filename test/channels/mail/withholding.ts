/** Stands before a mail server that does not hand out single mails: it refuses them, or hangs up on whoever asks. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Withholds = 'content' | 'contentAndEnvelope' | 'hangsUp';

export interface WithholdingServer {
	readonly port: number;
	/** By number of the mail; may be changed at any time. */
	readonly withheld: Map<number, Withholds>;
	close(): Promise<void>;
}

export async function startWithholding(serverPort: number): Promise<WithholdingServer> {
	const withheld = new Map<number, Withholds>();
	const open = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(serverPort, '127.0.0.1');
		for (const socket of [client, upstream]) {
			open.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				open.delete(socket);
				client.destroy();
				upstream.destroy();
			});
		}
		upstream.pipe(client);
		client.on('data', (bytes) => {
			const [, tag, number, what] = /^(\S+) UID FETCH (\d+) (.*)\r\n$/u.exec(bytes.toString('latin1')) ?? [];
			const how = withheld.get(Number(number));
			if (how === undefined || (how !== 'contentAndEnvelope' && !what!.includes('BODY'))) upstream.write(bytes);
			else if (how === 'hangsUp') client.destroy();
			else client.write(`${tag} NO [SERVERBUG] Internal error occurred\r\n`);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		withheld,
		close: async () => {
			for (const socket of open) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
