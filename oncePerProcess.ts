/**
 * What a process keeps once, whichever node asks first: engine, store handles, live hubs, loaded
 * knowledge, fitted forecasts. All of it is cache; the truth is in the store, and another process may write to it.
 */
import type { ForecastConversation, Ledger } from './core/conversation/ledger';
import type { Knowledge } from './core/knowledge/knowledge';
import { fitForecast, FORECAST_CONVERSATIONS, observeForecasts, QUIET_HOURS, UNCALIBRATED, type ForecastFit } from './core/sentiment/calibrateForecast';
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
const fits = new WeakMap<Ledger, Map<string, KeptFit>>();

interface KeptFit {
	/** Absent until the ledger was read once. */
	fit?: ForecastFit;
	/** Milliseconds of when the newest reading began. */
	readonly begunAt: number;
	reading: Promise<void>;
}

/** A day's conversations change a fit little. */
const FIT_KEPT_MS = 600_000;

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

/**
 * How an inbox's forecasts are calibrated: read with its first forecast, and again at most every ten minutes while the old fit
 * serves. Forecasts stay as they are until the ledger could be read. `now` is ISO 8601, UTC.
 */
export async function forecastFit(ledger: Ledger, inbox: string, now: string): Promise<ForecastFit> {
	const ofLedger = fits.get(ledger) ?? new Map<string, KeptFit>();
	fits.set(ledger, ofLedger);
	const known = ofLedger.get(inbox);
	const kept = known !== undefined && Math.abs(Date.parse(now) - known.begunAt) < FIT_KEPT_MS ? known : beginFit(ledger, inbox, now, known?.fit);
	ofLedger.set(inbox, kept);
	if (kept.fit === undefined) await kept.reading;
	return kept.fit ?? UNCALIBRATED;
}

/** The conversations forecasts are measured on: those of an inbox that are over. */
export async function readForecasts(ledger: Ledger, inbox: string, now: string): Promise<readonly ForecastConversation[]> {
	return await ledger.listForecasts(inbox, new Date(Date.parse(now) - QUIET_HOURS * 3_600_000).toISOString(), FORECAST_CONVERSATIONS);
}

function beginFit(ledger: Ledger, inbox: string, now: string, fit: ForecastFit | undefined): KeptFit {
	const kept: KeptFit = { ...(fit === undefined ? {} : { fit }), begunAt: Date.parse(now), reading: Promise.resolve() };
	kept.reading = readForecasts(ledger, inbox, now).then(
		(conversations) => { kept.fit = fitForecast(observeForecasts(conversations)); },
		// The old one serves on; the next reading is as far away as after a good one, so that a broken store is not asked with every message.
		() => undefined,
	);
	return kept;
}
