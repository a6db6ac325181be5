import { endOfQuiet, readQuietHours, type QuietHours } from '../../../core/reply/quietHours';

const NIGHT: QuietHours = { timeZone: 'Europe/Berlin', from: 21 * 60, until: 8 * 60, weekdays: [], holidays: [] };

/** In winter Berlin is an hour ahead of UTC, in summer two. */
it.each<[string, Partial<QuietHours>, string, string | undefined]>([
	['ends in the morning', {}, '2026-01-13T22:30:00.000Z', '2026-01-14T07:00:00.000Z'],
	['ends the same morning after midnight', {}, '2026-01-14T02:30:00.000Z', '2026-01-14T07:00:00.000Z'],
	['begins with its first minute', {}, '2026-01-13T20:00:00.000Z', '2026-01-14T07:00:00.000Z'],
	['has not begun a millisecond before', {}, '2026-01-13T19:59:59.999Z', undefined],
	['is over with its last minute', {}, '2026-01-14T07:00:00.000Z', undefined],
	['lasts until the last millisecond', {}, '2026-01-14T06:59:59.999Z', '2026-01-14T07:00:00.000Z'],
	['may lie within a day', { from: 12 * 60, until: 14 * 60 }, '2026-01-13T11:30:00.000Z', '2026-01-13T13:00:00.000Z'],
	['may end at midnight', { from: 20 * 60, until: 0 }, '2026-01-13T20:00:00.000Z', '2026-01-13T23:00:00.000Z'],
	['is none when it ends where it begins', { from: 0, until: 0 }, '2026-01-13T20:00:00.000Z', undefined],
	['is a whole weekend, until Monday morning', { weekdays: [6, 0] }, '2026-01-16T22:00:00.000Z', '2026-01-19T07:00:00.000Z'],
	['is a whole weekend without any quiet hours', { from: 0, until: 0, weekdays: [6, 0] }, '2026-01-17T12:00:00.000Z', '2026-01-18T23:00:00.000Z'],
	['is a holiday of one year', { holidays: ['2026-12-24'] }, '2026-12-24T09:00:00.000Z', '2026-12-25T07:00:00.000Z'],
	['is no holiday of another year', { holidays: ['2025-12-24'] }, '2026-12-24T09:00:00.000Z', undefined],
	['is a holiday of every year, one after the other', { holidays: ['12-25', '12-26'] }, '2026-12-25T09:00:00.000Z', '2026-12-27T07:00:00.000Z'],
	['goes by its own zone\'s date', { holidays: ['2026-12-25'] }, '2026-12-24T22:59:00.000Z', '2026-12-26T07:00:00.000Z'],
	['ends an hour sooner by UTC once summer time began', {}, '2026-03-28T22:00:00.000Z', '2026-03-29T06:00:00.000Z'],
	['ends an hour later by UTC once it ended', {}, '2026-10-24T21:00:00.000Z', '2026-10-25T07:00:00.000Z'],
	['ends half an hour after clocks jumped over its end by an hour', { until: 2 * 60 + 30 }, '2026-03-28T23:00:00.000Z', '2026-03-29T01:30:00.000Z'],
	['lasts through an hour that comes twice', { until: 2 * 60 + 30 }, '2026-10-24T22:00:00.000Z', '2026-10-25T00:30:00.000Z'],
	['knows zones of half hours', { timeZone: 'Asia/Kolkata' }, '2026-01-13T16:00:00.000Z', '2026-01-14T02:30:00.000Z'],
	['knows zones on the other side', { timeZone: 'America/Los_Angeles' }, '2026-01-13T07:00:00.000Z', '2026-01-13T16:00:00.000Z'],
	['knows clocks that change at midnight', { timeZone: 'America/Santiago', from: 22 * 60, until: 0 }, '2026-09-06T02:30:00.000Z', '2026-09-06T04:00:00.000Z'],
])('%s', (_rule, quiet, now, end) => {
	expect(endOfQuiet(now, { ...NIGHT, ...quiet })).toBe(end);
});

it('gives a time a year away where it never ends', () => {
	expect(endOfQuiet('2026-01-13T20:00:00.000Z', { ...NIGHT, weekdays: [0, 1, 2, 3, 4, 5, 6] })).toBe('2027-01-13T20:00:00.000Z');
});

it('is never quiet at the end it gives, whatever the minute of a year it began in', () => {
	const quiet = { ...NIGHT, from: 20 * 60 + 15, until: 3 * 60 + 5, weekdays: [0], holidays: ['12-25', '01-01'] };
	for (let at = Date.parse('2026-01-01T00:00:00Z'); at < Date.parse('2027-01-05T00:00:00Z'); at += 37_919_000) {
		const end = endOfQuiet(new Date(at).toISOString(), quiet);
		if (end === undefined) continue;
		expect(Date.parse(end)).toBeGreaterThan(at);
		expect([end, endOfQuiet(end, quiet)]).toEqual([end, undefined]);
		expect([end, endOfQuiet(new Date(Date.parse(end) - 1).toISOString(), quiet)]).toEqual([end, end]);
	}
});

describe('settings', () => {
	const TEXT = { timeZone: 'Europe/Berlin', from: '21:00', until: '08:00', weekdays: [], holidays: '' };

	it('are read as minutes and dates', () => {
		expect(readQuietHours({ ...TEXT, weekdays: [0], holidays: '2026-12-24, 12-25\n01-01' })).toEqual({ ...NIGHT, weekdays: [0], holidays: ['2026-12-24', '12-25', '01-01'] });
	});

	it('may have no hours', () => {
		expect(readQuietHours({ ...TEXT, from: '', until: '' })).toMatchObject({ from: 0, until: 0 });
	});

	it.each<[string, object, RegExp]>([
		['an hour that is none', { from: '25:00' }, /21:00/u],
		['words', { until: 'late' }, /21:00/u],
		['a beginning without an end', { until: '' }, /both/u],
		['a date that is none', { holidays: '24.12.' }, /24\.12/u],
		['a month that is none', { holidays: '13-01' }, /13-01/u],
		['a zone that is none', { timeZone: 'Berlin' }, /Berlin/u],
		['no zone', { timeZone: '' }, /time zone/u],
	])('say what is wrong with %s', (_what, wrong, sentence) => {
		expect(readQuietHours({ ...TEXT, ...wrong })).toEqual({ problem: expect.stringMatching(sentence) as string });
	});
});
