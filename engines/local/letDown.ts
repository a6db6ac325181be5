/** Does somebody say that they had expected more? The phrases of eight languages, and whether one is denied. */
import type { MoodLanguage } from './moodWords';
import { anyOf } from './phrases';
import { matchesOf } from './text';

/** They are long or telling enough to be read whatever the language is, which a short text hardly shows. */
const LET_DOWN = new RegExp(anyOf(
	'disap+oint(?:ed|ing|ingly|ments?|s)?', 'disappoint', '(?:let|lets|letting) (?:me|us|everyone|people|your customers|my family|(?:the|my) [a-z]{3,12}) down', 'let[ -]?down', 'letting down', '(?:expected|expecting|hoped for|hoping for|deserved?) (?:so much |much |a lot |far |way |something |a bit )?(?:better|more)', '(?:not|isn\'t|wasn\'t|nothing like|far from|hardly|nowhere near) (?:at all |quite |really |exactly |even close to )?(?:what|how|as|the [a-z]{3,12}) (?:i |we |i\'d |we\'d |i\'ve |it |you |was |were )?(?:had |have |was |were |been |am |are )?(?:expected|expecting|expect|hoped|hoping|promised|described|advertised|pictured|imagined|used to|shown|led to)', '(?:had|such) (?:higher|high|such high|better) (?:hopes|expectations)', '(?:fell|falls|fall|falling|came) (?:far |well )?short', '(?:below|beneath) (?:my |our |all )?expectations?', '(?:not|never|didn\'t|doesn\'t|don\'t|hardly) (?:meet|met|live up to|lived up to|match) (?:my|our|the|your|its) [a-z]{2,14}', 'underwhelm(?:ed|ing)', '(?:what|such|is|was|really|it\'s|that\'s|just)(?: such)?(?: a)?(?: real| great| bit of a)? (?:shame|pity)', 'thought (?:better|more|higher|more highly) of (?:you|your|this|them)', 'used to be (?:so |such |much )?(?:a )?(?:better|good|great|reliable|fast|the best|my favou?rite)', '(?:lost|losing) (?:all |my |our |any )?(?:faith|trust|confidence)', '(?:broken|empty) promises?', 'disillusioned', 'disheartened', '(?:not|un) ?(?:very |really |too )?impress(?:ed|ive)', 'sadly',
	'enttaeusch[a-z]*', 'enttausch[a-z]*', '(?<!(?:de|het|met|er is|er was|geen|veel|wat|deze|mijn|onze|jullie|uw|door|voor|van|zonder|heb|hebt|heeft|hebben|had|lichte|grote|zware|alle) )schade(?! (?:aan|op|bij|door|van|tijdens|melden|gemeld|vastgesteld|vergoed[a-z]*|claimen|opgelopen))', 'ernuchter[a-z]*', '(?:mehr|besseres|anderes) (?:von euch |von ihnen |davon )?(?:erwartet|erhofft|vorgestellt)', '(?:nicht|anders als) (?:das|ganz das)?,? ?was (?:ich|wir|mir|uns) [a-z ]{0,20}(?:erwartet|versprochen|erhofft|vorgestellt|gesagt)[a-z]*', 'nicht (?:das,? )?was (?:versprochen|angekundigt)[a-z]*', '(?:im stich|hangen) gelassen', 'erwartungen [a-z ]{0,12}nicht', 'nicht [a-z ]{0,14}erwartungen', 'unter (?:meinen|den|allen) erwartungen', 'fruher war[a-z]* [a-z ]{0,20}besser', 'vertrauen (?:verloren|ist weg)', 'nicht uberzeugt',
	'decue?s?', 'decevante?s?', 'decevoir', 'decoit', '(?:une|la|quelle|grande|vraie) deception', '(?:quel|est|trop|vraiment|c\'est) dommage', '(?<!(?:le|un|ce|du|de|tout|aucun|au) )dommage(?! (?:materiel|corporel|cause|subi|constate|sur|au))', '(?:attendais|attendions|attendait|esperais|esperions) (?:a )?(?:beaucoup )?(?:mieux|plus|autre chose)', 'pas (?:du tout )?(?:a la hauteur|(?:ce (?:que|qu\'on|qui) |comme )[a-z\' ]{0,16}(?:promis|attendais|esperais|photo|prevu))', 'laissee? tomber', '(?:dessous|loin) de (?:mes|nos) attentes', 'perdu (?:toute )?confiance', 'avant c\'etait mieux', 'c\'etait mieux avant', 'desillusion',
	'decepcion[a-z]*', 'defraud[ao][a-z]*', '(?:esperaba|esperabamos) (?:mucho )?(?:mas|algo mejor|otra cosa|algo mas)', 'no es lo que [a-z ]{0,14}(?:esperaba|prometieron|prometio|esperabamos|prometido)', '(?:que|una|verdadera) (?:pena|lastima)', 'me (?:fallaron|habeis fallado|han fallado|fallasteis)', 'debajo de (?:mis|las) expectativas', 'confianza perdida', 'perdido la confianza', 'antes (?:erais|eran|era) mejor(?:es)?', 'desilusion[a-z]*', 'no esta a la altura',
	'decepcao', 'desapont[a-z]*', 'frustrou', 'deix(?:ou|aram) a desejar', 'deix(?:ou|aram) na mao', '(?:esperava|esperavamos) (?:muito )?(?:mais|coisa melhor|algo melhor|outra coisa)', 'nao (?:e|era|foi) (?:nada do que|o que|como) [a-z ]{0,14}(?:esperava|prometeram|prometido|prometia)', 'nao atendeu [a-z ]{0,14}expectativas', 'perdi a confianca', 'antes (?:voces )?era(?:m)? melhor(?:es)?', 'desilu(?:dido|dida|sao)',
	'delus[aeio]', 'deludent[ei]', 'delusion[ei]', 'mi delude', 'aspett(?:avo|avamo) (?:molto )?(?:di piu|di meglio|altro|qualcosa di meglio)', 'non (?:e|era) (?:quello|cio|come) (?:che )?[a-z ]{0,14}(?:promesso|aspettavo|speravo|sperato)', 'peccato', 'perso (?:la )?fiducia', 'prima erava?te? meglio', 'non (?:e )?all\'altezza',
	'teleurgesteld', 'teleurstell[a-z]*', 'teleur', '(?:valt|viel|vallen) (?:zwaar |erg |echt |wel |flink )?tegen', 'tegengevallen', 'tegenvaller', '(?<!(?:a|an|the|this|that|your|wifi|signal|phone|gps|radio|cell|bluetooth|drone) )jammer', '(?:meer|beter|beters) (?:er )?(?:meer )?(?:van )?(?:jullie )?(?:verwacht|gehoopt)', 'niet wat (?:ik|mij|me|er|ons) [a-z ]{0,14}(?:verwacht|beloofd|gehoopt)[a-z]*', 'niet aan (?:mijn|de) verwachtingen', 'in de steek gelaten', 'vertrouwen (?:kwijt|verloren)', 'vroeger was [a-z ]{0,14}beter',
	'rozczarow[a-z]*', 'zawied(?:zi|li)[a-z]*', 'zawiod[a-z]*', 'zawodzi', '(?<!(?:zgloszona|powstala|ta|moja|numer|kazda|drobna) )szkoda(?! (?:w(?! ogole)|na|transport[a-z]*|komunikacyjn[a-z]*|calkowit[a-z]*|majatkow[a-z]*|powstal[a-z]*|zostal[a-z]*|podczas|przy))', '(?:spodziewal[ae]m|oczekiwal[ae]m|liczyl[ae]m) (?:sie )?(?:czegos |na |znacznie |cos )*(?:wiecej|lepszego|innego)', 'nie to,? co (?:mi )?(?:obiecano|obiecaliscie|oczekiwal[ae]m|mialo byc)', 'nie spelnia (?:moich )?oczekiwan', 'stracil[ae]m zaufanie', 'kiedys (?:byl[oi]?|byliscie) (?:lepiej|lepsi)',
).source, 'gu');

