/** Bases of invented articles, as large as a test needs, and edits of them. The same number gives the same ones. */
import type { Article } from '../../../core/knowledge/knowledge';

/** Numbers from 0 up to, but not, 1. */
export function createChance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const SUBJECTS = ['delivery', 'parcel', 'refund', 'invoice', 'lamp', 'voucher', 'account', 'password', 'warranty', 'covid19', 'crème brûlée', 'shipping', 'deliveries', 'socket', 'receipts'];
const VERBS = ['change', 'cancel', 'track', 'pay', 'return', 'renew', 'find', 'exchanged', 'update'];
const FRAMES = ['How do I {verb} my {subject}?', 'What is a {subject}', 'Can you {verb} the {subject} for the {other}', '{subject} and {other}', 'where is the {subject} i want to {verb} {verb} {verb}', 'my {subject} was not {verb}d'];

/** Texts drawn by chance; every article also has words of its own. */
export function writeArticles(count: number, chance: () => number): Article[] {
	return Array.from({ length: count }, (_, i) => writeArticle(`a${String(i).padStart(5, '0')}`, chance));
}

export function writeArticle(id: string, chance: () => number): Article {
	const own = (): string => `${pick(SUBJECTS, chance).replaceAll(' ', '')}${pick(['', 'x', 'ing', 'ful'], chance)}${id}`;
	return {
		id,
		title: `${phrase(chance)} ${own()}`,
		questions: Array.from({ length: Math.floor(chance() * 4) }, () => `${phrase(chance)} ${own()}`),
		body: Array.from({ length: 1 + Math.floor(chance() * 14) }, () => `${phrase(chance)} ${own()}.`).join(' '),
		enabled: chance() < 0.95,
		updatedAt: '',
	};
}

export function phrase(chance: () => number): string {
	return pick(FRAMES, chance).replace(/\{(\w+)\}/gu, (_, kind: string) => pick(kind === 'verb' ? VERBS : SUBJECTS, chance));
}

export function pick<T>(list: readonly T[], chance: () => number): T {
	return list[Math.floor(chance() * list.length)] as T;
}
