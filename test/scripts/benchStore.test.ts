/** The steps that `npm run bench -- store` times are the ledger's own: a small round runs here, so that a changed interface shows at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueHandoffs } from '../../bench/storeFilling.mjs';
import { createRequests } from '../../bench/storeRequests.mjs';
import { createTimes, prepareDecision, runRound } from '../../bench/storeSteps.mjs';
import * as kit from '../../kit';

it('plays a round of every step against a ledger', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
	const ledger = await kit.openSqliteLedger({ path: join(folder, 'bench.sqlite') });
	try {
		const requests = createRequests(kit);
		await queueHandoffs(ledger, requests);
		const store = { ledger, ...createTimes() };
		await runRound(store, requests, prepareDecision(kit));
		expect([...store.times.keys()]).toEqual(expect.arrayContaining(['record', 'load', 'claim (deliver)', 'claim (send)', 'confirm', 'openHandoff', 'takeUnanswered (one is due)', 'poll with nothing due']));
	} finally {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	}
});