/** What denies a phrase shortly after it. */
const DENIALS: ReadonlySet<string> = new Set('not never no hardly far without nothing anything nicht nie kein keine keinen keineswegs ohne pas jamais aucune sans ne nunca jamas sin ninguna nao sem nenhuma non mai senza nessuna niet nooit geen zonder bez zadnego nigdy'.split(' '));
/** Denials that are other words elsewhere: the German month, the Dutch "just", the Portuguese "in the". */
const DENIES_ONLY_IN: ReadonlyMap<string, readonly MoodLanguage[]> = new Map([['mai', ['it']], ['sin', ['es']], ['ne', ['fr']], ['pas', ['fr']], ['no', ['en', 'es', 'it']]]);
/** Phrases that mean something plain elsewhere: Dutch damage. */
const PLAIN_IN: ReadonlyMap<string, MoodLanguage> = new Map([['schade', 'nl']]);
/** Words before a phrase in which a denial reaches it; a mark or a "but" ends its reach. */
const REACH = 3;
const CHARS_BEFORE = 60;
const BUT: ReadonlySet<string> = new Set('but aber sondern pero sino ma maar ale lecz'.split(' '));
/** "But" in one language, "more" in another. */
const BUT_ONLY_IN: ReadonlyMap<string, readonly MoodLanguage[]> = new Map([['mais', ['fr']], ['mas', ['pt']]]);
/** Between a denied phrase and the next one: the denial holds for both. */
const SHARED = /^ (?:or|nor|oder|noch|ou|ni|o|of|lub|ani)(?: [^ ]+)? $/u;

