/** What does the customer want? Learns a company's intents from its examples and reads messages by them. */
import type { Intent } from '../../core/knowledge/knowledge';
import type { Evidence } from '../../core/triage/triage';
import { BACKGROUND } from './background';
import { fitLogistic, fitTemperature, logistic, softmax, type Observation } from './calibration';
import { scoreClasses, trainClassifier, weightsOf, type Classifier, type Similarities } from './classifier';
import { numberWords, vectorizeWords, type NumberedWords, type Vector } from './features';
import { compareFourMeanings, compareMeanings, MEANING_SIZE, readMeaning, readWordMeaning } from './meaning';
import { buildSimilarityIndex, compareWithAll, type SimilarityIndex } from './similarity';
import { isTelling } from './terms';
import { foldText, quote } from './text';

/** What was learnt from one company's examples. */
export interface IntentModel {
	readonly names: readonly string[];
	readonly index: SimilarityIndex;
	/** Judges scope by letters alone; classes are the intents in order, then "none of these". */
	readonly classifier: Classifier;
	/** Tells the intents apart by letters and meaning. */
	readonly intentClassifier: Classifier;
	/** What the meaning of a text is multiplied with, {@link MEANING_SIZE} numbers for each intent. */
	readonly meanings: Float32Array;
	/** Of each intent: its indexed texts. */
	readonly rows: ReadonlyArray<readonly number[]>;
	/** Of each indexed text: its meaning, {@link MEANING_SIZE} numbers. */
	readonly textMeanings: Float32Array;
	readonly temperature: number;
	readonly scopeCoefficients: readonly number[];
}

/** What one text asks for. */
export interface IntentReading {
	/** Absent when nothing the company knows fits. */
	readonly intent?: string;
	/** 0 … 1. */
	readonly confidence: number;
	readonly runnerUp?: { readonly intent: string; readonly confidence: number };
	/** 0 … 1. */
	readonly outOfScope: number;
	readonly evidence?: Evidence;
}

/** Examples learnt from; with more, each intent gives its first ones. Learning time grows with their square. */
export const MAX_EXAMPLES = 1_500;
/** At or above this the best intent is not named at all. */
const NOT_OURS = 0.9;
/** A second intent is worth a question when it reaches this share of the best one's confidence. */
const CLOSE_SHARE = 0.35;
const CLOSE_MINIMUM = 0.1;
/** Or when it fits nearly by itself: its own examples score about 1 and others' −1, half-way is 0. */
const FITS_ITSELF = -0.25;
const FOLDS = 3;
/** Held-out scores come from models with a third less to learn from; the whole one is surer by this. Chosen over all development sets. */
const WHOLE_TEMPERATURE = 0.92;
/** Held-out examples that tell enough of how sure one may be; further folds would only take time. */
const ENOUGH_HELD_OUT = 250;
/** Groups of intents that are hidden in turn, to see how an unknown request scores. */
const HIDDEN_GROUPS = 2;
/** Share of messages expected to be about nothing the company has an intent for. */
const OUT_OF_SCOPE_PRIOR = 0.15;
/** Constant, best score, lead over the second, lead of "none of these", share of known features, likeness to the closest example (what that says only data tell): how scope is judged before any data. */
const SCOPE_PRIOR: readonly number[] = [0, -3, -1, 2, -1, 0];

/** Learns the intents; the same intents give the same model. Returns undefined when there is no example at all. */
export function trainIntents(intents: readonly Intent[]): IntentModel | undefined {
	const known = intents.filter((intent) => intent.examples.length > 0);
	if (known.length === 0) return undefined;
	const perIntent = limitPerIntent(known.map((intent) => intent.examples.length));
	const examples = known.flatMap((intent, label) => intent.examples.slice(0, perIntent).map((text) => ({ text, label })));
	const titles = known.map(({ title }, label) => ({ text: title, label }));
	const own = new Set([...examples, ...titles].map(({ text }) => foldText(text).folded.trim()));
	const background = BACKGROUND.filter((text) => !own.has(text)).map((text) => ({ text, label: known.length }));
	const rows = [...examples, ...background, ...titles];
	const { index, vectors } = buildSimilarityIndex(rows.map(({ text }) => text), [...examples, ...titles].map(({ text }) => text));
	const similarities = compareEach(vectors, index);
	const labels = Int32Array.from(rows, ({ label }) => label);
	const isOwn = Uint8Array.from(labels, (label) => (label < known.length ? 1 : 0));
	const textMeanings = readMeanings(vectors);
	const likenesses = addMeanings(similarities, textMeanings, isOwn);
	const trial = { similarities, likenesses, labels, isOwn, intentCount: known.length, tried: examples.length + background.length };
	const heldOut = scoreHeldOut(trial, known.length + 1, new Uint8Array(rows.length).fill(1));
	const meant = { ...trial, similarities: likenesses, tried: examples.length };
	const intentClassifier = trainClassifier(likenesses, labels, known.length, isOwn);
	return {
		names: known.map((intent) => intent.name),
		index,
		classifier: trainClassifier(similarities, labels, known.length + 1, new Uint8Array(rows.length).fill(1)),
		intentClassifier,
		meanings: sumMeanings(intentClassifier, textMeanings),
		rows: listRows(labels, known.length),
		textMeanings,
		temperature: WHOLE_TEMPERATURE * fitTemperature(scoreHeldOut(meant, known.length, isOwn)),
		scopeCoefficients: fitScope([...heldOut, ...scoreHidden(trial)], known.length),
	};
}

