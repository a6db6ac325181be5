import type { ForecastConversation } from '../../../core/conversation/ledger';
import { calibrateForecast, describeForecast, fitForecast, MIN_FORECAST_CONVERSATIONS, observeForecasts, UNCALIBRATED, type ForecastFit, type ForecastObservation } from '../../../core/sentiment';

const at = (minute: number): string => `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`;
const point = (minute: number, rawForecast?: number) => ({ at: at(minute), score: 0, anger: 0, ...(rawForecast === undefined ? {} : { rawForecast }) });
const share = (odds: number): number => 1 / (1 + Math.exp(-odds));
const SHARES = Array.from({ length: 101 }, (_, i) => i / 100);

/** The same numbers of chance for the same seed, 0 up to 1 (mulberry32). */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Conversations whose true log-odds are `slope` times the forecast ones, and `offset`; most have several forecasts. */
function invent(count: number, { slope, offset }: ForecastFit, seed: number): ReadonlyArray<readonly ForecastObservation[]> {
	const next = chance(seed);
	return Array.from({ length: count }, () => {
		const odds = -3 + 5 * next();
		const needed = next() < share(slope * odds + offset);
		return Array.from({ length: 1 + Math.floor(4 * next()) }, () => ({ rawForecast: share(odds), needed }));
	});
}

/** Conversations of any kind. */
function inventAny(seed: number): ReadonlyArray<readonly ForecastObservation[]> {
	const next = chance(seed);
	const needs = next();
	return Array.from({ length: Math.floor(60 * next()) }, () => Array.from({ length: 1 + Math.floor(20 * next()) }, () => ({ rawForecast: Math.round(next() * 20) / 20, needed: next() < needs })));
}

/** Expected calibration error: how far share and forecast lie apart, in ten bands. */
function measureError(conversations: ReadonlyArray<readonly ForecastObservation[]>, fit: ForecastFit): number {
	const bands = Array.from({ length: 10 }, () => ({ forecast: 0, needed: 0 }));
	for (const [first] of conversations) {
		const forecast = calibrateForecast(first!.rawForecast, fit);
		const band = bands[Math.min(9, Math.floor(forecast * 10))]!;
		band.forecast += forecast;
		band.needed += first!.needed ? 1 : 0;
	}
	return bands.reduce((sum, { forecast, needed }) => sum + Math.abs(forecast - needed), 0) / conversations.length;
}

