/** May whoever writes say which customer and conversation it is about? Only where not everybody can write. */

/** Whom the settings let name the customer. */
export type NamesCustomer = 'authenticated' | 'everybody' | 'nobody';

/** A node that ran before, perhaps the trigger. */
export interface RanBefore {
	/** Its type without the package. */
	readonly type: string;
	/** True where it lets only those in who know a secret. */
	readonly asksForSecret: boolean;
}

/** Whoever reaches these chooses the keys of the item, unless they ask for a secret. What other triggers give is their service's word, or the company's own. */
const OPEN: ReadonlySet<string> = new Set(['webhook', 'formTrigger']);
/** These tell nothing of who reached them: a visitor's browser, or another workflow's trigger. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set(['chatTrigger', 'executeWorkflowTrigger']);

/**
 * Whether the item is believed. Nobody is where it is not known what started the run.
 *
 * @example believesSender('authenticated', [{ type: 'webhook', asksForSecret: false }]) // => false
 */
export function believesSender(setting: NamesCustomer, ranBefore: readonly RanBefore[]): boolean {
	if (setting !== 'authenticated') return setting === 'everybody';
	return ranBefore.length > 0 && ranBefore.every(({ type, asksForSecret }) => !ALWAYS_OPEN.has(type) && (asksForSecret || !OPEN.has(type)));
}
