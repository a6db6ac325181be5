/** Is it a time at which a company does not write first, and when does it end? Days and hours are those of one time zone. */

export interface QuietHours {
	/** IANA name, e.g. "Europe/Berlin". */
	readonly timeZone: string;
	/** Minutes after midnight at which quiet begins. Equal to `until`: no hours are quiet. */
	readonly from: number;
	/** Minutes after midnight at which it ends; smaller than `from` over midnight. */
	readonly until: number;
	/** Days that are quiet from midnight to midnight, 0 (Sunday) … 6. */
	readonly weekdays: readonly number[];
	/** Further such days: "2026-12-24", or "12-25" for every year. */
	readonly holidays: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Looked ahead at most: beyond a year nothing is opened again by waiting. */
const MAX_STEPS = 800;

/** What a clock on the wall of a time zone shows. */
interface WallClock {
	/** "2026-12-24". */
	readonly date: string;
	/** Minutes after midnight. */
	readonly minutes: number;
	readonly weekday: number;
}

/**
 * The end of the quiet time that `now` is in; absent when it is in none. ISO 8601 UTC in and out.
 *
 * Where every day is quiet there is no end: a year from now then.
 */
export function endOfQuiet(now: string, quiet: QuietHours): string | undefined {
	const read = createWallClock(quiet.timeZone);
	let at = Date.parse(now);
	for (let step = 0; step < MAX_STEPS; step++) {
		const wall = read(at);
		const end = quietUntil(wall, quiet);
		if (end === undefined) return step === 0 ? undefined : new Date(at).toISOString();
		at = nextTime(at, wall, end, read);
	}
	return new Date(Date.parse(now) + 365 * DAY_MINUTES * MINUTE_MS).toISOString();
}

/** Minutes after midnight at which this stretch of quiet ends, at most the day's end; absent when it is not quiet. */
function quietUntil({ date, minutes, weekday }: WallClock, { from, until, weekdays, holidays }: QuietHours): number | undefined {
	if (weekdays.includes(weekday) || holidays.includes(date) || holidays.includes(date.slice(5))) return DAY_MINUTES;
	if (from < until) return minutes >= from && minutes < until ? until : undefined;
	if (from === until) return undefined;
	if (minutes >= from) return DAY_MINUTES;
	return minutes < until ? until : undefined;
}

/** The first moment at which the wall shows `minutes` of the same day. When clocks change an hour comes twice, or is missing: then the moment it would have been. */
function nextTime(at: number, wall: WallClock, minutes: number, read: (at: number) => WallClock): number {
	const begin = Math.floor(at / MINUTE_MS) * MINUTE_MS;
	const guess = begin + (minutes - wall.minutes) * MINUTE_MS;
	const wanted = asNumber(wall.date, minutes);
	const shown = read(guess);
	const corrected = guess - (asNumber(shown.date, shown.minutes) - wanted) * MINUTE_MS;
	const corrects = read(corrected);
	return asNumber(corrects.date, corrects.minutes) >= wanted && corrected > at ? corrected : Math.max(guess, begin + MINUTE_MS);
}

/** Minutes of a wall clock's own time since 1970, to compare two of them. */
function asNumber(date: string, minutes: number): number {
	return Date.parse(`${date}T00:00:00Z`) / MINUTE_MS + minutes;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Making one costs more than all its readings; there are as many as the settings name zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' });
	formats.set(timeZone, format);
	return format;
}

function createWallClock(timeZone: string): (at: number) => WallClock {
	const format = formatOf(timeZone);
	return (at) => {
		const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
		return {
			date: `${parts.year}-${parts.month}-${parts.day}`,
			minutes: Number(parts.hour) * 60 + Number(parts.minute),
			weekday: WEEKDAYS.findIndex((name) => (parts.weekday ?? '').startsWith(name)),
		};
	};
}

/** What somebody wrote into the settings. */
export interface QuietHoursText {
	readonly timeZone: string;
	/** "21:00"; empty: no hours are quiet. */
	readonly from: string;
	readonly until: string;
	readonly weekdays: readonly number[];
	/** Dates apart by commas, spaces or lines. */
	readonly holidays: string;
}

/** The settings as they are meant, or a sentence on what is wrong with them. */
export function readQuietHours(text: QuietHoursText): QuietHours | { readonly problem: string } {
	const [from, until] = [readTime(text.from), readTime(text.until)];
	if ((text.from.trim() === '') !== (text.until.trim() === '')) return { problem: 'Quiet hours need both a beginning and an end, e.g. 21:00 and 08:00.' };
	if (text.from.trim() !== '' && (from === undefined || until === undefined)) return { problem: 'Quiet hours are written like 21:00.' };
	const holidays = text.holidays.split(/[\s,;]+/u).filter((date) => date !== '');
	const wrong = holidays.find((date) => !/^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(date));
	if (wrong !== undefined) return { problem: `"${wrong.slice(0, 20)}" is no date. Write holidays like 2026-12-24, or 12-25 for every year.` };
	if (!isTimeZone(text.timeZone)) return { problem: `There is no time zone "${text.timeZone.slice(0, 40)}". Write it like Europe/Berlin.` };
	return { timeZone: text.timeZone, from: from ?? 0, until: until ?? 0, weekdays: text.weekdays, holidays };
}

function readTime(text: string): number | undefined {
	const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(text.trim()) ?? [];
	return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name !== '';
	} catch {
		return false;
	}
}
