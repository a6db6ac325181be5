/** Public requests with their intents, of sets whose licences allow to ship what was learnt from them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Each set's training file; where a file for measuring repeats some of its rows, those are not learnt from. */
const SETS = {
	banking77: { file: 'banking77/dev.train.jsonl', measured: 'banking77/dev.valid.jsonl' },
	clinc150: { file: 'clinc150/dev.train.jsonl' },
	hwu64: { file: 'hwu64/dev.train.jsonl' },
	bitext: { file: 'bitext/dev.train.jsonl' },
	nlupp: { file: 'nlupp/dev.folds0-14.jsonl' },
};

/** Every set but those left out: its name, and rows of text and label. */
export function readIntentSets(data, leaveOut) {
	return Object.entries(SETS).filter(([name]) => !leaveOut.includes(name)).map(([name, { file, measured }]) => {
		const kept = new Set(measured === undefined ? [] : readLines(data, measured).map(({ text }) => text));
		// NLU++ gives several intents a request: requests of the same ones count as alike.
		const rows = readLines(data, file).map(({ text, label, intents }) => ({ text, label: label ?? intents?.toSorted().join(' ') ?? '' }));
		return { name, rows: rows.filter(({ text, label }) => label !== '' && !kept.has(text)) };
	});
}

function readLines(data, file) {
	return readFileSync(path.join(data, file), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}
