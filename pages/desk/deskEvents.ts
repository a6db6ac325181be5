/** The desk's live connection: hints that something changed in the agent's inboxes. The page then reads again. */
import type { Agent } from '../../core/handoff/handoff';
import type { EventSink, PageStream } from '../shared/http';
import type { DeskContext } from './deskContext';

/** Hints of one burst the page gets; with more it reads everything again anyway. */
const MAX_HINTS = 50;

/**
 * Sends `change` with the conversations concerned (an empty list: read everything again) and, when the
 * session ends, `signedOut`. At every beat the session is looked up, which also marks the agent as online.
 */
export function streamChanges(agent: Agent, session: string, context: DeskContext): PageStream {
	return { kind: 'stream', open: (sink) => openStream(sink, agent, session, context) };
}

function openStream(sink: EventSink, agent: Agent, session: string, context: DeskContext): () => void {
	const leave = context.live.subscribe({ inboxes: agent.inboxes }, {
		changed: (changes) => {
			const hints = changes.map(({ inbox, conversationId }) => ({ inbox, conversationId }));
			sink.send({ id: changes.at(-1)?.seq, name: 'change', data: { changes: hints.length > MAX_HINTS ? [] : hints } });
		},
		beat: () => void keepAlive(sink, agent, session, context).catch(() => sink.beat()),
	});
	void context.ledger.deskBeat(context.deskId, context.world.now()).catch(() => undefined);
	return leave;
}

async function keepAlive(sink: EventSink, agent: Agent, session: string, context: DeskContext): Promise<void> {
	const now = context.world.now();
	const current = await context.ledger.deskAgent(session, now);
	if (current === undefined) {
		sink.send({ name: 'signedOut', data: {} });
		sink.end();
		return;
	}
	// The hub listens to the inboxes of the beginning; with other ones the page connects anew.
	if (current.inboxes.join('\n') !== agent.inboxes.join('\n')) {
		sink.end();
		return;
	}
	sink.beat();
	await context.ledger.deskBeat(context.deskId, now);
}
