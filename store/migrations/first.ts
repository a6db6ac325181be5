/**
 * The first schema. `inbox` is part of every key of what belongs to a client or brand.
 *
 * Times are ISO 8601 UTC text and sort as text; flags are 0 or 1; columns named as lists or objects
 * hold JSON. Foreign keys are checked at commit, because a message is inserted first of all: its
 * unique key is what recognises a retry.
 */
import { sql } from 'kysely';
import type { ColumnDefinitionBuilder, ForeignKeyConstraintBuilder, Kysely } from 'kysely';

/** Makes all tables. */
export async function makeFirstSchema(db: Kysely<unknown>): Promise<void> {
	await makeTalkTables(db);
	await makeReplyTables(db);
	await makeKnowledgeTables(db);
	await makeDeskTables(db);
}

async function makeTalkTables(db: Kysely<unknown>): Promise<void> {
	// Who writes to us. external_id is the channel's own name for them; tier, vip and value come from the company.
	await db.schema.createTable('customers')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('channel', 'text', required)
		.addColumn('external_id', 'text', required)
		.addColumn('name', 'text').addColumn('email', 'text').addColumn('phone', 'text')
		// Their newest message carried a signed identity.
		.addColumn('verified', 'integer', required)
		.addColumn('tier', 'text').addColumn('vip', 'integer').addColumn('value', 'real')
		.addPrimaryKeyConstraint('customers_key', ['inbox', 'id'])
		.addUniqueConstraint('customers_external', ['inbox', 'channel', 'external_id'])
		.execute();

	// One matter with one customer. owner, epoch and status only change by core/handoff/ownership.
	await db.schema.createTable('conversations')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('customer_id', 'text', required)
		.addColumn('channel', 'text', required)
		.addColumn('thread', 'text', required)
		// The workflow that recorded the newest message.
		.addColumn('workflow_id', 'text')
		// The first words of the first message.
		.addColumn('topic', 'text', required)
		.addColumn('owner', 'text', required)
		.addColumn('owner_id', 'text').addColumn('owner_name', 'text')
		.addColumn('epoch', 'integer', required)
		.addColumn('status', 'text', required)
		// The newest handoff, open or ended.
		.addColumn('handoff_id', 'text')
		.addColumn('opened_at', 'text', required)
		.addColumn('updated_at', 'text', required)
		// Since when the customer waits for a person's word; NULL when they do not.
		.addColumn('waiting_since', 'text')
		.addColumn('unresolved_since', 'text')
		.addColumn('language', 'text')
		.addColumn('collected', 'text', required)
		.addColumn('asked', 'text', required)
		.addColumn('pending_intent', 'text')
		.addColumn('attempts', 'text', required)
		.addColumn('sentiment_trail', 'text', required)
		.addColumn('offered_human', 'integer', required)
		.addColumn('failed_verifications', 'integer', required)
		// The customer proved who they are in this conversation.
		.addColumn('verified', 'integer', required)
		.addColumn('hand_back', 'text')
		.addPrimaryKeyConstraint('conversations_key', ['inbox', 'id'])
		.addForeignKeyConstraint('conversations_customer', ['inbox', 'customer_id'], 'customers', ['inbox', 'id'], atCommit)
		.execute();
	await db.schema.createIndex('conversations_open').unique().on('conversations').columns(['inbox', 'channel', 'thread']).where(sql.ref('status'), '=', 'open').execute();
	await db.schema.createIndex('conversations_thread').on('conversations').columns(['inbox', 'channel', 'thread', 'opened_at']).execute();
	await db.schema.createIndex('conversations_history').on('conversations').columns(['inbox', 'customer_id', 'opened_at']).execute();
	await db.schema.createIndex('conversations_owned').on('conversations').columns(['owner', 'waiting_since']).execute();
	await db.schema.createIndex('conversations_updated').on('conversations').columns(['updated_at']).execute();
	await db.schema.createIndex('conversations_inbox_updated').on('conversations').columns(['inbox', 'updated_at']).execute();

	// What customers sent. (inbox, channel, provider_id) makes a retry the same message; outcome is written once.
	await db.schema.createTable('messages')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('channel', 'text', required)
		.addColumn('provider_id', 'text', required)
		.addColumn('conversation_id', 'text', required)
		.addColumn('customer_id', 'text', required)
		.addColumn('workflow_id', 'text')
		.addColumn('text', 'text', required)
		.addColumn('subject', 'text')
		.addColumn('attachments', 'text', required)
		.addColumn('received_at', 'text', required)
		.addColumn('locale', 'text')
		.addColumn('requests_human', 'integer', required)
		.addColumn('raw', 'text')
		.addColumn('outcome', 'text').addColumn('reasons', 'text').addColumn('outcome_at', 'text')
		// Until when somebody is finishing it.
		.addColumn('lease_until', 'text')
		.addPrimaryKeyConstraint('messages_key', ['inbox', 'id'])
		.addUniqueConstraint('messages_provider', ['inbox', 'channel', 'provider_id'])
		.addForeignKeyConstraint('messages_conversation', ['inbox', 'conversation_id'], 'conversations', ['inbox', 'id'], atCommit)
		.addForeignKeyConstraint('messages_customer', ['inbox', 'customer_id'], 'customers', ['inbox', 'id'], atCommit)
		.execute();
	// Also what a deferred foreign key looks for when its customer is inserted after the message.
	await db.schema.createIndex('messages_customer').on('messages').columns(['inbox', 'customer_id']).execute();
	await db.schema.createIndex('messages_conversation_time').on('messages').columns(['inbox', 'conversation_id', 'received_at']).execute();
	await db.schema.createIndex('messages_unanswered').on('messages').columns(['workflow_id', 'received_at']).where(sql.ref('outcome'), 'is', null).execute();
	await db.schema.createIndex('messages_pending').on('messages').columns(['inbox', 'conversation_id']).where(sql.ref('outcome'), 'is', null).execute();

	// Everything that happened, in order, appended only. spoken = 1: words the customer wrote or saw.
	await db.schema.createTable('events')
		.addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
		.addColumn('inbox', 'text', required)
		.addColumn('conversation_id', 'text', required)
		.addColumn('kind', 'text', required)
		.addColumn('spoken', 'integer', required)
		.addColumn('at', 'text', required)
		.addColumn('author', 'text').addColumn('name', 'text').addColumn('text', 'text')
		// The inbound message (kinds message and outcome) or the outgoing one.
		.addColumn('message_id', 'text')
		.addColumn('outcome', 'text').addColumn('reasons', 'text')
		.addForeignKeyConstraint('events_conversation', ['inbox', 'conversation_id'], 'conversations', ['inbox', 'id'], atCommit)
		.execute();
	await db.schema.createIndex('events_feed').on('events').columns(['inbox', 'conversation_id', 'seq']).execute();
	await db.schema.createIndex('events_turns').on('events').columns(['inbox', 'conversation_id', 'seq']).where(sql.ref('spoken'), '=', 1).execute();
}

