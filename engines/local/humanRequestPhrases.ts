/** The words of asking for a person, by language, and what only looks like it. All over folded text. */
import { anyOf, type Phrase } from './phrases';

/** Words between the verb and the person, within one sentence. */
const GAP = '[^.?!\\n]{0,30}';
const SHORT_GAP = '[^.?!\\n]{0,15}';
/** Articles and adjectives before a noun: "one of your non-robotic". */
const A = "(?:[a-z'-]{1,15} {1,3}){0,5}?";

const HUMAN = 'humans?|hum[ae]n|humman|humna|huamn|hooman|homan';
const AGENT = 'agents?|agnet|aggent|agant|advis[oe]rs?|operat[oe]rs?|reps?|rep[re]{0,3}s[ea]n?t[aei]?tiv?e?s?|representitive|supervisors?|managers?|staff|employees?|team member|colleagues?|assist[ae]nts?|asisstant|specialist|expert|someone|somebody|some one|anyone|anybody|(?:real|actual) people|real one';
const TEAM = 'customer (?:service|care|support|relations)|support (?:team|staff|agent|person)|help ?desk|service desk|(?:your|the|[a-z]+) team|(?:bank|human) (?:worker|teller|clerk)|human being';
const PERSON = `${HUMAN}|persons?|persn|preson|perosn|persom|${AGENT}|${TEAM}`;
const BOT = '(?:chat ?bots?|bots?|robots?|machines?|a\\.?i\\.?|computers?|automat(?:ed|ic) [a-z]+|automat(?:on|ion)s?|virtual [a-z]+|algorithms?)';
const PLACE = 'reception|front desk|concierge|[a-z]{2,15} (?:service|team|desk|department|office|staff)|restaurant|kitchen|spa|bar|branch|headquarters|management|billing|sales|accounting|warehouse|back office|second level';
/** Verbs that reach a person, with the preposition they need. */
const SPEAK = '(?:speak(?:ing)?|speek|spek|speack|spk|talkk?(?:ing)?|talkiing|tlk|tolk|chat(?:ting)?|chay|(?:have|get) an? (?:chat|word|talk|call))(?: [a-z]+)?,? (?:directly )?(?:to|with|2|w/|too?|wth|wit)';
const REACH = '(?:reach|contact(?:ing)?(?! me)|get (?:a ?hold of|through to|in touch with|hold of)|connect (?:me )?(?:to|with)|be (?:connected|transferred|passed|put through) (?:on )?(?:to|with)|escalate (?:this|it|me)(?: on| over)?(?: to)?|get to(?= an?| the| your))';
const PASS = '(?:(?:transfer|tranfer|connect|conect|pass|hand|switch|forward|patch|redirect|refer|direct|send|put|get) (?:to )?(?:me|us)(?: over| through| on)?,? ?(?:to|with|on to)?)';

