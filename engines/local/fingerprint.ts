/** Is this the same knowledge as before? */
import type { Article, Intent } from '../../core/knowledge/knowledge';

/** Changes whenever something the intents are learnt from does. */
export function fingerprintIntents(intents: readonly Intent[]): string {
	const hash = new TextHash();
	for (const { name, title, examples } of intents) {
		hash.add(name);
		hash.add(title);
		for (const example of examples) hash.add(example);
	}
	return hash.digest();
}

/** Changes whenever something that an article is found by does. */
export function fingerprintText({ title, questions, body }: Pick<Article, 'title' | 'questions' | 'body'>): string {
	const hash = new TextHash();
	for (const text of [title, body, ...questions]) hash.add(text);
	return hash.digest();
}

const { imul } = Math;

/** Two 32-bit FNV-1a sums over UTF-16 units; a clash needs luck of 1 in 2⁶⁴, and knowledge is not written by an attacker. */
class TextHash {
	private low = 0x811c9dc5;

	private high = 0x1b873593;

	private length = 0;

	add(text: string): void {
		let { low, high } = this;
		for (let i = 0; i <= text.length; i++) {
			const unit = i === text.length ? 0xffff : text.charCodeAt(i);
			low = imul(low ^ unit, 0x01000193);
			high = imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
		}
		[this.low, this.high] = [low, high];
		this.length += text.length + 1;
	}

	digest(): string {
		return `${this.length}.${this.low >>> 0}.${this.high >>> 0}`;
	}
}
