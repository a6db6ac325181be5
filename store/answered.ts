/** What the assistant answered and forecast lately, and how it went. */
import type { AnsweredConversation, ForecastConversation } from '../core/conversation/ledger';
import { parse, present } from './rows';
import type { Db } from './schema';

/** Conversations looked through for each that is asked for: many have no forecast, and an inbox that has none must not be read whole. */
const LOOKED_THROUGH = 5;

/** An erased conversation keeps no attempts, and is left out with those that never had any. */
export async function listAnswered(db: Db, limit: number): Promise<readonly AnsweredConversation[]> {
	const rows = await db.selectFrom('conversations').select(['attempts', 'handoff_id'])
		.where('attempts', '!=', '[]')
		.orderBy('updated_at', 'desc').limit(limit)
		.execute();
	return rows.map(({ attempts, handoff_id }) => ({ attempts: parse(attempts), handedOff: handoff_id !== null }));
}

/** An erased conversation keeps no trail. */
export async function listForecasts(db: Db, inbox: string, quietSince: string, limit: number): Promise<readonly ForecastConversation[]> {
	const rows = await db
		.selectFrom((eb) => eb.selectFrom('conversations').select(['id', 'sentiment_trail', 'updated_at'])
			.where('inbox', '=', inbox).where('updated_at', '<=', quietSince)
			.orderBy('updated_at', 'desc').limit(limit * LOOKED_THROUGH)
			.as('quiet'))
		.select((eb) => ['quiet.sentiment_trail', eb.selectFrom('handoffs').select((of) => of.fn.max('created_at').as('at'))
			.where('inbox', '=', inbox).whereRef('conversation_id', '=', 'quiet.id').where((of) => of.or([of('needed', 'is', null), of('needed', '=', 1)]))
			.as('needed_at')])
		.where('quiet.sentiment_trail', 'like', '%"rawForecast":%')
		.orderBy('quiet.updated_at', 'desc').limit(limit)
		.execute();
	return rows.map(({ sentiment_trail, needed_at }) => present({ trail: parse<ForecastConversation['trail']>(sentiment_trail), neededAt: needed_at }));
}