/** Things, roles of the customer, third persons, questions about the bot: no request, though the words are there. */
export const NOT_A_REQUEST = new RegExp(
	`(?<![a-z0-9])(?:${[
		'human (?:body|hair|rights?|resources|error|skin|size|growth|sized|readable|consumption|nature|health|anatomy)',
		'(?:real estate|estate|travel|insurance|booking|secret|cleaning|user|letting|free|delivery|postal|chemical)[ -](?:agents?|persons?|people|representative)',
		'agent (?:id|number|code|smith|orange)|(?:account|task|password|file|download|project|hotel|property|package|driver|store|bank|line|general) managers?',
		`(?:my|your|the|an?|another|one of your|that|this|some|last) (?:${PERSON}|guy|lady)(?: (?:i|we) (?:spoke|talked|chatted)(?: to| with)?| just| also| already| on the phone| from [a-z]+)? (?:said|says|told|has|had|was|were|promised|informed|gave|confirmed|hung|did|never|didn't|couldn't|asked|advised|wrote|claimed|explained|sent|refused|ignored|transferred)`,
		`(?:i am|i'm|im|as) (?:not )?(?:an? |the )?(?:real |actual |new |living )?(?:${HUMAN}|person|agent|manager|representative|employee|staff|specialist|expert|operator|(?:ro)?bot)(?:,? not an? (?:ro)?bot)?`,
		`(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this|could you be|if you are|think like|act like)(?: really| actually)? (?:an? )?(?:(?:chat ?bot|robot|bot|computer|machine|ai|human|person) or )?(?:an? )?(?:real,? |actual |live |living ){0,2}(?:human being|human|person|people|agent|someone real|one)(?: or)?`,
		'(?:per|each|every|another|third|missing|in|which|what|other|same|wrong|nice|this|that|different|many|several|more|for (?:one|a|an)) (?:person|people|persons)|(?:one|two|three|four|five|six|\\d{1,3}) (?:persons?|people)|by (?:an? |your |the )?(?:agents?|persons?|people|staff|manager)',
		'(?:(?:what|which) (?:hours?|times?|day)|when|opening hours|business hours)[^.?!\\n]{0,25} (?:contact|reach|call|speak|talk|chat)(?: to| with)? (?:the |your )?(?:customer|support|help)[a-z ]{0,20}', '(?:numbers?|e-?mail|address|phone|hotline)[^.?!\\n]{0,12} (?:contact|reach|call|talk|speak)(?: to| with)? (?:the |your )?(?:customer|support|help)[a-z ]{0,20}', 'call me (?:by|when|if|[a-z]+ from now)', 'how (?:do|can) i contact (?:the |your )?(?:customer|support)[a-z ]{0,20} about',
		`(?:gift|present|order|package|parcel|ticket|someone else|something) (?:for|to|from) (?:a |an )?(?:person|someone|somebody|people)`,
		`(?:don't|do not|dont|no need|never|rather not|without|instead of|didn't|did not|not)(?: want| need| have| wish| like| having| needing)?(?: to)? (?:an? |be )?(?:speak|talk|chat|speaking|talking|chatting|connected|transferred|transfer|connect|contact|call)?(?: me)?(?: to| with)? ?(?:an? |the |any )?(?:real |live )?(?:${HUMAN}|person|agent|representative|operator|someone|anyone)`,
		`(?<!what )(?<!how )(?:do i (?:really )?(?:need|have) to|should i|must i) (?:speak|talk|chat|contact|call|see)(?: to| with)? ${A}(?:${PERSON})`,
		// Other languages: "I do not need to talk to a person", "my agent".
		'(?<!kann ich |kann man )(?:nicht|keine[nmr]?) (?:mit |zu )?(?:[a-z]{2,9} ){0,2}?(?:mensch(?:en)?|mitarbeiter[a-z]*|berater[a-z]*|jemand(?:em|en)?|person)', "(?:ne (?:veux|souhaite|desire) pas|pas besoin(?: de)?) (?:(?:parler|discuter|etre [a-z ]{3,15}) )?(?:(?:a|avec|d')? ?)?(?:[a-z']{1,4} )?(?:humain|personne|conseillere?|agent|quelqu'un)",
		'no (?:quiero|necesito|deseo|hace falta) (?:hablar |que me [a-z]+ )?(?:con )?(?:[a-z]{1,7} )?(?:humano|persona|agente|asesora?|nadie|alguien)', 'nao (?:quero|preciso|precisa)(?: de)? (?:falar |conversar )?(?:com )?(?:[a-z]{1,4} )?(?:humano|pessoa|atendente|agente|ninguem|alguem)',
		'non (?:voglio|ho bisogno di|serve|mi serve) (?:parlare )?(?:con )?(?:[a-z]{1,4} )?(?:umano|persona|operatore|operatrice|agente|nessuno)', '(?:niet (?:met|een)|geen) (?:[a-z]{2,5} )?(?:mens|medewerker|persoon|iemand)(?! maar)', 'nie (?:chce|musze|potrzebuje) (?:rozmawiac )?(?:z )?(?:[a-z]{2,10} )?(?:czlowiekiem|konsultant[a-z]*|osoba|pracownik[a-z]*)',
		"(?:mein(?:e|en|em)?|mon|ma|mi|meu|minha|il mio|la mia|mijn|moj|moja) (?:berater(?:in)?|agent[ea]?|conseillere?|asesora?|atendente|operatore|consulente|adviseur|doradca|konsultant|chef|manager)",
		"(?:le |el |il )?corpo? (?:humain|umano|humano)|corps humain|cuerpo humano|agente? immobili[a-z]+|agente inmobiliario|agente imobiliario|menschenrechte|droits? humains?|derechos humanos",
	].join('|')})(?![a-z0-9])`,
	'gu',
);

/** No words that begin a wish of its own, within one clause. */
const SAME_CLAUSE = "(?:(?!(?<![a-z'])(?:want|need|like|let|can i|could i|please|pls|plz|get me|put me|give me|so i|but)(?![a-z]))[^.?!,;\\n]){0,45}";
const TO_REACH = `(?:(?:to|2) (?:be able to |even )?(?:speak|talk|chat|reach|contact|get|connect|be (?:connected|transferred))|for|until i (?:could|can)? ?(?:speak|talk|reach))`;

/** Looking for a person elsewhere, or having spoken to one: the customer tells it, and asks for none here. */
export const REPORTED: RegExp = new RegExp(
	`(?<![a-z0-9])(?:${[
		`(?:on hold|hold(?:ing)?(?: times?| for)?|wait(?:ing|ed|s)?(?: times?)?|queue|in line|hours?|hrs?|minutes?|mins?|all day|days|weeks|times)(?![a-z])${SAME_CLAUSE} ${TO_REACH}(?![a-z])`,
		'(?:to|after|before|while|when|since|was|were|be|been|being|keep|kept|spent|day|hours?|minutes?|tried|from|by|just|without|enjoyed|hate|miss|finally|then|of) (?:finally |just )?(?:speaking|talking|chatting|calling|contacting|reaching|transferred|connected)(?! help)(?! i)',
		"(?:not|never|unable|impossible|hard|difficult|tough|easy|nice|great|tried|tr(?:ys|ies)|attempt(?:ed|ing)?|been trying|started trying|still trying|keep trying|hop(?:e|ed|ing)|fail(?:ed|ing)?|refus(?:e|ed|ing)|allowed|forced|told|promised|supposed|going|(?:numbers?|#|phone|line|fee)(?: [a-z]+){0,6}|everyone|nobody|no one|anywhere|able|has|had|chance|luck|(?:and|&amp;|&) got|finally got|says?|said|asked|employees|(?:tells?|telling) (?:me|us))(?: [a-z]+)? (?:to|2) (?:reach|speak|talk|chat|contact|get|connect|be (?:connected|transferred))(?![a-z])",
		"(?:won't|wont|wouldn't|will not|would not|didn't|did not|doesn't|does not|couldn't|could not|could never|never|don't|do not)(?: even| ever)? (?:let (?:me|us|you) |get to |able to )?(?:speak|talk|reach|contact|connect|get (?:a ?hold of|through to|hold of|to))(?! (?:to|with) (?:you|a bot|bots|this))",
		"(?:can't|cant|cannot|can not)(?: even| ever| seem to| [a-z]+){0,2} (?:reach|get|find|connect)(?! me)", "(?:can't|cant|cannot|can not)(?: even| ever)? (?:speak|talk)(?: to| with)? (?:any|humans|people)", "to (?:speak|talk|be connected) (?:to|with) [a-z ]{3,30} (?:continue|press|dial|hold)",
		"(?:no|not a|zero|isn't a|wasn't a|never a) (?:single )?(?:live |real |actual )*(?:person|human|people|agent|one|body|representative|rep)(?: being)?",
		"(?:they|he|she|we|people|everyone(?: [a-z]+){0,3}|agents?|reps?|who|(?:my|your|ur|the) [a-z]{3,15}) (?:[a-z]+ )?(?:(?:would|will|could|should|must|had to|have to|has to|wanted to|needs? to|asked to|said they would|also)(?: not)? (?:speak|talk|chat|reach|contact|connect|transfer|need|send)|(?:did|called|sent|transferred|connected|put) (?:me|us))",
		"(?:they|he|she) (?:needs?|wants?|gets?|has|have)",
		"(?:says?|said|told (?:me|us)) (?:to )?(?:talk|speak|call|contact)",
		"(?:i will|i'll|i'm going to|i am going to|i had to|i have to go and|guarantee i will be|unless i|before i|as soon as i|so i can|so that i can|once i|(?:in|no|any|been in) contact)(?: be| even)?(?: (?:speak|talk|contact|reach|call)(?:ing)?| from| with)",
		"(?:can i (?:call|go)|i can (?:call|go)|phone)[^.?!,;\\n]{0,25} (?:to|and) (?:speak|talk|chat)",
	].join('|')})(?:(?!(?<![a-z'])(?:and|but|so|please|want|i need|can i|could i|let me)(?![a-z]))[^.?!,;\\n]){0,60}`,
	'gu',
);

/** Signs that the customer tells of a telephone or a queue. Then a question how one gets to a person asks about those. */
export const ELSEWHERE = /(?<![a-z])(?:on hold|hold time|to hold|hung up|hang(?:s|ed|ing)? up|hangs? on|cuts? (?:me )?off|disconnect(?:s|ed|ing)?|(?:phone|800|toll[ -]free) ?(?:#|numbers?|lines?|system|queue)|(?:what|which|a|any|the) (?:phone |contact |good )?(?:#|number)|called (?:\\d|several|multiple|many|three|four|five|again)|call(?:ing)? you guys|in line|on (?:the |your )?phone|no ?(?:one|body) (?:answers?|answering|picks?|responds?|calls?)|can't (?:seem to )?get)(?![a-z])/u;
export const ASKS_HOW = new RegExp(
	`(?:how (?:can|do|could|would) (?:i|you|we|one)|(?:is|are) there (?:any ?way|any|a way|someone|somebody|anyone|anybody|an?)|(?:can|could) (?:someone|somebody|anyone|an? human|an? (?:real )?person)|(?:i|we) (?:can|could)|what|hop(?:e|ing)|help us|just want|trying to|(?:i )?have to|do you have)[^.?!\\n]{0,80}`,
	'gu',
);

/** How one language asks for a person: patterns over folded text. */
interface RequestWords {
	/** A person or a team, in the cases that follow the verbs. */
	readonly person: string;
	/** Verbs and calls that stand before the person. */
	readonly connect: string;
	/** Verbs that stand after the person; absent where the language has none. */
	readonly connectAfter?: string;
	readonly wish: string;
	/** Words that are a request when nothing but {@link please} stands beside them. */
	readonly alone: string;
	readonly please: string;
	/** A person as opposed to a machine. */
	readonly real: string;
	readonly team: string;
	/** "Is anybody there?" */
	readonly anyone: string;
	readonly callBack: string;
	/** Not with a machine. */
	readonly noBot: string;
	/** The conversation leads nowhere. */
	readonly futile: string;
}

/** The same ways of asking, in the words of one language. */
function requestsIn({ person, connect, connectAfter, wish, alone, please, real, team, anyone, callBack, noBot, futile }: RequestWords): readonly Phrase[] {
	return [
		{ weight: 0.95, pattern: anyOf(`(?:${connect}) ${A}${person}s?`, ...(connectAfter === undefined ? [] : [`${person}${GAP} (?:${connectAfter})`])) },
		{ weight: 0.9, pattern: anyOf(real, `(?:${wish}) ?${A}${person}`) },
		{ weight: 0.9, pattern: new RegExp(`^[^a-z0-9]{0,5}(?:(?:${please}),? )?(?:un[ae]? |um |een |ein(?:en)? )?(?:${alone})(?:,? (?:${please}))?[^a-z0-9]{0,5}$`, 'u') },
		{ weight: 0.8, pattern: new RegExp(`^[^a-z0-9]{0,5}(?:(?:${please}),? (?:${team})|(?:${team}),? (?:${please}))[^a-z0-9]{0,5}$`, 'u') },
		{ weight: 0.8, pattern: anyOf(anyone, callBack, noBot, futile) },
	];
}

export const ENGLISH_REQUESTS: readonly Phrase[] = [
	{ weight: 0.95, pattern: anyOf(`(?:${SPEAK}|${REACH}|${PASS}) ${A}(?:${PERSON})`, `(?:speak|talk|chat|connect|contact|talkto|tlk|escalate)(?: this)?,? (?:to )?(?:an? |the |with )?(?:${HUMAN}|person|${AGENT})`, `(?:transfer|tranfer|connect|conect) (?:to |with )?(?:an? |the )?(?:${HUMAN}|agents?|representative|operator|live person)`, `(?:bring|find) me (?:an? |another |some )?(?:real |human )?(?:${PERSON})`, `let me have ${A}(?:${PERSON})`) },
	{ weight: 0.9, pattern: anyOf(`(?:want|need|(?:would|'d|d) (?:really )?like|prefer|wanna|gimme|give me|(?:can|could|may) i (?:get|have)|demand|require|request|looking for)(?: to (?:get|have|see))? ${SHORT_GAP}(?<![a-z])(?:${HUMAN}|a person|(?:real|live|actual|normal) (?:person|people)|agent|agnet|representative|advis[oe]r|operator|supervisor|a manager|your manager|the manager|human being|customer (?:service|care) (?:agent|rep|representative))`, `(?:want|need|(?:can|could|may) i (?:get|have))(?: to (?:get|have))? (?:someone|somebody)(?: else)? (?:on|to (?:help|look|check|talk|call|take)|who|from)`) },
	{ weight: 0.9, pattern: anyOf(`(?:real|actual|live|living|proper|human|normal) (?:${HUMAN}|person|people|agents?|representative|rep|advis[oe]r|operator|support|assistance|employee|assistant|chat with)(?:,? (?:please|pls|plz|now|instead|asap|immediately|to (?:help|talk)|not))`, `^[^.?!\\n]{0,25}(?:real|actual|live|living|proper|human|normal) (?:${HUMAN}|person|people|agents?|representative|rep|advis[oe]r|operator|support|assistance|employee|assistant)[^a-z0-9]*$`) },
	{ weight: 0.95, pattern: new RegExp(`^[^a-z0-9]{0,5}(?:(?:hi|hello|hey|ok|no)[ ,.!]{1,3})?(?:please|pls|plz|just)?[ ,:]{0,3}(?:an? |the |to )?(?:${HUMAN}|agents?|agnet|(?:live |human )?(?:agent|support|person|chat)|rep|rep[re]{0,3}s[ea]n?t[aei]{0,2}ti?ve?s?|operator|supervisor|manager|customer (?:service|care)|real person|talk to (?:a )?person)(?:[ ,]{1,3}(?:please|pls|plz|now|thanks|asap))?[^a-z0-9]{0,5}$`, 'u') },
	{ weight: 0.85, pattern: anyOf(`(?:is|are) there (?:an? |any )?(?:${HUMAN}|real person|live person|person|people|anyone|anybody|someone|somebody|agent|staff)(?: there| here| i can| to (?:speak|talk|help)| available| who can| around| on the other)`, `(?:someone|somebody|a person|a human|anyone|anybody)(?: there| here| else| available)? (?:(?:that|who) )?(?:to|i can|i could) (?:speak|talk|chat)(?: (?:to|with))?`, 'can an? (?:human|real person|person|agent) (?:please )?(?:look|check|answer|read|take|help|reply|handle)', `can (?:someone|somebody|anyone|a person|a human|an agent|your team|the team) (?:please )?(?:call|phone|ring|contact me|speak|talk|help me (?:in person|instead))`, '(?:want|need|like|can i get|i request) an? (?:call ?back|phone call)', '(?:(?:please|pls|plz|can you|could you|can u|will you|would you|just)(?: please)?|(?<![^.!?,:;]) ?) ?(?:call|phone|ring) me(?: back| now| please| asap| (?:at|on) \\+?\\(?\\d{3})', '(?:get|find) me (?:someone|somebody) (?:else|who (?:can|will) help|(?:to|that can) (?:talk|help))', `(?:can|could|will|would) (?:you|u|i) (?:please )?(?:get|have) (?:me )?(?:someone|somebody)(?: else)? (?:to (?:help|talk|call|contact|speak|take|look|answer|explain)|on the|call|contact|talk)`, '(?:can|could|may) (?:someone|somebody) else (?:please )?(?:help|look|check|take|handle|assist|answer|read|deal|explain|review|call|talk|speak)') },
	{ weight: 0.85, pattern: anyOf(`${PASS}(?<=to|with) ${A}(?:${PLACE})`, `(?:give|get|put) me (?:the |your )?(?:${PLACE})`, '(?:transfer|forward|redirect) me (?:to|with) (?!the (?:page|site|website|app|home)|an? )', 'put me through(?= to| with|[,.!]| please| now| immediately|$)', "(?:don't|do not|dont) want to (?:talk|speak|chat) (?:to|with) you", `(?:speak|talk|chat) (?:directly )?(?:to|with) (?:the|your|one of your) (?:${PLACE}|manager|boss|owner|[a-z]+ers?|[a-z]+ists?)`, `(?:speak|talk|(?:have )?an? chat|have a word|chat) (?:directly )?(?:to|with) (?:some(?:one)?|one|any) of (?:your|the) [a-z]+`) },
	{ weight: 0.8, pattern: /^[^a-z0-9]{0,5}(?:hi,? |hello,? |ok,? )?(?:the )?[a-z]{2,15} (?:team|desk|department|office),? (?:please|pls|plz)[^a-z0-9]{0,5}$/u },
	{ weight: 0.8, pattern: anyOf(
		`(?:not|no more|stop|don't|do not|dont|won't|refuse to|why am i|hate|sick of|tired of|fed up with|wast(?:e|ing)[a-z ]{0,12})(?: (?:even|want|wanna|going|wish|like|feel like))*(?: to)?(?: be)? (?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|deal(?:ing)?|writ(?:e|ing)|typ(?:e|ing)|argu(?:e|ing)|discuss(?:ing)?|share|sharing|time)(?: [a-z]+){0,4} (?:with|to) (?:the |this |these |your |an? |another |stupid |damn |some )*${BOT}`,
		`(?:don't|do not|dont) (?:want|like|need|trust|accept) (?:the |this |these |your |an? |another |stupid |damn |some |talk |to |with )*${BOT}`,
		`(?:no more|enough of|instead of|rather than|fed up with|sick of|tired of|hate|not an?)(?: your| these| this| the| a| talking to| stupid)* (?:chat ?bots?|bots?|robots?|machines?|automated [a-z]+)`, `^[^a-z0-9]*no (?:chat ?bots?|bots?|robots?|machines?)(?: please| pls)?[^a-z0-9]*$`,
		`(?:not|don't|dont|didn't|isn't|never|un)[ -]?(?:be |feel |feeling |really |very |at all )*(?:comfortable|happy|at ease|willing)[^.?!\\n]{0,45} (?:with|to) (?:an? |the |this |your )?${BOT}`,
		'(?:this|the|your) (?:bot|chat|conversation|chat ?bot|robot|assistant) (?:is |are |seems |keeps )?(?:just |so |really |completely |totally )?(?:useless|pointless|hopeless|stupid|not (?:really |at all )?(?:working|helping|helpful|leading|going)|isn\'t (?:working|helping|helpful|leading|going)|does(?:n\'t| not) (?:help|understand|work|lead)|going (?:in circles|nowhere)|leading nowhere)',
		'you (?:cannot|can not|can\'t) help me',
	) },
	{ weight: 0.5, pattern: anyOf('you(?:\'re| are)? (?:not understanding|don\'t understand|do not understand|not helping)') },
];

const OTHER_LANGUAGES: readonly RequestWords[] = [
	// German
	{
		person: '(?:mensch(?:en)?|mitarbeiter[a-z]*|(?:kunden)?berater(?:in|n)?|jemand(?:em|en)?|ansprechpartner[a-z]*|sachbearbeiter[a-z]*|kundenservice|kundendienst|kundenbetreuer[a-z]*|vorgesetzte[a-z]*|kolleg(?:e|en|in)|chef(?:in)?|echte[nr]? person|support-?team)',
		connect: '(?:verbind[a-z]*|leit[a-z]*|stell[a-z]*|gib|geben|gebt|hol[a-z]*|schick[a-z]*)(?: sie| ihr| du)?(?: bitte)? (?:mir|mich)',
		connectAfter: 'sprechen|reden|schreiben|verbinden|verbunden|chatten|telefonieren|weiterleiten|weitergeleitet|durchstellen|durchgestellt',
		wish: 'mochte|moechte|will|brauche|hatte gern[e]?|haette gern[e]?|wunsche|verlange|gibt es hier(?: auch)?',
		alone: 'mensch|mitarbeiter(?:in)?|berater|kundenservice|kundendienst|ansprechpartner', please: 'bitte',
		real: '(?:echte|richtige|lebendige|menschliche)[nrms]? (?:mensch(?:en)?|person|mitarbeiter[a-z]*|berater[a-z]*|agent[a-z]*|ansprechpartner[a-z]*)',
		team: 'abteilung [a-z]+|[a-z]+(?:abteilung|team)|buchhaltung|vertrieb',
		anyone: '(?:ist|arbeitet|sitzt)(?: da| hier| dort)* (?:jemand|ein mensch|ein mitarbeiter)(?= da| hier| erreichbar|\\?|$)|(?:kann|konnte|konnen|soll)(?: [a-z]{2,8}){0,3}? (?:ein mensch|ein mitarbeiter|eine person|jemand anderes?)(?: [a-z]+){0,4}? (?:helfen|schauen|draufschauen|ansehen|anschauen|antworten|ubernehmen)',
		callBack: 'rufen sie mich|ruf mich|ruckruf bitte|bitte um (?:einen )?ruckruf|(?:kann|konnte|konnen)(?: [a-z]{2,8}){0,3} (?:zuruckrufen|anrufen)',
		noBot: '(?:kein(?:en|em)?|nicht mit|genug von|schluss mit)(?: so)?(?: eine[mnr]?| der| dem| diese[mnr]?| nem)* (?:chat-?)?(?:bots?|roboter|maschinen?|computer|automat(?:en)?|ki)',
		futile: '(?:dieser|der|das|dieses) (?:chat|bot|gesprach|unterhaltung)(?: [a-z]+){0,1} (?:bringt|hilft|nutzt|ist (?:nutzlos|sinnlos|unbrauchbar))',
	},
	// French
	{
		person: "(?:humaine?|(?:une |vraie )personne|conseill(?:er|ere)|agent|operat(?:eur|rice)|quelqu'un|responsable|collegue|superviseur|employee?|service client[a-z]*)",
		connect: "(?:parler|discuter|echanger|dialoguer|mett(?:re|ez)[ -](?:moi )?en (?:relation|contact)|mettez[ -]moi|passez[ -]moi|passe[ -]moi|(?:me|m') ?(?:passer|transferer|mettre|donner)|transferez[ -]moi|joindre|contacter|donnez[ -]moi|(?:veux|voudrais|souhaite|aimerais) parle)",
		wish: "veux|voudrais|souhaite|besoin d'|demande|aimerais|exige",
		alone: 'humain|conseill(?:er|ere)|agent|service client|vraie personne|responsable', please: "s'il (?:vous|te) plait|svp|stp",
		real: '(?:vraie|veritable) personne|personne reelle|vrai humain|etre humain|(?:agent|conseiller) humain',
		team: 'service [a-z]+|equipe [a-z]+',
		anyone: "y a[ -]t[ -]il (?:un humain|quelqu'un|une (?:vraie )?personne|un conseiller)|il y a quelqu'un(?= ici|\\?| \\?|$)",
		callBack: "rappelez[ -]moi|appelez[ -]moi|(?:peut|peux|pouvez[ -]vous|pourr[a-z]+(?:[ -]vous)?) ?(?:me|m'|nous) ?r?(?:appeler|appelez|telephoner)",
		noBot: "(?:pas|plus|marre|assez|refuse)(?: de| d'| a| avec| un| une| des| ce| cette| ces| les| parler| discuter)* ?(?:robots?|bots?|machines?)(?! de cuisine| aspirateur| a laver)",
		futile: '(?:cette conversation|cette discussion|ce chat|ce bot|ce robot)(?: [a-z]+)? (?:ne sert a rien|sert a rien|est inutile|ne mene|est nul)',
	},
	// Spanish
	{
		person: '(?:human[oa]|persona|a[gj]ente|asesora?|operador[a]?|representante|alguien|encargad[oa]|supervisora?|ejecutiv[oa]|companer[oa]|departamento|gerente)',
		connect: '(?:h?ablar|hablo|comunicar(?:me)?|comunique(?:n)?me|contactar|contacto|pasame|paseme|pasarme|pongame|ponme|transfier[a-z]*|conect[a-z]*|chatear|contacto|me (?:puede|pueden|podria|podrian) (?:atender|pasar|comunicar)|que me atienda|atiendame)',
		wish: 'quiero|kiero|necesito|quisiera|prefiero|deme|exijo',
		alone: 'humano|agente|asesor|operador|persona real|atencion al cliente', please: 'por favor|porfa',
		real: '(?:persona|humano|agente|asesor) (?:real|humano|de verdad)|ser humano',
		team: 'departamento de [a-z]+|equipo de [a-z]+',
		anyone: 'hay (?:alguien|una persona|algun humano)(?= ahi| aqui| que (?:pueda|me)|\\?|$)',
		callBack: 'llamenme|llamame|pueden? llamarme|(?:me|nos) (?:pueden?|podrian?) (?:llamar|devolver la llamada)',
		noBot: '(?:no (?:quiero|pienso|me gusta)|odio|hart[oa] de|cansad[oa] de|basta de)(?: mas| hablar| chatear| tratar| con| a| un| una| los| este| esta| el| la)* (?:robots?|bots?|maquinas?)(?! aspirador| de cocina)',
		futile: '(?:esta conversacion|este chat|este bot|este robot) (?:no sirve|es inutil|no ayuda|no lleva)',
	},
	// Portuguese
	{
		person: '(?:human[oa]|pessoa|atend[a-z]*te|agente|alguem|operador[a]?|representante|responsavel|colega|gerente|supervisora?|setor|departamento)',
		connect: '(?:falar|falo|conversar|(?:me )?transfer(?:ir|e)|(?:me )?transfira|(?:me )?passar|passe|contatar|contactar|chamar|chame|ser atendid[oa] por|me conect[a-z]*)',
		wish: 'quero|kero|preciso|queria|gostaria|exijo',
		alone: 'humano|atendente|pessoa real|operador', please: 'por favor|pfv|pf',
		real: 'pessoa (?:real|de verdade)|(?:atendente|atendimento|ser) humano',
		team: 'setor de [a-z]+|departamento de [a-z]+|equip[ae] de [a-z]+',
		anyone: '(?:tem|ha|esta) alguem(?= ai| aqui| que (?:possa|pode)|\\?|$)',
		callBack: 'me liguem?(?= |\\.|!|$)|ligue(?:m)? para mim|(?:pode|podem|poderia|poderiam)(?: me)? (?:ligar|telefonar)(?! (?:o|a|na|no) )',
		noBot: '(?:nao (?:quero|vou|gosto)|odeio|chega de|cansei de|fart[oa] de)(?: mais| falar| conversar| de| com| um| uma| os| este| esta| o| a)* (?:robos?|bots?|maquinas?)(?! aspirador)',
		futile: '(?:esta conversa|essa conversa|este chat|esse chat|este bot|esse robo) (?:nao serve|e inutil|nao ajuda|nao leva)',
	},
	// Italian
	{
		person: '(?:uman[oa]|persona|op+erat(?:ore|rice)|qualcuno|agente|responsabile|addett[oa]|consulente|collega|supervisore|reparto)',
		connect: '(?:parlare|parlo|passami|passatemi|passarmi|(?:mi )?(?:puo|potete|puoi|potrebbe) passare|mettetemi|mettimi|contattare|contatto|in contatto con|trasfer[a-z]*|chattare|collegarmi|datemi|dammi)',
		wish: 'voglio|vorrei|vorei|ho bisogno di|serve|esigo',
		alone: 'umano|operatore|operatrice|persona reale|persona vera', please: 'per favore|per piacere',
		real: 'persona (?:reale|vera)|vera persona|essere umano|(?:operatore|assistenza) uman[oa]',
		team: 'reparto [a-z]+|ufficio [a-z]+|assistenza clienti',
		anyone: "c'e (?:qualcuno|una persona|un operatore)(?= li| qui| che (?:puo|mi)|\\?|$)",
		callBack: 'richiamatemi|chiamatemi|chiamami|mi (?:potete|puo|puoi|potreste) (?:ri)?chiamare|potete (?:ri)?chiamarmi',
		noBot: '(?:non (?:voglio|intendo|mi piace)|odio|basta|stufo di|stanco di)(?: piu| parlare| chattare| con| di| un| una| i| questo| questa| il| la)* (?:robot|bot|macchin[ae]|automi?)(?! da cucina| aspirapolvere)',
		futile: '(?:questa conversazione|questa chat|questo bot|questo robot) (?:non serve|e inutile|non aiuta|non porta)',
	},
	// Dutch
	{
		person: '(?:mens|medewerke?r|persoon|iemand|klantenservice|collega|manager|leidinggevende|adviseur|afdeling)',
		connect: '(?:praten|spreken|chatten|verbind[a-z]*|doorverbind[a-z]*|schakel[a-z]*|contact(?: met)?|geef me|haal|bereik(?: ik)?)',
		connectAfter: 'praten|spreken|chatten|bellen|doorverbinden|doorverbonden|doorgeschakeld|verbonden',
		wish: 'wil|zoek|mag ik|heb(?= (?:een mens|iemand) nodig)',
		alone: 'mens|medewerker|echte persoon|klantenservice', please: 'alstublieft|alsjeblieft|aub|graag',
		real: '(?:echte?|levende?) (?:mens|persoon|medewerker)',
		team: 'afdeling [a-z]+|[a-z]+afdeling|boekhouding',
		anyone: 'is (?:er|daar|hier) iemand(?= die| daar| hier|\\?|$)',
		callBack: 'bel (?:me|mij)(?: terug)?|(?:kan|kunnen|kunt)(?: [a-z]{1,7}){0,2} (?:me|mij|ons) (?:terug)?bellen',
		noBot: '(?:geen|niet (?:met|tegen)|genoeg van)(?: een| de| die| deze| zo\'n)* (?:chat)?(?:bots?|robots?|machines?|computers?)',
		futile: '(?:dit gesprek|deze chat|deze bot)(?: [a-z]+)? (?:heeft geen (?:zin|nut)|is (?:zinloos|nutteloos)|helpt niet|werkt niet)',
	},
	// Polish
	{
		person: '(?:czlowiek[a-z]*|konsultant[a-z]*|osob[a-z]*|pracownik[a-z]*|doradc[a-z]*|kim(?:s|kolwiek)|agent(?:em|a)|kierownik[a-z]*|przelozon[a-z]*|dzialem)',
		connect: '(?:rozmawiac|porozmawiac|rozmowa|rozmowe|polacz[a-z]*|przelacz[a-z]*|skontaktowac(?: sie)?|pogadac|kontakt(?: z)?|dajcie mi|dac mi|telefon od)',
		wish: 'chce|potrzebuje|poprosze|prosze(?: o)?|zadam',
		alone: 'czlowiek|konsultanta?|pracownik', please: 'prosze|poprosze',
		real: '(?:zyw|prawdziw)[a-z]{1,4} (?:czlowiek[a-z]*|osob[a-z]*|konsultant[a-z]*)',
		team: 'dzial [a-z]+',
		anyone: '(?:czy )?jest (?:tam|tu) (?:ktos|kto)|jest ktos(?= tam| tu|\\?|$)',
		callBack: 'prosze (?:do mnie )?(?:oddzwonic|zadzwonic)|zadzwoncie|oddzwoncie',
		noBot: '(?:nie (?:chce|bede|zamierzam)|dosc|mam dosyc)(?: juz| rozmawiac| gadac| pisac| z| ze)* (?:bot(?:em|a|ami|ow)?|robot(?:em|a|ami|ow)?|maszyn(?:a|y|ami)|automat(?:em|u)?)(?! kuchenn| sprzataj)',
		futile: '(?:ta rozmowa|ten czat|ten bot) (?:nie ma sensu|jest bez sensu|nic nie daje|nie pomaga)',
	},
];

/** The English ones first: of two that weigh the same the first one counts. */
export const REQUESTS: readonly Phrase[] = [...ENGLISH_REQUESTS, ...OTHER_LANGUAGES.flatMap(requestsIn)];

/** No request in another language than English holds without one of these. */
export const OTHER_HINT = new RegExp(OTHER_LANGUAGES.flatMap(({ person, real, alone, please, anyone, callBack, noBot, futile }) => [person, real, alone, please, anyone, callBack, noBot, futile]).join('|'), 'u');

/** Doubt about whom one is talking to: not a request yet, often the step before one. */
export const WONDERS: readonly Phrase[] = [
	{ weight: 0.45, pattern: anyOf('(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this)(?: really| actually)? (?:an? )?(?:real |actual |live ){0,2}(?:chat ?bot|bot|robot|machine|computer|ai|human|person|real|someone real)', 'bist du ein (?:bot|mensch|roboter)', '(?:es-tu|etes-vous) un (?:robot|humain)', 'eres un (?:bot|robot|humano)') },
];

/** Words that requests hang on and that are often misspelt. */
export const SPELT: readonly string[] = `talk with speak speaking talking chatting connect transfer contact human person agent someone somebody assistant operator representative manager supervisor employee colleague specialist advisor department reception machine robot
	mensch menschen mitarbeiter sprechen verbinden berater kundenservice kundendienst jemandem jemanden vorgesetzten
	parler humain personne conseiller responsable collegue
	hablar quiero persona humano agente asesor operador alguien
	quero falar pessoa atendente
	vorrei parlare umano operatore qualcuno consulente
	praten spreken medewerker iemand persoon
	rozmawiac porozmawiac czlowiekiem konsultant konsultantem pracownikiem polaczyc`.split(/\s+/u);

/** Words of their own that look like slips of those. */
export const NOT_MISSPELT: readonly string[] = `peak speaks sneak steak speck spear walking taking tasking stalking charting chatting connects transfers contacts contract contrast contacted humans humane persons personal agents argent gent assistants operators operated representatives managed manages managers supervisors employees employed employer colleagues specialists specialised advisors advisory departments receptions machines robots
	personen personnel personnes humains conseillers conseillere parlez partir parle responsables collegues hablara personas humanos agentes asesora asesores operadora operadores pessoas pessoal faltar atendentes operatori consulenti umani niemand medewerkers spreker personne persone person`.split(/\s+/u);

/** No phrase of ours holds without one of these pieces; most messages have none, and are done at once. */
export const HINT = /bist du|depart|office|dialog|es-tu|etes|eres |transf|tranf|connect|put me|forward me|redirect|speak|spe[ae]k|talk|tlk|tolk|spk|help me|asisst|assist|h[ou]m|homan|pers[on]|preson|peros|peop|agen|agn|aggen|agan|advi|operat|rep|superv|manag|staff|emplo|team|some|colleag|special|expert|custom|desk|teller|call|phone|ring me|bot|machi|comput|automat|robot|\bai\b|chat|anyone|anybody|are you|not (?:helping|under)|don't under|mensch|mitarb|berat|jemand|anspr|sachb|kunden|vorges|chef|masch|roboter|ruf|conseil|quelqu|service|aseso|alguien|encarg|ejecut|pesso|atend|alguem|respons|umano|umana|qualc|addet|consul|mens|medew|iemand|persoo|klanten|colleg|czlow|konsul|osob|pracow|dorad|kims|live|real|rappel|welk|contact|convers|reparto|afdeling|dzial|vertrieb|buchhalt|abteilung|gesprach|zuruck|bel m|bellen|ligar|liguem?|chiam|llam|appel|telefon|oddzwon|zadzwon|service|ktos|setor|equip|\bno\b|gesprek|leidinggev|czat|rozmowa|kierow|przeloz|vorgesetz|futil|discussion|gerente|supervis|robo|maquina|parl|habl|falar/u;

