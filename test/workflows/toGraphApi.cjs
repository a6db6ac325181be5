/**
 * Preloaded into n8n by a test, in the place of name resolution: whoever wants to reach one of Meta's names over TLS reaches the
 * stand-in at the port GRAPH_API_PORT of this machine. The name stays in the certificate's check.
 */
const tls = require('node:tls');

/** The Graph API, and where it says that files are. */
const NAMES = ['graph.facebook.com', 'lookaside.fbsbx.com'];

const { connect } = tls;
tls.connect = function (...args) {
	const [options] = args;
	const wanted = typeof options === 'object' && options !== null ? (options.servername || options.host || options.hostname) : undefined;
	if (!NAMES.includes(wanted)) return connect.apply(this, args);
	return connect.call(this, { ...options, host: '127.0.0.1', port: Number(process.env.GRAPH_API_PORT), servername: wanted, lookup: undefined, socket: undefined, path: undefined }, ...args.slice(1));
};
