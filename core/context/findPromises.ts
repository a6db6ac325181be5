/** What did the assistant or a person promise in this conversation? */
import type { Turn } from '../conversation/conversation';
import type { HandoffPacket } from './packet';
import { shortenTo, splitSentences } from './sentences';

type Promised = HandoffPacket['promises'][number];

const MAX_PROMISES = 5;
const MAX_PROMISE_CHARS = 200;

/** "I will", "you will get", "within two days", by language. Simple on purpose: a person reads what is found. */
const PHRASES: readonly RegExp[] = [
	/(?<!\p{L})(?:(?:i|we)(?:['’]ll| will| promise| guarantee|['’]m going to|['’]re going to)|you(?:['’]ll| will) (?:get|receive|hear|have)|within (?:the next )?(?:\d+|an?|one|two|three|five) (?:hour|business|working|day|week|minute)|(?:refund|replacement|parcel|package|order|voucher) (?:will be|is on (?:its|the) way))(?!\p{L})/iu,
	/(?<!\p{L})(?:(?:ich|wir) (?:werden?|verspreche[n]?|garantiere[n]?|melde[n]?|kümmere[n]?|schicke[n]?|erstatte[n]?)|sie (?:erhalten|bekommen|hören)|innerhalb (?:von|der)|wird (?:erstattet|ersetzt|verschickt|geliefert))(?!\p{L})/iu,
	/(?<!\p{L})(?:(?:je|nous) (?:vais|allons|promets|promettons|garantissons)|vous (?:recevrez|aurez|serez)|sous \d+ (?:heures|jours)|sera (?:remboursée?|remplacée?|envoyée?|livrée?))(?!\p{L})/iu,
	/(?<!\p{L})(?:(?:voy|vamos) a|(?:le|te) (?:enviaremos|enviaré|llamaremos|reembolsaremos)|prometo|prometemos|recibirás?|en (?:un plazo de )?\d+ (?:horas|días)|será (?:reembolsad|reemplazad|enviad)[oa])(?!\p{L})/iu,
	/(?<!\p{L})(?:riceverà|le invieremo|entro \d+ (?:ore|giorni)|prometto|u ontvangt|wij zullen|ik zal|binnen \d+ (?:uur|dagen)|vamos enviar|receberá|em até \d+ (?:horas|dias))(?!\p{L})/iu,
];

/** Asking or offering is no promise. */
const NO_PROMISE = /[?？]\s*$|(?<!\p{L})(?:if you (?:like|want)|would you|wenn sie (?:möchten|wollen)|si vous (?:voulez|souhaitez)|si (?:quiere|desea))(?!\p{L})/iu;

/** The newest promises, oldest first, at most five; each in the words it was made with. */
export function findPromises(turns: readonly Turn[]): readonly Promised[] {
	const promises = turns.flatMap((turn): readonly Promised[] => {
		const by = turn.author;
		if (by !== 'bot' && by !== 'human') return [];
		return splitSentences(turn.text)
			.filter((sentence) => PHRASES.some((phrase) => phrase.test(sentence)) && !NO_PROMISE.test(sentence))
			.map((sentence) => ({ by, text: shortenTo(sentence, MAX_PROMISE_CHARS), at: turn.at }));
	});
	return promises.slice(-MAX_PROMISES);
}
