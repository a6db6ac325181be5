/** The parts used of bundled libraries that bring no types a CommonJS build can resolve. */
declare module 'eld/small' {
	interface Detection {
		/** ISO 639-1, or an empty string. */
		readonly language: string;
		/** ISO 639-1 codes with scores, 0 … 1. */
		getScores(): Readonly<Record<string, number>>;
		isReliable(): boolean;
	}
	export const eld: { detect(text: string): Detection };
}
