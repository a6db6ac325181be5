/** Processor time a piece of work takes, milliseconds; unlike the clock it does not grow with what else the machine does. */
export function cpuTime(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
