/** A signed-in client of a running n8n's own REST API, as the editor uses it. */
import { Problem } from './say.mjs';

/** Signs in and returns the client `{ cookie, call(method, path, body), createApiKey(label) }`; paths start after `/rest`. */
export async function signIn(url, { email, password }) {
	const response = await fetch(`${url}/rest/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ emailOrLdapLoginId: email, password }),
	});
	if (!response.ok) throw new Problem(`n8n at ${url} refused the sign-in of ${email} (HTTP ${response.status}): start with --fresh to make a new data folder.`);
	const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');

	/** Returns the answer's `data`; throws with n8n's own words when it is not a 2xx. */
	async function call(method, path, body) {
		const answer = await fetch(`${url}/rest${path}`, {
			method,
			headers: { cookie, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`n8n answered ${method} ${path} with ${answer.status}: ${text.slice(0, 500)}`);
		return text === '' ? undefined : JSON.parse(text).data;
	}

	/** Makes a key for the public API (`X-N8N-API-KEY`) with every scope the account may give, and returns it. */
	async function createApiKey(label = 'hybrid-support') {
		const scopes = await call('GET', '/api-keys/scopes');
		const { rawApiKey } = await call('POST', '/api-keys', { label, expiresAt: null, scopes });
		return rawApiKey;
	}

	return { cookie, call, createApiKey };
}