/** The patterns below see what stands before a phrase, a `|`, and the phrase. */
const beforePhrase = (...alternatives: readonly string[]): RegExp => new RegExp(`(?<![a-z0-9'])(?:${alternatives.join('|')}) ?\\|`, 'u');

/** Denials that hold a "but" or no denial, or begin further away. */
const DENIED_AT_LENGTH = beforePhrase('(?:anything but|alles andere als|tout sauf|todo menos|tudo menos|tutt\'altro che|allesbehalve|alles behalve)(?: [^ ]+)?', '(?:not|[a-z]+n\'t|never)(?: [^ ]+)? (?:in )?the (?:least|slightest)(?: bit)?', '(?:not|never) even a (?:little|tiny|bit)(?: bit)?', 'nie [^ ]+ az tak');

/**
 * Denials that make a phrase stronger: nobody was ever let down so much, or could be more. "Not so disappointed" is no such thing,
 * nor is "never again disappointed": in most languages "never more" says that.
 */
const STRONGER = beforePhrase(
	'(?:never|nobody|no one)(?: [^ ]+){0,6} (?:so|such|more|this|bigger|greater|worse)(?: [a-z]+ly| very| much| bad| of| an?| great| huge)*', '(?:never|not|haven\'t|hasn\'t|hadn\'t)(?: ever| once)? (?:been|felt|had|seen)(?: [^ ]+){0,2} (?:so|such|as|this)(?: [a-z]+ly| very| much| an?)*', 'never (?:been|felt|had) that', '(?:can\'t|cannot|couldn\'t|(?:can|could|possibly) (?:not|hardly|never))(?: [^ ]+){0,3} (?:more|bigger|greater|worse)(?: [a-z]+ly| of| an?)*', '(?:never|not|[a-z]+n\'t) fail[a-z]* to', 'nothing (?:but|except|short of|less than|more than|other than)(?: [^ ]+){0,2}', '(?:nothing|anything)(?: [^ ]+)? (?:so|as|more)', '(?:no (?:wonder|doubt|question)|without (?:a |any )?(?:doubt|question)|not (?:only|just|merely|simply|a little))(?: [^ ]+){0,2}', '(?:can\'t|cannot|can not|couldn\'t|won\'t|don\'t) (?:help|hide|deny|express|describe|believe|explain|stress)(?: [^ ]+){0,2}',
	'(?:how|wie|combien|quel point|hoe|jak|cuan|quanto)',
	'(?:nie|niemals|niemand)(?: [^ ]+){0,6} (?:so|derart|dermassen|solch[a-z]*|grossere|schlimmere)(?: [^ ]+)?', '(?:nicht (?:nur|wenig)|kein wunder|ohne (?:jeden )?zweifel|keine frage)(?: [^ ]+){0,2}', '(?:konnte|kann)[a-z]*(?: [^ ]+){0,4} (?:nicht|kaum)(?: [^ ]+)? (?:mehr|grossere|schlimmere)', '(?:konnte|kann)[a-z]*(?: [^ ]+){0,4} (?:nicht|kaum)(?= ?\\|entt[a-z]*er(?![a-z]))',
	'(?:jamais|personne)(?: [^ ]+){0,6} (?:aussi|autant|si|tellement|tant|pareille|telle)(?: [^ ]+)?', 'jamais(?: [^ ]+){1,6} plus', '(?:pourr[a-z]+|peux|peut|pouvai[st])(?: [^ ]+){0,3} (?:plus|davantage)', '(?:pas (?:seulement|uniquement)|non seulement|sans (?:aucun )?doute)(?: [^ ]+)?', 'ne [^ ]+ (?:que|qu\'etre)',
	'(?:nunca|jamas|nadie)(?: [^ ]+){0,6} (?:tan|tanto|tanta|semejante|tal)(?: [^ ]+)?', '(?:nunca|jamas|nadie)(?: [^ ]+){1,6} mas', '(?:pod[a-z]+|pued[a-z]+|pud[a-z]+)(?: [^ ]+){0,2} mas', '(?:no (?:solo|solamente)|sin (?:ninguna )?duda(?: alguna)?|(?:no [^ ]+|nada) (?:mas|sino) que)(?: [^ ]+)?',
	'(?:nunca|jamais|ninguem)(?: [^ ]+){0,6} (?:tao|tanto|tanta|tamanha)(?: [^ ]+)?', '(?:nunca|jamais|ninguem)(?: [^ ]+){1,6} (?:mais|maior)', '(?:pod[a-z]+|posso)(?: [^ ]+){0,2} (?:mais|maior)', '(?:nao (?:so|apenas|somente)|sem (?:nenhuma )?duvida(?: alguma)?|nao pass[a-z]+ de|nada alem de)(?: [^ ]+)?',
	'mai(?: [^ ]+){0,6} (?:cosi|tanto|talmente|tale|simile)(?: [^ ]+)?', 'mai(?: [^ ]+){1,6} piu', '(?:potr[a-z]+|potev[a-z]+|posso|puo)(?: [^ ]+){0,2} piu', '(?:non (?:solo|soltanto)|senza (?:alcun )?dubbio|non [^ ]+(?: altro)? che)(?: [^ ]+)?',
	'(?:nooit|niemand)(?: [^ ]+){0,6} (?:zo|zo\'n|zoveel|zozeer|dermate|grotere|ergere)(?: [^ ]+)?', 'nooit(?: [^ ]+){1,6} meer', '(?:kon|konden|zou|zouden)(?: [^ ]+){0,3} niet meer', '(?:niet alleen|geen wonder|zonder twijfel|niets (?:anders )?dan)(?: [^ ]+){0,2}',
	'(?:nigdy|nikt)(?: [^ ]+){0,6} (?:tak|taki[a-z]*|tyle|bardziej|wieksz[a-z]*)(?: [^ ]+)?', '(?:mog[a-z]+|mozna)(?: [^ ]+){0,2} bardziej', '(?:nie tylko|bez watpienia)(?: [^ ]+)?',
);

