/** The shared module: core, store, engines and pages, loaded on first use and once a process. */
import type * as Kit from '../../kit';

let loading: Promise<typeof Kit> | undefined;

/** Loads the shared module. Only nodes that run pay for it, not n8n's start. */
export async function loadKit(): Promise<typeof Kit> {
	loading ??= import('../../kit');
	return await loading;
}
