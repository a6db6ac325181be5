/** Which days does a text name, in figures or told from today ("next Tuesday", "übermorgen", "3 days ago")? Eight languages. */
import { matchesOf, type FoldedText } from './text';

/** A day that was named; places are in the folded text. */
export interface NamedDay {
	readonly start: number;
	readonly end: number;
	/** The calendar day, `2026-03-12`; absent where the words leave it open ("on Tuesday", "03/04/2026"). */
	readonly day?: string;
}

/** What the words are counted from. */
export interface Today {
	/** An instant, ISO 8601. */
	readonly now: string;
	/** IANA name; absent means UTC. */
	readonly timeZone?: string;
	/** True where the month is written before the day. */
	readonly monthFirst?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_DAYS = 20;
/** Formats are costly to make; a company has one time zone, an agency a few. */
const MAX_KEPT_FORMATS = 50;

/** In order; folded. Of abbreviations only those that are no words themselves. */
const MONTHS: readonly string[] = [
	'jan(?:uar[yi]?|uary)?|janvier|enero|janeiro|gennaio|januari|stycz(?:en|nia)', 'feb(?:ruar[yi]?)?|fevrier|febrero|fevereiro|febbraio|februari|lut(?:y|ego)', 'mar(?:ch)?|marz|maerz|mars|marzo|marco|maart|mar(?:zec|ca)', 'apr(?:il)?|avril|abril|aprile|kwie(?:cien|tnia)',
	'may|mai|mayo|maio|maggio|mei|maja?', 'june?|juni|juin|junio|junho|giugno|czerw(?:iec|ca)', 'july?|juli|juillet|julio|julho|luglio|lip(?:iec|ca)', 'aug(?:ust)?|aout|agosto|augustus|sierp(?:ien|nia)',
	'sept?(?:ember)?|septembre|septiembre|setembro|settembre|wrze(?:sien|snia)', 'o[ck]t(?:ober)?|octobre|octubre|outubro|ottobre|pazdziernika?', 'nov(?:ember)?|novembre|noviembre|novembro|listopada?', 'de[cz](?:ember)?|decembre|diciembre|dezembro|dicembre|grud(?:zien|nia)',
];
/** From Sunday, as JavaScript counts. */
const WEEKDAYS: readonly string[] = [
	'sunday|sonntag|dimanche|domingo|domenica|zondag|niedziel[aeę]', 'monday|montag|lundi|lunes|segunda(?:-feira| passada| que vem)|lunedi|maandag|poniedzialek', 'tuesday|dienstag|mardi|martes|terca(?:-feira| passada| que vem)|martedi|dinsdag|wtorek', 'wednesday|mittwoch|mercredi|miercoles|quarta(?:-feira| passada| que vem)|mercoledi|woensdag|srod[aey]',
	'thursday|donnerstag|jeudi|jueves|quinta(?:-feira| passada| que vem)|giovedi|donderdag|czwartek', 'friday|freitag|vendredi|viernes|sexta(?:-feira| passada| que vem)|venerdi|vrijdag|piatek', 'saturday|samstag|sonnabend|samedi|sabado|sabato|zaterdag|sobot[aey]',
];
/** Whole words with their distance from today in days. */
const DISTANCES: ReadonlyArray<readonly [number, string]> = [
	[-2, 'day before yesterday|vorgestern|avant-hier|avant hier|anteayer|antes de ayer|anteontem|antes de ontem|l\'altro ieri|ieri l\'altro|eergisteren|przedwczoraj'],
	[2, 'day after tomorrow|ubermorgen|uebermorgen|apres-demain|apres demain|pasado manana|depois de amanha|dopodomani|overmorgen|pojutrze'],
	[-1, 'yesterday|gestern|hier soir|hier matin|d\'hier|ayer|ontem|ieri|gisteren|wczoraj'],
	[0, 'today|tonight|heute|aujourd\'hui|hoy|hoje|oggi|vandaag|dzisiaj|dzis'],
	[1, 'tomorrow|tomorow|tmrw|morgen (?:fruh|abend|mittag|nachmittag)|(?<!guten |goede |fruh am |am )morgen|demain|amanha|domani|jutro|manana por la (?:tarde|manana)|(?<!la |esta |por la )manana(?! por)'],
];
const NUMBERS: ReadonlyArray<readonly [number, string]> = [
	[1, 'an?|one|ein(?:e[mnr]?)?|une?|uno|uma?|een|jeden|jedna'], [2, 'two|a couple of|couple of|zwei|deux|dos|dois|duas|due|twee|dwa|dwie'], [3, 'three|drei|trois|tres|tre|drie|trzy'], [4, 'four|vier|quatre|cuatro|quatro|quattro|cztery'], [5, 'five|funf|fuenf|cinq|cinco|cinque|vijf|piec'],
	[6, 'six|sechs|seis|sei|zes|szesc'], [7, 'seven|sieben|sept|siete|sete|sette|zeven|siedem'], [8, 'eight|acht|huit|ocho|oito|otto|osiem'], [9, 'nine|neun|neuf|nueve|nove|negen|dziewiec'], [10, 'ten|zehn|dix|diez|dez|dieci|tien|dziesiec'],
];
const UNITS: ReadonlyArray<readonly ['day' | 'week' | 'month', string]> = [
	['day', 'days?|tage?n?|jours?|dias?|giorn[io]|dag(?:en)?|dni|dzien'], ['week', 'weeks?|wochen?|semaines?|semanas?|settiman[ae]|we(?:ek|ken)|tygodni[ea]?|tydzien'], ['month', 'months?|monate?n?|mois|mes(?:es)?|mesi?|maand(?:en)?|miesi(?:ac|ace|ecy)'],
];
const any = (table: ReadonlyArray<string | readonly [unknown, string]>): string => table.map((row) => (typeof row === 'string' ? row : row[1])).join('|');
const COUNT = `(?:\\d{1,2}|${any(NUMBERS)}) (?:${any(UNITS)})`;
const COMING = 'next|this coming|coming|this|nachste[nrms]?|kommende[nrms]?|diese[nrms]?|prochaine?|ce|cette|proxim[oa]|este|esta|prossim[oa]|questo|questa|volgende|komende|deze|przysz[a-z]{1,3}|nastepn[a-z]{1,3}|najblizsz[a-z]{1,3}|ten|ta';
const GONE = 'last|past|letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?|derniere?|passee?|pasad[oa]|passad[oa]|ultim[oa]|scors[oa]|afgelopen|zeszl[a-z]{1,3}|ostatni[a-z]{0,3}|ubiegl[a-z]{1,3}';
const AGO = 'ago|geleden|fa|temu|atras';
const SINCE = 'vor|il y a|hace|ha';
const AHEAD = 'in|dans|en|dentro de|em|daqui a|tra|fra|over|za';

const bounded = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}./-])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');
const ISO = bounded('\\d{4}-\\d{2}-\\d{2}');
const FIGURES = bounded('\\d{1,2}([./-])\\d{1,2}\\1(?:\\d{4}|\\d{2})(?![./-]\\d)');
/** Day and month only: with both dots, or after a word that leads to a day. */
const SHORT_FIGURES = new RegExp('(?<![\\p{L}\\p{N}./-])(?:(?<=(?:am|den|dem|vom|bis|zum|seit|ab|der|le|el|il|op|dnia|do|od) )\\d{1,2}[./]\\d{1,2}(?![\\p{N}./]\\d?)\\.?|\\d{1,2}\\.\\d{1,2}\\.(?=[ ,;!?)]|$))', 'gu');
const WITH_MONTH = bounded(`\\d{1,2}(?:st|nd|rd|th|er|e|\\.)? ?(?:of |de |di )?(?:${any(MONTHS)})\\.?(?:,? (?:de )?\\d{4})?|(?:${any(MONTHS)})\\.? \\d{1,2}(?:st|nd|rd|th)?(?!\\d|:|[.,]\\d)(?:,? \\d{4})?`);
const DISTANCE = bounded(any(DISTANCES));
/** French for yesterday and German for here: French words beside it decide. */
const HIER = bounded('hier');
const FRENCH = /(?<![a-z])(?:j'ai|je|mon|ma|mes|le|la|les|est|pas|une?|depuis|recue?|commande|colis)(?![a-z])/u;
const COUNTED = bounded(`(?:${SINCE}) ${COUNT}|${COUNT} (?:${AGO})|(?:${AHEAD}) ${COUNT}`);
const WEEKDAY = bounded(`(?:(?:${COMING}|${GONE}) )?(?:${any(WEEKDAYS)})(?: (?:${COMING}|${GONE}|que viene|che viene|qui vient|que vem))?`);

/** No day is named without a figure or one of these pieces. */
const HINT = new RegExp(`\\d|(?<![a-z])(?:${any(WEEKDAYS)}|${any(DISTANCES)}|hier|(?:${any(NUMBERS)}) (?:${any(UNITS)}))(?![a-z])`, 'u');

/** The days a text names, in its order, none inside another. */
export function findDays(text: FoldedText, today: Today): readonly NamedDay[] {
	// Most messages name no day, and many with figures none either; asking for today's costs more than reading them.
	if (!HINT.test(text.folded)) return [];
	let midnight: number | undefined;
	const base = (): number => (midnight ??= dayOf(today));
	const found: NamedDay[] = [];
	const read = (pattern: RegExp, dayFor: (words: string) => number | undefined): void => {
		for (const { 0: words, index: start } of matchesOf(text.folded, pattern)) {
			const end = start + words.length;
			if (found.length >= MAX_DAYS || found.some((other) => start < other.end && other.start < end)) continue;
			const day = dayFor(words);
			found.push({ start, end, ...(day === undefined ? {} : { day: new Date(day).toISOString().slice(0, 10) }) });
		}
	};
	read(ISO, (words) => makeDay(...(words.split('-').map(Number) as [number, number, number])));
	read(FIGURES, (words) => readFigures(words, base(), today.monthFirst));
	read(WITH_MONTH, (words) => readMonth(words, base()));
	read(SHORT_FIGURES, (words) => readFigures(words, base(), today.monthFirst));
	read(DISTANCE, (words) => base() + DAY_MS * (findRow(DISTANCES, words) ?? 0));
	if (FRENCH.test(text.folded)) read(HIER, () => base() - DAY_MS);
	read(COUNTED, (words) => readCounted(words, base()));
	read(WEEKDAY, (words) => readWeekday(words, base()));
	return found.sort((a, b) => a.start - b.start);
}

/** The start of today in the company's time zone, as if that were UTC. */
function dayOf({ now, timeZone }: Today): number {
	return Date.parse(`${formatDay(new Date(now), timeZone ?? 'UTC')}T00:00:00Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes dates as ISO does. A time zone nobody knows is UTC. */
function formatDay(instant: Date, timeZone: string): string {
	try {
		const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
		if (formats.size < MAX_KEPT_FORMATS) formats.set(timeZone, format);
		return format.format(instant);
	} catch {
		return instant.toISOString().slice(0, 10);
	}
}

/** Midnight of a day that exists. */
function makeDay(year: number, month: number, day: number): number | undefined {
	const time = Date.UTC(year, month - 1, day);
	const date = new Date(time);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}

/** A date without a year is the one nearest to today. */
function nearestDay(month: number, day: number, base: number): number | undefined {
	const year = new Date(base).getUTCFullYear();
	const days = [year - 1, year, year + 1].flatMap((candidate) => makeDay(candidate, month, day) ?? []);
	return days.sort((a, b) => Math.abs(a - base) - Math.abs(b - base))[0];
}

/** With dots the day comes first; with slashes it is open which comes first unless one cannot be a month. */
function readFigures(words: string, base: number, monthFirst: boolean | undefined): number | undefined {
	const [first = 0, second = 0, year] = words.split(/[./-]/u).filter((part) => part !== '').map(Number);
	const dayFirst = first > 12 || (second <= 12 && (words.includes('.') || first === second || monthFirst === false));
	if (!dayFirst && second <= 12 && monthFirst === undefined) return undefined;
	const [month, day] = dayFirst ? [second, first] : [first, second];
	if (year === undefined) return nearestDay(month, day, base);
	return makeDay(year < 100 ? 2000 + year : year, month, day);
}

function readMonth(words: string, base: number): number | undefined {
	const month = MONTHS.findIndex((names) => new RegExp(`(?<![a-z])(?:${names})(?![a-z])`, 'u').test(words)) + 1;
	const [year] = /\d{4}/u.exec(words) ?? [];
	const day = Number(/(?<!\d)\d{1,2}(?!\d)/u.exec(words)?.[0]);
	return year === undefined ? nearestDay(month, day, base) : makeDay(Number(year), month, day);
}

function readCounted(words: string, base: number): number | undefined {
	const count = Number(/\d+/u.exec(words)?.[0] ?? findRow(NUMBERS, words) ?? NaN);
	const unit = findRow(UNITS, words);
	const isPast = new RegExp(`^(?:${SINCE}) |(?: (?:${AGO}))$`, 'u').test(words);
	const signed = isPast ? -count : count;
	if (Number.isNaN(count) || unit === undefined) return undefined;
	if (unit !== 'month') return base + signed * DAY_MS * (unit === 'week' ? 7 : 1);
	const date = new Date(base);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + signed, Math.min(date.getUTCDate(), 28));
}

/** "Next Tuesday" is the first one after today, "last Tuesday" the last one before it; "on Tuesday" may be either. */
function readWeekday(words: string, base: number): number | undefined {
	const weekday = WEEKDAYS.findIndex((names) => new RegExp(`(?<![a-z])(?:${names})(?![a-z])`, 'u').test(words));
	const ahead = (weekday - new Date(base).getUTCDay() + 7) % 7 || 7;
	if (new RegExp(`(?<![a-z])(?:${GONE})(?![a-z])`, 'u').test(words)) return base + (ahead - 7 || -7) * DAY_MS;
	return new RegExp(`(?<![a-z])(?:${COMING}|que viene|che viene|qui vient|que vem)(?![a-z])`, 'u').test(words) ? base + ahead * DAY_MS : undefined;
}

function findRow<Value>(table: ReadonlyArray<readonly [Value, string]>, words: string): Value | undefined {
	return table.find(([, names]) => new RegExp(`(?<![a-z])(?:${names})(?![a-z])`, 'u').test(words))?.[0];
}
