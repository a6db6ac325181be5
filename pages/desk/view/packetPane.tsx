/** The packet at a glance: what a person needs so that the customer never repeats themselves. */
import type { ComponentChildren } from 'preact';
import type { Attempt, SentimentPoint } from '../../../core/conversation/conversation';
import type { DeskConversation } from '../../../core/conversation/ledger';
import type { HandoffPacket } from '../../../core/context/packet';
import type { Reason } from '../../../core/escalation/decision';
import type { Source } from '../../../core/knowledge/knowledge';
import { MoodLine } from './moodLine';
import { Chip, CopyButton, Icon } from './parts';
import { formatDay, formatScore, nameChannel, nameDetail, nameLanguage, nameReason } from './words';

const TIERS = ['Self-service', 'First line', 'Second line', 'Specialist'] as const;

/** `children` stand below everything else. */
export function PacketPane({ conversation, children }: { readonly conversation: DeskConversation; readonly children?: ComponentChildren }) {
	const { packet, envelope, row } = conversation;
	const customer = { ...packet?.customer, ...envelope.customer };
	const collected = { ...packet?.collected, ...envelope.conversation.collected };
	const mood = newerMood(envelope.conversation.sentimentTrail, packet?.mood ?? []);
	// The conversation is newer than the packet: what was tried meanwhile counts too.
	const attempts = envelope.conversation.attempts.length > 0 ? envelope.conversation.attempts : packet?.attempts ?? [];
	const handBack = envelope.conversation.handBack;
	const language = packet?.language ?? envelope.conversation.language;
	return (
		<aside class="packet" aria-label="What is known">
			<section class="packet-head">
				<h2 class="eyebrow">What the customer wants</h2>
				<p class="want">{packet?.want ?? row.want}</p>
				<p class="chips">
					<Chip tone={row.priority === 'urgent' ? 'hot' : row.priority === 'high' ? 'warm' : 'plain'}>{nameDetail(row.priority)} priority</Chip>
					{packet !== undefined && <Chip tone="plain">{TIERS[packet.tier]}</Chip>}
					{packet?.skill !== undefined && <Chip tone="plain">{nameDetail(packet.skill)}</Chip>}
					{language !== undefined && <Chip tone="plain">{nameLanguage(language)}</Chip>}
					{packet?.intent !== undefined && <Chip tone="plain">{packet.intent.title ?? nameDetail(packet.intent.name)}{packet.intent.confidence !== undefined && ` · ${formatScore(packet.intent.confidence)}`}</Chip>}
				</p>
				{packet !== undefined && packet.suggestedNextStep !== '' && <p class="next-step"><strong>Next step</strong>{packet.suggestedNextStep}</p>}
			</section>
			{packet === undefined && row.owner === 'bot' && <p class="packet-note">The assistant has this conversation. Were it passed on, the reasons would stand here.</p>}
			{packet !== undefined && packet.reasons.length > 0 && <Reasons packet={packet} />}
			{mood.length > 0 && <Block title="Mood"><MoodLine points={mood} /></Block>}
			{handBack !== undefined && <Block title="Last returned"><p>{handBack.agentName}, {formatDay(handBack.at, Date.now())}{handBack.note !== undefined && <>: “{handBack.note}”</>}</p></Block>}
			{attempts.length > 0 && <Attempts attempts={attempts} />}
			<Details collected={collected} />
			<CustomerCard customer={customer} channel={nameChannel(row.channel)} inbox={row.inbox} />
			{packet !== undefined && <Lists packet={packet} />}
			{children}
		</aside>
	);
}

/** The trail that reaches further: the packet knows the last message before it, the conversation what came after. */
function newerMood(trail: readonly SentimentPoint[], packed: readonly SentimentPoint[]): readonly SentimentPoint[] {
	return (packed.at(-1)?.at ?? '') > (trail.at(-1)?.at ?? '') ? packed : trail;
}

