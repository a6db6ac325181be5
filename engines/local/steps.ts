/** Long work in small steps, so that who does it decides when to stop for a moment: each `yield` is a place to. */
import type { Pace } from '../../core/triage/engine';

export type Steps<Result> = Generator<undefined, Result>;

/** All steps at once. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
	}
}

/** All steps, with a pause wherever the time is up. */
export async function runPaced<Result>(steps: Steps<Result>, { isTimeUp, pause }: Pace): Promise<Result> {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
		if (isTimeUp()) await pause();
	}
}
