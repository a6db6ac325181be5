/** Full-text searches over title and body, with the settings they come with. The score of the first result is their confidence. */

/** As many as the engine gives. */
const PLACES = 5;

export const RETRIEVAL_RIVALS = {
	async minisearch() {
		const { default: MiniSearch } = await import('minisearch');
		return {
			index(articles) {
				const search = new MiniSearch({ fields: ['title', 'body'] });
				search.addAll(articles);
				return (query) => take(search.search(query), ({ id }) => id, ({ score }) => score);
			},
		};
	},

	async lunr() {
		const { default: lunr } = await import('lunr');
		return {
			index(articles) {
				const index = lunr((builder) => {
					builder.ref('id');
					builder.field('title');
					builder.field('body');
					for (const article of articles) builder.add(article);
				});
				// Its search string has a syntax of its own, which a customer's words must not trigger.
				return (query) => take(index.query((search) => search.term(lunr.tokenizer(query))), ({ ref }) => ref, ({ score }) => score);
			},
		};
	},

	async '@orama/orama'() {
		const { create, insertMultiple, search } = await import('@orama/orama');
		return {
			async index(articles) {
				const db = create({ schema: { id: 'string', title: 'string', body: 'string' } });
				await insertMultiple(db, articles);
				return async (query) => take((await search(db, { term: query, properties: ['title', 'body'], limit: PLACES })).hits, ({ document }) => document.id, ({ score }) => score);
			},
		};
	},

	async flexsearch() {
		const { Document } = await import('flexsearch');
		return {
			index(articles) {
				const index = new Document({ document: { id: 'id', index: ['title', 'body'] }, tokenize: 'strict' });
				for (const article of articles) index.add(article);
				// It ranks without saying a score.
				return (query) => ({ ids: index.search(query, { suggest: true, merge: true, limit: PLACES }).map(({ id }) => id) });
			},
		};
	},

	async 'wink-bm25-text-search'() {
		const { default: createSearch } = await import('wink-bm25-text-search');
		const { default: nlp } = await import('wink-nlp-utils');
		return {
			index(articles) {
				const search = createSearch();
				search.defineConfig({ fldWeights: { title: 1, body: 1 } });
				search.definePrepTasks([nlp.string.lowerCase, nlp.string.tokenize0, nlp.tokens.removeWords, nlp.tokens.stem, nlp.tokens.propagateNegations]);
				for (const { id, title, body } of articles) search.addDoc({ title, body }, id);
				search.consolidate();
				return (query) => take(search.search(query, PLACES), ([id]) => id, ([, score]) => score);
			},
		};
	},
};

function take(results, idOf, scoreOf) {
	const best = results.slice(0, PLACES);
	return { ids: best.map((result) => String(idOf(result))), confidence: best.length === 0 ? 0 : scoreOf(best[0]) };
}
