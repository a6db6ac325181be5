/**
 * Customer messages to measure with: the sample shop's own, and variants of them as people type. The same on every run and
 * machine, so that two runs differ only by what is measured.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/toolchain.mjs';

const OPENINGS = ['', '', '', 'hi, ', 'Hello! ', 'good morning, ', 'quick question: ', 'sorry to bother you but ', 'Hey there, '];
const CLOSINGS = ['', '', '', ' thanks', ' Thank you!', ' please', '??', ' pls help', ' Regards, Jo'];
const MAIL = [
	'I bought two of your lamps in spring and have been happy with them since.',
	'A friend told me about your shop, and the parcel was here within three days.',
	'I have looked through the help pages and could not find it there.',
	'The lamp hangs over our kitchen table, about 60 cm above it.',
];
/** One message in eight is as long as a short e-mail. */
const MAIL_EVERY = 8;
const TYPO_SHARE = 0.25;
const LOWER_CASE_SHARE = 0.3;

/** Reads a JSON file of the sample shop: `articles`, `intents`. */
export function readSample(name) {
	return JSON.parse(readFileSync(path.join(root, 'workflows', 'sample', `${name}.json`), 'utf8'));
}

/** Everything the sample customers say, by any route. */
export function readCustomerTexts() {
	const conversations = readFileSync(path.join(root, 'workflows', 'sample', 'conversations.jsonl'), 'utf8')
		.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line).text);
	return [...conversations, ...readSample('intents').flatMap(({ examples }) => examples), ...readQuestions()];
}

/** Questions that one of the sample articles answers. */
export function readQuestions() {
	return readSample('articles').flatMap(({ questions }) => questions);
}

/** Returns `count` different messages made from `texts`: each as it is first, then with greetings, typing errors and more around it. */
export function varyMessages(texts, count) {
	const chance = createChance(1);
	const messages = new Set(texts);
	while (messages.size < count) messages.add(vary(texts[Math.floor(chance() * texts.length)], messages.size, chance));
	return [...messages].slice(0, count);
}

/** `count` articles: the sample's, then others of the same length about other things, with words of their own. */
export function extendArticles(count) {
	const articles = readSample('articles');
	const chance = createChance(2);
	const extra = Array.from({ length: Math.max(0, count - articles.length) }, (_, index) => {
		const model = articles[index % articles.length];
		const rename = (text) => text.replace(/\p{L}{5,}/gu, (word) => (chance() < 0.4 ? `${word}${'aeiou'[index % 5]}${index}` : word));
		return { ...model, id: `extra-${index}`, title: rename(model.title), body: rename(model.body), questions: model.questions.map(rename) };
	});
	return [...articles, ...extra].slice(0, count);
}

function vary(text, index, chance) {
	const typed = chance() < TYPO_SHARE ? swapLetters(text, chance) : text;
	const cased = chance() < LOWER_CASE_SHARE ? typed.toLowerCase() : typed;
	const numbered = cased.replace(/\d/gu, () => String(Math.floor(chance() * 10)));
	const around = index % MAIL_EVERY === 0 ? [pick(MAIL, chance), ' ', pick(MAIL, chance), '\n\n'].join('') : pick(OPENINGS, chance);
	return `${around}${numbered}${pick(CLOSINGS, chance)}`;
}

function swapLetters(text, chance) {
	const at = Math.floor(chance() * Math.max(1, text.length - 1));
	return `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at] ?? ''}${text.slice(at + 2)}`;
}

function pick(list, chance) {
	return list[Math.floor(chance() * list.length)];
}

/** A linear congruential generator (the constants of Numerical Recipes): numbers from 0 to 1, the same for the same seed. */
function createChance(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}
