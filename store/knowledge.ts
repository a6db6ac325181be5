/** Articles and intents of an inbox, and the version that tells readers to load them again. */
import { setImmediate as giveTurn } from 'node:timers/promises';
import type { Article, DataNeed, Intent, Knowledge } from '../core/knowledge/knowledge';
import { flag, parse, present } from './rows';
import type { ArticleTable, Db, IntentTable } from './schema';

const ARTICLES_A_PAGE = 500;

export async function knowledgeVersion(db: Db, inbox: string): Promise<number> {
	const row = await db.selectFrom('knowledge_versions').select('version').where('inbox', '=', inbox).executeTakeFirst();
	return row?.version ?? 0;
}

/** Articles and intents with the version they belong to, read in one transaction. */
export async function loadKnowledge(db: Db, inbox: string): Promise<Knowledge> {
	return db.transaction().setAccessMode('read only').execute(async (tx) => {
		const articles = await loadArticles(tx, inbox);
		const intents = await tx.selectFrom('intents').selectAll().where('inbox', '=', inbox).orderBy('name').execute();
		return { inbox, version: await knowledgeVersion(tx, inbox), articles, intents: intents.map(toIntent) };
	});
}

/** Page by page, for reading thousands at once would stop everything else of the process. */
async function loadArticles(tx: Db, inbox: string): Promise<readonly Article[]> {
	const articles: Article[] = [];
	for (;;) {
		const last = articles.at(-1)?.id;
		const page = await tx.selectFrom('articles').selectAll().where('inbox', '=', inbox).$if(last !== undefined, (query) => query.where('id', '>', last as string)).orderBy('id').limit(ARTICLES_A_PAGE).execute();
		articles.push(...page.map(toArticle));
		if (page.length < ARTICLES_A_PAGE) return articles;
		await giveTurn();
	}
}

export async function upsertArticles(db: Db, inbox: string, articles: readonly Article[]): Promise<number> {
	return edit(db, inbox, async (tx) => {
		for (const article of articles) {
			const row = fromArticle(inbox, article);
			await tx.insertInto('articles').values(row).onConflict((conflict) => conflict.columns(['inbox', 'id']).doUpdateSet(row)).execute();
		}
		return articles.length;
	});
}

export async function deleteArticles(db: Db, inbox: string, ids: readonly string[]): Promise<number> {
	return edit(db, inbox, async (tx) => {
		let deleted = 0;
		for (const id of ids) deleted += Number((await tx.deleteFrom('articles').where('inbox', '=', inbox).where('id', '=', id).executeTakeFirst()).numDeletedRows);
		return deleted;
	});
}

export async function upsertIntents(db: Db, inbox: string, intents: readonly Intent[]): Promise<number> {
	return edit(db, inbox, async (tx) => {
		for (const intent of intents) {
			const row = fromIntent(inbox, intent);
			await tx.insertInto('intents').values(row).onConflict((conflict) => conflict.columns(['inbox', 'name']).doUpdateSet(row)).execute();
		}
		return intents.length;
	});
}

export async function deleteIntents(db: Db, inbox: string, names: readonly string[]): Promise<number> {
	return edit(db, inbox, async (tx) => {
		let deleted = 0;
		for (const name of names) deleted += Number((await tx.deleteFrom('intents').where('inbox', '=', inbox).where('name', '=', name).executeTakeFirst()).numDeletedRows);
		return deleted;
	});
}

/** All or nothing; the version grows once when anything changed. Returns how many rows did. */
async function edit(db: Db, inbox: string, change: (tx: Db) => Promise<number>): Promise<number> {
	return db.transaction().execute(async (tx) => {
		const changed = await change(tx);
		if (changed > 0) {
			await tx.insertInto('knowledge_versions').values({ inbox, version: 1 })
				.onConflict((conflict) => conflict.column('inbox').doUpdateSet((eb) => ({ version: eb('knowledge_versions.version', '+', 1) })))
				.execute();
		}
		return changed;
	});
}

function fromArticle(inbox: string, article: Article): ArticleTable {
	return {
		inbox,
		id: article.id,
		title: article.title,
		body: article.body,
		questions: JSON.stringify(article.questions),
		url: article.url ?? null,
		language: article.language ?? null,
		enabled: flag(article.enabled),
		updated_at: article.updatedAt,
	};
}

function toArticle(row: ArticleTable): Article {
	const { id, title, body, url, language } = row;
	return present({ id, title, body, questions: parse<readonly string[]>(row.questions), url, language, enabled: row.enabled === 1, updatedAt: row.updated_at });
}

function fromIntent(inbox: string, intent: Intent): IntentTable {
	return {
		inbox,
		name: intent.name,
		title: intent.title,
		examples: JSON.stringify(intent.examples),
		human_only: flag(intent.humanOnly),
		skill: intent.skill ?? null,
		article_id: intent.articleId ?? null,
		needs: intent.needs === undefined ? null : JSON.stringify(intent.needs),
	};
}

function toIntent(row: IntentTable): Intent {
	return present({
		name: row.name,
		title: row.title,
		examples: parse<readonly string[]>(row.examples),
		humanOnly: row.human_only === 1,
		skill: row.skill,
		articleId: row.article_id,
		needs: row.needs === null ? null : parse<DataNeed>(row.needs),
	});
}
