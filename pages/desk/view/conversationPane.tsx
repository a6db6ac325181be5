/** One conversation: its head with the moves, the thread, drafts, the composer, and the packet beside it. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { AGENT_PLACE } from '../../../core/context/suggestReplies';
import type { DeskConversation } from '../../../core/conversation/ledger';
import type { Agent } from '../../../core/handoff/handoff';
import type { ReplyTaken } from '../conversationActions';
import { DeskProblem, callDesk, sentenceOf } from './callDesk';
import { Composer } from './composer';
import { DraftCard } from './draftCard';
import { PacketPane } from './packetPane';
import { Avatar, Chip, Dialog, Empty, Icon, WaitClock } from './parts';
import type { ConversationKey } from './place';
import { describeOwner } from './rowList';
import { PrivacyPanel } from './privacyPanel';
import { type PendingReply, Thread } from './thread';
import { nameChannel } from './words';

interface ConversationPaneProps {
	readonly at: ConversationKey;
	readonly agent: Agent;
	readonly offsetMs: number;
	/** Grows when the desk hints that this conversation changed. */
	readonly hint: number;
	readonly onBack: () => void;
	readonly onChanged: () => void;
	readonly say: (text: string) => void;
}

export function ConversationPane({ at, agent, offsetMs, hint, onBack, onChanged, say }: ConversationPaneProps) {
	const { conversation, problem, refresh } = useConversation(at, hint);
	const [asking, setAsking] = useState<{ readonly move: 'return' | 'resolve'; readonly seq: number }>();
	const [showsPacket, setShowsPacket] = useState(false);
	const [busy, setBusy] = useState(false);
	const where = { inbox: at.inbox, conversation: at.conversationId };
	const sending = useSending(where, agent, conversation, refresh);

	/** Does something and reads again, whether it went well or not: then the page shows what is true. */
	async function run(action: string, fields: object = {}, done?: string): Promise<boolean> {
		setBusy(true);
		try {
			await callDesk(action, { ...where, ...fields });
			if (done !== undefined) say(done);
			return true;
		} catch (refusal) {
			say(sentenceOf(refusal));
			return false;
		} finally {
			await refresh();
			setBusy(false);
			onChanged();
		}
	}

	if (conversation === undefined) {
		return (
			<section class="conversation conversation-blank" aria-label="Conversation" aria-busy={problem === undefined}>
				{problem !== undefined && <Empty icon="info" title="This conversation cannot be shown">{problem} <button type="button" class="link" onClick={onBack}>Back to the list</button></Empty>}
			</section>
		);
	}
	const { row, packet, drafts, unknown } = conversation;
	const isMine = row.owner === 'human' && row.ownerId === agent.id;
	const isOpen = row.status === 'open';
	const name = row.customerName ?? 'Visitor';
	const privacy = agent.isAdmin && <PrivacyPanel where={where} name={name} run={run} say={say} />;
	return (
		<>
			<section class="conversation" aria-label={`Conversation with ${name}`} data-shows={showsPacket ? 'packet' : 'thread'}>
				<header class="conversation-head">
					<button type="button" class="quiet only-narrow" onClick={onBack} aria-label="Back to the list"><Icon name="back" /></button>
					<Avatar name={name} />
					<div class="who">
						<h1>{name}</h1>
						<p>{nameChannel(row.channel)} · {describeOwner(row, agent.id)}{row.waitingSince !== undefined && <> <WaitClock since={row.waitingSince} offsetMs={offsetMs} /></>}</p>
					</div>
					<div class="actions">
						<button type="button" class="only-medium" aria-pressed={showsPacket} aria-label="What is known" onClick={() => setShowsPacket(!showsPacket)}><Icon name="info" /><span>What is known</span></button>
						{isOpen && !isMine && row.owner !== 'human' && <button type="button" class="primary" disabled={busy} onClick={() => void run('take', {}, 'It is yours. The customer sees your name.')}>Take</button>}
						{isOpen && conversation.mayTakeOver === true && <button type="button" class="primary" disabled={busy} onClick={() => void run('takeOver', {}, 'It is yours. The customer sees your name.')} title={`Take it from ${row.ownerName ?? 'your colleague'}`}>Take over from {row.ownerName ?? 'a colleague'}</button>}
						{isOpen && isMine && <button type="button" class="quiet" disabled={busy} onClick={() => void run('release', {}, 'Back in the queue.')} title="Put it back into the queue for a colleague">Release</button>}
						{isOpen && isMine && <button type="button" disabled={busy} onClick={() => setAsking({ move: 'return', seq: conversation.seq })}>Return to assistant</button>}
						{isOpen && isMine && <button type="button" class="primary" disabled={busy} onClick={() => setAsking({ move: 'resolve', seq: conversation.seq })}><Icon name="check" />Resolve</button>}
						{!isOpen && <Chip tone="good">Resolved</Chip>}
					</div>
				</header>
				{showsPacket && <div class="packet-inline"><PacketPane conversation={conversation}>{privacy}</PacketPane></div>}
				<Thread conversation={conversation} agentName={agent.name} pending={sending.pending} onRetry={(reply) => void sending.send(reply)} onEdit={sending.takeBack} />
				{drafts.map((draft) => (
					<DraftCard key={draft.id} draft={draft}
						onApprove={async (text) => void await run('approveDraft', { id: draft.id, text }, 'Approved. It is on its way to the customer.')}
						onDiscard={async () => void await run('discardDraft', { id: draft.id }, 'Draft discarded. Nothing was sent.')} />
				))}
				{unknown.map((message) => (
					<p key={message.id} class="unknown" role="status"><Icon name="info" /><span>It is not known whether this reached the customer: “{message.text}” Ask them, or <button type="button" class="link" onClick={() => sending.fillWith(message.text)}>write it again</button>.</span></p>
				))}
				<Composer key={`${at.inbox}/${at.conversationId}`} conversationKey={`${at.inbox}/${at.conversationId}`} suggestions={(packet?.suggestedReplies ?? []).map((text) => text.replaceAll(AGENT_PLACE, agent.name))} replying={howToReply(conversation, agent)} fill={sending.fill}
					onReply={(text) => void sending.send({ id: crypto.randomUUID?.() ?? makeId(), text }).then(onChanged)}
					onNote={(text) => run('note', { text })} />
			</section>
			<div class="packet-column"><PacketPane conversation={conversation}>{privacy}</PacketPane></div>
			{asking?.move === 'return' && <ReturnDialog waits={row.waitingSince !== undefined} onClose={() => setAsking(undefined)} onReturn={(note) => run('return', { note, seq: asking.seq }, 'The assistant has it again.')} />}
			{asking?.move === 'resolve' && <ResolveDialog onClose={() => setAsking(undefined)} onResolve={(needed) => run('resolve', { needed, seq: asking.seq }, 'Resolved.')} />}
		</>
	);
}

