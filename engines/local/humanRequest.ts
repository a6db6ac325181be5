/** Does the customer ask for a person, and did they take the offer of one? English, German, French, Spanish, Portuguese, Italian, Dutch, Polish. */
import { anyOf, blankOut, findStrongest, type Phrase, type PhraseFinding } from './phrases';
import { splitWords, type FoldedText } from './text';

/** Words between the verb and the person, within one sentence. */
const GAP = '[^.?!\\n]{0,30}';
const SHORT_GAP = '[^.?!\\n]{0,15}';

const HUMAN = 'humans?|hum[ae]n|humman|humna|huamn|hooman|homan';
const AGENT = 'agents?|agnet|aggent|agant|advis[oe]rs?|operat[oe]rs?|reps?|rep[re]{0,3}s[ea]n?t[aei]?tiv?e?s?|representitive|supervisors?|managers?|staff|employees?|team member|colleague|assist[ae]nts?|asisstant|specialist|expert|someone|somebody|some one|somneone|(?:real )?people|real one';
const TEAM = 'customer (?:service|care|support|relations)|support (?:team|staff|agent|person)|help ?desk|service desk|(?:your|the|[a-z]+) team|(?:bank|human) (?:worker|teller|clerk)|human being';
const PERSON = `${HUMAN}|persons?|persn|preson|perosn|persom|${AGENT}|${TEAM}`;

