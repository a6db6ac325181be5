/** The parts used of bundled libraries that bring no types. */
declare module 'planer' {
	/** One letter a line: e(mpty), m (quoted), s (introduces a quote), f (introduces a forwarded mail), t(ext). */
	export function markMessageLines(lines: string[]): string;
	/** The lines without what was quoted. */
	export function processMarkedLines(lines: string[], markers: string): string[];
}
declare module 'planer/lib/regexes' {
	const patterns: { SPLITTER_PATTERNS: RegExp[]; FWD: RegExp };
	export default patterns;
}
