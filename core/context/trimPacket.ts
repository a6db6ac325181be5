/** What can be left out when a target takes only so much? */
import type { HandoffPacket } from './packet';
import { shortenTo } from './sentences';

interface Cut {
	/** What is missing afterwards, for people. */
	readonly says: string;
	readonly apply: (packet: HandoffPacket) => HandoffPacket;
}

/** Least important first. The want, the reasons, who it is and what they gave are never left out. */
const CUTS: readonly Cut[] = [
	{ says: 'similar conversations', apply: (packet) => ({ ...packet, similarSolved: [] }) },
	{ says: 'older mood', apply: (packet) => ({ ...packet, mood: packet.mood.slice(-5) }) },
	{ says: 'earlier contacts', apply: (packet) => ({ ...packet, history: packet.history.slice(0, 2) }) },
	{ says: 'further articles', apply: (packet) => ({ ...packet, articles: packet.articles.slice(0, 1) }) },
	{ says: 'long turns in full', apply: (packet) => ({ ...packet, transcript: packet.transcript.map((turn) => ({ ...turn, text: shortenTo(turn.text, 600) })) }) },
	{ says: 'older turns', apply: (packet) => ({ ...packet, transcript: packet.transcript.slice(-12) }) },
	{ says: 'further suggested replies', apply: (packet) => ({ ...packet, suggestedReplies: packet.suggestedReplies.slice(0, 1) }) },
	{ says: 'earlier contacts', apply: (packet) => ({ ...packet, history: [] }) },
	{ says: 'older turns', apply: (packet) => ({ ...packet, transcript: packet.transcript.slice(-6).map((turn) => ({ ...turn, text: shortenTo(turn.text, 300) })) }) },
	{ says: 'articles', apply: (packet) => ({ ...packet, articles: [] }) },
	{ says: 'attempts in full', apply: (packet) => ({ ...packet, attempts: packet.attempts.map((attempt) => ({ ...attempt, question: shortenTo(attempt.question, 80), answer: shortenTo(attempt.answer, 120), sources: attempt.sources.slice(0, 1) })) }) },
	{ says: 'mood', apply: (packet) => ({ ...packet, mood: [] }) },
	{ says: 'older turns', apply: (packet) => ({ ...packet, transcript: packet.transcript.slice(-2).map((turn) => ({ ...turn, text: shortenTo(turn.text, 200) })) }) },
	{ says: 'suggested replies', apply: (packet) => ({ ...packet, suggestedReplies: [] }) },
	{ says: 'older attempts', apply: (packet) => ({ ...packet, attempts: packet.attempts.slice(-3) }) },
	{ says: 'long details', apply: shrink },
];

/**
 * The packet within a size, the least important left out first, and `cut` says what. A packet that fits is returned as it is.
 *
 * Below a minimum nothing more is taken away (want, reasons, customer, details, the last two turns): then it stays larger than asked for.
 *
 * @param maxBytes of the packet as JSON in UTF-8
 */
export function trimPacket(packet: HandoffPacket, maxBytes: number): HandoffPacket {
	let trimmed = packet;
	let bytes = measureBytes(packet);
	const missing: string[] = packet.cut === undefined ? [] : [packet.cut.replace(/^Left out: |\.$/gu, '')];
	for (const { says, apply } of CUTS) {
		if (bytes <= maxBytes) return trimmed;
		const words = missing.includes(says) ? missing : [...missing, says];
		const smaller = { ...apply(trimmed), cut: `Left out: ${words.join(', ')}.` };
		const smallerBytes = measureBytes(smaller);
		// A cut that saves less than saying so takes is none.
		if (smallerBytes >= bytes) continue;
		trimmed = smaller;
		bytes = smallerBytes;
		missing.splice(0, Infinity, ...words);
	}
	return trimmed;
}

/** Size as JSON in UTF-8, bytes. */
export function measureBytes(value: unknown): number {
	return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** The last resort: everything short, nothing gone that has to be known. */
function shrink(packet: HandoffPacket): HandoffPacket {
	const { counterfactual: _counterfactual, skill, ...rest } = packet;
	const { name, email, phone, tier } = packet.customer;
	return {
		...rest,
		...shortValues({ skill }, 60),
		want: shortenTo(packet.want, 160),
		customer: { ...packet.customer, ...shortValues({ id: packet.customer.id, name, email, phone, tier }, 100) },
		reasons: packet.reasons.slice(0, 5).map(({ quote: _quote, ...reason }) => ({ ...reason, sentence: shortenTo(reason.sentence, 120) })),
		collected: shortValues(packet.collected, 60, 10),
		attempts: packet.attempts.map((attempt) => ({ ...attempt, sources: attempt.sources.map((source) => shortenTo(source, 60)) })),
		openQuestions: packet.openQuestions.slice(0, 3).map((question) => shortenTo(question, 120)),
		promises: packet.promises.slice(-2).map((promise) => ({ ...promise, text: shortenTo(promise.text, 120) })),
		suggestedNextStep: shortenTo(packet.suggestedNextStep, 160),
	};
}

function shortValues(values: Readonly<Record<string, string | undefined>>, maxChars: number, maxEntries = Infinity): Record<string, string> {
	const filled = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[shortenTo(name, 40), shortenTo(value, maxChars)] as const]));
	return Object.fromEntries(filled.slice(0, maxEntries));
}
