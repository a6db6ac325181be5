/** The model behind a node's own credential. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ModelEngine } from '../../core/triage/engine';
import { loadKit } from './kit';

/** Opens the OpenAI-compatible endpoint of the chosen credential. Nothing is sent yet. */
export async function openModel(context: IExecuteFunctions, index: number, model: string): Promise<ModelEngine> {
	const { baseUrl, apiKey } = await context.getCredentials<{ baseUrl: string; apiKey: string }>('hybridSupportModelApi', index);
	const kit = await loadKit();
	return kit.createOpenAiEngine({ baseUrl, apiKey, model });
}