/** By intent, its texts. */
function listRows(labels: Int32Array, intents: number): ReadonlyArray<readonly number[]> {
	const rows = Array.from({ length: intents }, (): number[] => []);
	for (let row = 0; row < labels.length; row++) rows[labels[row] as number]?.push(row);
	return rows;
}

/** Reads one text by the model; `words` are its words, where they are looked up for others too. */
export function readIntent(text: string, model: IntentModel, words = numberWords(text, model.index.vocabulary)): IntentReading {
	const vector = vectorizeWords(words);
	const { best, ...reading } = judge(vector, model) as Judged;
	return reading.intent === undefined ? reading : { ...reading, ...findDecidingWords(text, vector, best, model) };
}

/**
 * What one text asks for, without the words that decided, and undefined where no intent reaches the confidence `minimum`, which is
 * found out sooner. With `from` and `to` it reads the words between these places as if they were all.
 */
export function readSureIntent(words: NumberedWords, model: IntentModel, minimum: number, from?: number, to?: number): IntentReading | undefined {
	const reading = judge(vectorizeWords(words, from, to), model, minimum);
	return reading?.intent === undefined || reading.confidence < minimum ? undefined : reading;
}

/** A reading with the place of its best intent. */
interface Judged extends IntentReading {
	readonly best: number;
}

/** Undefined only where the confidence is below the minimum. */
function judge(vector: Vector, model: IntentModel, minimum = 0): Judged | undefined {
	const similarities = compareWithAll(vector, model.index);
	const meaning = readMeaning(vector.words.map(({ text }) => text));
	const intentScores = addMeaning(scoreClasses(model.intentClassifier, similarities), meaning, model.meanings);
	const probabilities = softmax(intentScores, model.temperature);
	const [best, second] = twoLargest(probabilities);
	const probability = probabilities[best] ?? 0;
	if (probability < minimum) return undefined;
	const scores = scoreClasses(model.classifier, similarities);
	const closest = likenessToClosest(similarities, meaning, [best, second], model);
	const outOfScope = vector.ids.length === 0 ? 1 : logistic(model.scopeCoefficients, scopeFeatures(scores, vector.known, closest));
	const confidence = probability * (1 - outOfScope);
	if (outOfScope >= NOT_OURS) return { best, confidence, outOfScope };
	const secondConfidence = second === undefined ? 0 : (probabilities[second] ?? 0) * (1 - outOfScope);
	return {
		best,
		intent: model.names[best] as string,
		confidence,
		outOfScope,
		...(second !== undefined && (secondConfidence >= Math.max(CLOSE_MINIMUM, CLOSE_SHARE * confidence) || (intentScores[second] as number) >= FITS_ITSELF)
			? { runnerUp: { intent: model.names[second] as string, confidence: secondConfidence } }
			: {}),
	};
}

/** Each intent's score with what the meaning adds to it, four intents at a time. */
function addMeaning(scores: Float64Array, meaning: Float32Array, meanings: Float32Array): Float64Array {
	const last = scores.length - 1;
	for (let intent = 0; intent <= last; intent += 4) {
		const products = compareFourMeanings(meaning, 0, meanings, [intent * MEANING_SIZE, Math.min(last, intent + 1) * MEANING_SIZE, Math.min(last, intent + 2) * MEANING_SIZE, Math.min(last, intent + 3) * MEANING_SIZE]);
		for (let k = 0; k < 4 && intent + k <= last; k++) scores[intent + k] = (scores[intent + k] as number) + (products[k] as number);
	}
	return scores;
}

/** Of the texts of these intents; the closest of all is nearly always among those of the likeliest two. */
function likenessToClosest(similarities: Float32Array, meaning: Float32Array, intents: ReadonlyArray<number | undefined>, { rows, textMeanings }: IntentModel): number {
	let closest = 0;
	for (const intent of intents) {
		const own = intent === undefined ? [] : (rows[intent] as readonly number[]);
		const last = own.length - 1;
		for (let at = 0; at <= last; at += 4) {
			const four = [own[at], own[Math.min(last, at + 1)], own[Math.min(last, at + 2)], own[Math.min(last, at + 3)]] as [number, number, number, number];
			const products = compareFourMeanings(meaning, 0, textMeanings, [four[0] * MEANING_SIZE, four[1] * MEANING_SIZE, four[2] * MEANING_SIZE, four[3] * MEANING_SIZE]);
			for (let k = 0; k < 4; k++) closest = Math.max(closest, (similarities[four[k] as number] as number) + (products[k] as number));
		}
	}
	return closest;
}

