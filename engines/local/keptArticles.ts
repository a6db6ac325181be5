/**
 * What was read of a base of articles as bytes, to be kept across restarts. Whoever loads it reads only articles whose text has
 * changed since. It holds
 *
 *     a sum over what follows, length of the list, the list (JSON), the terms by line, then numbers of 32 bits: features, pairs, records
 *
 * and is only good for the engine that wrote it, on a machine of the same byte order.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Article } from '../../core/knowledge/knowledge';
import { version } from '../../package.json';
import type { ArticleIndex, EarlierReading } from './articleIndex';
import { RECORD_VERSION, type ArticleRecord } from './articleRecord';
import { fingerprintText } from './fingerprint';
import { Pieces, type Numbering } from './pieces';
import type { Steps } from './steps';
import { loadWeights } from './weights';

interface Listed {
	readonly engine: string;
	/** Bytes of each lot of terms. One that no article has any more is an empty line. */
	readonly terms: readonly number[];
	readonly features: number;
	readonly pairs: number;
	/** Id, fingerprint of the text and length of the record. */
	readonly articles: ReadonlyArray<readonly [id: string, fingerprint: string, length: number]>;
}

const SUM_BYTES = 32;
const HEAD_BYTES = SUM_BYTES + 4;
/** Bytes that are summed up in one step, and keys that are numbered in one. */
const CHUNK = 1 << 20;
const KEYS_A_STEP = 2_000;

let engine: string | undefined;

/** Another one whenever records may differ: their version, what they take from weights, and the package's version in case somebody forgot the first. */
function nameEngine(): string {
	engine ??= `${version}.${RECORD_VERSION}.${createHash('sha256').update(loadWeights('word-vectors.bin')).digest('hex')}`;
	return engine;
}

/** The bytes to keep. Words that only deleted articles or older texts had are not in them. */
export function* packArticles({ pieces, counts, articles }: ArticleIndex): Steps<Uint8Array> {
	const listed: [string, string, number][] = [];
	for (const { article, record } of articles) {
		listed.push([article.id, fingerprintText(article), record.length]);
		yield;
	}
	const terms: Buffer[] = [];
	for (let from = 0; from < counts.terms.length; from += KEYS_A_STEP) {
		const lot = pieces.terms.keys.slice(from, Math.min(from + KEYS_A_STEP, counts.terms.length));
		terms.push(Buffer.from(lot.map((term, i) => ((counts.terms[from + i] as number) + (counts.words[from + i] as number) > 0 ? term : '')).join('\n')));
		yield;
	}
	const list: Listed = { engine: nameEngine(), terms: terms.map(({ length }) => length), features: counts.features.length, pairs: counts.pairs.length, articles: listed };
	const text = Buffer.from(JSON.stringify(list));
	yield;
	const from = alignInts(terms.reduce((sum, { length }) => sum + length, HEAD_BYTES + text.length));
	const bytes = new Uint8Array(from + 4 * (list.features + list.pairs + articles.reduce((sum, { record }) => sum + record.length, 0)));
	let at = HEAD_BYTES;
	for (const part of [text, ...terms]) {
		bytes.set(part, at);
		at += part.length;
	}
	yield;
	new DataView(bytes.buffer).setUint32(SUM_BYTES, text.length, true);
	const ints = new Int32Array(bytes.buffer, from);
	at = yield* putKeys(pieces.features.keys, list.features, ints, 0);
	at = yield* putKeys(pieces.pairs.keys, list.pairs, ints, at);
	for (const { record } of articles) {
		ints.set(record, at);
		at += record.length;
		yield;
	}
	bytes.set(yield* sumUp(bytes));
	return bytes;
}

/** What is kept in the bytes; undefined when they are damaged or of another engine. */
export function* unpackArticles(bytes: Uint8Array): Steps<EarlierReading | undefined> {
	if (bytes.length < HEAD_BYTES || !(yield* sumUp(bytes)).equals(bytes.subarray(0, SUM_BYTES))) return undefined;
	const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(SUM_BYTES, true);
	const list = JSON.parse(Buffer.from(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length)).toString()) as Listed;
	if (list.engine !== nameEngine()) return undefined;
	yield;
	const pieces = new Pieces();
	let from = HEAD_BYTES + length;
	for (const size of list.terms) yield* addKeys(pieces.terms, Buffer.from(bytes.subarray(from, (from += size))).toString().split('\n'));
	// A copy: numbers of 32 bits cannot begin just anywhere.
	const ints = new Int32Array(new Uint8Array(bytes.subarray(alignInts(from))).buffer);
	yield;
	yield* addKeys(pieces.features, ints.subarray(0, list.features));
	yield* addKeys(pieces.pairs, ints.subarray(list.features, list.features + list.pairs));
	let at = list.features + list.pairs;
	const articles = list.articles.map(([id, fingerprint, size]) => ({ id, fingerprint, record: ints.subarray(at, (at += size)) }));
	const byId = new Map(articles.map((kept) => [kept.id, kept]));
	const find = (article: Article): ArticleRecord | undefined => {
		const kept = byId.get(article.id);
		return kept?.fingerprint === fingerprintText(article) ? kept.record : undefined;
	};
	return { pieces, articles, find };
}

function alignInts(at: number): number {
	return Math.ceil(at / 4) * 4;
}

function* sumUp(bytes: Uint8Array): Steps<Buffer> {
	const hash: Hash = createHash('sha256');
	for (let at = SUM_BYTES; at < bytes.length; at += CHUNK) {
		hash.update(bytes.subarray(at, at + CHUNK));
		yield;
	}
	return hash.digest();
}

function* putKeys(keys: readonly number[], count: number, ints: Int32Array, from: number): Steps<number> {
	for (let id = 0; id < count; id++) {
		ints[from + id] = keys[id] as number;
		if (id % KEYS_A_STEP === 0) yield;
	}
	return from + count;
}

function* addKeys<Key extends string | number>(numbering: Numbering<Key>, keys: ArrayLike<Key>): Steps<void> {
	for (let id = 0; id < keys.length; id++) {
		numbering.add(keys[id] as Key);
		if (id % KEYS_A_STEP === 0) yield;
	}
}
