/**
 * Which article answers, and is it known when none does? `--drop` leaves out a part of the articles, so that the queries
 * they answer have no answer; `--seed` decides which, several seeds (1,2,3) are averaged. `--questions 0,1,2,3` is a learning
 * curve: the same when so many of an article's queries are written down as its questions, measured on queries that never are.
 */
import { Problem } from '../../scripts/say.mjs';
import { NO_KNOWLEDGE, triage, warmUp } from './engine.mjs';
import { auroc, coverageAtPrecision, mean, pickFigures } from './metrics.mjs';
import { readRows, shuffle, takeSample } from './read.mjs';
import { RETRIEVAL_RIVALS } from './rivals/retrieval.mjs';
import { timeEach, timeOnce } from './timing.mjs';

/** Confidences for which it is said how many answers were right from there on: those of the settings of Escalation Decision. */
const THRESHOLDS = [0.3, 0.45, 0.6, 0.75, 0.9];

/** What a learning curve shows of each point. */
const CURVE = ['questions', 'recall1', 'recall3', 'coverageAtP90', 'rightFrom0.6', 'answeredFrom0.6', 'rows'];

/** Places looked at: what the engine's article search gives at most. */
export const PLACES = 5;

export const task = {
	usage: 'retrieval --articles F --test F [--drop 0.3] [--questions N,…] [--seed 1]',
	options: { articles: 'file', test: 'file', drop: 'number?', questions: 'text?', seed: 'text?' },
	rivals: Object.fromEntries(Object.entries(RETRIEVAL_RIVALS).map(([name, open]) => [name, async () => {
		const { index } = await open();
		// They know no questions beside a title.
		return { index: (articles) => index(articles.map(({ questions, title, ...article }) => ({ ...article, title: [title, ...questions].join('\n') }))) };
	}])),

	read({ articles, test, drop = 0, questions = '0', seed = '1', sample }) {
		if (drop < 0 || drop >= 1) throw new Problem('--drop is the share of articles left out: give a number from 0 up to, but not, 1.');
		const seeds = String(seed).split(',').map(Number);
		if (!seeds.every(Number.isInteger)) throw new Problem(`--seed ${seed} is not a whole number or several of them: write --seed 1 or --seed 1,2,3.`);
		const counts = questions.split(',').map(Number);
		if (!counts.every((count) => Number.isInteger(count) && count >= 0)) throw new Problem(`--questions ${questions} is no whole number from 0 up or several of them: write --questions 2 or --questions 0,1,2,3.`);
		const faqs = readRows(articles, 'articles').map(({ id, question, answers }) => ({ id: String(id), title: question, body: answers.join('\n\n') }));
		const queries = takeSample(readRows(test, 'queries'), sample).map(({ query, faq }) => ({ text: query, answer: faq === null ? undefined : String(faq) }));
		const known = new Set(faqs.map(({ id }) => id));
		const stray = queries.find(({ answer }) => answer !== undefined && !known.has(answer));
		if (stray) throw new Problem(`A query of ${test} is answered by "faq": ${stray.answer}, which is not in ${articles}: name files of the same set, or write null where nothing answers.`);
		return { curve: counts.map((count) => ({ questions: count, draws: seeds.map((one) => writeDown(leaveOut(faqs, drop, one), queries, count, Math.max(...counts), one)) })) };
	},

	/** Searches as Knowledge Answer does: the question, and the language that Triage found. */
	engine(kit) {
		const engine = kit.localEngine();
		return {
			prepare: () => warmUp(engine),
			index(articles) {
				const knowledge = { ...NO_KNOWLEDGE, inbox: 'eval', articles: articles.map((article) => ({ ...article, enabled: true, updatedAt: '' })) };
				engine.findArticles('hello', knowledge);
				return (query) => {
					const { sources, confidence } = engine.findArticles(query, knowledge, triage(engine, query).language);
					return { ids: sources.map(({ id }) => id), confidence };
				};
			},
		};
	},

	async measure(contender, { curve }) {
		await contender.prepare?.();
		const points = [];
		for (const { questions, draws } of curve) {
			const figures = [];
			for (const draw of draws) figures.push(await measureDraw(contender, draw));
			points.push({ questions, ...average(figures) });
		}
		const { questions: _last, ...figures } = points.at(-1);
		return points.length === 1 ? figures : { ...figures, byQuestions: points.map((point) => pickFigures(point, CURVE)) };
	},
};

