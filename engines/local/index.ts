/** The embedded engine: understands messages, reads their mood and finds articles, with no key and no network. */
import type { Knowledge } from '../../core/knowledge/knowledge';
import type { LocalEngine } from '../../core/triage/engine';
import { buildArticleIndex, searchArticles, type ArticleIndex } from './articles';
import { fingerprintArticles, fingerprintIntents } from './fingerprint';
import { trainIntents, type IntentModel } from './intents';
import { readSentiment } from './sentiment';
import { understand } from './understand';

export { maskSensitive } from './sensitive';

/** Inboxes whose knowledge is kept ready; an agency's busiest. The one unused longest goes first. */
const MAX_KEPT = 16;

/**
 * Makes the engine. It learns an inbox's intents and indexes its articles when they are first asked for and again
 * after an edit (about 0.1 s for 20 intents with 10 examples, 0.7 s for 77), and keeps both for the newest inboxes.
 * Nothing is loaded or computed before that.
 */
export function createLocalEngine(): LocalEngine {
	const modelOf = keepNewest<IntentModel | undefined>(({ intents }) => fingerprintIntents(intents), ({ intents }) => trainIntents(intents));
	const indexOf = keepNewest<ArticleIndex>(({ articles }) => fingerprintArticles(articles), ({ articles }, before) => buildArticleIndex(articles, before));
	return {
		understand: (request) => understand(request, modelOf(request.knowledge)),
		readSentiment,
		findArticles: (question, knowledge, language) => searchArticles(question, indexOf(knowledge), language),
	};
}

/**
 * Remembers what was built from a knowledge: at once for the same object, by its content for a copy of it.
 * The version is not enough: the test ledger and the real one count their own. `build` is given what was built of the inbox
 * before, if that is still kept.
 */
function keepNewest<Built>(fingerprint: (knowledge: Knowledge) => string, build: (knowledge: Knowledge, before: Built | undefined) => Built): (knowledge: Knowledge) => Built {
	const byObject = new WeakMap<Knowledge, Built>();
	const byContent = new Map<string, Built>();
	/** The content last asked for, by inbox. */
	const keyByInbox = new Map<string, string>();
	return (knowledge) => {
		if (byObject.has(knowledge)) return byObject.get(knowledge) as Built;
		const key = fingerprint(knowledge);
		const built = byContent.has(key) ? (byContent.get(key) as Built) : build(knowledge, byContent.get(keyByInbox.get(knowledge.inbox) ?? ''));
		keyByInbox.set(knowledge.inbox, key);
		byContent.delete(key);
		byContent.set(key, built);
		byObject.set(knowledge, built);
		const oldest = byContent.size > MAX_KEPT ? byContent.keys().next() : undefined;
		if (oldest?.done === false) byContent.delete(oldest.value);
		return built;
	};
}
