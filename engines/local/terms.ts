/** Which words of a question matter for a search, and in which form? */
import { commonForm, joinPhrases } from './synonyms';
import { splitWords, type Word } from './text';

/** Words that say nothing about the subject, folded, in the eight languages the engine reads; "s" and "t" are what is left of "what's" and "don't" without their apostrophe. */
const STOP_WORDS: ReadonlySet<string> = new Set(
	`a about am an and any anyone are as at be been but by can cannot could did do does doing for from get give got had has have having he hello help her hey hi him his how i if in into is it its just kindly know like long
	make may me mean might much my need no not of off ok on once one or our out over please possible she should so some someone still such tell than thank thanks that the their them then there these they this those to too
	up us use used using very want was way we were what when where whether which while who why will wish with would you your yours i'm i'd i've i'll don't doesn't didn't can't it's what's isn't there's won't couldn't wouldn't s t d m
	der die das den dem des ein eine einen einem einer und oder ist sind war bin hat habe haben ich du er sie es wir ihr mein meine meinen meiner dein ihre kann konnen wie was wo wann warum wer mit fur von vom zu zum zur im in auf an bei nicht kein keine man mir mich
	le la les un une des de du et ou est sont je tu il elle nous vous ils mon ma mes votre vos ce cette comment quand pourquoi qui que quoi quel quelle dans sur pour par avec au aux pas ne puis peux peut se
	el los las una unos y o es son yo mi mis su sus como cuando donde por que quien cual en con para del al no puedo puede se me te lo
	um uma os as e ou meu minha seu sua quando onde quem qual em com para do da no na nao posso pode eu
	il lo gli uno una sono mio mia tuo suo come quando dove perche chi quale nel con per del della non posso si mi ti
	het een en of is zijn ik jij hij wij mijn jouw hoe wat waar wanneer waarom wie met voor van naar op aan bij niet geen kan
	i jest sa to na w z do nie ja moj moja jak kiedy gdzie dlaczego kto co czy dla od po sie moge`.split(/\s+/u),
);

/** The words that carry the subject, each in its common form, in order; none twice. */
export function readTerms(folded: string, limit = 2_000): string[] {
	return [...new Set(listTerms(splitWords(folded, limit)))];
}

/** As {@link readTerms}, but repeated as often as they occur. */
export function listTerms(words: readonly Word[]): string[] {
	return joinPhrases(words.map(({ text }) => text)).filter(isTelling).map(commonForm);
}

/** Whether a folded word says something about the subject. */
export function isTelling(word: string): boolean {
	return !STOP_WORDS.has(word);
}

/** True when one inserted, missing, wrong or swapped letter turns one word into the other. */
export function isOneSlipAway(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false;
	let start = 0;
	while (start < a.length && a[start] === b[start]) start++;
	let end = 0;
	while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
	if (restA.length <= 1 && restB.length <= 1) return true;
	return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
