/** Is a message only a greeting, thanks, a goodbye or a nod, with nothing else in it? */
import type { Triage } from '../../core/triage/triage';
import type { FoldedText } from './text';

type SmallTalk = NonNullable<Triage['smallTalk']>;

/** Longer texts have more in them. */
const MAX_CHARS = 120;

/** In order of what answers the message best when it has several. */
const KINDS: ReadonlyArray<readonly [SmallTalk, RegExp]> = [
	['thanks', words('thanks(?: again)?', 'thank (?:you|u)(?: again)?', 'thx', 'tks', 'ty', 'tysm', 'thankyou', 'many thanks', 'cheers', 'much appreciated', 'i appreciate (?:it|that|your help)', 'appreciate it', 'danke(?: schon| schoen)?', 'vielen (?:lieben )?dank', 'besten dank', 'dankeschon', 'merci(?: bien)?', 'gracias', 'muchas gracias', 'mil gracias', 'obrigad[oa]', 'muito obrigad[oa]', 'grazie', 'grazie mille', 'dank (?:je|u)(?: wel)?', 'bedankt', 'dankjewel', 'dziekuje', 'dzieki', 'dziekuje bardzo')],
	['goodbye', words('(?:good ?)?bye(?: bye)?', 'see (?:you|ya|u)(?: later| soon)?', 'take care', 'have a (?:nice|great|good|lovely) (?:day|one|evening|weekend|night|week)', 'good ?night', 'cya', 'tschuss', 'tschuess', 'auf wiedersehen', 'schonen tag(?: noch)?', 'bis bald', 'ciao ciao', 'au revoir', 'bonne (?:journee|soiree|nuit)', 'a bientot', 'adios', 'hasta (?:luego|pronto|manana)', 'buenas noches', 'tchau', 'ate (?:logo|mais)', 'arrivederci', 'buona (?:giornata|serata|notte)', 'tot ziens', 'doei', 'fijne dag', 'do widzenia', 'na razie', 'milego dnia')],
	['greeting', words('h(?:i|ii|iii|ey|eya|ello|ullo|iya|owdy|eyy)', 'yo', 'hallo', 'greetings', 'good (?:morning|afternoon|evening|day)', '(?:g|m)orning', 'guten (?:tag|morgen|abend)', 'moin(?: moin)?', 'servus', 'gruss gott', 'gruezi', 'bonjour', 'bonsoir', 'salut', 'coucou', 'hola', 'buenos dias', 'buenas(?: tardes)?', 'ola', 'oi', 'bom dia', 'boa (?:tarde|noite)', 'ciao', 'salve', 'buongiorno', 'buonasera', 'hoi', 'goede(?:morgen|middag|navond|ndag)', 'dzien dobry', 'dobry wieczor', 'czesc', 'hej', 'witam', 'how are you(?: doing)?(?: today)? ?\\??', 'hope you are well', 'what\'s up ?\\??', 'sup')],
	['acknowledgement', words('ok(?:ay|ie|ey)?', 'k', 'kk', 'alright', 'all right', 'got it', 'i see', 'understood', 'makes sense', 'fine', 'cool', 'great', 'perfect', 'nice', 'awesome', 'excellent', 'wonderful', 'super', 'good', 'sounds good', 'that(?:\'s| is) (?:great|good|fine|perfect|all|ok|okay)', 'no problem', 'no worries', 'will do', 'noted', 'sure', 'alles klar', 'verstanden', 'passt', 'in ordnung', 'gut', 'prima', 'toll', 'd\'accord', 'tres bien', 'parfait', 'entendu', 'ca marche', 'vale', 'de acuerdo', 'entendido', 'perfecto', 'muy bien', 'entendi', 'beleza', 'certo', 'va bene', 'capito', 'perfetto', 'oke', 'prima', 'begrepen', 'dobrze', 'rozumiem', 'jasne')],
];

/** What may stand beside small talk without adding anything. */
const FILLERS = words('there', 'team', 'all', 'everyone', 'everybody', 'guys?', 'folks', 'sir', 'madam', 'mate', 'friend', 'bot', 'assistant', 'support', 'dear', 'and', 'so', 'very', 'much', 'a lot', 'again', 'then', 'now', 'for', 'the', 'your', 'you', 'help(?:ing)?', 'me', 'really', 'well', 'oh', 'ah', 'um', 'zusammen', 'an alle', 'fur', 'die', 'ihre', 'hilfe', 'sehr', 'beaucoup', 'pour', 'votre', 'aide', 'monsieur', 'madame', 'a vous', 'por', 'su', 'la', 'ayuda', 'pela', 'ajuda', 'per', 'l\'aiuto', 'und', 'et', 'y', 'e', 'en', 'i', 'bardzo', 'za', 'pomoc');

/** What kind of small talk the whole message is; undefined when there is more in it, or nothing. */
export function readSmallTalk({ folded }: FoldedText): SmallTalk | undefined {
	if (folded.length > MAX_CHARS) return undefined;
	let rest = folded.replace(/[^\p{L}\p{N}'?]+/gu, ' ').replace(/(\p{L})\1{2,}/gu, '$1');
	let found: SmallTalk | undefined;
	for (const [kind, pattern] of KINDS) {
		const without = rest.replace(pattern, ' ');
		if (without !== rest) found ??= kind;
		rest = without;
	}
	if (found === undefined) return undefined;
	return /[\p{L}\p{N}?]/u.test(rest.replace(FILLERS, ' ')) ? undefined : found;
}

function words(...alternatives: readonly string[]): RegExp {
	return new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...alternatives].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}'])`, 'gu');
}
