/**
 * `node bench/train/intentWords.mjs --data DIR [--leave-out SET,…] [--out FILE]`: shifts the word vectors so that requests of one
 * intent come near each other, and learns how much each word says about a request: engines/local/weights/intent-words.bin.
 *
 * Each step draws requests of one set, a few of each intent, and asks of every one to be more similar to those of its own
 * intent than to the others (supervised contrastive loss, Khosla et al. 2020). Only words that occur in the sets change.
 * A figure for a set that was learnt from is flattered: `--leave-out` makes the weights with which to measure a set honestly.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadEngine, weightsFolder } from './engine.mjs';
import { readIntentSets } from './intentSets.mjs';
import { unit } from './linear.mjs';
import { createRandom, draw } from './random.mjs';

/** Requests compared with each other in a step, and those of one intent among them. */
const BATCH = 192;
const PER_INTENT = 4;
/** How often, on average, each request is drawn. */
const EPOCHS = 20;
/** Similarities are divided by this: the smaller, the more the nearest ones matter. */
const TEMPERATURE = 0.08;
/** Of Adagrad, at the start; it falls to a tenth. How much a word says moves twice as fast. */
const LEARNING_RATE = 0.02;
const FINAL_SHARE = 0.1;

const { values: options } = parseArgs({ options: { data: { type: 'string' }, 'leave-out': { type: 'string', default: '' }, out: { type: 'string', default: path.join(weightsFolder, 'intent-words.bin') } } });
if (options.data === undefined || !existsSync(options.data)) throw new Error('--data names the folder with a folder for each set; bench/train/README.md says where to get them.');

const { DIMENSIONS, LEVELS, addVector, weightOf, rankOf, foldText, splitWords } = await loadEngine();
const sets = readIntentSets(options.data, options['leave-out'].split(',')).map(prepare);
const ranks = [...new Set(sets.flatMap(({ intents }) => intents.flat(2)))].sort((a, b) => a - b);
const table = learn();
writeFileSync(options.out, pack(table));
console.log(`${ranks.length} words learnt from ${sets.map(({ name }) => name).join(', ')}`);

/** Each request as the ranks of its words, by intent. */
function prepare({ name, rows }) {
	const byIntent = Map.groupBy(rows, ({ label }) => label);
	const intents = [...byIntent.values()]
		.map((own) => own.map(({ text }) => splitWords(foldText(text).folded).map(({ text: word }) => rankOf(word)).filter((rank) => rank !== undefined)).filter((known) => known.length > 0))
		.filter((own) => own.length > 1);
	return { name, intents, size: intents.flat().length };
}

function learn() {
	const places = new Map(ranks.map((rank, place) => [rank, place]));
	const vectors = new Float32Array(ranks.length * DIMENSIONS);
	ranks.forEach((rank, place) => addVector(rank, 1, vectors.subarray(place * DIMENSIONS, (place + 1) * DIMENSIONS)));
	const gains = Float32Array.from(ranks, (rank) => Math.log(weightOf(rank)));
	const model = { vectors, gains, vectorSquares: new Float64Array(ranks.length).fill(1e-8), gainSquares: new Float64Array(ranks.length).fill(1e-8) };
	const random = createRandom(5);
	const steps = Math.round((EPOCHS * sets.reduce((sum, { size }) => sum + size, 0)) / BATCH);
	for (let step = 0; step < steps; step++) {
		const { intents } = draw(sets, ({ size }) => Math.sqrt(size), random);
		improve(drawBatch(intents, random).map(({ words, label }) => ({ places: words.map((rank) => places.get(rank)), label })), model, LEARNING_RATE * (1 - (1 - FINAL_SHARE) * (step / steps)));
	}
	return model;
}

function drawBatch(intents, random) {
	const batch = [];
	while (batch.length < BATCH) {
		const label = Math.floor(random() * intents.length);
		const own = intents[label];
		for (let i = 0; i < PER_INTENT && batch.length < BATCH; i++) batch.push({ words: own[Math.floor(random() * own.length)], label });
	}
	return batch;
}

