/**
 * What a process keeps once, whichever node asks first: engine, store handles, live hubs, loaded
 * knowledge. All of it is cache; the truth is in the store, and another process may write to it.
 */
import type { Ledger } from './core/conversation/ledger';
import type { Knowledge } from './core/knowledge/knowledge';
import type { LocalEngine } from './core/triage/engine';
import { createLocalEngine } from './engines/local';
import { createSignInGuard, type SignInGuard } from './pages/desk/signInGuard';
import { createLiveHub, type LiveHub } from './pages/shared/live';
import { openPostgresLedger, openSqliteLedger, type PostgresAddress } from './store';

let engine: LocalEngine | undefined;
let guard: SignInGuard | undefined;
const ledgers = new Map<string, Promise<Ledger>>();
const hubs = new WeakMap<Ledger, LiveHub>();
const knowledge = new WeakMap<Ledger, Map<string, Knowledge>>();

/** The embedded engine. */
export function localEngine(): LocalEngine {
	engine ??= createLocalEngine();
	return engine;
}

/** Counts failed sign-ins. */
export function signInGuard(): SignInGuard {
	guard ??= createSignInGuard();
	return guard;
}

/** The ledger in a file. */
export async function ledgerAt(path: string): Promise<Ledger> {
	return await openOnce(path, () => openSqliteLedger({ path }));
}

/** The ledger in a Postgres database. A changed credential opens another; the pool of the old one lets its idle connections go. */
export async function postgresLedgerAt(address: PostgresAddress): Promise<Ledger> {
	return await openOnce(JSON.stringify(address), () => openPostgresLedger(address));
}

/** One that could not be opened is tried again at the next call. */
async function openOnce(key: string, open: () => Promise<Ledger>): Promise<Ledger> {
	const opening = ledgers.get(key) ?? open();
	ledgers.set(key, opening);
	try {
		return await opening;
	} catch (error) {
		ledgers.delete(key);
		throw error;
	}
}

/** The hub that tells open chats and desks of this process what happened in a ledger. */
export function liveHub(ledger: Ledger): LiveHub {
	const hub = hubs.get(ledger) ?? createLiveHub({ ledger });
	hubs.set(ledger, hub);
	return hub;
}

/** The articles and intents of an inbox, read again only after an edit; empty lists when there are none yet. */
export async function loadKnowledge(ledger: Ledger, inbox: string): Promise<Knowledge> {
	const version = await ledger.knowledgeVersion(inbox);
	const ofLedger = knowledge.get(ledger) ?? new Map<string, Knowledge>();
	knowledge.set(ledger, ofLedger);
	const known = ofLedger.get(inbox);
	if (known?.version === version) return known;
	const fresh = await ledger.loadKnowledge(inbox);
	ofLedger.set(inbox, fresh);
	return fresh;
}
