/** What was pushed to a CRM, by key. The first writer wins. */
import type { Db } from './schema';

/** The value that holds for this key: this one, or the one remembered before. */
export async function rememberCrm(db: Db, inbox: string, key: string, value: string): Promise<string> {
	await db.insertInto('crm_links').values({ inbox, key, value }).onConflict((conflict) => conflict.columns(['inbox', 'key']).doNothing()).execute();
	return await recallCrm(db, inbox, key) ?? value;
}

export async function recallCrm(db: Db, inbox: string, key: string): Promise<string | undefined> {
	const row = await db.selectFrom('crm_links').select('value').where('inbox', '=', inbox).where('key', '=', key).executeTakeFirst();
	return row?.value;
}
