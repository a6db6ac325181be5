import type { Envelope } from '../../../core/envelope';
import { burstWaitMs } from '../../../core/message';

const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 4, 10, 0, seconds)).toISOString();

/** The newest message of a burst, whose messages came at these seconds. */
function burst(...seconds: readonly number[]): Pick<Envelope, 'message' | 'conversation'> {
	const turns = [{ author: 'bot', text: 'Hello', at: at(-300) }, ...seconds.map((second) => ({ author: 'customer', text: 'hi', at: at(second) }))];
	const merged = seconds.slice(1).map(String);
	return { message: { receivedAt: at(seconds.at(-1)!), ...(merged.length === 0 ? {} : { merged }) }, conversation: { turns } } as unknown as Pick<Envelope, 'message' | 'conversation'>;
}

it.each([
	['a message on its own waits the whole pause', burst(0), 8, 0, 8_000],
	['a later one of a burst waits it again', burst(0, 7, 14), 8, 14, 8_000],
	['near the end of the longest burst only the rest is waited', burst(0, 28, 55), 8, 55, 5_000],
	['at its end nothing is', burst(0, 30, 60), 8, 60, 0],
	['far beyond it nothing is', burst(0, 300), 8, 300, 0],
	['without a pause nothing is', burst(0), 0, 0, 0],
	['a pause that is no number is none', burst(0), Number.NaN, 0, 0],
	['a clock that goes back waits no longer than the pause', burst(0), 8, -500, 8_000],
])('%s', (_, envelope, seconds, now, expected) => {
	expect(burstWaitMs(envelope, seconds, at(now))).toBe(expected);
});