/** "Please don't let me down" is neither: nobody was let down yet, and nobody is praised. */
const PLEA = beforePhrase('(?:please|pls|plz),? (?:don\'t|do not|dont)(?: [^ ]+)?', '(?:s\'il (?:vous|te) plait|svp|stp),? ne (?:[^ ]+ )?(?:me|nous)', 'por favor,? n(?:o|ao) (?:me|nos)', '(?:per favore|vi prego|ti prego),? non (?:mi|ci)');

/**
 * 1 where a folded text says that somebody had expected more, −1 where it only denies it ("did not disappoint"), else 0. The language
 * is that of its words, as far as they show it.
 */
export function readLetDown(folded: string, language?: MoodLanguage): -1 | 0 | 1 {
	let deniedTo: number | undefined;
	for (const { 0: phrase, index } of matchesOf(folded, LET_DOWN)) {
		if (language !== undefined && PLAIN_IN.get(phrase) === language) continue;
		if (PLEA.test(`${folded.slice(Math.max(0, index - CHARS_BEFORE), index)}|`)) continue;
		const isShared = deniedTo !== undefined && SHARED.test(folded.slice(deniedTo, index));
		if (!isShared && !isDenied(folded, index, phrase, language)) return 1;
		deniedTo = index + phrase.length;
	}
	return deniedTo === undefined ? 0 : -1;
}

function isDenied(folded: string, index: number, phrase: string, language: MoodLanguage | undefined): boolean {
	const clause = folded.slice(Math.max(0, index - CHARS_BEFORE), index).split(/[,.;:!?]/u).at(-1) ?? '';
	const seen = `${clause}|${phrase}`;
	if (DENIED_AT_LENGTH.test(seen)) return true;
	const before = clause.trim().split(' ').slice(-REACH);
	const reaching = before.slice(before.findLastIndex((word) => isHere(word, language, BUT, BUT_ONLY_IN)) + 1);
	return reaching.some((word) => word.endsWith('n\'t') || isHere(word, language, DENIALS, DENIES_ONLY_IN)) && !STRONGER.test(seen);
}

/** Is it one of these words, and in this language? Where none shows, it may be any. */
function isHere(word: string, language: MoodLanguage | undefined, words: ReadonlySet<string>, onlyIn: ReadonlyMap<string, readonly MoodLanguage[]>): boolean {
	const languages = onlyIn.get(word);
	return languages === undefined ? words.has(word) : language === undefined || languages.includes(language);
}