/** The conversation as it is now; read again at every hint. An answer that was overtaken is dropped. */
function useConversation(at: ConversationKey, hint: number) {
	const [conversation, setConversation] = useState<DeskConversation>();
	const [problem, setProblem] = useState<string>();
	const asked = useRef(0);
	const refresh = useCallback(async (): Promise<void> => {
		asked.current += 1;
		const mine = asked.current;
		try {
			const answer = await callDesk<{ conversation: DeskConversation }>('open', { inbox: at.inbox, conversation: at.conversationId });
			if (mine !== asked.current) return;
			setConversation(answer.conversation);
			setProblem(undefined);
		} catch (refusal) {
			if (mine === asked.current) setProblem(sentenceOf(refusal));
		}
	}, [at.inbox, at.conversationId]);
	useEffect(() => void refresh(), [refresh, hint]);
	return { conversation, problem, refresh };
}

/** Replies on their way. One shows at once, and either becomes part of the thread or says why it was not sent. */
function useSending(where: { readonly inbox: string; readonly conversation: string }, agent: Agent, conversation: DeskConversation | undefined, refresh: () => Promise<void>) {
	const [pending, setPending] = useState<readonly PendingReply[]>([]);
	const [fill, setFill] = useState<{ readonly text: string }>();
	const without = (id: string) => (replies: readonly PendingReply[]) => replies.filter((reply) => reply.id !== id);

	async function send({ id, text }: PendingReply): Promise<void> {
		setPending((replies) => [...without(id)(replies), { id, text }]);
		try {
			if (conversation?.row.ownerId !== agent.id) await callDesk('take', where);
			const { outgoingId } = await callDesk<ReplyTaken>('reply', { ...where, id, text });
			setPending((replies) => replies.map((reply) => (reply.id === id ? { ...reply, takenAs: outgoingId } : reply)));
			await refresh();
		} catch (refusal) {
			setPending((replies) => [...without(id)(replies), { id, text, problem: sentenceOf(refusal) }]);
			if (!(refusal instanceof DeskProblem && refusal.code === 'offline')) await refresh();
		}
	}
	// Taken replies are shown until they stand in the conversation: at once in the web chat, elsewhere when the channel has sent them.
	const said = new Set(conversation?.entries.map(({ messageId }) => messageId));
	const shown = pending.filter(({ takenAs }) => takenAs === undefined || !said.has(takenAs));

	function takeBack({ id, text }: PendingReply): void {
		setPending(without(id));
		setFill({ text });
	}
	return { pending: shown, send, takeBack, fill, fillWith: (text: string) => setFill({ text }) };
}

