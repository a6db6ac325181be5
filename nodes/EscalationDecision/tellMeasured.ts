import type { IExecuteFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { isTestRun, openKnowledge } from '../shared/ledger';
import { readParameters } from './escalationDecision.parameters';

/** In the editor's runs: how many of the newest real answers were right at the confidence set here. Nothing on a message's path. */
export async function tellMeasured(context: IExecuteFunctions): Promise<void> {
	if (!isTestRun(context) || context.getInputData().length === 0) return;
	const kit = await loadKit();
	const { preset, appetite, overrides } = readParameters(context, 0);
	try {
		const ledger = await openKnowledge(context);
		const observations = kit.observeAnswers(await ledger.listAnswered(kit.MEASURED_CONVERSATIONS));
		context.addExecutionHints({ message: kit.describeThreshold(observations, kit.presetPolicy(preset, appetite, overrides).answerAbove), type: 'info', location: 'outputPane' });
	} catch {
		// A figure that cannot be had is no reason to stop: the item's own path reports a broken ledger.
	}
}
