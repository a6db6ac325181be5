/** Stand-ins of outside services, which fail as such services do: a model, a CRM, and a channel's provider that counts what it delivers. */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listenOnFreePort } from './listen.mjs';

/** What a service does with one request, by weight. */
const MOODS = { works: 62, fails: 8, isSlow: 10, hangs: 5, resets: 7, losesAnswer: 8 };
/** Longer than any time limit set in the workflows. */
const SLOW_MS = [300, 2500];
const HANG_MS = 20_000;

/**
 * Starts all three. `calm()` ends their faults.
 *
 * @param random the seeded generator
 * @param count told the name of each fault
 */
export async function startStandIns(random, count) {
	const state = { isCalm: false };
	/** By reply id: when each delivery reached the customer's phone, so to speak. */
	const deliveries = new Map();
	const deliver = ({ replyId, to, text }) => {
		const known = deliveries.get(replyId) ?? { to, text, at: [] };
		deliveries.set(replyId, { ...known, at: [...known.at, performance.now()] });
		return { id: `sent-${replyId}` };
	};
	const services = await Promise.all([
		startService('model', random.fork('model'), () => ({ choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }] })),
		startService('CRM', random.fork('crm'), () => ({ id: 'ticket' })),
		startService('provider', random.fork('provider'), deliver),
	]);

	async function startService(name, ownRandom, accept) {
		const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
		async function handle(request, response) {
			const body = await readJson(request);
			const mood = state.isCalm ? 'works' : ownRandom.weighted(MOODS);
			if (mood !== 'works') count(`${name} ${mood}`);
			switch (mood) {
				case 'fails': return answer(response, 503, { error: 'Down for a moment' });
				case 'resets': return response.destroy();
				case 'hangs':
					await wait(HANG_MS, undefined, { ref: false });
					return response.destroy();
				case 'losesAnswer':
					accept(body);
					return response.destroy();
				case 'isSlow':
					await wait(ownRandom.between(...SLOW_MS));
					return answer(response, 200, accept(body));
				default: return answer(response, 200, accept(body));
			}
		}
		const port = await listenOnFreePort(server);
		return { url: `http://127.0.0.1:${port}`, close: () => closeAll(server) };
	}

	const [model, crm, provider] = services;
	return {
		urls: { model: `${model.url}/v1`, crm: `${crm.url}/crm`, provider: `${provider.url}/send` },
		deliveries,
		calm() { state.isCalm = true; },
		stop: () => Promise.all(services.map(({ close }) => close())),
	};
}

async function readJson(request) {
	const chunks = await request.toArray();
	return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

function answer(response, status, body) {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function closeAll(server) {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(resolve));
}
