import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';
import { openLedger } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { ANSWERED } from './knowledgeAnswer.outputs';

export type KnowledgeOperation = 'upsert' | 'delete' | 'getAll';

/** Creates, updates, deletes or lists the articles of an inbox. */
export async function article(context: IExecuteFunctions, operation: KnowledgeOperation, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const inbox = context.getNodeParameter('inbox', index) as string;
	const field = (name: string): unknown => item[context.getNodeParameter(name, index) as string];
	switch (operation) {
		case 'upsert': {
			const read = kit.readArticle({ ...item, id: field('idField'), title: field('titleField'), body: field('bodyField') }, WORLD.now());
			if (!read.ok) throw invalid(context, index, read.problems.join(' '));
			await ledger.upsertArticles(inbox, [read.value]);
			return { output: ANSWERED, add: { article: read.value } };
		}
		case 'delete':
			return { output: ANSWERED, add: { deleted: await ledger.deleteArticles(inbox, [String(field('idField') ?? '')]) } };
		case 'getAll':
			return { output: ANSWERED, add: { articles: (await kit.loadKnowledge(ledger, inbox)).articles } };
		default:
			return assertNever(operation);
	}
}

/** Creates, updates, deletes or lists the topics of an inbox. */
export async function intent(context: IExecuteFunctions, operation: KnowledgeOperation, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const ledger = await openLedger(context);
	const inbox = context.getNodeParameter('inbox', index) as string;
	const field = (name: string): unknown => item[context.getNodeParameter(name, index) as string];
	switch (operation) {
		case 'upsert': {
			const read = kit.readIntent({ ...item, name: field('nameField'), examples: field('examplesField') });
			if (!read.ok) throw invalid(context, index, read.problems.join(' '));
			await ledger.upsertIntents(inbox, [read.value]);
			return { output: ANSWERED, add: { intent: read.value } };
		}
		case 'delete':
			return { output: ANSWERED, add: { deleted: await ledger.deleteIntents(inbox, [String(field('nameField') ?? '')]) } };
		case 'getAll':
			return { output: ANSWERED, add: { intents: (await kit.loadKnowledge(ledger, inbox)).intents } };
		default:
			return assertNever(operation);
	}
}

function invalid(context: IExecuteFunctions, itemIndex: number, problem: string): Error {
	return new NodeOperationError(context.getNode(), problem, { itemIndex, description: 'Check which fields of the incoming item the settings of this node name.' });
}

function assertNever(operation: never): never {
	throw new Error(`Unknown operation ${String(operation)}`);
}
