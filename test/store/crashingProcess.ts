/**
 * A process of its own for the store's tests: does what its argument says to the store (a file, or an address as JSON), reports on
 * stdout, and with `record` or `claim` dies by SIGKILL as soon as the ledger returned.
 */
import { writeSync } from 'node:fs';

import { openPostgresLedger, openSqliteLedger } from '../../store';
import type { PostgresAddress, StoreError } from '../../store';
import { claim, inbound } from './samples';

async function main(place: string, task: string): Promise<void> {
	const ledger = await (place.startsWith('{') ? openPostgresLedger(JSON.parse(place) as PostgresAddress) : openSqliteLedger({ path: place }));
	if (task === 'recordMany') {
		let recorded = 0;
		for (let index = 0; index < 100; index += 1) {
			const result = await ledger.recordInbound(inbound(`${process.pid}-${index}`, { providerId: `same-${index}`, thread: `t${index % 7}` }));
			if (result.kind === 'recorded') recorded += 1;
		}
		writeSync(1, String(recorded));
		await ledger.close();
		return;
	}
	if (task === 'fill') {
		const large = 'x'.repeat(9_000);
		for (let recorded = 0; ; recorded += 1) {
			const problem = await ledger.recordInbound(inbound(`m${recorded}`, { text: large })).then(() => undefined, (error: StoreError) => error.problem);
			if (problem === undefined) continue;
			writeSync(1, `${problem} ${recorded}`);
			process.exit();
		}
	}
	const result = await ledger.recordInbound(inbound('m1'));
	if (task === 'claim' && result.kind === 'recorded') await ledger.claimReply(claim(result.envelope));
	writeSync(1, result.kind);
	process.kill(process.pid, 'SIGKILL');
}

const [place = '', task = ''] = process.argv.slice(2);
void main(place, task);
