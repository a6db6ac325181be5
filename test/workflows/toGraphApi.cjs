/**
 * Preloaded into n8n by a test, in the place of name resolution: whoever wants to reach graph.facebook.com over TLS reaches the
 * stand-in at the port GRAPH_API_PORT of this machine. The name stays in the certificate's check.
 */
const tls = require('node:tls');

const { connect } = tls;
tls.connect = function (...args) {
	const [options] = args;
	const wanted = typeof options === 'object' && options !== null ? (options.servername || options.host || options.hostname) : undefined;
	if (wanted !== 'graph.facebook.com') return connect.apply(this, args);
	return connect.call(this, { ...options, host: '127.0.0.1', port: Number(process.env.GRAPH_API_PORT), servername: 'graph.facebook.com', lookup: undefined, socket: undefined, path: undefined }, ...args.slice(1));
};
