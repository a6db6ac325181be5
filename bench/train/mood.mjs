/**
 * `node bench/train/mood.mjs --data DIR`: learns engines/local/weights/mood.bin, the weights of the mood heads.
 *
 * DIR holds, as JSON Lines (`goemotions/dev.train.jsonl` and so on), sets whose licences let weights that were learnt from them ship:
 * - goemotions: GoEmotions, Apache-2.0, github.com/google-research/google-research/tree/master/goemotions (`text`, `labels`)
 * - xed: XED, CC BY 4.0, github.com/Helsinki-NLP/XED, one file a language (`text`, `labels`)
 * - bitext: CDLA-Sharing-1.0, github.com/bitext/customer-support-intent-detection-training-dataset (`text`, `label`, `tags`)
 * - multidogo: CDLA-Permissive-1.0, github.com/awslabs/multi-domain-goal-oriented-dialogues-dataset (`text`, `label`)
 * - nlupp: NLU++, CC BY 4.0, github.com/PolyAI-LDN/task-specific-datasets (`text`)
 * The last three hold plain wishes to companies: they are examples of neutral. What complaints and praise to companies sound
 * like is in moodSamples.mjs. The same data give the same file, byte by byte.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createChance, shuffle, takeSample } from '../eval/read.mjs';
import { Problem, runMain, say } from '../../scripts/say.mjs';
import { loadEngine, weightsFolder } from './engine.mjs';
import { makeLetdownSamples, makeMoodSamples } from './moodSamples.mjs';

const WEIGHTS = path.join(weightsFolder, 'mood.bin');
const HEADS = ['negative', 'positive', 'angry', 'disappointed'];
const XED_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl'];
/** How much each source counts: all its rows together, by language. */
const SHARES = { goemotions: 1, xedEnglish: 0.3, xed: 0.1, plain: 0.3, samples: 1, samplesElsewhere: 0.12 };
const PLAIN_ROWS = 12_000;
/** How much a row of each source counts for disappointment. GoEmotions with all its rows alike, so that the odds are calibrated on it. */
const LETDOWN_WEIGHTS = { goemotions: 1, xed: 0.2, others: 0.3 };

const BAD = new Set(['anger', 'annoyance', 'disappointment', 'disapproval', 'disgust', 'sadness', 'remorse', 'grief', 'fear', 'embarrassment', 'nervousness']);
const GOOD = new Set(['admiration', 'amusement', 'excitement', 'gratitude', 'joy', 'love', 'optimism', 'pride', 'relief', 'trust']);
/** As often said of good as of plain things. */
const EITHER = new Set(['approval', 'caring']);
const ANGRY = new Set(['anger', 'annoyance']);
/** Intents of plain wishes that are none. */
const NOT_PLAIN = new Set(['complaint', 'review', 'thankyou', 'closinggreeting', 'payment_issue', 'registration_problems', 'contact_human_agent', 'rejection']);

const EPOCHS = 4;
const RATE = 0.12;
const MEASURE_RATE = 0.05;
/** Share of the texts, in each pass, of which only the measures and the meaning are seen: they have to do without the words in a new field. */
const BLIND_SHARE = 0.3;
const DECAY = 4e-6;

await runMain(async () => {
	const { values: { data, out = WEIGHTS } } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
	if (data === undefined || !existsSync(data)) throw new Problem('Name the folder with the sets: node bench/train/mood.mjs --data DIR');
	const engine = await loadEngine();
	const examples = readExamples(data, engine);
	say(`${examples.length} texts`);
	const weights = join(learn(examples.filter(({ weight }) => weight > 0).map(hideLetdown(engine)), engine), learn(examples, engine));
	writeFileSync(out, pack(weights, engine));
	say(`Wrote ${out}.`);
});

/**
 * `{ features, mood, angry, disappointed, weight, letdownWeight }`: mood 0 neutral, 1 negative, 2 positive; the first three may be undefined
 * when the source does not tell. XED knows sadness only: it may be disappointment or grief.
 */