function howToReply({ row, mayTakeOver }: DeskConversation, agent: Agent): 'send' | 'takeAndSend' | { readonly closed: string } {
	if (row.status === 'resolved') return { closed: 'This conversation is resolved. It opens again when the customer writes.' };
	if (row.owner !== 'human') return 'takeAndSend';
	if (row.ownerId === agent.id) return 'send';
	const holder = row.ownerName ?? 'A colleague';
	return { closed: mayTakeOver === true ? `${holder} has this conversation. Take it over to reply.` : `${holder} has this conversation. Leave a note, or ask them to release it.` };
}

/** Browsers offer randomUUID on HTTPS only. */
function makeId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function ReturnDialog({ waits, onClose, onReturn }: { readonly waits: boolean; readonly onClose: () => void; readonly onReturn: (note: string) => Promise<boolean> }) {
	const [note, setNote] = useState('');
	const [busy, setBusy] = useState(false);
	async function submit(event: Event): Promise<void> {
		event.preventDefault();
		setBusy(true);
		if (await onReturn(note.trim())) onClose();
		setBusy(false);
	}
	return (
		<Dialog title="Return to the assistant" onClose={onClose}>
			<form onSubmit={(event) => void submit(event)}>
				{waits && <p>The customer still waits for a word. The assistant takes up their last message now.</p>}
				<label class="field"><span class="field-label">What did you settle?</span>
					<textarea rows={4} maxLength={4000} value={note} onInput={(event) => setNote(event.currentTarget.value)} placeholder="Refund of the shipping cost agreed, arrives within five days." />
					<span class="field-hint">The assistant and the next person read this. The customer does not.</span>
				</label>
				<div class="actions"><button type="button" onClick={onClose}>Cancel</button><button type="submit" class="primary" disabled={busy}><Icon name="bot" />Return</button></div>
			</form>
		</Dialog>
	);
}

function ResolveDialog({ onClose, onResolve }: { readonly onClose: () => void; readonly onResolve: (needed?: 'needed' | 'notNeeded') => Promise<boolean> }) {
	const [busy, setBusy] = useState(false);
	const answer = async (needed?: 'needed' | 'notNeeded'): Promise<void> => {
		setBusy(true);
		if (await onResolve(needed)) onClose();
		setBusy(false);
	};
	return (
		<Dialog title="Was a person needed?" onClose={onClose}>
			<p>Your answer shows whether the assistant passes on the right conversations.</p>
			<div class="choices">
				<button type="button" class="choice" disabled={busy} onClick={() => void answer('needed')}><strong>Yes</strong><span>The assistant could not have solved this</span></button>
				<button type="button" class="choice" disabled={busy} onClick={() => void answer('notNeeded')}><strong>No</strong><span>The assistant could have answered</span></button>
			</div>
			<div class="actions"><button type="button" class="quiet" onClick={onClose}>Cancel</button><button type="button" disabled={busy} onClick={() => void answer()}>Resolve without answering</button></div>
		</Dialog>
	);
}
