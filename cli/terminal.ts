/** How the command talks to people: short sentences, and one clear sentence when something cannot be done. */

/** A failure that people can act on: what happened and what to do. It is shown without a stack. */
export class Problem extends Error {}

/** Where the command's sentences go, and who can be asked. */
export interface Terminal {
	/** Prints one line. */
	say(line: string): void;
	/** Puts a question and gives the line typed; absent where nobody sits at the terminal. */
	readonly ask?: (question: string) => Promise<string>;
	readonly colours: boolean;
}

/** `ok`: as it should be. `bad`: has to be put right. `unknown`: cannot be seen from outside n8n. */
export type Mark = 'ok' | 'bad' | 'unknown';

/** One thing the doctor looked at. */
export interface Finding {
	readonly mark: Mark;
	readonly sentence: string;
	/** What to do about it; absent where there is nothing to do. */
	readonly remedy?: string;
}

const SIGNS: Readonly<Record<Mark, { readonly sign: string; readonly colour: number }>> = {
	ok: { sign: '✓', colour: 32 },
	bad: { sign: '✗', colour: 31 },
	unknown: { sign: '?', colour: 33 },
};

export function ok(sentence: string): Finding {
	return { mark: 'ok', sentence };
}

export function bad(sentence: string, remedy: string): Finding {
	return { mark: 'bad', sentence, remedy };
}

export function unknown(sentence: string, remedy: string): Finding {
	return { mark: 'unknown', sentence, remedy };
}

/** Prints a finding, and its remedy below it. */
export function sayFinding({ say, colours }: Terminal, { mark, sentence, remedy }: Finding): void {
	const { sign, colour } = SIGNS[mark];
	say(colours ? `\u001b[${colour}m${sign} ${sentence}\u001b[0m` : `${sign} ${sentence}`);
	if (remedy !== undefined) say(`    ${remedy}`);
}
