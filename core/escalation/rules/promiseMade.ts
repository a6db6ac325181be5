import { buildReason, type Rule } from '../buildReason';

/**
 * First-person promises of deeds: a model may write them, the assistant cannot keep them.
 * Only a first net, in English and German.
 */
const PROMISES: readonly RegExp[] = [
	/\b(?:i|we)(?:['’]ve| have) (?:already |just )?(?:refunded|cancelled|canceled|credited|changed|updated|issued|booked|shipped|escalated)\b/iu,
	/\b(?:i|we)(?:['’]ll| will) (?:personally |now )?(?:refund|cancel|credit|call|phone|issue|replace|waive|compensate|ship)\b/iu,
	/\b(?:i|we) (?:promise|guarantee)\b/iu,
	/\b(?:ich|wir) (?:werde|werden) (?:ihnen |sie |das |den |die ){0,3}\S{0,40} ?(?:erstatten|stornieren|anrufen|gutschreiben|ersetzen)\b/iu,
	/\b(?:ich|wir) (?:verspreche|versprechen|garantiere|garantieren)\b/iu,
];

/** Looks only at what a model wrote: the company's own articles and data may promise what they like. */
export const promiseMade: Rule = ({ answer }, policy) => {
	if (answer?.kind !== 'answered' || answer.text === undefined || answer.engine.name === 'local') return undefined;
	const { sources, text } = answer;
	const isQuoted = (words: string) => sources.some((source) => source.snippet.includes(words));
	const found = PROMISES.map((promise) => promise.exec(text)?.[0]).find((match) => match !== undefined && !isQuoted(match));
	return found === undefined ? undefined : buildReason('promiseMade', policy, { quote: found });
};
