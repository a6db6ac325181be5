import { findDays } from '../../../engines/local/dates';
import { foldText } from '../../../engines/local/text';
import { cpuTime } from '../../cpuTime';

/** A Saturday. */
const NOW = '2026-11-28T10:00:00.000Z';

const days = (text: string, monthFirst?: boolean): string[] => findDays(foldText(text), { now: NOW, ...(monthFirst === undefined ? {} : { monthFirst }) }).map(({ start, end, day }) => `${foldText(text).folded.slice(start, end)}=${day ?? '?'}`);

it.each([
	['on 2026-03-12', ['2026-03-12=2026-03-12']],
	['am 12.03.2026', ['12.03.2026=2026-03-12']],
	['since 25/11/2026', ['25/11/2026=2026-11-25']],
	['am 12.3. kam nichts', ['12.3.=2027-03-12']],
	['seit dem 1.12', ['1.12=2026-12-01']],
	['March 3rd, 2026', ['march 3rd, 2026=2026-03-03']],
	['3. März', ['3. marz=2027-03-03']],
	['le 1er décembre', ['1er decembre=2026-12-01']],
	['el 24 de diciembre', ['24 de diciembre=2026-12-24']],
	['dia 24 de dezembro de 2025', ['24 de dezembro de 2025=2025-12-24']],
	['il 2 gennaio', ['2 gennaio=2027-01-02']],
	['op 5 mei', ['5 mei=2027-05-05']],
	['5 grudnia', ['5 grudnia=2026-12-05']],
])('reads the day in %j', (text, expected) => expect(days(text)).toEqual(expected));

it.each([
	['next Tuesday', '2026-12-01'], ['last Tuesday', '2026-11-24'], ['this Friday', '2026-12-04'], ['last Saturday', '2026-11-21'], ['3 days ago', '2026-11-25'], ['in two weeks', '2026-12-12'], ['a month ago', '2026-10-28'], ['yesterday', '2026-11-27'], ['the day after tomorrow', '2026-11-30'],
	['übermorgen', '2026-11-30'], ['vor drei Tagen', '2026-11-25'], ['nächsten Dienstag', '2026-12-01'], ['in 2 Wochen', '2026-12-12'], ['gestern', '2026-11-27'],
	['il y a 3 jours', '2026-11-25'], ['mardi prochain', '2026-12-01'], ['après-demain', '2026-11-30'], ['j\'ai commandé hier', '2026-11-27'], ['dans 2 semaines', '2026-12-12'],
	['hace 3 días', '2026-11-25'], ['el martes que viene', '2026-12-01'], ['pasado mañana', '2026-11-30'], ['ayer', '2026-11-27'],
	['há 3 dias', '2026-11-25'], ['terça passada', '2026-11-24'], ['segunda-feira que vem', '2026-11-30'], ['depois de amanhã', '2026-11-30'], ['ontem', '2026-11-27'],
	['3 giorni fa', '2026-11-25'], ['martedì prossimo', '2026-12-01'], ['dopodomani', '2026-11-30'], ['tra due settimane', '2026-12-12'],
	['3 dagen geleden', '2026-11-25'], ['volgende dinsdag', '2026-12-01'], ['overmorgen', '2026-11-30'], ['over twee weken', '2026-12-12'],
	['3 dni temu', '2026-11-25'], ['następny wtorek', '2026-12-01'], ['pojutrze', '2026-11-30'], ['za dwa tygodnie', '2026-12-12'],
])('counts %j from today', (text, day) => expect(days(text)).toEqual([expect.stringMatching(new RegExp(`=${day}$`, 'u'))]));

it('leaves open what the words leave open', () => {
	expect(days('it came on Tuesday')).toEqual(['tuesday=?']);
	expect(days('03/04/2026')).toEqual(['03/04/2026=?']);
	expect(days('03/04/2026', true)).toEqual(['03/04/2026=2026-03-04']);
	expect(days('03/04/2026', false)).toEqual(['03/04/2026=2026-04-03']);
	expect(days('31.02.2026')).toEqual(['31.02.2026=?']);
});

it('knows which day it is where the company is', () => {
	const late = { now: '2026-11-28T23:30:00.000Z' };
	const dayIn = (timeZone: string): string | undefined => findDays(foldText('today'), { ...late, timeZone })[0]?.day;
	expect(dayIn('Europe/Berlin')).toBe('2026-11-29');
	expect(dayIn('America/New_York')).toBe('2026-11-28');
	expect(dayIn('Nowhere/Land')).toBe('2026-11-28');
});

it('takes a date without a year for the one nearest to today', () => {
	const inJanuary = findDays(foldText('since December 20'), { now: '2027-01-05T00:00:00.000Z' });
	expect(inJanuary[0]?.day).toBe('2026-12-20');
});

it.each(['version 1.2.3', 'ist hier jemand', 'a segunda via da fatura', 'guten Morgen', 'por la mañana', 'I have 3 lamps', '12.5 kg', 'order 1042', 'size 40/42', 'May I return it?', ''])('names no day in %j', (text) => expect(days(text)).toEqual([]));

it('reads a long text of days in linear time', () => {
	const text = foldText('next tuesday in 3 days 12.3. '.repeat(350));
	expect(findDays(text, { now: NOW }).length).toBeLessThanOrEqual(20);
	expect(cpuTime(() => findDays(text, { now: NOW }))).toBeLessThan(500);
});