interface Trial {
	/** What the classes are learnt from. */
	readonly similarities: Similarities;
	/** By letters and meaning, to the company's own texts. */
	readonly likenesses: Similarities;
	readonly labels: Int32Array;
	readonly isOwn: Uint8Array;
	readonly intentCount: number;
	/** Rows that are held out in turn; those behind them, the titles, are always learnt from. */
	readonly tried: number;
}

interface Scored {
	readonly scores: Float64Array;
	/** Likeness to the closest of the company's texts that were learnt from. */
	readonly closest: number;
	/** The true class; the class after the last intent for what fits none. */
	readonly label: number;
}

/** Scores of every tried row by a model that has not seen it; rows that do not count are not learnt from. */
function scoreHeldOut(trial: Trial, classCount: number, counts: Uint8Array): Scored[] {
	const { similarities, labels, tried } = trial;
	const scored: Scored[] = [];
	for (let fold = 0; fold < FOLDS && scored.length < ENOUGH_HELD_OUT; fold++) {
		const use = counts.map((counted, i) => (i < tried && i % FOLDS === fold ? 0 : counted));
		const classifier = trainClassifier(similarities, labels, classCount, use);
		for (let i = fold; i < tried; i += FOLDS) scored.push(scoreRow(classifier, trial, i, use, labels[i] as number));
	}
	return scored;
}

/** Scores of the examples of intents that the model was not told of: what an unknown request looks like. */
function scoreHidden(trial: Trial): Scored[] {
	const { similarities, labels, intentCount, tried } = trial;
	if (intentCount < 2 * HIDDEN_GROUPS) return [];
	const scored: Scored[] = [];
	for (let group = 0; group < HIDDEN_GROUPS; group++) {
		const isHidden = (label: number): boolean => label < intentCount && label % HIDDEN_GROUPS === group;
		const use = Uint8Array.from(labels, (label) => (isHidden(label) ? 0 : 1));
		const classifier = trainClassifier(similarities, labels, intentCount + 1, use);
		for (const [i, label] of labels.entries()) {
			if (!isHidden(label) || i >= tried) continue;
			const row = scoreRow(classifier, trial, i, use, intentCount);
			scored.push({ ...row, scores: row.scores.map((score, c) => (isHidden(c) ? -1 : score)) });
		}
	}
	return scored;
}

function scoreRow(classifier: Classifier, { similarities: { size, values }, likenesses, isOwn }: Trial, row: number, use: Uint8Array, label: number): Scored {
	return {
		scores: scoreClasses(classifier, values, row * size),
		closest: findClosest(likenesses.values, row * size, isOwn.map((own, i) => own & (use[i] as number))),
		label,
	};
}

/** The largest of the likenesses that stand from `from` on, of those that count; 0 for none. */
function findClosest(likenesses: Float32Array, from: number, counts: Uint8Array): number {
	let closest = 0;
	for (let i = 0; i < counts.length; i++) if (counts[i] === 1) closest = Math.max(closest, likenesses[from + i] as number);
	return closest;
}

function fitScope(scored: readonly Scored[], intentCount: number): readonly number[] {
	const outside = scored.filter(({ label }) => label === intentCount).length;
	const inside = scored.length - outside;
	const observations = scored.map(({ scores, closest, label }): Observation => ({
		features: scopeFeatures(scores, 1, closest),
		outcome: label === intentCount ? 1 : 0,
		weight: label === intentCount ? (OUT_OF_SCOPE_PRIOR * scored.length) / (outside || 1) : ((1 - OUT_OF_SCOPE_PRIOR) * scored.length) / (inside || 1),
	}));
	return fitLogistic(observations, SCOPE_PRIOR);
}

/** The last score is that of "none of these". */
function scopeFeatures(scores: Float64Array, known: number, closest: number): readonly number[] {
	const intentScores = scores.subarray(0, scores.length - 1);
	const [first, second] = twoLargest(intentScores);
	const best = intentScores[first] ?? -1;
	const lead = second === undefined ? 0.5 : best - (intentScores[second] as number);
	return [best, lead, (scores[scores.length - 1] as number) - best, known, closest];
}

function compareEach(vectors: readonly Vector[], index: SimilarityIndex): Similarities {
	const values = new Float32Array(index.size * index.size);
	for (const [i, vector] of vectors.entries()) values.set(compareWithAll(vector, index), i * index.size);
	return { size: index.size, values };
}

