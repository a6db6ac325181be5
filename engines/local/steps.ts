/** Long work in small steps, so that who does it decides when to stop for a moment: each `yield` is a place to. */

export type Steps<Result> = Generator<undefined, Result>;

/** Lets other work have its turn. The clock is the caller's. */
export interface Pace {
	/** True when this piece of work has gone on for long enough. */
	readonly isTimeUp: () => boolean;
	/** Resolves after others had their turn; a new piece begins then. */
	readonly pause: () => Promise<void>;
}

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
