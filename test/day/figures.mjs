/** The figures of a day, by channel. */
import { countBy } from '../faults/runOne.mjs';
import { CHANNELS } from './plan.mjs';

/** Outcomes in the order in which the assistant prefers them. */
const OUTCOMES = ['answered', 'clarified', 'offered', 'handedOff', 'relayed', 'merged', 'ignored'];

/** `{ [figure]: { webChat, whatsApp, email, all } }`, numbers; of what a channel has not, nothing. */
export function countDay(ledger, { customers, seen, attempts, office, meta, autoMails }) {
	const figures = {};
	const add = (name, countOf) => { figures[name] = withTotal(Object.fromEntries(CHANNELS.map((channel) => [channel, countOf(channel)]))); };
	const of = (rows, channel) => rows.filter((row) => row.channel === channel);
	const sent = [...seen.messages.values()];
	const said = (channel, author) => of(ledger.outgoing, channel).filter((reply) => reply.status === 'sent' && (reply.author === 'human') === (author === 'human')).length;

	add('conversations', (channel) => of(customers, channel).length);
	add('messages of customers', (channel) => of(sent, channel).length);
	add('  deliveries of them, with repetitions', (channel) => attempts[channel] ?? 0);
	add('  recorded', (channel) => of(ledger.messages, channel).length);
	for (const outcome of [...OUTCOMES, 'none']) add(`  ended as ${outcome}`, (channel) => countBy(of(ledger.messages, channel), 'outcome')[outcome] ?? 0);
	add('replies of the assistant delivered', (channel) => said(channel, 'bot'));
	add('replies of people delivered', (channel) => said(channel, 'human'));
	add('replies of unknown fate, given to people', (channel) => of(ledger.outgoing, channel).filter(({ status }) => status === 'unknown').length);
	add('handed to people', (channel) => ledger.handoffs.filter(({ conversation_id }) => of(ledger.conversations, channel).some(({ id }) => id === conversation_id)).length);
	figures['webhook calls with messages'] = { whatsApp: office.calls };
	for (const [status, times] of Object.entries(meta.reported)) figures[`statuses "${status}"`] = { whatsApp: times };
	for (const [what, times] of Object.entries(countBy(autoMails, 'what'))) figures[`automatic mails: ${what}`] = { email: times };
	for (const [title, share] of [['half of the outcomes within, s', 0.5], ['95 in 100 within, s', 0.95]]) figures[title] = timesToOutcome(ledger.messages, share);
	return figures;
}

function withTotal(byChannel) {
	return { ...byChannel, all: Object.values(byChannel).reduce((sum, count) => sum + count, 0) };
}

/** From recording to the outcome, by n8n's clock, waiting for more words included. What waited for a person has its outcome already. */
function timesToOutcome(messages, share) {
	const at = (rows) => {
		const seconds = rows.filter(({ outcome_at }) => outcome_at !== null).map(({ received_at, outcome_at }) => (Date.parse(outcome_at) - Date.parse(received_at)) / 1000).sort((a, b) => a - b);
		return seconds.length === 0 ? undefined : Number(seconds[Math.min(seconds.length - 1, Math.floor(seconds.length * share))].toFixed(1));
	};
	return { ...Object.fromEntries(CHANNELS.map((channel) => [channel, at(messages.filter((message) => message.channel === channel))])), all: at(messages) };
}
