/** Which secrets must a person not see, and where in the packet do they stand? */
import { maskText, SECRET_KINDS, type MaskKind } from '../privacy';
import type { SensitiveFinding } from '../triage/triage';
import type { HandoffPacket } from './packet';

const NAMES: Readonly<Record<MaskKind, string>> = {
	card: 'card number', iban: 'bank account', nationalId: 'identity number', password: 'password', oneTimeCode: 'one-time code', email: 'e-mail', phone: 'phone number',
};

/**
 * Masks every text of the packet that somebody wrote, and says in `masked` what was hidden.
 *
 * @param messageText the text the findings' spans belong to
 */
export function maskPacket(packet: HandoffPacket, messageText: string, found: readonly SensitiveFinding[]): HandoffPacket {
	const kinds = new Set<MaskKind>();
	// What triage saw in this message is hidden wherever the same words stand again.
	const secrets = found
		.filter(({ kind }) => SECRET_KINDS.some((secret) => secret === kind))
		.map(({ kind, span }) => ({ kind, words: messageText.slice(Math.max(span.start, 0), span.end) }))
		.filter(({ words }) => words.trim().length >= 3);
	const mask = (text: string): string => {
		const spans = secrets.flatMap(({ kind, words }) => {
			const start = text.indexOf(words);
			return start < 0 ? [] : [{ kind, span: { start, end: start + words.length } }];
		});
		const masked = maskText(text, SECRET_KINDS, spans);
		for (const kind of masked.kinds) kinds.add(kind);
		return masked.text;
	};
	const safe: HandoffPacket = {
		...packet,
		want: mask(packet.want),
		reasons: packet.reasons.map((reason) => ({ ...reason, sentence: mask(reason.sentence), ...(reason.quote === undefined ? {} : { quote: mask(reason.quote) }) })),
		collected: Object.fromEntries(Object.entries(packet.collected).map(([name, value]) => [name, mask(value)])),
		attempts: packet.attempts.map((attempt) => ({ ...attempt, question: mask(attempt.question), answer: mask(attempt.answer) })),
		openQuestions: packet.openQuestions.map(mask),
		promises: packet.promises.map((promise) => ({ ...promise, text: mask(promise.text) })),
		transcript: packet.transcript.map((turn) => ({ ...turn, text: mask(turn.text) })),
		history: packet.history.map((interaction) => ({ ...interaction, summary: mask(interaction.summary) })),
		similarSolved: packet.similarSolved.map((solved) => ({ ...solved, summary: mask(solved.summary), solution: mask(solved.solution) })),
	};
	const names = SECRET_KINDS.filter((kind) => kinds.has(kind)).map((kind) => NAMES[kind]);
	return names.length === 0 ? safe : { ...safe, masked: `Masked in this packet: ${names.join(', ')}.` };
}