/** How many examples an intent may give, so that all stay within {@link MAX_EXAMPLES}: what small ones leave, large ones use. */
function limitPerIntent(counts: readonly number[]): number {
	let left = MAX_EXAMPLES;
	for (const [i, count] of [...counts].sort((a, b) => a - b).entries()) {
		const share = Math.max(1, Math.floor(left / (counts.length - i)));
		if (count > share) return share;
		left -= count;
	}
	return MAX_EXAMPLES;
}

/** The meanings of the examples, one behind the other. */
function readMeanings(vectors: readonly Vector[]): Float32Array {
	const meanings = new Float32Array(vectors.length * MEANING_SIZE);
	for (const [row, { words }] of vectors.entries()) meanings.set(readMeaning(words.map(({ text }) => text)), row * MEANING_SIZE);
	return meanings;
}

/** Similarities by letters and meaning, of every text to the company's own; those to others stay as they are. */
function addMeanings({ size, values }: Similarities, meanings: Float32Array, isOwn: Uint8Array): Similarities {
	const sums = values.slice();
	const own = Array.from({ length: size }, (_, row) => row).filter((row) => isOwn[row] === 1);
	for (let i = 0; i < size; i++) {
		// Between two of the company's own, one product serves both.
		const others = isOwn[i] === 1 ? own.filter((j) => j <= i) : own;
		for (let from = 0; from < others.length; from += 4) {
			const four = others.slice(from, from + 4);
			const [one, two = one, three = one, last = one] = four.map((j) => j * MEANING_SIZE) as [number, number?, number?, number?];
			const products = compareFourMeanings(meanings, i * MEANING_SIZE, meanings, [one, two, three, last]);
			for (const [k, j] of four.entries()) {
				sums[i * size + j] = (sums[i * size + j] as number) + (products[k] as number);
				if (j < i && isOwn[i] === 1) sums[j * size + i] = sums[i * size + j] as number;
			}
		}
	}
	return { size, values: sums };
}

/** The examples' meanings by their weights for each intent: one product with it is as good as one with every example. */
function sumMeanings({ classCount, offsets, examples, weights }: Classifier, meanings: Float32Array): Float32Array {
	const sums = new Float32Array(classCount * MEANING_SIZE);
	for (let intent = 0; intent < classCount; intent++) {
		for (let place = offsets[intent] as number; place < (offsets[intent + 1] as number); place++) {
			const from = (examples[place] as number) * MEANING_SIZE;
			for (let k = 0; k < MEANING_SIZE; k++) sums[intent * MEANING_SIZE + k] = (sums[intent * MEANING_SIZE + k] as number) + (weights[place] as number) * (meanings[from + k] as number);
		}
	}
	return sums;
}

function twoLargest(values: ArrayLike<number>): [first: number, second: number | undefined] {
	let first = 0;
	let second: number | undefined;
	for (let i = 1; i < values.length; i++) {
		if ((values[i] as number) > (values[first] as number)) [first, second] = [i, first];
		else if (second === undefined || (values[i] as number) > (values[second] as number)) second = i;
	}
	return [first, second];
}

/** The word that spoke most for the intent, with its neighbours that spoke nearly as much. */
function findDecidingWords(text: string, vector: Vector, target: number, { index, intentClassifier: classifier, meanings }: IntentModel): { evidence?: Evidence } {
	const support = new Float64Array(vector.words.length);
	const { offsets, holders, weights } = index;
	const pulls = weightsOf(classifier, target, index.size);
	for (let k = 0; k < vector.ids.length; k++) {
		const id = vector.ids[k] as number;
		const end = offsets[id + 1] as number;
		let pull = 0;
		for (let place = offsets[id] as number; place < end; place++) pull += (weights[place] as number) * (pulls[holders[place] as number] as number);
		const word = vector.wordIndexes[k] as number;
		support[word] = (support[word] as number) + pull * (vector.weights[k] as number);
	}
	for (const [i, { text: word }] of vector.words.entries()) support[i] = (support[i] as number) + compareMeanings(readWordMeaning(word), 0, meanings, target * MEANING_SIZE) / vector.words.length;
	// Small words often speak for an intent too, but people cannot see why.
	const telling = support.map((value, i) => (isTelling(vector.words[i]?.text ?? '') ? value : 0));
	const [strongest] = twoLargest(telling.some((value) => value > 0) ? telling : support);
	const peak = support[strongest] ?? 0;
	if (peak <= 0) return {};
	let [from, to] = [strongest, strongest];
	while (to - from < 4 && (support[from - 1] ?? 0) >= peak / 2) from--;
	while (to - from < 4 && (support[to + 1] ?? 0) >= peak / 2) to++;
	return { evidence: quote(foldText(text), vector.words[from]?.start ?? 0, vector.words[to]?.end ?? 0) };
}
