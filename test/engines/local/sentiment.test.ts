import { readSentiment } from '../../../engines/local/sentiment';

it.each([
	'This is the third time I ask, unbelievable, useless!!!',
	'WHAT A JOKE. Worst service ever, you are all useless',
	'I am absolutely furious, nobody answers!!',
	'you fucking idiots',
	'Das ist eine Frechheit, zum dritten Mal!',
	'C\'est inadmissible, ras le bol !!',
	'Es inaceptable, estoy harto, tercera vez que escribo',
])('hears anger in %j', (text) => {
	const { label, anger, score } = readSentiment(text);
	expect(label).toBe('negative');
	expect(anger).toBeGreaterThanOrEqual(0.6);
	expect(score).toBeLessThan(-0.4);
});

it.each(['where is my order', 'I want to cancel my order please', 'Hello', 'Can I pay by card?', 'I hate to bother you', 'sorry to bother you, what are your opening hours?', 'order 1042', '', '   ', '\u200b', '12345'])('hears nothing special in %j', (text) => {
	const { label, anger } = readSentiment(text);
	expect(label).toBe('neutral');
	expect(anger).toBeLessThan(0.1);
});

it.each(['thanks, great', 'I love it, thank you so much!', 'not bad at all', 'You are awesome 😀', 'vielen dank, super', 'merci beaucoup, parfait', 'muchas gracias, excelente'])('hears joy in %j', (text) => expect(readSentiment(text).label).toBe('positive'));

it.each(['great, another week of waiting', 'thanks for nothing', 'oh great, it is broken again', 'nice job losing my parcel', 'wonderful, cancelled at the last minute'])('takes %j for no joy', (text) => {
	expect(readSentiment(text).label).not.toBe('positive');
	expect(readSentiment(text).score).toBeLessThan(0);
});

it.each(['I expected better from you', 'This is not what I was promised', 'what a letdown', 'Schade, ich hatte mehr erwartet', 'je suis très déçue de votre service', 'Qué pena, esperaba más', 'que pena, eu esperava mais', 'peccato, mi aspettavo di meglio', 'jammer, ik had meer verwacht', 'Szkoda, liczyłem na więcej'])('hears disappointment, and no anger, in %j', (text) => {
	const { label, disappointment, anger } = readSentiment(text);
	expect(label).toBe('negative');
	expect(disappointment).toBeGreaterThanOrEqual(0.6);
	expect(anger).toBeLessThan(0.5);
});

it.each(['you liars, I want my money back NOW', 'Das ist eine Frechheit, ich gehe zum Anwalt', 'where is my order', 'Can I pay by card?', 'I\'m not disappointed at all', 'the lamp did not disappoint', 'Ich bin überhaupt nicht enttäuscht', 'je ne suis pas déçue', 'better than I expected', 'when can I expect my parcel?', 'Thank you so much!', '', 'my parcel has not arrived'])('hears no disappointment in %j', (text) => {
	expect(readSentiment(text).disappointment).toBeLessThan(0.3);
});

it.each([['this is bad', 'this is bad!!!'], ['this is terrible service from you people', 'THIS IS TERRIBLE SERVICE FROM YOU PEOPLE'], ['this is good', 'this is not good'], ['bad', 'very bad']])('finds %j milder than its loud or denied form', (mild, strong) => {
	expect(readSentiment(strong).score).toBeLessThan(readSentiment(mild).score);
});

it('quotes the words behind it', () => {
	const text = 'Your support is USELESS and I am fed up';
	const { evidence } = readSentiment(text);
	expect(evidence.map((one) => one.text)).toEqual(expect.arrayContaining(['USELESS', 'fed up']));
	for (const one of evidence) expect(text.slice(one.span?.start, one.span?.end)).toBe(one.text);
});

it('stays within its range whatever is thrown at it', () => {
	for (const text of ['useless! '.repeat(10_000), '😡'.repeat(10_000), 'not '.repeat(10_000), 'a'.repeat(1_000_000)]) {
		const { score, anger, disappointment } = readSentiment(text);
		expect(Math.abs(score)).toBeLessThanOrEqual(1);
		expect(anger).toBeGreaterThanOrEqual(0);
		expect(anger).toBeLessThanOrEqual(1);
		expect(disappointment).toBeGreaterThanOrEqual(0);
		expect(disappointment).toBeLessThanOrEqual(1);
	}
});

it.each(['Ich war in der Stadt, die Lampe ist hell und rot', 'La tienda abre hoy a las diez', 'Je voudrais savoir si vous avez des fers'])('does not take words of another language for English moods in %j', (text) => {
	expect(readSentiment(text).label).toBe('neutral');
});

it.each(['still waiting for a reply', 'my parcel has not arrived', 'Ich warte seit drei Wochen auf eine Antwort'])('hears a complaint in the plain fact %j and calls it no outburst', (text) => {
	const { label, score, anger } = readSentiment(text);
	expect(label).toBe('negative');
	expect(score).toBeGreaterThan(-0.6);
	expect(anger).toBeLessThan(0.6);
});

it('says how sure it is, and that it is unsure where it hardly knows the language', () => {
	expect(readSentiment('I love it, thank you so much!').confidence).toBeGreaterThan(0.9);
	expect(readSentiment('I love it, thank you so much!')).not.toHaveProperty('unsure');
	expect(readSentiment('هذا جميل جدا').unsure).toBe(true);
	expect(readSentiment('Где мой заказ').unsure).toBe(true);
});

it('does not hear a mood in what somebody is called', () => {
	expect(readSentiment('@AngryShop when do you open?')).toMatchObject({ label: 'neutral' });
});
