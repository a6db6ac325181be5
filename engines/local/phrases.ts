/** Which of several telling phrases does a text hold, and how much does the strongest say? */
import type { Evidence } from '../../core/triage/triage';
import { quote, type FoldedText } from './text';

/** A pattern over folded text (lower case, no accents) and how much it says, 0 … 1. */
export interface Phrase {
	readonly pattern: RegExp;
	readonly weight: number;
}

export interface PhraseFinding {
	/** 0 … 1; 0 when nothing was found. */
	readonly weight: number;
	/** Absent when nothing was found. */
	readonly evidence?: Evidence;
}

/** The weightiest phrase in the text; the earlier one of two that weigh the same. */
export function findStrongest(text: FoldedText, phrases: readonly Phrase[]): PhraseFinding {
	let strongest: PhraseFinding = { weight: 0 };
	for (const { pattern, weight } of phrases) {
		if (weight <= strongest.weight) continue;
		const match = pattern.exec(text.folded);
		if (match !== null) strongest = { weight, evidence: quote(text, match.index, match.index + match[0].length) };
	}
	return strongest;
}

/** The text with what the pattern matches blanked out; places stay where they are. The pattern must be global. */
export function blankOut(text: FoldedText, pattern: RegExp): FoldedText {
	const folded = text.folded.replace(pattern, (match) => '_'.repeat(match.length));
	return folded === text.folded ? text : { ...text, folded };
}

/** A pattern that matches any of the alternatives as whole words; alternatives may hold patterns themselves. */
export function anyOf(...alternatives: readonly string[]): RegExp {
	return new RegExp(`(?<![a-z0-9])(?:${alternatives.join('|')})(?![a-z0-9])`, 'u');
}
