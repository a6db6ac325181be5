/** The languages the assistant has phrases in. */
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { nl } from './nl';
import type { Phrases } from './phrases';
import { pl } from './pl';
import { pt } from './pt';

export * from './phrases';

/** By ISO 639-1 code. */
export const PHRASES = { en, de, fr, es, pt, it, nl, pl } satisfies Readonly<Record<string, Phrases>>;

/** A language with phrases. */
export type PhraseLanguage = keyof typeof PHRASES;

/** The first of these language tags there are phrases for, English when there is none. A region is ignored: `pt-PT` is `pt`. */
export function pickLanguage(...tags: ReadonlyArray<string | undefined>): PhraseLanguage {
	const codes = tags.map((tag) => tag?.split('-')[0]?.toLowerCase());
	return codes.find(isPhraseLanguage) ?? 'en';
}

function isPhraseLanguage(code: string | undefined): code is PhraseLanguage {
	return code !== undefined && Object.hasOwn(PHRASES, code);
}
