/** How soon does the customer need an answer, by their own words? */
import { anyOf, findStrongest, type Phrase, type PhraseFinding } from './phrases';
import type { FoldedText } from './text';

const PHRASES: readonly Phrase[] = [
	{ weight: 0.9, pattern: anyOf('emergency', 'urgent(?:ly|e|es|emente)?', 'urgence', 'urgencia', 'urgenza', 'asap', 'a\\.s\\.a\\.p', 'as soon as possible', 'immediately', 'right (?:now|away)', 'straight ?away', 'at once', 'critical', 'life (?:or|and) death', 'dringend', 'eilig', 'sofort', 'umgehend', 'notfall', 'schnellstmoglich', 'so schnell wie moglich', 'tout de suite', 'immediatement', 'au plus vite', 'inmediatamente', 'de inmediato', 'cuanto antes', 'lo antes posible', 'imediatamente', 'o mais rapido possivel', 'subito', 'immediatamente', 'il prima possibile', 'dringend', 'spoed', 'onmiddellijk', 'zo snel mogelijk', 'pilne', 'pilnie', 'natychmiast', 'jak najszybciej') },
	{ weight: 0.8, pattern: anyOf('(?:whole|entire|all of our|our) (?:site|shop|system|website|team|service|company|production) (?:is |are )?(?:down|offline|blocked)', '(?:outage|production down|server (?:is )?down)', 'can(?:\'t|not) (?:wait|work)', '(?:leaving|flying|departing|travell?ing|moving|wedding|exam|surgery|flight|appointment|event|party|deadline|due)[^.?!\\n]{0,25}(?:today|tonight|tomorrow|in an hour|in (?:a few|\\d{1,2}|one|two|three) (?:hours?|minutes?))', 'running out of time', 'before (?:it\'s|it is) too late', 'last chance') },
	{ weight: 0.6, pattern: anyOf('(?:need|needed|want|must|have to|has to|require)[^.?!\\n]{0,30} (?:today|tonight|by tomorrow|tomorrow|this (?:morning|afternoon|evening)|within (?:the )?(?:hour|day|\\d{1,2} (?:hours?|minutes?)))', '(?:quick(?:ly)?|fast|prompt(?:ly)?) (?:reply|answer|response|help|please)', 'hurry(?: up)?', 'time[- ]sensitive', 'deadline', '(?:bis|noch) (?:heute|morgen)', 'heute noch', 'schnell', 'vite', 'rapidement', 'hoy mismo', 'rapido', 'ainda hoje', 'entro (?:oggi|domani)', 'vandaag nog', 'snel', 'dzisiaj', 'szybko') },
	{ weight: 0.35, pattern: anyOf('soon', 'today', 'tonight', 'tomorrow', 'waiting (?:for )?(?:days|weeks|so long)', 'bald', 'heute', 'bientot', 'pronto', 'presto', 'wkrotce') },
];

/** Words that take an urgency back. */
const NO_HURRY = anyOf('(?:not|isn\'t|nothing|no|never) (?:at all |that |really |very |so |an? )?(?:urgent|emergency|rush|hurry)', 'no (?:rush|hurry)', 'whenever you (?:can|have time)', 'take your time', '(?:nicht|keine) (?:dringend|eilig|eile)', 'pas (?:urgent|presse)', 'no es urgente', 'sin prisa', 'non e urgente', 'niet dringend', 'geen haast', 'nie (?:jest )?pilne');

/** 0 … 1, with the words that say so. "Not urgent" is 0. */
export function readUrgency(text: FoldedText): PhraseFinding {
	if (NO_HURRY.test(text.folded)) return { weight: 0 };
	return findStrongest(text, PHRASES);
}