/** How often one that needed a person was forecast higher than one that did not (area under the ROC curve). */
function measureOrder(conversations: ReadonlyArray<readonly ForecastObservation[]>, fit: ForecastFit): number {
	const first = conversations.map(([observation]) => observation!).map(({ rawForecast, needed }) => ({ forecast: calibrateForecast(rawForecast, fit), needed }));
	const [needy, others] = [first.filter(({ needed }) => needed), first.filter(({ needed }) => !needed)];
	const wins = needy.flatMap((one) => others.map((other) => (one.forecast > other.forecast ? 1 : one.forecast === other.forecast ? 0.5 : 0)));
	return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

describe('what came of a forecast', () => {
	it.each<[string, ForecastConversation, ReadonlyArray<ForecastObservation>]>([
		['is a person when one was called in after it', { trail: [point(1, 0.4)], neededAt: at(2) }, [{ rawForecast: 0.4, needed: true }]],
		['is none when nobody was called in', { trail: [point(1, 0.4)] }, [{ rawForecast: 0.4, needed: false }]],
		['is none after the last person gave it back', { trail: [point(1, 0.4), point(3, 0.2)], neededAt: at(2) }, [{ rawForecast: 0.4, needed: true }, { rawForecast: 0.2, needed: false }]],
		['leaves out points without one', { trail: [point(1), point(2, 0.3)] }, [{ rawForecast: 0.3, needed: false }]],
		['leaves out what is no share', { trail: [point(1, Number.NaN), point(2, 1.2), point(3, -1), point(4, 1)] }, [{ rawForecast: 1, needed: false }]],
	])('%s', (_, conversation, observations) => expect(observeForecasts([conversation])).toEqual([observations]));

	it('leaves out conversations without a forecast', () => expect(observeForecasts([{ trail: [point(1)], neededAt: at(2) }, { trail: [] }])).toEqual([]));
});

describe('the fit', () => {
	it.each<ForecastFit>([{ slope: 0.5, offset: -1 }, { slope: 1, offset: -1.5 }, { slope: 1.6, offset: 1 }])('makes forecasts of new conversations clearly truer and keeps their order (%j)', (truth) => {
		const fit = fitForecast(invent(200, truth, 1));
		const fresh = invent(2_000, truth, 2);
		expect(measureError(fresh, fit)).toBeLessThan(0.5 * measureError(fresh, UNCALIBRATED));
		expect(measureError(fresh, fit)).toBeLessThan(0.08);
		expect(measureOrder(fresh, fit)).toBeCloseTo(measureOrder(fresh, UNCALIBRATED), 3);
	});

	it('leaves forecasts that are true nearly as they are', () => {
		const fit = fitForecast(invent(200, UNCALIBRATED, 3));
		for (const value of SHARES) expect(Math.abs(calibrateForecast(value, fit) - value)).toBeLessThan(0.1);
	});

	it('changes little by few conversations, and nothing below the minimum', () => {
		const truth = { slope: 1, offset: -2 };
		const [few, many] = [20, 200].map((count) => fitForecast(invent(count, truth, 4)));
		expect(few!.offset).toBeGreaterThan(-1.2);
		expect(many!.offset).toBeLessThan(few!.offset);
		expect(fitForecast(invent(MIN_FORECAST_CONVERSATIONS - 1, truth, 4))).toEqual(UNCALIBRATED);
		expect(fitForecast([])).toEqual(UNCALIBRATED);
	});

	it('counts each conversation once, however many forecasts it has', () => {
		const conversations = invent(60, { slope: 1, offset: -1 }, 5);
		const longer = conversations.map((observations, i) => (i % 3 === 0 ? Array.from({ length: 7 }, () => observations).flat() : observations));
		expect(fitForecast(longer).slope).toBeCloseTo(fitForecast(conversations).slope, 4);
		expect(fitForecast(longer).offset).toBeCloseTo(fitForecast(conversations).offset, 4);
	});

	it.each<ForecastFit>([{ slope: 0.6, offset: -1 }, { slope: 3, offset: -4 }, { slope: 1, offset: -20 }])('is where no other slope and offset lose less (%j)', (truth) => {
		const conversations = invent(200, truth, 6);
		const lose = ({ slope, offset }: ForecastFit): number => 2 * (slope - 1) ** 2 + 2 * offset ** 2 + conversations.reduce((sum, observations) => sum + observations.reduce((loss, { rawForecast, needed }) => {
			const forecast = share(slope * Math.log(rawForecast / (1 - rawForecast)) + offset);
			return loss - Math.log(needed ? forecast : 1 - forecast) / observations.length;
		}, 0), 0);
		const fit = fitForecast(conversations);
		for (const [slope, offset] of [[0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01], [0.01, 0.01], [-0.01, 0.01]] as const) {
			expect(lose({ slope: fit.slope + slope, offset: fit.offset + offset })).toBeGreaterThan(lose(fit));
		}
	});

	it.each([true, false])('goes towards what all conversations came to, but not out of bounds (%s)', (needed) => {
		const fit = fitForecast(invent(200, UNCALIBRATED, 7).map((observations) => observations.map(({ rawForecast }) => ({ rawForecast, needed }))));
		expect(needed ? fit.offset : -fit.offset).toBeGreaterThan(1);
		expect(Math.abs(fit.offset)).toBeLessThan(5);
		expect(fit.slope).toBeGreaterThan(0);
	});

	it('never turns the order round, though the high ones needed nobody and the low ones did', () => {
		const fit = fitForecast(Array.from({ length: 200 }, (_, i) => [{ rawForecast: i < 100 ? 0.1 : 0.9, needed: i < 100 }]));
		expect(fit.slope).toBeGreaterThan(0);
		expect(calibrateForecast(0.9, fit)).toBeGreaterThan(calibrateForecast(0.1, fit));
		expect(calibrateForecast(0.9, fit)).toBeLessThan(0.7);
	});

	it('is finite, the same again, and keeps the order within 0 and 1, whatever the conversations', () => {
		for (let seed = 0; seed < 300; seed++) {
			const conversations = inventAny(seed);
			const fit = fitForecast(conversations);
			expect(fitForecast(conversations)).toEqual(fit);
			expect(Number.isFinite(fit.slope) && Number.isFinite(fit.offset) && fit.slope > 0).toBe(true);
			const values = SHARES.map((value) => calibrateForecast(value, fit));
			expect(values).toEqual([...values].sort((a, b) => a - b));
			expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
		}
	});

	it('takes no time on the longest conversations', () => {
		const begun = performance.now();
		fitForecast(Array.from({ length: 200 }, (_, i) => Array.from({ length: 20 }, (__, j) => ({ rawForecast: ((i * 20 + j) % 100) / 100, needed: i % 9 === 0 }))));
		expect(performance.now() - begun).toBeLessThan(500);
	});
});

it('leaves a forecast as it is before there is a fit', () => {
	for (const value of SHARES.slice(1, -1)) expect(calibrateForecast(value, UNCALIBRATED)).toBe(value);
});

describe('the words for a forecast', () => {
	const conversations = (count: number, rawForecast: number, needed: number): ForecastConversation[] => Array.from({ length: count }, (_, i) => ({ trail: [point(1, 0.1), point(2, rawForecast)], ...(i < needed ? { neededAt: at(3) } : {}) }));

	it('say that it is not measured yet, and how many conversations there are', () => {
		expect(describeForecast(conversations(19, 0.5, 3))).toMatch(/not measured yet and stands on weights set by hand.*20 conversations.*so far there are 19\.$/u);
	});

	it('are how many went to a person from the highest value on that enough conversations reached', () => {
		expect(describeForecast([...conversations(40, 0.85, 33), ...conversations(100, 0.12, 10)]))
			.toBe('When the forecast (needsPerson) reached 0.8 and the assistant went on alone, about 8 in 10 conversations went to a person later; where it stayed below, about 1 in 10 did. Measured on your last 140 conversations.');
	});

	it('leave out a handful of others, and say it when hardly any went to a person', () => {
		expect(describeForecast([...conversations(60, 0.85, 50), ...conversations(9, 0.12, 0)])).not.toContain('stayed below');
		expect(describeForecast(conversations(200, 0.12, 0))).toBe('The forecast (needsPerson) hardly ever reached 0.1, and about 0 in 10 conversations went to a person later. Measured on your last 200 conversations.');
	});
});
