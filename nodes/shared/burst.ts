/** Several messages of one customer become one turn: each waits a moment, and the newest goes on with the words of all. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import { loadKit } from './kit';
import { openLedger, type LedgerPlace } from './ledger';
import { WORLD } from './world';

const MERGED = { reason: 'merged', note: 'The customer wrote on. This message is answered together with the next one, which holds its words.' };

export interface BurstPlan {
	/** The output whose messages wait. */
	readonly from: number;
	/** Where those leave that are part of a later one. */
	readonly merged: number;
	/** The pause after which a customer has said all; 0 waits for nobody. */
	readonly seconds: number;
}

/**
 * Lets all recorded messages of a run wait together, and moves those that a later message took along. The ledger has them
 * before and all the while, so that a crash loses none: what was cut off is found as unanswered.
 */
export async function waitForMore(context: LedgerPlace & { getMode(): string }, outputs: readonly INodeExecutionData[][], { from, merged, seconds }: BurstPlan): Promise<INodeExecutionData[][]> {
	const waiting = outputs[from] ?? [];
	const takenAlong = new Set(waiting.flatMap(({ json }) => (json as Partial<Envelope>).message?.merged ?? []));
	const wasMerged = await Promise.all(waiting.map(async ({ json }) => {
		const envelope = json as unknown as Envelope;
		if (json.error !== undefined || envelope.message?.id === undefined) return false;
		return takenAlong.has(envelope.message.id) || (seconds > 0 && await isMergedAfterWait(await openLedger(context), envelope, seconds));
	}));
	const leaving = waiting.filter((_, place) => wasMerged[place]).map((item) => ({ ...item, json: { ...item.json, ignored: MERGED } as IDataObject }));
	return outputs.map((items, output) => {
		if (output === from) return items.filter((_, place) => wasMerged[place] !== true);
		return output === merged ? [...items, ...leaving] : items;
	});
}

/** Whether a later message took this one along. One that did ends the wait at once; a store that fails in between ends nothing. */
export async function isMergedAfterWait(ledger: Ledger, { inbox, message, conversation }: Pick<Envelope, 'inbox' | 'message' | 'conversation'>, seconds: number): Promise<boolean> {
	const kit = await loadKit();
	const hasEnded = async (): Promise<boolean> => await ledger.messageOutcome(inbox, message.id).catch(() => undefined) !== undefined;
	const hub = kit.liveHub(ledger);
	await new Promise<void>((resolve) => {
		const end = (): void => {
			cancel();
			unsubscribe();
			resolve();
		};
		const cancel = hub.after(kit.burstWaitMs({ message, conversation }, seconds, WORLD.now()), end);
		const unsubscribe = hub.subscribe({ inbox, conversationId: conversation.id }, { changed: () => void hasEnded().then((ended) => ended && end()) });
	});
	return await ledger.messageOutcome(inbox, message.id).catch(() => undefined) === 'merged';
}
