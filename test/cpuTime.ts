/**
 * Processor time a piece of work takes, milliseconds: the least of three tries, for a busy machine slows a try but quickens none.
 * Bounds on it are for what grows with the square of its input; leave them several times what the work takes.
 */
export function cpuTime(work: () => unknown): number {
	const tries = Array.from({ length: 3 }, () => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...tries);
}
