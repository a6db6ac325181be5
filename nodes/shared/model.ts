/** The model behind a node's own credential. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ModelEngine, Transcriber } from '../../core/triage/engine';
import { loadKit } from './kit';

/** Opens the OpenAI-compatible endpoint of the chosen credential. Nothing is sent yet. */
export async function openModel(context: IExecuteFunctions, index: number, model: string): Promise<ModelEngine> {
	const kit = await loadKit();
	return kit.createOpenAiEngine({ ...await readAddress(context, index), model });
}

/** Opens the same endpoint's ear. Nothing is sent yet. */
export async function openTranscriber(context: IExecuteFunctions, index: number, model: string): Promise<Transcriber> {
	const kit = await loadKit();
	return kit.createOpenAiTranscriber({ ...await readAddress(context, index), model });
}

async function readAddress(context: IExecuteFunctions, index: number): Promise<{ readonly baseUrl: string; readonly apiKey: string }> {
	const { baseUrl, apiKey } = await context.getCredentials<{ baseUrl: string; apiKey: string }>('hybridSupportModelApi', index);
	return { baseUrl, apiKey };
}
