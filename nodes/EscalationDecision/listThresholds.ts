import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { openKnowledge } from '../shared/ledger';

/** The confidences one may answer at, each with how many answers were right from there on: measured on the newest conversations, else as shipped. */
export async function listThresholds(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	const kit = await loadKit();
	const ledger = await openKnowledge({ logger: this.logger, getNode: () => ({ parameters: this.getCurrentNodeParameters() ?? {} }), getCredentials: (type) => this.getCredentials(type) });
	const observations = kit.observeAnswers(await ledger.listAnswered(kit.MEASURED_CONVERSATIONS));
	return { results: kit.describeThresholds(observations).map(({ threshold, words }) => ({ name: `${threshold.toFixed(2)}: ${words}`, value: String(threshold) })) };
}
