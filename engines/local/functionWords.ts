/** The commonest words of a language: in a short message they say more about it than its letters do. */
import { matchesOf } from './text';

/** Lower case, accents kept; in the languages the engine reads, and neighbours that are taken for them. Words of several languages count for each, but less. */
const WORDS: Readonly<Record<string, string>> = {
	en: `the a an of to in on at by for with from about into and or but if that this these those there here is are was were be been am do does did don't doesn't didn't can can't could will won't would should may have has had i i'm you you're he she it it's we they me my your his her its our their him us them
		what what's where when why who which how please not no yes all any some more now today tomorrow get give show find tell make put set add remove cancel change need want like order play open close turn stop help let many much new next last out up off every remind`,
	de: `der die das den dem des ein eine einen einem einer eines und oder aber wenn dass ob zu zum zur im in ins am an auf aus bei mit nach von vom vor für über unter um durch ist sind war waren bin bist sein habe hast hat haben hatte kann kannst können konnte will wollen möchte muss soll werden wird wurde ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen mein meine meinen meinem meiner dein deine ihre ihren unser
		was wo wann warum wer welche welcher welches wie bitte nicht kein keine nein ja alle noch schon nur jetzt heute morgen hier da zeig zeige finde gib setze füge stell stelle lösche ändere brauche spiele spiel mach mache buche suche erinnere`,
	fr: `le la les un une des du de d' l' et ou mais si que qu' qui quoi dans en à au aux sur sous par pour avec sans chez ce cet cette ces c'est est sont était suis es être ai as a avons avez ont je j' tu il elle on nous vous ils elles me m' te se mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs où quand comment pourquoi quel quelle quels quelles combien
		ne n' pas plus oui non tout tous toutes merci peux peut pouvez veux voudrais faut fait faire mets ajoute montre trouve donne annule change joue aujourd'hui demain s'il encore très bien`,
	es: `el la los las un una unos unas de del al a en con sin por para sobre entre y o pero si que qué quien quién como cómo cuando cuándo cuánto cuántos donde dónde cuál cuáles porque es son era está están estoy soy ser hay he ha han tengo tiene puedo puede puedes quiero necesito me te se le lo nos les mi mis tu tus su sus yo él ella usted ustedes
		no sí ya más muy también este esta esto estos ese esa eso todo todos todas hoy mañana ahora pon añade agrega muestra muéstrame dame busca encuentra cancela cambia reproduce por favor gracias hola`,
	pt: `o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às com sem por pelo pela para pra sobre e ou mas se que quem como quando quanto quantos onde qual quais porque é são era está estão estou sou ser há tenho tem posso pode quero preciso me te lhe nós meu minha meus minhas seu sua seus suas teu tua eu ele ela você vocês
		não sim já mais muito também este esta isto isso esse essa todo todos todas hoje amanhã agora põe adicione mostre me dê procure encontre cancele mude toque obrigado obrigada olá`,
	it: `il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai alle da dal dalla in nel nella nei nelle con su sul sulla per tra fra e o ma se che chi cosa come quando quanto quanti dove perché quale quali è sono era sei essere ho hai ha abbiamo hanno posso puoi può voglio vorrei mi ti si ci vi mio mia miei mie tuo tua suo sua io lui lei noi voi loro
		non no sì già più molto anche questo questa questi queste quello quella tutto tutti tutte oggi domani ora c'è dell' nell' all' l' metti aggiungi mostra mostrami dammi trova cerca cancella annulla cambia riproduci imposta ricordami grazie ciao`,
	nl: `de het een van in op aan bij met voor naar uit om door over onder en of maar als dat die dit deze er hier daar is zijn was waren ben bent heb hebt heeft hebben had kan kun kunt kunnen wil wilt willen moet zal zou wordt worden ik je jij u hij ze zij wij we jullie mij me mijn jouw uw zijn haar ons onze hun hen
		wat waar wanneer waarom wie welke hoe hoeveel niet geen nee ja alle alles nog al nu vandaag morgen te tot dan toon laat zoek vind geef zet voeg toe annuleer verwijder verander speel speelt maak herinner bestel graag alstublieft`,
	pl: `i w we z ze na do od dla po o u za pod nad przez przy bez a ale lub czy że żeby jeśli to ten ta te tego tej tym jest są był była było być mam masz ma mamy mają mogę może można chcę proszę ja ty on ona my wy oni mnie mi ci go jej jego ich mój moja moje moją swój nasz wasz
		co gdzie kiedy dlaczego kto który która które jak ile nie tak już jeszcze tylko bardzo też wszystkie wszystko dziś jutro teraz pokaż znajdź daj dodaj usuń anuluj zmień odtwórz ustaw przypomnij dziękuję dzień dobry cześć się`,
	da: `den det de en et og eller men hvis at som der her i på til af fra med for om over under ved ud op ind efter er var være har havde kan kunne vil ville skal skulle må bliver blev jeg du han hun vi dig mig os dem min mit mine din dit dine sin sit hans hendes vores jeres
		hvad hvor hvornår hvorfor hvem hvilken hvilke hvilket hvordan ikke ingen nej ja alle alt nu i dag morgen vis find giv sæt tilføj slet sluk tænd annuller annullér aflys ændr spil afspil lav bestil mind tak venligst gerne bliver`,
	sv: `den det de en ett och eller men om att som där här i på till av från med för över under vid ut upp in efter är var vara har hade kan kunde vill ville ska skulle måste blir blev jag du han hon vi ni dig mig oss dem min mitt mina din ditt dina sin sitt hans hennes vår er
		vad var när varför vem vilken vilka vilket hur inte ingen nej ja alla allt nu idag imorgon visa hitta ge ställ lägg ta bort avbryt ändra spela beställ påminn tack`,
	tr: `ve veya ama ile için bir bu şu o ben sen biz siz onlar benim senin onun bizim bana sana ona beni seni onu bize mi mı mu mü ne nerede ne zaman neden kim hangi nasıl kaç var yok değil evet hayır daha çok en her tüm bütün şimdi bugün yarın gibi kadar sonra önce de da
		göster bul ver ekle sil iptal et değiştir çal oynat aç kapat ayarla hatırlat istiyorum lütfen olan olarak benden bizden teşekkürler merhaba`,
};

const LANGUAGES: ReadonlyMap<string, readonly string[]> = indexWords();
/** A letter or an apostrophe; what stands before an apostrophe is a word too ("l'", "d'"). */
const WORD = /\p{L}+(?:['’]\p{L}+)?/gu;
/** The first word of a command is seldom a name. */
const FIRST_WORD_WEIGHT = 1.5;

/** How many of the words are common ones of a language, by language; a word of several languages is shared out. */
export function countFunctionWords(text: string): ReadonlyMap<string, number> {
	const votes = new Map<string, number>();
	let weight = FIRST_WORD_WEIGHT;
	for (const [word] of matchesOf(text, WORD)) {
		const plain = word.replace('’', "'");
		const languages = LANGUAGES.get(plain) ?? LANGUAGES.get(plain.slice(0, plain.indexOf("'") + 1));
		if (languages !== undefined) for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + weight / languages.length);
		weight = 1;
	}
	return votes;
}

function indexWords(): ReadonlyMap<string, readonly string[]> {
	const index = new Map<string, string[]>();
	for (const [language, words] of Object.entries(WORDS)) {
		for (const word of new Set(words.split(/\s+/u))) index.set(word, [...(index.get(word) ?? []), language]);
	}
	return index;
}
