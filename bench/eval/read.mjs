/** Reads the files that are measured with: JSON Lines, one row a line, checked whole before anything is run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../scripts/say.mjs';

/** npm runs scripts in the project's folder; names of files are meant from where one typed the command. */
export const TYPED_IN = process.env.INIT_CWD ?? process.cwd();
/** Bad lines shown before the rest is only counted. */
const MAX_SHOWN_PROBLEMS = 10;

/** What a row of each kind of file must be: what is wrong with it, or undefined. `example` is shown to whoever has to mend it. */
const SHAPES = {
	labelled: {
		example: { text: 'Where is my card?', label: 'card_arrival' },
		check: ({ text, label }) => needText('text', text) ?? needName('label', label),
	},
	mood: {
		example: { text: 'Late again!', label: 'negative' },
		check: ({ text, label }) => needText('text', text) ?? (['negative', 'neutral', 'positive'].includes(label) ? undefined : '"label" must be negative, neutral or positive'),
	},
	emotions: {
		example: { text: 'This is outrageous', labels: ['anger'] },
		check: ({ text, label, labels }) => needText('text', text)
			?? (typeof label === 'string' || (Array.isArray(labels) && labels.every((name) => typeof name === 'string')) ? undefined : '"label" must be an emotion, or "labels" a list of them'),
	},
	human: {
		example: { text: 'let me talk to somebody', label: 'human' },
		check: ({ text, label }) => needText('text', text) ?? (['human', 'other'].includes(label) ? undefined : '"label" must be human or other'),
	},
	texts: {
		example: { text: 'Where is my card?' },
		check: ({ text }) => needText('text', text),
	},
	articles: {
		example: { id: 1, question: 'How do I return something?', answers: ['Send it back within 30 days.'] },
		check: ({ id, question, answers }) => needId('id', id) ?? needText('question', question)
			?? (Array.isArray(answers) && answers.every((answer) => typeof answer === 'string') ? undefined : '"answers" must be a list of texts'),
	},
	queries: {
		example: { query: 'can I send it back', faq: 1 },
		check: ({ query, faq }) => needText('query', query) ?? (faq === null ? undefined : needId('faq', faq)?.replace(/$/u, ', or null when nothing answers it')),
	},
	language: {
		example: { lang: 'de', text: 'Wo ist mein Paket?' },
		check: ({ lang, text }) => needText('text', text) ?? needName('lang', lang),
	},
	spans: {
		example: { text: 'mail me: a@example.org', spans: [['EMAIL_ADDRESS', 9, 22]] },
		check: ({ text, spans }) => needText('text', text) ?? (Array.isArray(spans) && spans.every((span) => isSpan(span, text)) ? undefined : '"spans" must be a list of [type, start, end] within the text'),
	},
};

/**
 * Reads a file of one shape. Throws a {@link Problem} that names each bad line and shows a good one.
 *
 * @param {string} file as typed
 * @param {keyof typeof SHAPES} shape
 */
export function readRows(file, shape) {
	const { check, example } = SHAPES[shape];
	const rows = [];
	const problems = [];
	for (const [index, raw] of readText(file).split(/\r?\n/u).entries()) {
		if (raw.trim() === '') continue;
		const { row, problem } = readRow(raw, check);
		if (problem === undefined) rows.push(row);
		else problems.push(`  Line ${index + 1}: ${problem}.`);
	}
	const good = `A line looks like ${JSON.stringify(example)}`;
	if (problems.length > 0) {
		const more = problems.length - MAX_SHOWN_PROBLEMS;
		throw new Problem([`${file} cannot be measured with. ${good}; correct these lines or leave them out:`, ...problems.slice(0, MAX_SHOWN_PROBLEMS), ...(more > 0 ? [`  and ${more} more.`] : [])].join('\n'));
	}
	if (rows.length === 0) throw new Problem(`${file} holds no rows. ${good}; put one JSON object on each line.`);
	return rows;
}

/** Reads a whole file, without a byte order mark. Throws a {@link Problem} when it cannot be read. */
export function readText(file) {
	try {
		return readFileSync(path.resolve(TYPED_IN, file), 'utf8').replace(/^\uFEFF/u, '');
	} catch (error) {
		throw new Problem(`${file} cannot be read (${error.code}): name a file that is there, as seen from ${TYPED_IN}.`);
	}
}

/** The rows in an order that only the seed decides (Fisher and Yates). */
export function shuffle(rows, seed) {
	const shuffled = [...rows];
	const chance = createChance(seed);
	for (let i = shuffled.length - 1; i > 0; i--) {
		const other = Math.floor(chance() * (i + 1));
		[shuffled[i], shuffled[other]] = [shuffled[other], shuffled[i]];
	}
	return shuffled;
}

/** Numbers from 0 up to 1, the same for the same seed: a linear congruential generator with the constants of Numerical Recipes. */
export function createChance(seed) {
	// Spread first: neighbouring seeds would begin alike.
	let state = Math.imul(seed + 1, 2654435761) >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** `count` of the rows, chosen by a fixed seed and kept in their order; all when `count` is absent. */
export function takeSample(rows, count) {
	if (count === undefined || count >= rows.length) return rows;
	const chosen = new Set(shuffle(rows.keys(), 1).slice(0, count));
	return rows.filter((_, i) => chosen.has(i));
}

function readRow(raw, check) {
	let row;
	try {
		row = JSON.parse(raw);
	} catch {
		return { problem: 'it is not JSON' };
	}
	if (typeof row !== 'object' || row === null || Array.isArray(row)) return { problem: 'it is not a JSON object' };
	const problem = check(row);
	return problem === undefined ? { row } : { problem };
}

function needText(name, value) {
	return typeof value === 'string' ? undefined : `"${name}" must be a text`;
}

function needName(name, value) {
	return typeof value === 'string' && value !== '' ? undefined : `"${name}" must be a name`;
}

function needId(name, value) {
	return typeof value === 'number' || (typeof value === 'string' && value !== '') ? undefined : `"${name}" must be a number or a name`;
}

function isSpan(span, text) {
	if (!Array.isArray(span)) return false;
	const [type, start, end] = span;
	return typeof type === 'string' && Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
}
