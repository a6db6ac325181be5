/** Puts the knowledge of the sample shop (workflows/sample) into the product's store, so that a first start answers something. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const INBOX = 'main';

/**
 * Seeds articles and intents, unless the inbox knows something already: what people edited is never overwritten.
 * Needs the built package.
 *
 * @param {{ dataDir: string } | { address: object }} place `dataDir`: the folder given to n8n as its user folder; `address`: of
 *   the Postgres database that the ledger is in
 * @returns {Promise<{ articles: number, intents: number }>} how many were added; 0 where there was knowledge
 */
export async function seedSample(place) {
	const ledger = await openLedger(place);
	try {
		if ((await ledger.knowledgeVersion(INBOX)) > 0) return { articles: 0, intents: 0 };
		const articles = readSample('articles.json');
		const intents = readSample('intents.json');
		await ledger.upsertArticles(INBOX, articles);
		await ledger.upsertIntents(INBOX, intents);
		return { articles: articles.length, intents: intents.length };
	} finally {
		await ledger.close();
	}
}

async function openLedger({ dataDir, address }) {
	const { openPostgresLedger, openSqliteLedger } = createRequire(import.meta.url)(join(ROOT, 'dist', 'kit.js'));
	if (address !== undefined) return await openPostgresLedger(address);
	const folder = join(dataDir, '.n8n');
	mkdirSync(folder, { recursive: true });
	return await openSqliteLedger({ path: join(folder, 'hybrid-support.sqlite') });
}

function readSample(name) {
	return JSON.parse(readFileSync(join(ROOT, 'workflows', 'sample', name), 'utf8'));
}