async function makeReplyTables(db: Kysely<unknown>): Promise<void> {
	// What is said to customers. The id is made from message and purpose, so nothing is said twice.
	await db.schema.createTable('outgoing')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('conversation_id', 'text', required)
		.addColumn('channel', 'text', required)
		.addColumn('message_id', 'text')
		.addColumn('purpose', 'text', required)
		.addColumn('author', 'text', required)
		.addColumn('author_name', 'text')
		.addColumn('text', 'text', required)
		.addColumn('status', 'text', required)
		.addColumn('epoch', 'integer', required)
		.addColumn('created_at', 'text', required)
		.addColumn('updated_at', 'text', required)
		.addColumn('lease_until', 'text')
		// The n8n execution and item that claimed it, so that Confirm finds it.
		.addColumn('execution_id', 'text').addColumn('item_index', 'integer')
		// The channel's id of what was sent, or why it was not.
		.addColumn('provider_id', 'text').addColumn('problem', 'text')
		.addPrimaryKeyConstraint('outgoing_key', ['inbox', 'id'])
		.addForeignKeyConstraint('outgoing_conversation', ['inbox', 'conversation_id'], 'conversations', ['inbox', 'id'], atCommit)
		.execute();
	await db.schema.createIndex('outgoing_conversation_status').on('outgoing').columns(['inbox', 'conversation_id', 'status']).execute();
	await db.schema.createIndex('outgoing_status').on('outgoing').columns(['status', 'created_at']).execute();
	await db.schema.createIndex('outgoing_execution').on('outgoing').columns(['execution_id', 'item_index']).execute();

	// Conversations handed to people: the packet they got, and the receipt step by step.
	await db.schema.createTable('handoffs')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('conversation_id', 'text', required)
		.addColumn('message_id', 'text')
		.addColumn('status', 'text', required)
		.addColumn('reasons', 'text', required)
		.addColumn('packet', 'text', required)
		.addColumn('want', 'text', required)
		.addColumn('priority', 'text', required)
		.addColumn('accept_within_seconds', 'integer', required)
		.addColumn('created_at', 'text', required)
		// NULL once a person has it.
		.addColumn('accept_by', 'text')
		.addColumn('agent_id', 'text')
		.addColumn('accepted_at', 'text').addColumn('seen_at', 'text').addColumn('replied_at', 'text').addColumn('ended_at', 'text')
		// The person's answer to "was this needed?"; NULL when not asked or not answered.
		.addColumn('needed', 'integer')
		.addPrimaryKeyConstraint('handoffs_key', ['inbox', 'id'])
		.addForeignKeyConstraint('handoffs_conversation', ['inbox', 'conversation_id'], 'conversations', ['inbox', 'id'], atCommit)
		.execute();
	await db.schema.createIndex('handoffs_conversation').on('handoffs').columns(['inbox', 'conversation_id']).execute();
	await db.schema.createIndex('handoffs_open').unique().on('handoffs').columns(['inbox', 'conversation_id']).where(sql.ref('ended_at'), 'is', null).execute();

	// What was pushed to a CRM under which key. Never overwritten.
	await db.schema.createTable('crm_links')
		.addColumn('inbox', 'text', required)
		.addColumn('key', 'text', required)
		.addColumn('value', 'text', required)
		.addPrimaryKeyConstraint('crm_links_key', ['inbox', 'key'])
		.execute();
}

