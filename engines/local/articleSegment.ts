/** Who of some articles has a piece: what a question is looked up in. */
import { countHeadings, eachHeading, termsOf, type ArticleRecord } from './articleRecord';
import type { Pieces } from './pieces';
import type { Steps } from './steps';

/** One flat list cut by `starts`: the holders of piece p stand from `starts[p]` to `starts[p + 1]`. Of a piece beyond there are none. */
export interface Holders {
	readonly starts: Int32Array;
	readonly list: Int32Array;
	/** A number of its own for each place in the list; empty where there are none. */
	readonly beside: Int32Array;
}

/** An article's record with its number, and that of the first of its texts: titles and questions, each on its own. */
export interface Slot {
	readonly record: ArticleRecord;
	readonly slot: number;
	readonly firstText: number;
}

export interface Segment {
	/** Slots, beside each how often it has the term. */
	readonly terms: Holders;
	/** Texts; one that has a feature several times stands there as often, in a row. */
	readonly features: Holders;
	readonly words: Holders;
	readonly pairs: Holders;
}

/** Collects holders in two rounds: the first counts, the second puts them in their places. */
class Inverter {
	private readonly ends: Int32Array;

	private list = new Int32Array(0);

	private beside = new Int32Array(0);

	constructor(pieces: number) {
		this.ends = new Int32Array(pieces + 1);
	}

	count(piece: number): void {
		this.ends[piece + 1] = (this.ends[piece + 1] as number) + 1;
	}

	beginPlacing(hasBeside = false): void {
		const { ends } = this;
		let sum = 0;
		for (let piece = 0; piece < ends.length; piece++) {
			sum += ends[piece] as number;
			ends[piece] = sum;
		}
		this.list = new Int32Array(sum);
		if (hasBeside) this.beside = new Int32Array(sum);
	}

	place(piece: number, holder: number): number {
		const at = this.ends[piece] as number;
		this.ends[piece] = at + 1;
		this.list[at] = holder;
		return at;
	}

	placeBeside(piece: number, holder: number, beside: number): void {
		this.beside[this.place(piece, holder)] = beside;
	}

	/** After placing, each piece's end stands where its beginning was. */
	finish(): Holders {
		this.ends.copyWithin(1, 0);
		this.ends[0] = 0;
		return { starts: this.ends, list: this.list, beside: this.beside };
	}
}

/** Inverts the records. */
export function* makeSegment(slots: readonly Slot[], pieces: Pieces): Steps<Segment> {
	const terms = new Inverter(pieces.terms.keys.length);
	const words = new Inverter(pieces.terms.keys.length);
	const pairs = new Inverter(pieces.pairs.keys.length);
	const features = new Inverter(pieces.features.keys.length);
	for (const { record } of slots) {
		for (let { from, end } = termsOf(record); from < end; from += 2) terms.count(record[from] as number);
		eachHeading(record, (places) => {
			for (let at = places.words; at < places.pairs; at += 2) words.count(record[at] as number);
			for (let at = places.pairs; at < places.wordFeatures; at++) pairs.count(record[at] as number);
			for (let at = places.wordFeatures; at < places.end; at++) features.count(record[at] as number);
		});
		yield;
	}
	for (const kind of [terms, words, pairs, features]) {
		kind.beginPlacing(kind === terms);
		yield;
	}
	for (const { record, slot, firstText } of slots) {
		for (let { from, end } = termsOf(record); from < end; from += 2) terms.placeBeside(record[from] as number, slot, record[from + 1] as number);
		eachHeading(record, (places, heading) => {
			const text = firstText + heading;
			for (let at = places.words; at < places.pairs; at += 2) words.place(record[at] as number, text);
			for (let at = places.pairs; at < places.wordFeatures; at++) pairs.place(record[at] as number, text);
			for (let at = places.wordFeatures; at < places.end; at++) features.place(record[at] as number, text);
		});
		yield;
	}
	return { terms: terms.finish(), words: words.finish(), pairs: pairs.finish(), features: features.finish() };
}

/** Gives records the next numbers. */
export function placeRecords(records: readonly ArticleRecord[], firstSlot: number, firstText: number): readonly Slot[] {
	let text = firstText;
	return records.map((record, i) => {
		const slot = { record, slot: firstSlot + i, firstText: text };
		text += countHeadings(record);
		return slot;
	});
}
