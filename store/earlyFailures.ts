/** A channel may report a failure before we noted under which id it had taken the reply: the report waits for that. */
import type { Db, OutgoingRow, Schema } from './schema';

/** How long a report waits, milliseconds. A send node answers within minutes; reports that are about nothing of ours are dropped after it. */
const KEPT_MS = 24 * 3_600_000;

/** Keeps a report nobody answers to yet; the same one again changes nothing. */
export async function keepEarlyFailure(tx: Db, report: Schema['early_failures']): Promise<void> {
	await dropEarlyFailures(tx, report.at);
	await tx.insertInto('early_failures').values(report).onConflict((conflict) => conflict.columns(['inbox', 'channel', 'provider_id']).doNothing()).execute();
}

/** What waited too long goes, whether or not another report comes: it belongs to no customer, so that erasing does not find it. */
export async function dropEarlyFailures(tx: Db, now: string): Promise<void> {
	await tx.deleteFrom('early_failures').where('at', '<', new Date(Date.parse(now) - KEPT_MS).toISOString()).execute();
}

/** What the channel reported about this reply; absent when it reported nothing. It is told once. */
export async function takeEarlyFailure(tx: Db, { inbox, channel, provider_id }: Pick<OutgoingRow, 'inbox' | 'channel' | 'provider_id'>): Promise<string | undefined> {
	if (provider_id === null) return undefined;
	const report = await tx.deleteFrom('early_failures')
		.where('inbox', '=', inbox).where('channel', '=', channel).where('provider_id', '=', provider_id)
		.returning('problem')
		.executeTakeFirst();
	return report?.problem;
}