function readExamples(data, { buildMoodFeatures, readMoodSigns }) {
	const rows = (set, name) => readFileSync(path.join(data, set, `dev.${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
	const plain = [...rows('bitext', 'train').filter(({ tags }) => !tags.includes('W')), ...['airline', 'finance', 'insurance', 'media', 'software'].flatMap((domain) => rows('multidogo', `${domain}.train`))]
		.filter(({ label }) => !label.split('<div>').some((name) => NOT_PLAIN.has(name)));
	const plainTexts = takeSample([...new Set([...plain, ...rows('nlupp', 'folds0-14').filter(({ intents }) => !intents?.some((name) => ['thank', 'wrong_notworking_notshowing', 'handoff'].includes(name)))].map(({ text }) => text))], PLAIN_ROWS);
	const samples = makeMoodSamples();
	return [
		...weigh(SHARES.goemotions, rows('goemotions', 'train').map(({ text, labels }) => ({ text, ...judge(labels), disappointed: labels.includes('disappointment') ? 1 : 0, letdownWeight: LETDOWN_WEIGHTS.goemotions }))),
		...XED_LANGUAGES.flatMap((language) => weigh(language === 'en' ? SHARES.xedEnglish : SHARES.xed, rows('xed', `${language}.train`).map(({ text, labels }) => ({ text, ...judge(labels), disappointed: labels.includes('sadness') ? undefined : 0, letdownWeight: LETDOWN_WEIGHTS.xed })))),
		...weigh(SHARES.plain, plainTexts.map((text) => ({ text, mood: 0, angry: 0, disappointed: 0, letdownWeight: LETDOWN_WEIGHTS.others }))),
		...['en', ...XED_LANGUAGES.slice(1)].flatMap((language) => weigh(language === 'en' ? SHARES.samples : SHARES.samplesElsewhere, samples.filter((one) => one.language === language).map(({ text, label }) => {
			const isBad = label === 'negative';
			return { text, mood: ['neutral', 'negative', 'positive'].indexOf(label), angry: isBad ? undefined : 0, disappointed: isBad ? undefined : 0, letdownWeight: LETDOWN_WEIGHTS.others };
		}))),
		...makeLetdownSamples().map(({ text, label }) => ({ text, disappointed: label === 'letDown' ? 1 : 0, weight: 0, letdownWeight: LETDOWN_WEIGHTS.others })),
	].map(({ text, ...example }) => ({ ...example, features: buildMoodFeatures(readMoodSigns(text)) }));
}

/** The mood of emotions: mixed ones tell nothing; curiosity, surprise and the like are neutral. */
function judge(labels) {
	const bad = labels.some((name) => BAD.has(name));
	const good = labels.some((name) => GOOD.has(name));
	return { mood: bad && good ? undefined : bad ? 1 : good ? 2 : labels.some((name) => EITHER.has(name)) ? undefined : 0, angry: labels.some((name) => ANGRY.has(name)) ? 1 : 0 };
}

/** Classes of one source count the same, so that how common a mood is there is not learnt. */
function weigh(share, examples) {
	const counts = new Map();
	for (const { mood } of examples) counts.set(mood, (counts.get(mood) ?? 0) + 1);
	const classes = [...counts.keys()].filter((mood) => mood !== undefined).length;
	return examples.map((example) => ({ ...example, weight: example.mood === undefined ? share / 2 : Math.min(3, (share * examples.length) / (classes * counts.get(example.mood))) }));
}

/** The heads of the mood do without the measures of disappointment: with them they are no better. */
function hideLetdown({ MEASURES }) {
	const hidden = MEASURES.map((name) => name.startsWith('letDown'));
	return ({ features, ...example }) => ({ ...example, features: { ...features, measures: features.measures.map((value, i) => (hidden[i] ? 0 : value)) } });
}

/** The heads of the mood from the one, that of disappointment from the other. */
function join(mood, letdown) {
	const isMood = (_, i) => i % HEADS.length < HEADS.length - 1;
	const pick = (name) => mood[name].map((row, i) => (isMood(row, i) ? row : letdown[name][i]));
	return { table: mood.table.map((weight, i) => (isMood(weight, i) ? weight : letdown.table[i])), measures: pick('measures'), meaning: pick('meaning') };
}

/** Stochastic gradient descent with a rate of its own for each weight (AdaGrad). */
function learn(examples, { MEASURES, TABLE_ROWS, DIMENSIONS }) {
	const size = MEASURES.length + 1;
	const table = new Float32Array(TABLE_ROWS * HEADS.length);
	const tableSquares = new Float32Array(table.length).fill(1e-2);
	const measures = [...HEADS, ...HEADS].map(() => new Float64Array(size));
	const measureSquares = [...HEADS, ...HEADS].map(() => new Float64Array(size).fill(1e-1));
	const meaning = HEADS.map(() => new Float64Array(DIMENSIONS));
	const meaningSquares = HEADS.map(() => new Float64Array(DIMENSIONS).fill(1e-1));
	const chance = createChance(7);
	const seen = new Uint8Array(TABLE_ROWS);
	for (const { features } of examples) for (const row of features.rows) if (seen[row] < 255) seen[row] += 1;
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		let loss = 0;
		for (const example of shuffle(examples, epoch + 1)) {
			const isBlind = chance() < BLIND_SHARE;
			const odds = compute(example.features, { table, measures, meaning }, isBlind);
			const { errors, cost } = compare(odds, example);
			loss += cost;
			for (const [head, error] of errors.entries()) if (error !== 0) step(head, error, example.features, isBlind);
		}
		say(`Pass ${epoch + 1}: mean loss ${(loss / examples.length).toFixed(4)}`);
	}
	// What was seen once is chance.
	for (let row = 0; row < TABLE_ROWS; row++) if (seen[row] < 3) table.fill(0, row * HEADS.length, (row + 1) * HEADS.length);
	return { table, measures, meaning };

	function step(head, error, { isEnglish, measures: inputs, rows, wordRows, meaning: meant = [] }, isBlind) {
		const at = isEnglish ? head : head + HEADS.length;
		const row = measures[at];
		const squares = measureSquares[at];
		for (let i = 0; i < size; i++) {
			const gradient = error * (i === 0 ? 1 : inputs[i - 1]);
			squares[i] += gradient * gradient;
			row[i] -= (MEASURE_RATE * gradient) / Math.sqrt(squares[i]);
		}
		for (let i = 0; i < meant.length; i++) {
			const gradient = error * meant[i];
			meaningSquares[head][i] += gradient * gradient;
			meaning[head][i] -= (MEASURE_RATE * gradient) / Math.sqrt(meaningSquares[head][i]);
		}
		if (isBlind) return;
		const wordShare = error / Math.sqrt(Math.max(1, wordRows));
		const letterShare = error / Math.sqrt(Math.max(1, rows.length - wordRows));
		for (let i = 0; i < rows.length; i++) {
			const cell = rows[i] * HEADS.length + head;
			const gradient = (i < wordRows ? wordShare : letterShare) + DECAY * table[cell];
			tableSquares[cell] += gradient * gradient;
			table[cell] -= (RATE * gradient) / Math.sqrt(tableSquares[cell]);
		}
	}
}

function compute({ isEnglish, measures: inputs, rows, wordRows, meaning: meant = [] }, { table, measures, meaning }, isBlind) {
	const odds = (isEnglish ? measures.slice(0, HEADS.length) : measures.slice(HEADS.length)).map((row) => inputs.reduce((sum, value, i) => sum + value * row[i + 1], row[0]));
	for (let head = 0; head < HEADS.length; head++) for (let i = 0; i < meant.length; i++) odds[head] += meant[i] * meaning[head][i];
	if (isBlind) return odds;
	const wordShare = 1 / Math.sqrt(Math.max(1, wordRows));
	const letterShare = 1 / Math.sqrt(Math.max(1, rows.length - wordRows));
	for (let i = 0; i < rows.length; i++) {
		const share = i < wordRows ? wordShare : letterShare;
		for (let head = 0; head < HEADS.length; head++) odds[head] += share * table[rows[i] * HEADS.length + head];
	}
	return odds;
}

/** The gradients of the heads: softmax over neutral, negative and positive, a logistic for anger and one for disappointment. */
function compare([negative, positive, angry, disappointed], { mood, angry: isAngry, disappointed: isDisappointed, weight, letdownWeight }) {
	const largest = Math.max(0, negative, positive);
	const parts = [Math.exp(-largest), Math.exp(negative - largest), Math.exp(positive - largest)];
	const total = parts[0] + parts[1] + parts[2];
	const probabilities = parts.map((part) => part / total);
	const anger = 1 / (1 + Math.exp(-angry));
	const disappointment = 1 / (1 + Math.exp(-disappointed));
	const moodError = (of) => (mood === undefined ? 0 : weight * (probabilities[of] - (mood === of ? 1 : 0)));
	return {
		errors: [
			moodError(1),
			moodError(2),
			isAngry === undefined ? 0 : Math.min(1, weight) * (anger - isAngry) * (isAngry === 1 ? 2 : 1),
			isDisappointed === undefined ? 0 : letdownWeight * (disappointment - isDisappointed),
		],
		cost: mood === undefined ? 0 : -weight * Math.log(Math.max(1e-9, probabilities[mood])),
	};
}

/** Floats first, then the table as whole numbers of −127 to 127; the largest thousandth of the weights is cut off. */
function pack({ table, measures, meaning }, { TABLE_ROWS }) {
	const steps = HEADS.map((_, head) => {
		const sizes = Array.from({ length: TABLE_ROWS }, (__, row) => Math.abs(table[row * HEADS.length + head])).filter((size) => size > 0).sort((a, b) => a - b);
		return (sizes[Math.floor(sizes.length * 0.999)] ?? 1) / 127;
	});
	const floats = Float32Array.from([...[...measures, ...meaning].flatMap((row) => [...row]), ...steps]);
	const whole = Int8Array.from(table, (weight, i) => Math.max(-127, Math.min(127, Math.round(weight / steps[i % HEADS.length]))));
	return Buffer.concat([Buffer.from(floats.buffer), Buffer.from(whole.buffer)]);
}
