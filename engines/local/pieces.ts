/** Numbers for the pieces that texts are made of: a piece keeps its number for as long as its list lives. */
import { runAtOnce, type Steps } from './steps';

const TERMS_A_STEP = 2_000;

/** A growing list of different keys; a key's place is its number. */
export class Numbering<Key extends string | number> {
	readonly keys: Key[] = [];

	readonly ids = new Map<Key, number>();

	/** The number of the key, which is given one when it has none. */
	number(key: Key): number {
		return this.ids.get(key) ?? this.add(key);
	}

	/** Gives a key the next number. */
	add(key: Key): number {
		this.ids.set(key, this.keys.length);
		return this.keys.push(key) - 1;
	}
}

/** What articles are read into. Stems are strings, pairs of neighbours and features are hashes. */
export class Pieces {
	readonly terms = new Numbering<string>();

	readonly features = new Numbering<number>();

	readonly pairs = new Numbering<number>();

	/** Terms by their first letter, as far as they were sorted yet. */
	private readonly initials = new Map<string, number[]>();

	private sorted = 0;

	get size(): number {
		return this.terms.keys.length + this.features.keys.length + this.pairs.keys.length;
	}

	/** The numbers of the terms with that first UTF-16 unit. */
	byInitial(initial: string): readonly number[] {
		runAtOnce(this.sortTerms());
		return this.initials.get(initial) ?? [];
	}

	/** Makes {@link byInitial} quick. */
	*sortTerms(): Steps<void> {
		const { keys } = this.terms;
		while (this.sorted < keys.length) {
			const id = this.sorted++;
			const initial = (keys[id] as string)[0] ?? '';
			const peers = this.initials.get(initial);
			if (peers === undefined) this.initials.set(initial, [id]);
			else peers.push(id);
			if (id % TERMS_A_STEP === 0) yield;
		}
	}
}
