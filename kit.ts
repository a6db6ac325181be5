/**
 * The shared module: everything the nodes have in common, built into one file that is loaded when
 * the first node runs. One store handle a file or database, one set of weights a process.
 */
import { join } from 'node:path';
import { loadPage, type BuiltPage, type PageName } from './pages/shared/loadPage';

export * from './core/message';
export * from './core/sentiment';
export * from './core/escalation';
export * from './core/knowledge';
export * from './core/context';
export * from './core/crm';
export * from './core/reply';
export * from './channels';
export { noteArticleEdit, prepareArticles } from './readyArticles';
export { improveTriage, transcribeNotes, wordAnswer } from './engines';
export { createOpenAiEngine, createOpenAiTranscriber } from './engines/openai';
export { openPostgresLedger, openSqliteLedger } from './store';
export type { PostgresAddress } from './store';
export { forecastFit, ledgerAt, liveHub, loadKnowledge, localEngine, postgresLedgerAt, readForecasts, signInGuard } from './oncePerProcess';
export { MIN_IDENTITY_SECRET_CHARS } from './core/privacy/signedIdentity';
export { handleChat } from './pages/chat/chatApi';
export type { ChatSettings } from './pages/chat/chatView';
export type { DeskAdmin } from './pages/desk/deskContext';
export type { EventSink, PageRequest, PageResponse, World } from './pages/shared/http';
export { handleDesk } from './pages/desk/deskApi';

/** A page as `npm run build` made it, beside this file. */
export function loadBuiltPage(name: PageName, frameAncestors?: string): BuiltPage {
	return loadPage(name, join(__dirname, 'pages'), frameAncestors);
}
