/** The environment of an n8n that stays on this machine: no telemetry, no look-ups, nothing listens beyond the loopback address. */
import path from 'node:path';
import { cacheFolder } from './host.mjs';

const OFFLINE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,insights',
};

/**
 * Returns the whole environment for n8n. Variables of the caller that would change n8n (`N8N_…`, `DB_…`, jest's
 * `NODE_ENV` and the like) are not taken over, so that an instance is the same on every machine; `overrides` wins over everything, and a value of
 * `undefined` there removes a variable (for n8n's own default).
 *
 * @param owner `{ email, firstName, lastName, passwordHash }` of the editor's account; the hash is bcrypt's.
 */
export function n8nEnv({ dataDir, port, brokerPort, owner, overrides = {} }) {
	return dropUndefined({
		...withoutN8nSettings(process.env),
		...OFFLINE,
		N8N_USER_FOLDER: dataDir,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: owner.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: owner.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: owner.passwordHash,
		// Compiled code kept between starts: about a second of every start after the first.
		NODE_COMPILE_CACHE: path.join(cacheFolder(), 'compiled'),
		...overrides,
	});
}

function withoutN8nSettings(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(N8N_|DB_|QUEUE_|EXECUTIONS_|OFFLOAD_|WEBHOOK_URL$|NODE_ENV$|NODE_OPTIONS$|JEST_|npm_)/u.test(name)));
}

function dropUndefined(env) {
	return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
