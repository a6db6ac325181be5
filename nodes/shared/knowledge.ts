/** The company's knowledge, read again only when somebody has edited it. */
import type { Ledger } from '../../core/conversation/ledger';
import type { Knowledge } from '../../core/knowledge/knowledge';

/** A cache, not a truth: the version in the store decides. */
const loaded = new WeakMap<Ledger, Map<string, Knowledge>>();

/** The articles and intents of an inbox as they are now; empty lists when there are none yet. */
export async function loadKnowledge(ledger: Ledger, inbox: string): Promise<Knowledge> {
	const version = await ledger.knowledgeVersion(inbox);
	const ofLedger = loaded.get(ledger) ?? new Map<string, Knowledge>();
	loaded.set(ledger, ofLedger);
	const known = ofLedger.get(inbox);
	if (known !== undefined && known.version === version) return known;
	const fresh = await ledger.loadKnowledge(inbox);
	ofLedger.set(inbox, fresh);
	return fresh;
}
