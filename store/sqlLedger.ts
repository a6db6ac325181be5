/** The ledger on any SQL database kysely speaks to. */
import type { Ledger } from '../core/conversation/ledger';
import * as agents from './agents';
import { listAnswered, listForecasts } from './answered';
import { countReplies } from './channelLaw';
import * as chat from './chat';
import { loadEnvelope } from './conversations';
import * as crm from './crm';
import * as desk from './desk';
import { listRows } from './deskRows';
import * as due from './due';
import { changesSince, lastSeq } from './events';
import * as erasure from './erasure';
import { expireHolders } from './expireHolders';
import * as files from './files';
import { exportCustomer } from './exportCustomer';
import * as handoffs from './handoffs';
import * as inbound from './inbound';
import * as knowledge from './knowledge';
import { recordOutsideReply } from './outside';
import * as mail from './mail';
import * as presence from './presence';
import * as proofs from './proofs';
import * as replies from './replies';
import type { Db } from './schema';

/** The ledger's methods on an open, migrated database; `close` is the opener's business. */
export function createSqlLedger(db: Db): Omit<Ledger, 'close'> {
	return {
		recordInbound: (...args) => inbound.recordInbound(db, ...args),
		loadEnvelope: (...args) => loadEnvelope(db, ...args),
		messageOutcome: (...args) => inbound.messageOutcome(db, ...args),
		setOutcome: (...args) => inbound.setOutcome(db, ...args),
		keepFiles: (...args) => files.keepFiles(db, ...args),
		readFile: (...args) => files.readFile(db, ...args),
		keepTranscript: (...args) => files.keepTranscript(db, ...args),

		claimReply: (...args) => replies.claimReply(db, ...args),
		confirmReply: (...args) => replies.confirmReply(db, ...args),
		reportUndelivered: (...args) => replies.reportUndelivered(db, ...args),
		expireClaims: (...args) => replies.expireClaims(db, ...args),
		countReplies: (...args) => countReplies(db, ...args),
		findClaim: (...args) => replies.findClaim(db, ...args),

		noteFailedProof: (...args) => proofs.noteFailedProof(db, ...args),
		countFailedProofs: (...args) => proofs.countFailedProofs(db, ...args),

		openHandoff: (...args) => handoffs.openHandoff(db, ...args),
		move: (...args) => handoffs.move(db, ...args),
		recordOutsideReply: (...args) => recordOutsideReply(db, ...args),
		expireHolders: (...args) => expireHolders(db, ...args),
		agentsOnline: (...args) => presence.agentsOnline(db, ...args),

		openSession: (...args) => chat.openSession(db, ...args),
		findSession: (...args) => chat.findSession(db, ...args),
		readChat: (...args) => chat.readChat(db, ...args),
		countInbound: (...args) => inbound.countInbound(db, ...args),
		changesSince: (...args) => changesSince(db, ...args),
		lastSeq: () => lastSeq(db),

		saveAgent: (...args) => agents.saveAgent(db, ...args),
		findAgent: (...args) => agents.findAgent(db, ...args),
		listAgents: () => agents.listAgents(db),
		removeAgent: (...args) => agents.removeAgent(db, ...args),
		openDeskSession: (...args) => presence.openDeskSession(db, ...args),
		deskAgent: (...args) => presence.deskAgent(db, ...args),
		closeDeskSession: (...args) => presence.closeDeskSession(db, ...args),
		deskBeat: (...args) => presence.deskBeat(db, ...args),
		deskActive: (...args) => presence.deskActive(db, ...args),
		registerDesk: (...args) => presence.registerDesk(db, ...args),
		listRows: (...args) => listRows(db, ...args),
		openConversation: (...args) => desk.openConversation(db, ...args),
		humanReply: (...args) => desk.humanReply(db, ...args),
		addNote: (...args) => desk.addNote(db, ...args),
		finishDraft: (...args) => desk.finishDraft(db, ...args),

		knowledgeVersion: (...args) => knowledge.knowledgeVersion(db, ...args),
		loadKnowledge: (...args) => knowledge.loadKnowledge(db, ...args),
		upsertArticles: (...args) => knowledge.upsertArticles(db, ...args),
		deleteArticles: (...args) => knowledge.deleteArticles(db, ...args),
		upsertIntents: (...args) => knowledge.upsertIntents(db, ...args),
		deleteIntents: (...args) => knowledge.deleteIntents(db, ...args),

		listAnswered: (...args) => listAnswered(db, ...args),
		listForecasts: (...args) => listForecasts(db, ...args),

		takeUnanswered: (...args) => due.takeUnanswered(db, ...args),
		takeReturned: (...args) => due.takeReturned(db, ...args),
		takeHandoffsDue: (...args) => due.takeHandoffsDue(db, ...args),
		takeQueued: (...args) => due.takeQueued(db, ...args),

		exportCustomer: (...args) => exportCustomer(db, ...args),
		eraseCustomer: (...args) => erasure.eraseCustomer(db, ...args),
		applyRetention: (...args) => erasure.applyRetention(db, ...args),

		readMailThread: (...args) => mail.readMailThread(db, ...args),
		readMailCursor: (...args) => mail.readMailCursor(db, ...args),
		saveMailCursor: (...args) => mail.saveMailCursor(db, ...args),

		rememberCrm: (...args) => crm.rememberCrm(db, ...args),
		recallCrm: (...args) => crm.recallCrm(db, ...args),
	};
}