function Block({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
	return <section class="block"><h3 class="eyebrow">{title}</h3>{children}</section>;
}

function Reasons({ packet }: { readonly packet: HandoffPacket }) {
	return (
		<Block title="Why a person">
			<ul class="reasons">{packet.reasons.map((reason) => <ReasonView key={reason.code} reason={reason} />)}</ul>
			{packet.counterfactual !== undefined && <p class="counterfactual">{packet.counterfactual}</p>}
		</Block>
	);
}

function ReasonView({ reason }: { readonly reason: Reason }) {
	const { title, tone } = nameReason(reason.code);
	return (
		<li class={`reason reason-${tone}`}>
			<p class="reason-title"><strong>{title}</strong>{reason.value !== undefined && <Measure value={reason.value} threshold={reason.threshold} />}</p>
			<p>{reason.sentence}</p>
			{reason.quote !== undefined && <blockquote>{reason.quote}</blockquote>}
		</li>
	);
}

/** The number that decided, beside its threshold. */
function Measure({ value, threshold }: { readonly value: number; readonly threshold?: number }) {
	return <span class="measure" title="Measured, and the threshold it was compared with">{formatScore(value)}{threshold !== undefined && <span class="measure-limit"> / {formatScore(threshold)}</span>}</span>;
}

const RESULTS: Readonly<Record<Attempt['result'], readonly [label: string, tone: 'hot' | 'good' | 'plain']>> = {
	failed: ['Failed: do not suggest again', 'hot'],
	worked: ['Worked', 'good'],
	unknown: ['No reaction yet', 'plain'],
};

function Attempts({ attempts }: { readonly attempts: readonly Attempt[] }) {
	return (
		<Block title="Already tried">
			<ul class="attempts">
				{attempts.map((attempt) => (
					<li key={`${attempt.messageId}${attempt.at}`} class={`attempt attempt-${attempt.result}`}>
						<p class="attempt-answer">{attempt.answer}</p>
						<p class="attempt-question">to “{attempt.question}”</p>
						<Chip tone={RESULTS[attempt.result][1]}>{RESULTS[attempt.result][0]}</Chip>
					</li>
				))}
			</ul>
		</Block>
	);
}

function Details({ collected }: { readonly collected: Readonly<Record<string, string>> }) {
	const details = Object.entries(collected);
	if (details.length === 0) return null;
	return (
		<Block title="Details given">
			<dl class="facts">{details.map(([name, value]) => <Fact key={name} label={nameDetail(name)} value={value} />)}</dl>
			<p class="packet-note">Do not ask for these again.</p>
		</Block>
	);
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
	return <div class="fact"><dt>{label}</dt><dd>{value}</dd><CopyButton value={value} label={label} /></div>;
}

function CustomerCard({ customer, channel, inbox }: { readonly customer: DeskConversation['envelope']['customer']; readonly channel: string; readonly inbox: string }) {
	return (
		<Block title="Customer">
			<p class="chips">
				<Chip tone={customer.verified ? 'good' : 'plain'}>{customer.verified ? 'Verified' : 'Not verified'}</Chip>
				{customer.vip === true && <Chip tone="warm">VIP</Chip>}
				{customer.tier !== undefined && <Chip tone="plain">{nameDetail(customer.tier)}</Chip>}
				{customer.value !== undefined && <Chip tone="plain">Value {customer.value.toLocaleString()}</Chip>}
			</p>
			<dl class="facts">
				{customer.name !== undefined && <Fact label="Name" value={customer.name} />}
				{customer.email !== undefined && <Fact label="E-mail" value={customer.email} />}
				{customer.phone !== undefined && <Fact label="Phone" value={customer.phone} />}
			</dl>
			<p class="packet-note">{channel}, inbox {inbox}</p>
			{customer.history.length > 0 && (
				<ul class="plain">{customer.history.map((contact) => <li key={contact.at}><span class="when">{formatDay(contact.at, Date.now())}</span> {contact.summary}{contact.result !== undefined && <em> {contact.result}</em>}</li>)}</ul>
			)}
		</Block>
	);
}

function Lists({ packet }: { readonly packet: HandoffPacket }) {
	return (
		<>
			{packet.openQuestions.length > 0 && <Block title="Still open"><ul class="plain">{packet.openQuestions.map((question) => <li key={question}>{question}</li>)}</ul></Block>}
			{packet.promises.length > 0 && (
				<Block title="Promised">
					<ul class="plain">{packet.promises.map((promise) => <li key={promise.at + promise.text}>“{promise.text}” <span class="when">by {promise.by === 'bot' ? 'the assistant' : 'a person'}, {formatDay(promise.at, Date.now())}</span></li>)}</ul>
				</Block>
			)}
			{packet.articles.length > 0 && <Block title="Articles"><ul class="plain articles">{packet.articles.map((article) => <ArticleLine key={article.id} article={article} />)}</ul></Block>}
			{packet.similarSolved.length > 0 && <Block title="Solved before"><ul class="plain">{packet.similarSolved.map((similar) => <li key={similar.conversationId}><strong>{similar.summary}</strong> {similar.solution}</li>)}</ul></Block>}
			{(packet.masked !== undefined || packet.cut !== undefined) && <p class="packet-note packet-masked"><Icon name="info" />{[packet.masked, packet.cut].filter((part) => part !== undefined).join(' ')}</p>}
		</>
	);
}

function ArticleLine({ article }: { readonly article: Source }) {
	const isWeb = article.url !== undefined && /^https?:\/\//iu.test(article.url);
	return (
		<li>
			{isWeb ? <a href={article.url} target="_blank" rel="noopener noreferrer">{article.title}</a> : <strong>{article.title}</strong>}
			<span>{article.snippet}</span>
		</li>
	);
}