async function makeKnowledgeTables(db: Kysely<unknown>): Promise<void> {
	// What the company knows.
	await db.schema.createTable('articles')
		.addColumn('inbox', 'text', required)
		.addColumn('id', 'text', required)
		.addColumn('title', 'text', required)
		.addColumn('body', 'text', required)
		.addColumn('questions', 'text', required)
		.addColumn('url', 'text').addColumn('language', 'text')
		.addColumn('enabled', 'integer', required)
		.addColumn('updated_at', 'text', required)
		.addPrimaryKeyConstraint('articles_key', ['inbox', 'id'])
		.execute();

	// What customers want, with examples of how they say it.
	await db.schema.createTable('intents')
		.addColumn('inbox', 'text', required)
		.addColumn('name', 'text', required)
		.addColumn('title', 'text', required)
		.addColumn('examples', 'text', required)
		.addColumn('human_only', 'integer', required)
		.addColumn('skill', 'text').addColumn('article_id', 'text').addColumn('needs', 'text')
		.addPrimaryKeyConstraint('intents_key', ['inbox', 'name'])
		.execute();

	// Grows with every edit of articles or intents, so that readers know when to load again.
	await db.schema.createTable('knowledge_versions')
		.addColumn('inbox', 'text', (c) => c.notNull().primaryKey())
		.addColumn('version', 'integer', required)
		.execute();
}

async function makeDeskTables(db: Kysely<unknown>): Promise<void> {
	// Visitors of the web chat. Only a hash of their token is kept.
	await db.schema.createTable('chat_sessions')
		.addColumn('token_hash', 'text', (c) => c.notNull().primaryKey())
		.addColumn('inbox', 'text', required)
		.addColumn('chat_id', 'text', required)
		.addColumn('thread', 'text', required)
		.addColumn('external_id', 'text', required)
		.addColumn('name', 'text').addColumn('email', 'text')
		.addColumn('verified', 'integer', required)
		.addColumn('opened_at', 'text', required)
		.execute();

	// People who answer. inboxes is a JSON list; "*" in it is all.
	await db.schema.createTable('agents')
		.addColumn('id', 'text', (c) => c.notNull().primaryKey())
		// In lower case.
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', required)
		.addColumn('inboxes', 'text', required)
		.addColumn('is_admin', 'integer', required)
		.addColumn('password_hash', 'text', required)
		.addColumn('updated_at', 'text', required)
		.execute();
	await db.schema.createTable('desk_sessions')
		.addColumn('token_hash', 'text', (c) => c.notNull().primaryKey())
		.addColumn('agent_id', 'text', (c) => c.notNull().references('agents.id').onDelete('cascade'))
		.addColumn('expires_at', 'text', required)
		.addColumn('seen_at', 'text')
		.execute();
	await db.schema.createIndex('desk_sessions_agent').on('desk_sessions').columns(['agent_id']).execute();

	// Desks that are served: active while their trigger is, beat_at when one was last opened.
	await db.schema.createTable('desks')
		.addColumn('id', 'text', (c) => c.notNull().primaryKey())
		.addColumn('active', 'integer', required)
		.addColumn('beat_at', 'text', required)
		.execute();
}

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
	return column.notNull();
}

function atCommit(key: ForeignKeyConstraintBuilder): ForeignKeyConstraintBuilder {
	return key.deferrable().initiallyDeferred();
}
