import type { ForecastConversation, Ledger } from '../../core/conversation/ledger';
import { UNCALIBRATED } from '../../core/sentiment';
import { forecastFit } from '../../oncePerProcess';

const at = (minute: number): string => `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`;
const DONE: readonly ForecastConversation[] = Array.from({ length: 60 }, () => ({ trail: [{ at: at(0), score: 0, anger: 0, rawForecast: 0.3 }] }));
const NEEDED = DONE.map((conversation) => ({ ...conversation, neededAt: at(1) }));

/** A ledger of which nothing but its forecasts is asked. */
function stand(listForecasts: jest.Mock): Ledger {
	return { listForecasts } as unknown as Ledger;
}

it('is read once of conversations that were quiet for a day, and again after ten minutes, while the old one serves', async () => {
	const listForecasts = jest.fn().mockResolvedValueOnce(NEEDED);
	const ledger = stand(listForecasts);
	const first = await forecastFit(ledger, 'main', at(0));
	expect(first.offset).toBeGreaterThan(0.5);
	expect(await forecastFit(ledger, 'main', at(9))).toEqual(first);
	expect(listForecasts.mock.calls).toEqual([['main', '2026-03-01T10:00:00.000Z', 200]]);
	let answer: (conversations: readonly ForecastConversation[]) => void = () => undefined;
	listForecasts.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
	expect(await forecastFit(ledger, 'main', at(10))).toEqual(first);
	expect(await forecastFit(ledger, 'main', at(11))).toEqual(first);
	answer(DONE);
	await new Promise(setImmediate);
	expect((await forecastFit(ledger, 'main', at(12))).offset).toBeLessThan(0);
	expect(listForecasts).toHaveBeenCalledTimes(2);
});

it('is each inbox\'s own', async () => {
	const ledger = stand(jest.fn(async (inbox: string) => (inbox === 'main' ? NEEDED : DONE)));
	expect((await forecastFit(ledger, 'main', at(0))).offset).toBeGreaterThan(0);
	expect((await forecastFit(ledger, 'other', at(0))).offset).toBeLessThan(0);
});

it('is asked for once by messages that come at once', async () => {
	const listForecasts = jest.fn().mockResolvedValue(NEEDED);
	const ledger = stand(listForecasts);
	const both = await Promise.all([forecastFit(ledger, 'main', at(0)), forecastFit(ledger, 'main', at(0))]);
	expect(both[0]).toEqual(both[1]);
	expect(listForecasts).toHaveBeenCalledTimes(1);
});

it('leaves forecasts as they are where the ledger cannot be read, which is not tried with every message, and keeps an old fit then', async () => {
	const listForecasts = jest.fn().mockRejectedValueOnce(new Error('away'));
	const ledger = stand(listForecasts);
	expect(await forecastFit(ledger, 'main', at(0))).toEqual(UNCALIBRATED);
	expect(await forecastFit(ledger, 'main', at(5))).toEqual(UNCALIBRATED);
	expect(listForecasts).toHaveBeenCalledTimes(1);
	listForecasts.mockResolvedValueOnce(NEEDED).mockRejectedValueOnce(new Error('away'));
	const fit = await forecastFit(ledger, 'main', at(10));
	expect(fit.offset).toBeGreaterThan(0);
	expect(await forecastFit(ledger, 'main', at(20))).toEqual(fit);
	await new Promise(setImmediate);
	expect(await forecastFit(ledger, 'main', at(21))).toEqual(fit);
});
