/** What the agent desk needs from the trigger that serves it. */
import type { Ledger } from '../../core/conversation/ledger';
import type { World } from '../shared/http';
import type { LiveHub } from '../shared/live';
import type { BuiltPage } from '../shared/loadPage';
import type { SignInGuard } from './signInGuard';

/** The part of the ledger the desk uses. */
export type DeskLedger = Pick<Ledger,
	| 'saveAgent' | 'findAgent' | 'listAgents' | 'removeAgent'
	| 'openDeskSession' | 'deskAgent' | 'closeDeskSession' | 'deskBeat'
	| 'readFile' | 'listRows' | 'openConversation' | 'move' | 'humanReply' | 'addNote' | 'finishDraft'
	| 'exportCustomer' | 'eraseCustomer'
	| 'loadKnowledge' | 'upsertArticles' | 'deleteArticles' | 'upsertIntents' | 'deleteIntents'
	| 'lastSeq'>;

/** Name, e-mail and password of the credential chosen in the Agent Desk Trigger. */
export interface DeskAdmin {
	readonly name: string;
	readonly email: string;
	readonly password: string;
}

export interface DeskContext {
	readonly ledger: DeskLedger;
	readonly live: Pick<LiveHub, 'subscribe' | 'nudge'>;
	readonly world: World;
	/** One desk, one id: the trigger's node. */
	readonly deskId: string;
	/** Shown above the sign-in and in the browser's tab. */
	readonly title: string;
	/** Absent when no credential was chosen: then only people saved earlier can sign in. */
	readonly admin?: DeskAdmin;
	/** One for the whole process: it counts failed sign-ins. */
	readonly guard: SignInGuard;
	/** The built desk page. */
	readonly loadPage: () => BuiltPage;
}