/** One step of Adagrad. */
function improve(batch, model, rate) {
	const sums = batch.map(({ places }) => sumWords(places, model));
	const lengths = sums.map((sum) => Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1);
	const meanings = sums.map((sum, i) => sum.map((value) => value / lengths[i]));
	const pulls = pullTogether(batch, meanings);
	const changes = new Map();
	for (const [i, { places }] of batch.entries()) {
		const along = inner(pulls[i], 0, meanings[i]);
		const pull = pulls[i].map((value, k) => (value - along * meanings[i][k]) / lengths[i]);
		for (const place of places) {
			if (!changes.has(place)) changes.set(place, { vector: new Float32Array(DIMENSIONS), gain: 0 });
			const change = changes.get(place);
			const weight = Math.exp(model.gains[place]);
			for (let k = 0; k < DIMENSIONS; k++) change.vector[k] += weight * pull[k];
			change.gain += weight * inner(model.vectors, place * DIMENSIONS, pull);
		}
	}
	for (const [place, { vector, gain }] of changes) {
		model.vectorSquares[place] += inner(vector, 0, vector) / DIMENSIONS;
		model.gainSquares[place] += gain * gain;
		const step = rate / Math.sqrt(model.vectorSquares[place]);
		for (let k = 0; k < DIMENSIONS; k++) model.vectors[place * DIMENSIONS + k] -= step * vector[k];
		model.gains[place] -= (2 * rate * gain) / Math.sqrt(model.gainSquares[place]);
	}
}

function sumWords(places, { vectors, gains }) {
	const sum = new Float32Array(DIMENSIONS);
	for (const place of places) {
		const weight = Math.exp(gains[place]);
		for (let k = 0; k < DIMENSIONS; k++) sum[k] += weight * vectors[place * DIMENSIONS + k];
	}
	return sum;
}

/** The gradient of the loss by the meanings. */
function pullTogether(batch, meanings) {
	const pulls = meanings.map(() => new Float32Array(DIMENSIONS));
	for (let i = 0; i < batch.length; i++) {
		const own = batch.map(({ label }, j) => j !== i && label === batch[i].label);
		const ownCount = own.filter(Boolean).length;
		if (ownCount === 0) continue;
		const likelihoods = meanings.map((meaning, j) => (j === i ? 0 : Math.exp((inner(meaning, 0, meanings[i]) - 1) / TEMPERATURE)));
		const total = likelihoods.reduce((sum, value) => sum + value, 0);
		for (let j = 0; j < batch.length; j++) {
			if (j === i) continue;
			const slope = (likelihoods[j] / total - (own[j] ? 1 / ownCount : 0)) / (TEMPERATURE * batch.length);
			for (let k = 0; k < DIMENSIONS; k++) {
				pulls[i][k] += slope * meanings[j][k];
				pulls[j][k] += slope * meanings[i][k];
			}
		}
	}
	return pulls;
}

function inner(a, from, b) {
	let sum = 0;
	for (let k = 0; k < DIMENSIONS; k++) sum += a[from + k] * b[k];
	return sum;
}

/** The file's layout is told where it is read, in engines/local/meaning.ts. */
function pack({ vectors, gains }) {
	const head = Buffer.alloc(4 + 8 * ranks.length);
	head.writeUInt32LE(ranks.length, 0);
	const halves = Buffer.alloc((ranks.length * DIMENSIONS) / 2);
	for (const [place, rank] of ranks.entries()) {
		const vector = vectors.subarray(place * DIMENSIONS, (place + 1) * DIMENSIONS);
		head.writeUInt32LE(rank, 4 + 4 * place);
		head.writeFloatLE(Math.exp(gains[place]) * Math.sqrt(inner(vector, 0, vector)), 4 + 4 * ranks.length + 4 * place);
		unit(vector).forEach((value, k) => {
			const level = LEVELS.reduce((best, candidate, l) => (Math.abs(candidate - value) < Math.abs(LEVELS[best] - value) ? l : best), 0);
			halves[(place * DIMENSIONS + k) >> 1] += k % 2 === 0 ? level : 16 * level;
		});
	}
	return Buffer.concat([head, halves]);
}
