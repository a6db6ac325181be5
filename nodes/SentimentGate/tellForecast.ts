import type { IExecuteFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { isTestRun, openKnowledge } from '../shared/ledger';
import { WORLD } from '../shared/world';

/** In the editor's runs: how good the forecast was on the newest real conversations of the first item's inbox. Nothing on a message's path. */
export async function tellForecast(context: IExecuteFunctions): Promise<void> {
	const [first] = context.getInputData();
	if (!isTestRun(context) || first === undefined) return;
	const kit = await loadKit();
	const now = WORLD.now();
	try {
		const conversations = await kit.readForecasts(await openKnowledge(context), kit.readEnvelope(first.json, now).envelope.inbox, now);
		context.addExecutionHints({ message: kit.describeForecast(conversations), type: 'info', location: 'outputPane' });
	} catch {
		// A figure that cannot be had is no reason to stop.
	}
}