function average(figures) {
	return Object.fromEntries(Object.keys(figures[0]).map((name) => {
		const values = figures.flatMap((one) => one[name] ?? []);
		return [name, values.length === 0 ? undefined : mean(values)];
	}));
}

/** The articles with so many of their queries as questions, and the queries left when each article gave as many as it may at `most`. */
function writeDown(articles, queries, count, most, seed) {
	const byAnswer = Map.groupBy(shuffle(queries, seed), ({ answer }) => answer);
	const given = articles.map(({ id }) => (byAnswer.get(id) ?? []).slice(0, most));
	const taken = new Set(given.flat());
	return {
		articles: articles.map((article, i) => ({ ...article, questions: given[i].slice(0, count).map(({ text }) => text) })),
		queries: queries.filter((query) => !taken.has(query)),
	};
}

/**
 * `recall1`, `recall3` and `mrr` (over the first {@link PLACES}) are over queries whose article is there; the rest is over
 * all. `answerabilityAuroc`: the confidence of right first answers against that of wrong ones and of queries without an
 * answer. `coverageAtP90`: the share of all queries that are answered while 9 in 10 of the answers are right.
 * `rightFrom0.6`, `answeredFrom0.6`: the share of right answers at a confidence of 0.6 or more, and of all queries answered by them.
 * `hasAnswerAuroc`: the confidence of queries with an answer against those without, right or wrong.
 */
async function measureDraw({ index }, { articles, queries }) {
	const { result: search, ms: indexMs, cpuMs: indexCpuMs } = await timeOnce(() => index(articles));
	const { results, speed } = await timeEach(queries.map(({ text }) => text), search);
	const there = new Set(articles.map(({ id }) => id));
	const hasAnswer = queries.map(({ answer }) => answer !== undefined && there.has(answer));
	const places = queries.map(({ answer }, i) => (hasAnswer[i] ? results[i].ids.slice(0, PLACES).indexOf(answer) : -1));
	const answered = places.filter((_, i) => hasAnswer[i]);
	const hasConfidence = results.every(({ confidence }) => confidence !== undefined);
	const confidences = results.map(({ confidence }) => confidence);
	const right = places.map((place) => place === 0);
	return {
		recall1: mean(answered.map((place) => (place === 0 ? 1 : 0))),
		recall3: mean(answered.map((place) => (place >= 0 && place < 3 ? 1 : 0))),
		mrr: mean(answered.map((place) => (place < 0 ? 0 : 1 / (place + 1)))),
		answerabilityAuroc: hasConfidence ? auroc(confidences, right) : undefined,
		coverageAtP90: hasConfidence ? coverageAtPrecision(confidences, right, 0.9) : undefined,
		hasAnswerAuroc: hasConfidence ? auroc(confidences, hasAnswer) : undefined,
		...(hasConfidence ? rightFrom(confidences, right) : {}),
		indexMs,
		indexCpuMs,
		...speed,
		articles: articles.length,
		rows: queries.length,
		withoutAnswer: hasAnswer.filter((has) => !has).length,
	};
}

/** By threshold: the share of right ones among the answers at or above it, and how many of all queries that answers. */
function rightFrom(confidences, right) {
	return Object.fromEntries(THRESHOLDS.flatMap((threshold) => {
		const said = right.filter((_, i) => confidences[i] >= threshold);
		return [[`rightFrom${threshold}`, said.length === 0 ? undefined : mean(said.map(Number))], [`answeredFrom${threshold}`, said.length / right.length]];
	}));
}

function leaveOut(articles, share, seed) {
	const left = new Set(shuffle(articles, seed).slice(0, Math.round(share * articles.length)));
	return articles.filter((article) => !left.has(article));
}