/** Words that look like a request and are none: things, third persons, roles of the customer. */
const NOT_A_REQUEST = new RegExp(
	`(?<![a-z0-9])(?:${[
		'human (?:body|hair|rights?|resources|error|skin|size|growth|sized|readable|consumption|nature|health|anatomy)',
		'(?:real estate|estate|travel|insurance|booking|secret|cleaning|user|letting|free|delivery|postal|chemical)[ -](?:agents?|persons?|people|representative)',
		'agent (?:id|number|code|smith|orange)|(?:account|task|password|file|download|project|hotel|property|package|driver|store|bank|line|general) managers?',
		`(?:my|your|the|an?|another|one of your|that|this|some|last) (?:${PERSON}|guy|lady)(?: (?:i|we) (?:spoke|talked|chatted)(?: to| with)?| just| also| already| on the phone| from [a-z]+)? (?:said|says|told|has|had|was|were|promised|informed|gave|confirmed|hung|did|never|didn't|couldn't|asked|advised|wrote|claimed|explained|sent|refused|ignored|transferred)`,
		`(?:i am|i'm|im|as) (?:an? |the )?(?:real |actual |new |living )?(?:${HUMAN}|person|agent|manager|representative|employee|staff|specialist|expert|operator)(?:,? not an? (?:ro)?bot)?`,
		`(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this|could you be|if you are|think like|act like) (?:an? )?(?:real |actual |live |living ){0,2}(?:human|person|people|agent|human being|one)`,
		'(?:per|each|every|another|third|missing|in|which|what|other|same|wrong|nice|for (?:one|a|an)) (?:person|people|persons)|(?:one|two|three|four|five|six|\\d{1,3}) (?:persons?|people)|by (?:an? |your |the )?(?:agents?|persons?|people|staff|manager)',
		'(?:(?:what|which) (?:hours?|times?|day)|when|opening hours|business hours)[^.?!\\n]{0,25} (?:contact|reach|call|speak|talk|chat)(?: to| with)? (?:the |your )?(?:customer|support|help)[a-z ]{0,20}', '(?:numbers?|e-?mail|address|phone|hotline)[^.?!\\n]{0,12} (?:contact|reach|call|talk|speak)(?: to| with)? (?:the |your )?(?:customer|support|help)[a-z ]{0,20}', 'call me (?:by|when|if|[a-z]+ from now)', 'how (?:do|can) i contact (?:the |your )?(?:customer|support)[a-z ]{0,20} about',
		`(?:gift|present|order|package|parcel|ticket|someone else|something) (?:for|to|from) (?:a |an )?(?:person|someone|somebody|people)`,
		`(?:don't|do not|dont|no need|never|rather not|without|instead of|didn't|did not|not)(?: want| need| have| wish| like| having| needing)?(?: to)? (?:an? |be )?(?:speak|talk|chat|speaking|talking|chatting|connected|transferred|transfer|connect|contact|call)?(?: me)?(?: to| with)? ?(?:an? |the |any )?(?:real |live )?(?:${HUMAN}|person|agent|representative|operator|someone|anyone)`,
	].join('|')})(?![a-z0-9])`,
	'gu',
);

const PHRASES: readonly Phrase[] = [
	// English
	{ weight: 0.95, pattern: anyOf(`(?:speak(?:ing)?|speek|spek|speack|spk|talkk?(?:ing)?|talkiing|tlk|tolk|chat(?:ting)?|chay|connect|conect|transfer me|tranfer me|transferred|connected|put me|pass me|hand me|get me|get hold of|switch me|forward me|patch me|escalate(?: this)?|reach|contact(?:ing)?|redirect me|direct to me|direct me|refer me|let me have|bring me|find me|send me)(?: me)?(?:,)? ${GAP}(?:${PERSON})`) },
	{ weight: 0.9, pattern: anyOf(`(?:real|actual|live|living|proper|human) (?:${HUMAN}|person|people|agents?|representative|rep|advis[oe]r|operator|support|assistance|employee|assistant|chat with)`) },
	{ weight: 0.9, pattern: anyOf(`(?:want|need|like|prefer|wanna|gimme|give me|(?:can|could|may) i (?:get|have)|demand|request|require|looking for)(?: to (?:get|have|see))? ${SHORT_GAP}(?:${HUMAN}|a person|agent|agnet|representative|advis[oe]r|operator|supervisor|a manager|your manager|the manager|human being|customer (?:service|care) (?:agent|rep|representative))`) },
	{ weight: 0.95, pattern: new RegExp(`^[^a-z0-9]{0,5}(?:(?:hi|hello|hey|ok|no)[ ,.!]{1,3})?(?:please|pls|plz|just)?[ ,:]{0,3}(?:an? |the |to )?(?:${HUMAN}|agents?|agnet|(?:live |human )?(?:agent|support|person|chat)|rep|rep[re]{0,3}s[ea]n?t[aei]{0,2}ti?ve?s?|operator|supervisor|manager|customer (?:service|care)|real person|talk to (?:a )?person)(?:[ ,]{1,3}(?:please|pls|plz|now|thanks|asap))?[^a-z0-9]{0,5}$`, 'u') },
	{ weight: 0.85, pattern: anyOf(`(?:is|are) there (?:an? |any )?(?:${HUMAN}|real person|live person|person|people|anyone|anybody|someone|somebody|agent|staff)(?: there| here| i can| to (?:speak|talk|help)| available| who can| around| on the other)`, 'can an? (?:human|real person|person|agent) (?:please )?(?:look|check|answer|read|take|help|reply|handle)', `can (?:someone|somebody|anyone|a person|a human|an agent|your team|the team) (?:please )?(?:call|phone|ring|contact|speak|talk|help me (?:in person|instead))`, `(?:want|need|like|can i get|request)${SHORT_GAP} (?:call ?back|phone call)`, '(?:call|phone|ring) me(?: back| now| please| asap| at| on \\+?\\d)', '(?:get|find|have|let) (?:me )?(?:someone|somebody)(?: else)? (?:else|on|to|who|that|help)', 'can (?:someone|somebody) else') },
	{ weight: 0.85, pattern: anyOf('(?:transfer|connect|forward|redirect) me (?:to|with)|put me through', "(?:don't|do not|dont) want to (?:talk|speak|chat) (?:to|with) you", '(?:speak|talk|chat) (?:directly )?(?:to|with) (?:the|your|one of your) [a-z]+') },
	{ weight: 0.8, pattern: /^[^a-z0-9]{0,5}(?:the )?[a-z]{2,15} (?:team|desk|department),? (?:please|pls)[^a-z0-9]{0,5}$/u },
	{ weight: 0.8, pattern: anyOf(`(?:not|no more|stop|don't want|do not want|dont want|sick of|tired of|hate|instead of|enough of|fed up with|comfortable)${SHORT_GAP} (?:with |to )?(?:the |this |these |your |an? )?(?:chat ?bots?|bots?|robots?|machines?|ai|computers?|automated [a-z]+|automat[a-z]+)`, 'this (?:bot|chat|conversation|chatbot|robot) (?:is useless|is not (?:working|helping)|isn\'t (?:working|helping)|does(?:n\'t| not) (?:help|understand))', 'you (?:cannot|can not|can\'t) help me', 'you(?:\'re| are)? (?:not understanding|don\'t understand|do not understand|not helping)') },
	// German
	{ weight: 0.95, pattern: anyOf(`(?:mit|zu|an|ueber|von)? ?(?:einem|einen|einer|eine|nem|den|der|dem|ihrem|ihren|jemand[a-z]*|echte[a-z]*|richtige[a-z]*|nem)? ?(?:mensch(?:en)?|mitarbeiter[a-z]*|person|berater[a-z]*|jemand(?:em|en)?|ansprechpartner[a-z]*|sachbearbeiter[a-z]*|kundenservice|kundendienst|kundenbetreuer[a-z]*|vorgesetzte[a-z]*|agenten|chef)${GAP} (?:sprechen|reden|schreiben|verbinden|verbunden|chatten|telefonieren|weiterleiten|weitergeleitet|durchstellen)`) },
	{ weight: 0.9, pattern: anyOf('(?:echte[nrms]?|richtige[nrms]?|lebendige[nrms]?|menschliche[nrms]?) (?:mensch(?:en)?|person|mitarbeiter[a-z]*|berater[a-z]*|agent[a-z]*|ansprechpartner[a-z]*)', `(?:verbinden sie|verbinde|verbindet|leiten sie|stellen sie) mich ${GAP}(?:mensch[a-z]*|mitarbeiter[a-z]*|person|berater[a-z]*|jemand[a-z]*|service|kundenservice)`, `(?:mochte|moechte|will|brauche|hatte gern[e]?|haette gern[e]?|wunsche|gibt es|geben sie mir|gib mir) ${SHORT_GAP}(?:menschen|mitarbeiter[a-z]*|ansprechpartner[a-z]*|kundenberater[a-z]*|echte person)`) },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:bitte )?(?:mensch|mitarbeiter(?:in)?|berater|kundenservice|kundendienst|ansprechpartner)(?: bitte)?[^a-z0-9]{0,5}$/u },
	{ weight: 0.75, pattern: anyOf(`(?:kein(?:en|em)?|nicht mit) ${SHORT_GAP}(?:bot|chatbot|roboter|maschine|computer|ki)`, '(?:rufen sie mich|ruf mich|bitte um ruckruf|ruckruf bitte)') },
	// French
	{ weight: 0.95, pattern: anyOf(`(?:parler|discuter|echanger|parlez|mettre en (?:relation|contact)|mettez[ -]moi|passez[ -]moi|passer|transferez|transferer|joindre|contacter|avoir) ${GAP}(?:humain|personne|conseiller(?:e)?|conseillere|agent|operateur|operatrice|quelqu'un|responsable|service client[a-z]*|vrai[e]? personne)`) },
	{ weight: 0.9, pattern: anyOf(`(?:vraie|veritable) personne|vrai humain|etre humain|agent humain|conseiller humain`, `(?:veux|voudrais|souhaite|besoin d'|demande|aimerais) ?${SHORT_GAP}(?:humain|conseiller(?:e)?|un agent|operateur)`, '(?:pas|plus|marre) (?:de |d\'|a |avec )?(?:un |une |des |ce |cette |ces )?(?:robots?|bots?|machines?)', 'rappelez[ -]moi') },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:un |une )?(?:humain|conseiller|conseillere|agent|service client|vraie personne)(?:,? s'il (?:vous|te) plait| svp| stp)?[^a-z0-9]{0,5}$/u },
	// Spanish
	{ weight: 0.95, pattern: anyOf(`(?:hablar|hablo|comunicar[a-z]*|comunique[a-z]*|contactar|pasame|paseme|pasarme|pongame|ponme|transfier[a-z]*|conect[a-z]*|chatear|contacto|atender|atienda) ${GAP}(?:humano|humana|persona|agente|asesor[a]?|operador[a]?|representante|alguien|encargado|supervisor|ejecutivo)`) },
	{ weight: 0.9, pattern: anyOf('(?:persona|humano|agente|asesor) (?:real|humano|de verdad)', `(?:quiero|necesito|quisiera|prefiero|deme) ${SHORT_GAP}(?:humano|agente|asesor[a]?|operador[a]?|persona real)`, '(?:no|odio|basta de) ?(?:quiero |con |a )?(?:hablar con )?(?:un |una |los |este )?(?:robots?|bots?|maquinas?)') },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:un |una )?(?:humano|agente|asesor|operador|persona real|atencion al cliente)(?:,? por favor)?[^a-z0-9]{0,5}$/u },
	// Portuguese
	{ weight: 0.95, pattern: anyOf(`(?:falar|falo|conversar|transferir|transfira|transfere|passe|passar|contatar|contactar|chamar) ${GAP}(?:humano|humana|pessoa|atendente|agente|alguem|operador[a]?|representante|responsavel|assistente humano)`) },
	{ weight: 0.9, pattern: anyOf('(?:pessoa real|pessoa de verdade|atendente humano|atendimento humano)', `(?:quero|preciso|queria|gostaria) ${SHORT_GAP}(?:humano|atendente|operador[a]?|pessoa real)`) },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:um |uma )?(?:humano|atendente|pessoa real|operador)(?:,? por favor)?[^a-z0-9]{0,5}$/u },
	// Italian
	{ weight: 0.95, pattern: anyOf(`(?:parlare|parlo|passami|passatemi|passarmi|mettetemi|mettimi|contattare|trasferi[a-z]*|chattare|collegarmi) ${GAP}(?:umano|umana|persona|operatore|operatrice|qualcuno|agente|responsabile|addetto|consulente)`) },
	{ weight: 0.9, pattern: anyOf('(?:persona reale|vera persona|persona vera|essere umano|operatore umano|assistenza umana)', `(?:voglio|vorrei|ho bisogno di|serve) ${SHORT_GAP}(?:umano|operatore|operatrice)`) },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:un |una )?(?:umano|operatore|operatrice|persona reale)(?:,? per favore| per piacere)?[^a-z0-9]{0,5}$/u },
	// Dutch
	{ weight: 0.95, pattern: anyOf(`(?:een |de )?(?:echt[e]? |levend[e]? )?(?:mens|medewerker|persoon|iemand|klantenservice|collega|manager)${GAP} (?:praten|spreken|chatten|bellen|doorverbinden|doorverbonden|doorgeschakeld|verbonden)`, `(?:praten|spreken|chatten|verbind[a-z]*|doorverbind[a-z]*|schakel[a-z]*|contact) ${GAP}(?:mens|medewerker|persoon|iemand|klantenservice)`) },
	{ weight: 0.9, pattern: anyOf('(?:echt|echte|levend|levende) (?:mens|persoon|medewerker)', `(?:wil|heb|zoek|mag ik) ${SHORT_GAP}(?:een mens|medewerker)`) },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:een )?(?:mens|medewerker|echte persoon|klantenservice)(?: alstublieft| aub| graag)?[^a-z0-9]{0,5}$/u },
	// Polish
	{ weight: 0.95, pattern: anyOf(`(?:rozmawiac|porozmawiac|rozmowa|rozmowe|polacz[a-z]*|polaczyc|przelacz[a-z]*|skontaktowac|pogadac|kontakt) ${GAP}(?:czlowiek[a-z]*|konsultant[a-z]*|osob[a-z]*|pracownik[a-z]*|doradc[a-z]*|kims|agent[a-z]*)`) },
	{ weight: 0.9, pattern: anyOf('(?:zyw[a-z]+|prawdziw[a-z]+) (?:czlowiek[a-z]*|osob[a-z]*|konsultant[a-z]*)', `(?:chce|potrzebuje|poprosze|prosze) ${SHORT_GAP}(?:czlowieka|konsultanta|pracownika|czlowiekiem|konsultantem)`) },
	{ weight: 0.9, pattern: /^[^a-z0-9]{0,5}(?:czlowiek|konsultant|konsultanta|pracownik)(?: prosze| poprosze)?[^a-z0-9]{0,5}$/u },
];

