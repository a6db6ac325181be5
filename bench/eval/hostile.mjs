/**
 * What does text cost that nobody means as a message? Made-up texts of every kind that has hurt somebody, up to a million
 * characters, through everything that reads a message. Nothing may throw, no value may leave its range.
 */
import { percentile } from '../figures.mjs';
import { readSample } from '../messages.mjs';
import { triage, warmUp } from './engine.mjs';
import { createChance } from './read.mjs';

const TEXTS = 600;
const MAX_CHARS = 1_000_000;
const MAX_SHOWN_FAULTS = 10;

const WORDS = ['where', 'is', 'my', 'order', '1042', 'refund', 'I', 'want', 'to', 'speak', 'a', 'human', 'password', 'is', '"', 'not', 'very', 'angry', '!!!', 'card', '4242', 'DE89', 'call', '+44', 'me@', 'example.org', '.', '?', 'and also', 'Kann', 'jemand', 'человек', '人間', 'إنسان'];
const LOOK_ALIKES = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', i: 'і', x: 'х' };
const INVISIBLE = ['\u200b', '\u200d', '\ufeff', '\u00ad', '\u2060', '\u202e'];
const FRAGMENTS = ['a', '.', '1 ', '1-', 'a@', '(', '"', '!', '<b>', 'speak to a human ', 'order number ', 'password is "', 'not ', '😡', '👩‍👩‍👧', '\u0301', '\u200b', '\ud800', 'ß', '\n', ' ', '4242 ', 'DE89 3704 ', '+1 (', 'a.b', 'https://', '人', 'ａ', 'İ', '[x](', '**'];

/** Each makes a text of about `length` characters. */
const KINDS = {
	repeats: (chance, length) => repeat(pick(FRAGMENTS, chance), length),
	mixedRepeats: (chance, length) => repeat(pick(FRAGMENTS, chance) + pick(FRAGMENTS, chance) + pick(WORDS, chance), length),
	words: (chance, length) => build(length, () => `${pick(WORDS, chance)} `),
	anyCharacter: (chance, length) => build(length, () => String.fromCodePoint(Math.floor(chance() * 0x10ffff))),
	anyLetter: (chance, length) => build(length, () => String.fromCharCode(0x20 + Math.floor(chance() * 0x600))),
	invisible: (chance, length) => build(length, () => [...pick(WORDS, chance)].join(pick(INVISIBLE, chance))),
	lookAlikes: (chance, length) => build(length, () => `${[...pick(WORDS, chance)].map((letter) => LOOK_ALIKES[letter] ?? letter).join('')} `),
	emoji: (chance, length) => build(length, () => String.fromCodePoint(0x1f300 + Math.floor(chance() * 0x400))),
	digits: (chance, length) => build(length, () => `${Math.floor(chance() * 1e6)}${pick([' ', '-', '.', '', '/'], chance)}`),
	openBrackets: (chance, length) => repeat(pick(['(', '[', '{', '"', '«', '(('], chance), length),
};

export const task = {
	usage: 'hostile [--seed 1]',
	options: { seed: 'number?' },
	rivals: {},

	read: ({ seed = 1, sample = TEXTS }) => ({ texts: makeTexts(seed, sample) }),

	engine({ localEngine, maskText, MASK_KINDS }) {
		const engine = localEngine();
		const knowledge = { inbox: 'eval', version: 1, articles: readSample('articles'), intents: readSample('intents') };
		return {
			prepare() {
				warmUp(engine);
				triage(engine, 'hello', knowledge);
				engine.findArticles('hello', knowledge);
			},
			read(text) {
				const understood = triage(engine, text, knowledge);
				return { triage: understood, sentiment: engine.readSentiment(text), articles: engine.findArticles(text, knowledge, understood.language), masked: maskText(text, MASK_KINDS, understood.sensitive) };
			},
		};
	},

	/** Milliseconds for all of a message: triage, mood, article search, masking; texts of full length are told apart. */
	async measure({ prepare, read }, { texts }) {
		await prepare();
		const times = [];
		const faults = [];
		const slowest = {};
		for (const { kind, text } of texts) {
			const startedAt = performance.now();
			const fault = findFault(text, read);
			const ms = performance.now() - startedAt;
			if (fault !== undefined) faults.push({ kind, length: text.length, fault });
			if (text.length < MAX_CHARS / 2) times.push(ms);
			else slowest[kind] = Math.max(slowest[kind] ?? 0, ms);
		}
		return { faults: faults.length, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), slowestMs: Math.max(...times), slowestMsAtFullLength: slowest, firstFaults: faults.slice(0, MAX_SHOWN_FAULTS), rows: texts.length };
	},
};

/** Random kinds at lengths from 1 to 100,000, short ones as often as long ones; then each kind once at a million. */
function makeTexts(seed, count) {
	const chance = createChance(seed);
	const kinds = Object.entries(KINDS);
	const random = Array.from({ length: count }, () => {
		const [kind, make] = pick(kinds, chance);
		return { kind, text: make(chance, Math.ceil(10 ** (5 * chance()))) };
	});
	return [...random, ...kinds.map(([kind, make]) => ({ kind, text: make(chance, MAX_CHARS) }))];
}

function findFault(text, read) {
	try {
		const { triage: understood, sentiment, articles, masked } = read(text);
		const { urgency, complexity, asksForHuman, legalOrSafety, accountCompromise, confidence = 0, outOfScope = 0 } = understood;
		const shares = [urgency, complexity, asksForHuman, legalOrSafety, accountCompromise, confidence, outOfScope, sentiment.anger, articles.confidence, Math.abs(sentiment.score)];
		if (!shares.every((share) => share >= 0 && share <= 1)) return `a value outside 0 to 1: ${shares.join(', ')}`;
		const spans = [...understood.entities, ...understood.sensitive].map(({ span }) => span);
		if (!spans.every(({ start, end }) => start >= 0 && start < end && end <= text.length)) return 'a span outside the text';
		return typeof masked.text === 'string' ? undefined : 'no masked text';
	} catch (error) {
		return `${error.name}: ${error.message}`;
	}
}

function repeat(fragment, length) {
	return fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);
}

function build(length, next) {
	const parts = [];
	for (let total = 0; total < length;) {
		const part = next();
		parts.push(part);
		total += part.length;
	}
	return parts.join('').slice(0, length);
}

function pick(list, chance) {
	return list[Math.floor(chance() * list.length)];
}
