/** Our own list of how customers complain and praise, beside the word list: what single words do not show. */
import type { MoodLanguage } from './moodWords';
import { anyOf } from './phrases';

/** A pattern over folded text with what it adds. */
export interface MoodPhrase {
	readonly pattern: RegExp;
	/** −5 … 5, on the word list's scale. */
	readonly value: number;
	/** 0 … 1: how much it says that the customer is angry rather than sad. */
	readonly anger: number;
	/** The languages of its words: elsewhere they may mean other things. */
	readonly languages: readonly MoodLanguage[];
}

/** Politeness whose words sound negative. */
export const POLITE = /(?<![a-z0-9])(?:(?:i )?hate to (?:bother|ask|trouble|bug|disturb|be a)[a-z ]{0,15}|(?:i'm |i am |so |very )?sorry (?:to|for|about|but) (?:bother|bothering|trouble|troubling|disturb|disturbing|the (?:trouble|bother|inconvenience|confusion|late|delay))[a-z]*|sorry,? (?:but )?(?:i|can|could|is|my|what|how|one)|no (?:problem|worries|rush|hurry)|not a problem|don't worry|without (?:any )?problems?|(?:if it's|if that's) not too much trouble|(?:es )?tut mir leid[,]? (?:dass|sie zu)|desole de vous deranger|perdon (?:por|que) (?:molest|la molest)[a-z]*)(?![a-z0-9])/gu;

/** What goes wrong with an order or a service; beside praise it makes the praise doubtful. */
export const GRIEVANCE = anyOf(
	'wait(?:ing|ed)?', 'on hold', 'delay(?:s|ed)?', 'late', 'cancell?ed', 'still (?:no|not|nothing|waiting|broken)', 'another (?:week|day|month|hour|delay|problem|excuse)', 'broken?', 'broke', 'lost', 'missed', 'ruined', 'fail(?:s|ed)?', 'nothing', 'no (?:one|reply|answer|response|help)', 'nobody', 'never (?:came|arrived|works?|answers?|got)', 'wrong', 'damaged', 'hours? (?:now|later)', 'stuck', 'crash(?:es|ed)?', 'twice', 'doesn\'t work', 'not work(?:ing)?',
	'warten', 'wieder', 'schon wieder', 'immer noch', 'kaputt', 'niemand', 'encore', 'toujours (?:pas|rien)', 'attendre', 'casse', 'otra vez', 'todavia', 'esperando', 'roto', 'nadie',
);

/** Praise that is meant as often as not when something went wrong. Thanks are not in it: people thank politely while they complain. */
export const PRAISE = anyOf('great', 'wonderful', 'brilliant', 'lovely', 'fantastic', 'awesome', 'perfect', 'nice', 'love', 'amazing', 'excellent', 'bravo', 'congrats', 'congratulations', 'toll', 'super', 'prima', 'genial', 'parfait', 'perfecto', 'ottimo', 'otimo');

/** Thanks and praise that are none. */
export const SARCASM = anyOf(
	'thanks for nothing', 'thank you for nothing', '(?:oh|well|wow|just|how|simply|isn\'t that) (?:great|wonderful|lovely|brilliant|fantastic|perfect|nice)(?! (?:thanks|thank|service|product|job|work|help|to|for|deal|price))', 'nice (?:job|work|one) (?:losing|breaking|ruining|ignoring)', 'great (?:job|service|work),? (?:as (?:always|usual)|not|losing|ruining)', 'what a (?:joke|surprise|great (?:help|service))', 'way to go', 'slow clap', 'yeah right', 'danke fur nichts', 'na toll', 'toll gemacht', 'merci pour rien', 'gracias por nada', 'bravo,? (?:encore|vraiment)',
);

export const MOOD_PHRASES: readonly MoodPhrase[] = [
	// Asked before, in vain
	{ pattern: anyOf('(?:third|3rd|fourth|4th|fifth|5th|sixth|tenth|second|2nd|\\d{1,2}th|nth|umpteenth|hundredth) (?:time|attempt|e-?mail|message|call)'), value: -3, anger: 0.5, languages: ['en', 'hi'] },
	{ pattern: anyOf('how (?:many|much) (?:more )?times?', 'how (?:much )?long(?:er)? (?:do|must|will|am|should) i (?:have to )?(?:wait|supposed)', 'every (?:single|damn) time', 'yet again', 'once again', 'keeps? (?:happening|failing|crashing|charging|sending)'), value: -2.5, anger: 0.4, languages: ['en', 'hi'] },
	// What fails repeatedly is reported so, angry or not
	{ pattern: anyOf('over and over', 'again and again', 'time and again'), value: -2, anger: 0.25, languages: ['en', 'hi'] },
	{ pattern: anyOf('still (?:no|not|nothing|haven\'t|hasn\'t|waiting|don\'t|doesn\'t|broken|unresolved|missing)', 'no (?:reply|response|answer|one (?:answers|responds|replies|helps|cares|picks up|called|is answering))', 'nobody (?:answers|responds|replies|helps|cares|called)', 'never (?:arrived|came|received|got|answered|replied|called|again|using|fly|flying|buy|buying|order|ordering)', 'been (?:waiting|trying|on hold)', 'on hold (?:for|forever|over|since|again)', '(?:for|over) (?:an hour|hours|weeks|months|days|[2-9] hours?|[2-9] weeks?|\\d{1,3} (?:min|minutes|mins|hours|hrs|days|weeks))', 'hung up(?: on)?', 'ignor(?:ed|ing|e)'), value: -2.5, anger: 0.25, languages: ['en', 'hi'] },
	// Verdicts
	{ pattern: anyOf('(?:this|that|it) is (?:a )?(?:joke|insult|outrage|robbery|theft|disgrace)', 'what a (?:joke|disgrace|shame|rip ?off|mess|nightmare|waste)', '(?:complete|total|utter|absolute|big|huge|such a) (?:joke|waste|mess|disaster|nightmare|rubbish|garbage|scam|disgrace|failure|fail)', 'waste of (?:my )?(?:time|money)', 'rip ?off', 'ripped off', 'shame on you', 'you should be ashamed', 'are you (?:kidding|joking|serious|mad|stupid|blind|deaf)', 'kidding me', 'unbelievable', 'unacceptable', 'inacceptable', 'not acceptable', 'outrageous', 'incompetent', 'incompetence', 'clueless', 'lying', 'liars?', 'crooks?', 'thieves', 'pathetic', 'ridiculous', 'disgusting', 'disgraceful', 'appalling', 'useless', 'unprofessional', 'rude'), value: -3, anger: 0.6, languages: ['en', 'hi'] },
	{ pattern: anyOf('worst (?:[a-z]+ ){0,2}(?:ever|service|company|airline|experience|support|customer|app|bank|shop|product)', '(?:fed up|sick of|sick and tired|had enough|enough is enough|losing (?:my )?patience|lost patience|out of patience|last straw|running out of patience)', '(?:i(?:\'m| am)|so|very|really|extremely|absolutely|beyond) (?:angry|furious|livid|mad|pissed|outraged|annoyed|irritated|fuming|frustrated|disgusted)', 'makes me (?:sick|angry|mad|furious)', 'i(?:\'ll| will| am going to|\'m going to) (?:never|leave|cancel everything|switch|tell everyone|post|report you|go elsewhere)', 'taking my business elsewhere'), value: -3.5, anger: 0.65, languages: ['en', 'hi'] },
	{ pattern: anyOf('disappointed', 'disappointing', 'let down', 'not (?:happy|satisfied|impressed|good enough|helpful|helping|ok|okay|fair|right)', 'poor (?:service|quality|support|experience|communication|form)', 'no help', 'not what i (?:ordered|wanted|expected)', 'frustrat(?:ed|ing)', 'fails?', 'lousy', 'awful', 'sucks?'), value: -2.5, anger: 0.25, languages: ['en', 'hi'] },
	{ pattern: anyOf('doesn\'t (?:work|help)', 'does not (?:work|help)', 'don\'t work', 'didn\'t (?:work|help|arrive)', 'not working', 'isn\'t working', 'won\'t (?:work|let|open|load|turn)', 'stopped working', 'not delivered', '(?:has|have)(?:n\'t| not) (?:yet |still )?(?:arrived|come|been (?:delivered|refunded|answered|repaired))', 'falling apart', 'cancell?ed flight[a-z]*', 'flightled'), value: -1.2, anger: 0.05, languages: ['en', 'hi'] },
	// Praise
	{ pattern: anyOf('thank(?:s| you)(?: (?:so|very) much| a lot)?', 'thx', 'cheers', 'much appreciated', 'appreciate (?:it|your|the)', 'well done', 'you(?:\'re| are) (?:the best|awesome|great|amazing|a star|a lifesaver)', '(?:works|working) (?:great|perfectly|again|fine|now)', 'problem solved', 'that (?:helped|worked|solved it)', 'that\'s perfect', 'kudos', 'shout ?out'), value: 1.5, anger: 0, languages: ['en', 'hi'] },
	{ pattern: anyOf('not (?:too |so |that )?bad(?: at all)?', 'no complaints', 'can(?:\'t|not) complain', 'nothing to complain about', 'could(?:n\'t| not) be (?:better|happier)', 'never (?:disappoints?|let me down)'), value: 4, anger: 0, languages: ['en', 'hi'] },
	// German
	{ pattern: anyOf('unverschamt[a-z]*', 'unverschaemt[a-z]*', 'frechheit', 'unfassbar', 'inakzeptabel', 'lacherlich', 'nutzlos', 'abzocke', 'betrug', 'katastrophe', 'schon wieder', 'zum (?:dritten|vierten|funften|x-ten|wiederholten|zigsten) mal', 'es reicht', 'reicht mir', 'sauer', 'wutend', 'stinksauer', 'scheiss[a-z]*', 'mist', 'verdammt[a-z]*', 'armutszeugnis', 'saftladen', 'nie wieder'), value: -3.5, anger: 0.6, languages: ['de'] },
	{ pattern: anyOf('enttauscht', 'enttauschend', 'argerlich', 'verargert', 'schlecht[a-z]*', 'schlimm', 'schrecklich', 'furchtbar', 'unzufrieden', 'immer noch (?:nicht|kein[a-z]*|nichts)', 'niemand (?:antwortet|hilft|meldet)', 'seit (?:wochen|tagen|monaten|stunden)', 'keine antwort', 'leider', 'kaputt', 'funktioniert nicht', 'geht nicht'), value: -2, anger: 0.2, languages: ['de'] },
	{ pattern: anyOf('danke(?: schon| schoen)?', 'vielen dank', 'super', 'toll', 'prima', 'klasse', 'perfekt', 'wunderbar', 'hervorragend', 'zufrieden', 'freue mich', 'sehr gut', 'ausgezeichnet'), value: 2.5, anger: 0, languages: ['de'] },
	// French
	{ pattern: anyOf('inadmissible', 'inacceptable', 'scandaleux', 'scandale', 'honteux', 'honte', 'ridicule', 'inutile', 'arnaque', 'voleurs?', 'marre', 'ras le bol', 'n\'importe quoi', 'furieux', 'furieuse', 'en colere', 'merde', 'putain', 'foutez', '(?:troisieme|quatrieme|enieme|deuxieme) fois', 'incompetents?', 'plus jamais'), value: -3.5, anger: 0.6, languages: ['fr'] },
	{ pattern: anyOf('decu(?:e|s)?', 'decevant', 'mecontent(?:e)?', 'mauvais(?:e)?', 'nul(?:le)?', 'horrible', 'toujours (?:pas|rien)', 'aucune reponse', 'personne ne repond', 'depuis (?:des )?(?:semaines|jours|mois|heures)', 'ne (?:marche|fonctionne) pas', 'casse'), value: -2, anger: 0.2, languages: ['fr'] },
	{ pattern: anyOf('merci(?: beaucoup)?', 'parfait', 'genial', 'super', 'excellent(?:e)?', 'formidable', 'ravie?', 'satisfait(?:e)?', 'bravo', 'tres bien'), value: 2.5, anger: 0, languages: ['fr'] },
	// Spanish
	{ pattern: anyOf('inaceptable', 'vergonzoso', 'verguenza', 'ridiculo', 'inutil(?:es)?', 'estafa', 'ladrones', 'harto', 'harta', 'furioso', 'furiosa', 'enfadad[oa]', 'enojad[oa]', 'indignante', 'mierda', 'joder', '(?:tercera|cuarta|segunda|enesima) vez', 'una burla', 'increible que', 'nunca mas', 'incompetentes'), value: -3.5, anger: 0.6, languages: ['es'] },
	{ pattern: anyOf('decepcionad[oa]', 'decepcionante', 'mal[oa]?', 'pesim[oa]', 'horrible', 'fatal', 'todavia no', 'nadie (?:responde|contesta|ayuda)', 'desde hace (?:semanas|dias|meses|horas)', 'no funciona', 'sin respuesta', 'rot[oa]'), value: -2, anger: 0.2, languages: ['es'] },
	{ pattern: anyOf('(?:muchas )?gracias', 'perfecto', 'genial', 'excelente', 'encantad[oa]', 'content[oa]', 'estupendo', 'muy bien', 'buenisimo'), value: 2.5, anger: 0, languages: ['es'] },
	// Portuguese, Italian, Dutch, Polish: the plainest
	{ pattern: anyOf('inaceitavel', 'absurdo', 'ridiculo', 'palhacada', 'vergonha', 'vergogna', 'inaccettabile', 'ridicolo', 'truffa', 'schifo', 'incazzat[oa]', 'arrabbiat[oa]', 'terza volta', 'terceira vez', 'belachelijk', 'schandalig', 'onacceptabel', 'waardeloos', 'oplichters', 'boos', 'derde keer', 'skandal', 'oszusci', 'wsciekl[ya]', 'niedopuszczalne', 'beznadziej[a-z]*', 'trzeci raz', 'kurwa'), value: -3.5, anger: 0.6, languages: ['pt', 'it', 'nl', 'pl'] },
	{ pattern: anyOf('obrigad[oa]', 'otimo', 'grazie(?: mille)?', 'perfetto', 'ottimo', 'dank (?:je|u)(?: wel)?', 'bedankt', 'geweldig', 'dziekuje', 'dzieki', 'swietnie', 'super'), value: 2.5, anger: 0, languages: ['pt', 'it', 'nl', 'pl'] },
];

/** Words hurled, not said. Spelt with stars as well. */
export const SWEARING = anyOf('f[u*]+[c*]?[k*]+[a-z]*', 'wtf', 'stfu', 'ffs', 'sh[i*]t[a-z]*', 'bullsh[a-z*]*', 'bull ?crap', 'crap(?:py)?', 'damn(?:ed|it)?', 'goddamn', 'ass(?:hole|holes|hat)?', 'bastards?', 'bitch[a-z]*', 'idiots?', 'idiotic', 'morons?', 'stupid', 'dumb', 'imbeciles?', 'arschloch', 'idioten', 'scheisse', 'connards?', 'gilipollas', 'cabrones');
