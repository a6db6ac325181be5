/**
 * Fits how sure the article search may be: the coefficients CONFIDENCE of engines/local/articles.ts, printed; what is written
 * there stands between them and what bodies of articles ask for, which these sets hardly have.
 *
 *     node bench/train/retrieval.mjs DATA
 *
 * DATA holds covidfaq, banking77, clinc150 and hwu64 as bench/README.md names them. A company's articles are made of them: the FAQ
 * entries as they are, and of each intent one example as the title and two as further questions. A third of the articles is left
 * out, a different one in each draw, so that a part of the queries has no answer. StackFAQ is left alone, to be measured on.
 */
import path from 'node:path';
import { auroc, coverageAtPrecision, expectedCalibrationError } from '../eval/metrics.mjs';
import { readRows, shuffle, takeSample } from '../eval/read.mjs';
import { loadEngine } from './engine.mjs';

const DRAWS = [1, 2, 3];
const LEFT_OUT = 0.3;
const QUERIES = 300;
/** Rows weigh so that each set counts as much as so many rows: a large set is not surer. */
const ROWS_EACH = 300;
const NEWTON_ROUNDS = 6;

const data = process.argv[2];
const { buildArticleIndex, readQuestion, fitLogistic, logistic } = await loadEngine();

const sets = [readFaq('covidfaq'), ...['banking77', 'hwu64', 'clinc150'].map((name) => readIntents(name, name === 'clinc150' ? 'dev.val' : 'dev.valid'))];
const observed = sets.map((set) => DRAWS.flatMap((seed) => observe(set, seed)));
const observations = observed.flatMap((rows) => rows.map((row) => ({ ...row, weight: ROWS_EACH / rows.length })));
let coefficients = Array(1 + observations[0].features.length).fill(0);
for (let round = 0; round < NEWTON_ROUNDS; round++) coefficients = fitLogistic(observations, coefficients);
console.log(`[${coefficients.map((value) => Number(value.toFixed(2))).join(', ')}]`);
for (const [i, rows] of observed.entries()) {
	const confidences = rows.map(({ features }) => logistic(coefficients, features));
	const right = rows.map(({ outcome }) => outcome === 1);
	console.log(sets[i].name, rows.length, 'auroc', auroc(confidences, right).toFixed(3), 'coverageAtP90', coverageAtPrecision(confidences, right, 0.9).toFixed(3), 'ece', expectedCalibrationError(confidences, right).toFixed(3));
}

function observe({ articles, queries }, seed) {
	const kept = shuffle(articles, seed).slice(Math.round(LEFT_OUT * articles.length));
	const index = buildArticleIndex(kept);
	return queries.flatMap(({ text, answer }) => {
		const { ranked, features } = readQuestion(text, index);
		return ranked.length === 0 ? [] : [{ features, outcome: kept[ranked[0].article].id === answer ? 1 : 0 }];
	});
}

function readFaq(name) {
	const articles = readRows(file(name, 'dev.faqs'), 'articles').map(({ id, question, answers }) => toArticle(String(id), [question], answers.join('\n\n')));
	return { name, articles, queries: takeSample(readRows(file(name, 'dev.queries'), 'queries'), QUERIES).map(({ query, faq }) => ({ text: query, answer: String(faq) })) };
}

function readIntents(name, test) {
	const byLabel = Map.groupBy(readRows(file(name, 'dev.train_10'), 'labelled'), ({ label }) => label);
	const articles = [...byLabel].map(([label, rows]) => toArticle(label, shuffle(rows, 1).slice(0, 3).map(({ text }) => text), ''));
	return { name, articles, queries: takeSample(readRows(file(name, test), 'labelled'), QUERIES).map(({ text, label }) => ({ text, answer: label })) };
}

function toArticle(id, [title, ...questions], body) {
	return { id, title, questions, body, enabled: true, updatedAt: '' };
}

function file(name, part) {
	return path.join(data, name, `${part}.jsonl`);
}