/** Doubt about whom one is talking to: not a request yet, often the step before one. */
const WONDERS: readonly Phrase[] = [
	{ weight: 0.45, pattern: anyOf('(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this) (?:an? )?(?:real |actual |live ){0,2}(?:chat ?bot|bot|robot|machine|computer|ai|human|person|real)', 'bist du ein (?:bot|mensch|roboter)', '(?:es-tu|etes-vous) un (?:robot|humain)', 'eres un (?:bot|robot|humano)') },
];

/** No phrase of ours holds without one of these pieces; most messages have none, and are done at once. */
const HINT = /bist du|es-tu|etes|eres |transf|tranf|connect|put me|forward me|redirect|speak|spe[ae]k|talk|tlk|tolk|spk|help me|asisst|assist|h[ou]m|homan|pers[on]|preson|peros|peop|agen|agn|aggen|agan|advi|operat|rep|superv|manag|staff|emplo|team|some|colleag|special|expert|custom|desk|teller|call|phone|ring me|bot|machi|comput|automat|robot|\bai\b|chat|anyone|anybody|are you|not (?:helping|under)|don't under|mensch|mitarb|berat|jemand|anspr|sachb|kunden|vorges|chef|masch|roboter|ruf|conseil|quelqu|service|aseso|alguien|encarg|ejecut|pesso|atend|alguem|respons|umano|umana|qualc|addet|consul|mens|medew|iemand|persoo|klanten|collega|czlow|konsul|osob|pracow|dorad|kims|live|real|rappel|welk|contact/u;

