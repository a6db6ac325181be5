/** One live hub a ledger and process: it reads the store once for all open chats and desks. */
import type { Ledger } from '../../core/conversation/ledger';
import type { LiveHub } from '../../pages/shared/live';
import { loadKit } from './kit';

/** Listeners of this process only; what they see comes from the store. */
const hubs = new WeakMap<Ledger, LiveHub>();

/** The hub of a ledger, made on first use. */
export async function liveHub(ledger: Ledger): Promise<LiveHub> {
	const kit = await loadKit();
	const known = hubs.get(ledger) ?? kit.createLiveHub({ ledger });
	hubs.set(ledger, known);
	return known;
}

/** Tells listeners of this process to look now; without any nothing happens. */
export function nudgeLive(ledger: Ledger): void {
	hubs.get(ledger)?.nudge();
}
