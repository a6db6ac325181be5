import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { ReadResult } from '../../core/knowledge/articles';
import { assertNever } from '../shared/assertNever';
import { loadKit } from '../shared/kit';
import { n8nFolder, openKnowledge } from '../shared/ledger';
import type { ItemResult } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { ANSWERED } from './knowledgeAnswer.outputs';

export type KnowledgeOperation = 'upsert' | 'delete' | 'getAll';

type Kit = Awaited<ReturnType<typeof loadKit>>;
type Field = (setting: string) => unknown;

/** How one kind of knowledge is read from an item and kept. */
interface Shelf<T> {
	/** The key the node adds for one record. */
	readonly key: string;
	/** The setting that names the field with a record's own name. */
	readonly nameSetting: string;
	readonly read: (kit: Kit, item: IDataObject, field: Field) => ReadResult<T>;
	readonly save: (kit: Kit, ledger: Ledger, inbox: string, record: T) => Promise<unknown>;
	readonly remove: (kit: Kit, ledger: Ledger, inbox: string, name: string) => Promise<number>;
	readonly list: (kit: Kit, ledger: Ledger, inbox: string) => Promise<Readonly<Record<string, unknown>>>;
}

function shelf<T>(of: Shelf<T>): Shelf<T> {
	return of;
}

/** The articles of an inbox. */
export const ARTICLES = shelf({
	key: 'article',
	nameSetting: 'idField',
	read: (kit, item, field) => kit.readArticle({ ...item, id: field('idField'), title: field('titleField'), body: field('bodyField') }, WORLD.now()),
	save: async (kit, ledger, inbox, article) => {
		await ledger.upsertArticles(inbox, [article]);
		await kit.noteArticleEdit(ledger, inbox, n8nFolder());
	},
	remove: async (kit, ledger, inbox, id) => {
		const deleted = await ledger.deleteArticles(inbox, [id]);
		await kit.noteArticleEdit(ledger, inbox, n8nFolder(), true);
		return deleted;
	},
	list: async (kit, ledger, inbox) => ({ articles: (await kit.loadKnowledge(ledger, inbox)).articles }),
});

/** The topics of an inbox. */
export const TOPICS = shelf({
	key: 'intent',
	nameSetting: 'nameField',
	read: (kit, item, field) => kit.readIntent({ ...item, name: field('nameField'), examples: field('examplesField') }),
	save: (_, ledger, inbox, intent) => ledger.upsertIntents(inbox, [intent]),
	remove: (_, ledger, inbox, name) => ledger.deleteIntents(inbox, [name]),
	list: async (kit, ledger, inbox) => ({ intents: (await kit.loadKnowledge(ledger, inbox)).intents }),
});

/** Creates, updates, deletes or lists records of one kind. */
export async function editKnowledge<T>(context: IExecuteFunctions, of: Shelf<T>, operation: KnowledgeOperation, item: IDataObject, index: number): Promise<ItemResult> {
	const kit = await loadKit();
	const ledger = await openKnowledge(context);
	const inbox = context.getNodeParameter('inbox', index) as string;
	const field: Field = (setting) => item[context.getNodeParameter(setting, index) as string];
	switch (operation) {
		case 'upsert': {
			const read = of.read(kit, item, field);
			if (!read.ok) throw invalid(context, index, read.problems);
			await of.save(kit, ledger, inbox, read.value);
			return { output: ANSWERED, add: { [of.key]: read.value } };
		}
		case 'delete':
			return { output: ANSWERED, add: { deleted: await of.remove(kit, ledger, inbox, String(field(of.nameSetting) ?? '')) } };
		case 'getAll':
			return { output: ANSWERED, add: await of.list(kit, ledger, inbox) };
		default:
			return assertNever(operation);
	}
}

function invalid(context: IExecuteFunctions, itemIndex: number, problems: readonly string[]): Error {
	return new NodeOperationError(context.getNode(), problems.join(' '), { itemIndex, description: 'Check which fields of the incoming item the settings of this node name.' });
}
