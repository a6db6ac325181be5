/** How much is in one message: its length, its questions, its wishes? */
import { matchesOf, splitWords, type FoldedText } from './text';

/** Words that fill a plain question; a message of six times that is long whatever it says. */
const PLAIN_WORDS = 25;
const LONG_WORDS = 150;
const MAX_COUNTED = 8;
/** Two wishes are as much as the rules bear by default: one answer leaves one of them open. */
const SECOND_WISH = 0.8;
const FURTHER_WISH = 0.2;
const STEP = /(?<![a-z])(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|after that|afterwards|next|finally|also|additionally|however|but then|on top of that|moreover|zuerst|dann|danach|ausserdem|allerdings|d'abord|ensuite|de plus|cependant|primero|luego|despues|ademas|sin embargo)(?![a-z])/gu;

/** 0 … 1. A single short question is 0; `wishCount` is how many different things are wanted. */
export function rateComplexity(text: FoldedText, wishCount: number): number {
	const words = splitWords(text.folded, LONG_WORDS + 1).length;
	const length = clamp((words - PLAIN_WORDS) / (LONG_WORDS - PLAIN_WORDS));
	const questions = clamp((countUpTo(text.folded, /\?/gu) - 1) / 3);
	const steps = clamp((countUpTo(text.folded, STEP) - 1) / 4);
	const wishes = wishCount < 2 ? 0 : SECOND_WISH + FURTHER_WISH * (wishCount - 2);
	return Math.round(clamp(0.45 * length + 0.25 * questions + 0.25 * steps + wishes) * 1000) / 1000;
}

function countUpTo(text: string, pattern: RegExp): number {
	const matches = matchesOf(text, pattern);
	let count = 0;
	while (count < MAX_COUNTED && matches.next().done === false) count++;
	return count;
}

function clamp(value: number): number {
	return Math.min(1, Math.max(0, value));
}