/** How clearly the customer asks for a person, with the words that do. */
export function readHumanRequest(text: FoldedText): PhraseFinding {
	if (!HINT.test(text.folded)) return { weight: 0 };
	const request = findStrongest(blankOut(text, NOT_A_REQUEST), PHRASES);
	return request.weight > 0 ? request : findStrongest(text, WONDERS);
}

const YES = /^[^\p{L}\p{N}]{0,3}(?:yes|yeah|yea|yep|yup|ya|sure|ok|okay|okey|please|pls|plz|absolutely|definitely|of course|go ahead|that would be|sounds good|i would|i'd like that|do it|ja|jep|jo|gerne?|klar|bitte|unbedingt|mach das|oui|ouais|d'accord|volontiers|bien sur|avec plaisir|si|claro|vale|por favor|de acuerdo|adelante|sim|pode ser|pode|certo|com certeza|va bene|certo|volentieri|d'accordo|graag|prima|doe maar|alstublieft|tak|poprosze|prosze|jasne|dobrze|chetnie)(?![\p{L}\p{N}])/u;
const NO = /^[^\p{L}\p{N}]{0,3}(?:no|nope|nah|not now|not yet|no thanks|don't|never mind|nevermind|not necessary|nein|ne|nee|nicht notig|lieber nicht|non|pas besoin|pas maintenant|no gracias|nao|agora nao|no grazie|niet nodig|liever niet|nie|nie trzeba|nie dziekuje)(?![\p{L}\p{N}])/u;
const YES_AFTER_NO = /^[^\p{L}\p{N}]{0,3}(?:no problem|no worries|no, (?:please|i want|i need|connect))/u;
const NO_AFTER_YES = /(?:but no|no need|not necessary|not needed|no thanks|lieber nicht|pas besoin)/u;
/** A longer message is an answer of its own, whatever word it begins with. */
const MAX_REPLY_WORDS = 10;

/** What the customer said to the offer of a person; undefined when they said neither. Only meaningful when one was offered. */
export function readOfferReply(text: FoldedText, asksForHuman: number): 'accepted' | 'declined' | undefined {
	if (asksForHuman >= 0.8) return 'accepted';
	if (splitWords(text.folded, MAX_REPLY_WORDS + 1).length > MAX_REPLY_WORDS) return undefined;
	if (YES_AFTER_NO.test(text.folded)) return 'accepted';
	if (NO.test(text.folded)) return 'declined';
	if (!YES.test(text.folded)) return undefined;
	return NO_AFTER_YES.test(text.folded) ? 'declined' : 'accepted';
}
