/** A server on the loopback address, at any free port. */
export function listenOnFreePort(server) {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(server.address().port));
	});
}
