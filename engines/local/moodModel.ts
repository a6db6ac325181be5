/** The learnt mood: how negative, positive, angry and disappointed a text is, by weights made by `bench/train/mood.mjs`. */
import { MEASURES, TABLE_ROWS, type MoodFeatures } from './moodFeatures';
import { loadWeights } from './weights';
import { DIMENSIONS } from './wordVectors';

/** Log-odds of the heads: negative against neutral, positive against neutral, angry against not, disappointed against not. */
export interface MoodOdds {
	readonly negative: number;
	readonly positive: number;
	readonly angry: number;
	readonly disappointed: number;
}

/** As they lie in the file: floats first, then the table row by row. */
export interface MoodWeights {
	/** For each head a constant, then one weight a measure; of English first, then of the other languages. */
	readonly english: readonly Float32Array[];
	readonly elsewhere: readonly Float32Array[];
	/** For each head one weight a number of the meaning. */
	readonly meaning: readonly Float32Array[];
	/** What one step of the table is worth, by head. */
	readonly steps: Float32Array;
	/** Row-major: `table[row * HEADS + head]`. */
	readonly table: Int8Array;
}

const HEADS = 4;
const ROW_SIZE = MEASURES.length + 1;
const FLOATS = 2 * HEADS * ROW_SIZE + HEADS * DIMENSIONS + HEADS;
const BYTES_PER_FLOAT = 4;
const FILE = 'mood.bin';
const NO_MEANING = new Float32Array(0);

let loaded: MoodWeights | undefined;

/** The log-odds of a text, by the weights that ship. */
export function weighMood(features: MoodFeatures): MoodOdds {
	loaded ??= readMoodWeights(loadWeights(FILE));
	const [negative = 0, positive = 0, angry = 0, disappointed = 0] = addUp(features, loaded);
	return { negative, positive, angry, disappointed };
}

/** Takes the file apart. */
export function readMoodWeights(file: Uint8Array): MoodWeights {
	// A copy, since floats must begin at a multiple of their size.
	const floats = new Float32Array(file.slice(0, FLOATS * BYTES_PER_FLOAT).buffer);
	const rows = Array.from({ length: 2 * HEADS }, (_, i) => floats.subarray(i * ROW_SIZE, (i + 1) * ROW_SIZE));
	return {
		english: rows.slice(0, HEADS),
		elsewhere: rows.slice(HEADS),
		meaning: Array.from({ length: HEADS }, (_, head) => floats.subarray(2 * HEADS * ROW_SIZE + head * DIMENSIONS, 2 * HEADS * ROW_SIZE + (head + 1) * DIMENSIONS)),
		steps: floats.subarray(2 * HEADS * ROW_SIZE + HEADS * DIMENSIONS),
		table: new Int8Array(file.buffer, file.byteOffset + FLOATS * BYTES_PER_FLOAT, TABLE_ROWS * HEADS),
	};
}

function addUp({ isEnglish, measures, rows, wordRows, meaning = NO_MEANING }: MoodFeatures, weights: MoodWeights): number[] {
	const words = addRows(rows, 0, wordRows, weights);
	const letters = addRows(rows, wordRows, rows.length, weights);
	return (isEnglish ? weights.english : weights.elsewhere).map((row, head) => {
		let odds = (row[0] as number) + (words[head] as number) + (letters[head] as number);
		for (let i = 0; i < measures.length; i++) odds += (measures[i] as number) * (row[i + 1] as number);
		const pull = weights.meaning[head] as Float32Array;
		for (let i = 0; i < meaning.length; i++) odds += (meaning[i] as number) * (pull[i] as number);
		return odds;
	});
}

/** Features of one kind share a weight: twice as many say only √2 times as much. */
function addRows(rows: Int32Array, from: number, to: number, { steps, table }: MoodWeights): number[] {
	let [negative, positive, angry, disappointed] = [0, 0, 0, 0];
	for (let i = from; i < to; i++) {
		const at = (rows[i] as number) * HEADS;
		negative += table[at] as number;
		positive += table[at + 1] as number;
		angry += table[at + 2] as number;
		disappointed += table[at + 3] as number;
	}
	const share = 1 / Math.sqrt(Math.max(1, to - from));
	return [negative, positive, angry, disappointed].map((sum, head) => sum * share * (steps[head] as number));
}
