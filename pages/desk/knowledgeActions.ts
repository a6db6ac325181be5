/** Articles and intents, edited at the desk. A change counts for the next customer message. */
import { type ReadResult, readArticle, readIntent } from '../../core/knowledge/articles';
import { type Caller, type DeskAction, MAX_NAME_CHARS, readInbox } from './deskAction';
import { DeskRefusal } from './deskAnswer';
import { type Fields, isFields, readFlag, readText, wrongField } from './readFields';

const listArticles: DeskAction = async (fields, { agent, context }) => {
	const { articles } = await context.ledger.loadKnowledge(readInbox(fields, agent));
	return { body: { articles } };
};

const saveArticle: DeskAction = async (fields, caller) => {
	const { ledger } = caller.context;
	const inbox = readInbox(fields, caller.agent);
	// Without its old time the article gets the time of this edit.
	const article = accept(readArticle({ ...readObject(fields, 'article'), updatedAt: undefined }, caller.now));
	if (readFlag(fields, 'isNew', false) && (await ledger.loadKnowledge(inbox)).articles.some(({ id }) => id === article.id)) throw taken('an article with this title');
	await ledger.upsertArticles(inbox, [article]);
	return { body: { article }, event: knowledgeEvent('articleSaved', caller, inbox, article.id) };
};

const deleteArticle: DeskAction = async (fields, caller) => {
	const inbox = readInbox(fields, caller.agent);
	const id = readText(fields, 'id', 2 * MAX_NAME_CHARS);
	if (await caller.context.ledger.deleteArticles(inbox, [id]) === 0) throw gone('article');
	return { body: {}, event: knowledgeEvent('articleDeleted', caller, inbox, id) };
};

const listIntents: DeskAction = async (fields, { agent, context }) => {
	const { intents } = await context.ledger.loadKnowledge(readInbox(fields, agent));
	return { body: { intents } };
};

const saveIntent: DeskAction = async (fields, caller) => {
	const { ledger } = caller.context;
	const inbox = readInbox(fields, caller.agent);
	const intent = accept(readIntent(readObject(fields, 'intent')));
	if (readFlag(fields, 'isNew', false) && (await ledger.loadKnowledge(inbox)).intents.some(({ name }) => name === intent.name)) throw taken('a topic with this name');
	await ledger.upsertIntents(inbox, [intent]);
	return { body: { intent }, event: knowledgeEvent('intentSaved', caller, inbox, intent.name) };
};

const deleteIntent: DeskAction = async (fields, caller) => {
	const inbox = readInbox(fields, caller.agent);
	const name = readText(fields, 'name', MAX_NAME_CHARS);
	if (await caller.context.ledger.deleteIntents(inbox, [name]) === 0) throw gone('topic');
	return { body: {}, event: knowledgeEvent('intentDeleted', caller, inbox, name) };
};

/** The knowledge actions by the name the page sends. */
export const KNOWLEDGE_ACTIONS: Readonly<Record<string, DeskAction>> = { listArticles, saveArticle, deleteArticle, listIntents, saveIntent, deleteIntent };

function accept<T>(result: ReadResult<T>): T {
	if (!result.ok) throw new DeskRefusal(400, 'wrongField', result.problems.join(' '));
	return result.value;
}

function readObject(fields: Fields, name: string): Fields {
	const value = fields[name];
	if (!isFields(value)) throw wrongField(name, 'must be an object');
	return value;
}

function taken(what: string): DeskRefusal {
	return new DeskRefusal(409, 'exists', `There is ${what} already. Open that one from the list, or choose another.`);
}

function gone(what: 'article' | 'topic'): DeskRefusal {
	return new DeskRefusal(404, 'notFound', `This ${what} was deleted already. The list is up to date after a reload.`);
}

function knowledgeEvent(event: string, { agent, now }: Caller, inbox: string, subject: string): Record<string, unknown> {
	return { event, inbox, subject, agent: { id: agent.id, name: agent.name }, at: now };
}
