import { stem } from '../../../engines/local/stem';
import { commonForm, joinPhrases, SYNONYMS } from '../../../engines/local/synonyms';

it.each([
	['photos', 'pictures'], ['purchased', 'bought'], ['bill', 'receipts'], ['deliver', 'delivery'], ['covid', 'coronavirus'], ['kids', 'children'], ['reimbursement', 'refunds'],
	['sendung', 'paket'], ['ruckzahlung', 'erstattung'], ['livrer', 'livraison'], ['reembolsar', 'reembolso'], ['fatura', 'recibo'], ['consegna', 'spedizione'], ['pakje', 'pakket'], ['przesylka', 'paczka'],
])('takes %s and %s for the same', (a, b) => expect(commonForm(a)).toBe(commonForm(b)));

it.each([['receipt', 'order'], ['refund', 'return'], ['apple', 'apps'], ['cost', 'costume'], ['charge', 'change'], ['letter', 'later']])('tells %s from %s', (a, b) => expect(commonForm(a)).not.toBe(commonForm(b)));

it('has no word in two groups, so that each has one common form', () => {
	const owners = new Map<string, Set<number>>();
	for (const [group, words] of SYNONYMS.entries()) for (const word of words) owners.set(stem(word), (owners.get(stem(word)) ?? new Set()).add(group));
	expect([...owners].filter(([, groups]) => groups.size > 1).map(([form]) => form)).toEqual([]);
});

it('holds folded words only, as messages are when they are looked up', () => {
	expect(SYNONYMS.flat().filter((word) => !/^[a-z]+$/u.test(word))).toEqual([]);
});

it.each([
	[['i', 'cannot', 'log', 'in'], ['i', 'cannot', 'login']],
	[['corona', 'virus', 'rules'], ['coronavirus', 'rules']],
	[['log', 'of', 'my', 'calls'], ['log', 'of', 'my', 'calls']],
	[['e', 'mail'], ['email']],
	[['sign'], ['sign']],
	[[], []],
])('reads %j as %j', (words, joined) => expect(joinPhrases(words)).toEqual(joined));
