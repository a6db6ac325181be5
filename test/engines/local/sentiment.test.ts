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

it.each([
	'I have never been so disappointed in a company.', 'I have never felt so let down by a company', 'Never been more disappointed.', 'I was never so let down', 'I\'ve never been this disappointed', 'I have not been so disappointed in years',
	'I couldn\'t be more disappointed.', 'I could hardly be more disappointed', 'It was nothing but disappointment.', 'It has been nothing short of a disappointment', 'No wonder I feel let down', 'I can\'t tell you how disappointed I am', 'I am not angry but very disappointed with the lamp', 'your couriers never fail to let me down',
	'Noch nie so enttäuscht worden', 'Ich war noch nie so enttäuscht von einer Firma', 'Ich könnte nicht enttäuschter sein', 'Nicht nur enttäuscht, auch traurig',
	'Jamais été aussi déçu', 'Je ne pourrais pas être plus déçue', 'On ne peut plus déçu', 'pas en colère mais déçu',
	'Nunca me había sentido tan decepcionado', 'No podría estar más decepcionada', 'Estoy sin duda decepcionado', 'Nunca fiquei tão decepcionado', 'Não poderia estar mais decepcionada',
	'Non sono mai stato così deluso', 'Non potrei essere più delusa', 'Ne sono rimasto molto deluso', 'Nog nooit zo teleurgesteld geweest', 'Ik kon niet meer teleurgesteld zijn', 'Jeszcze nigdy nie byłem tak rozczarowany', 'Nie mogłem być bardziej rozczarowany',
])('takes the denial in %j for what makes it stronger', (text) => {
	const { label, score, disappointment } = readSentiment(text);
	expect(label).toBe('negative');
	expect(score).toBeLessThan(-0.1);
	expect(disappointment).toBeGreaterThanOrEqual(0.5);
});

it.each([
	'I was not disappointed at all', 'I am not so disappointed', 'I am not that disappointed', 'I have never been disappointed by you', 'you never let me down', 'Never disappointed so far',
	'Ich bin nicht enttäuscht', 'Ich bin nicht so enttäuscht', 'Ich wurde noch nie enttäuscht', 'Ich bin alles andere als enttäuscht', 'pas déçu du tout', 'je ne suis plus déçu', 'No estoy decepcionado', 'nunca me ha decepcionado', 'Não fiquei decepcionado', 'Non sono mai stato deluso', 'non mi ha mai deluso', 'Ik ben niet teleurgesteld', 'nog nooit teleurgesteld', 'Nie jestem rozczarowany', 'nigdy mnie nie zawiedli',
])('hears in %j that nobody was let down', (text) => {
	const { label, score, disappointment } = readSentiment(text);
	expect(label).not.toBe('negative');
	expect(score).toBeGreaterThan(-0.1);
	expect(disappointment).toBeLessThan(0.3);
});

it.each(['I was not disappointed by the lamp, but very disappointed by the support.', 'Not disappointed by the lamp, but very disappointed by the support', 'Ich bin nicht enttäuscht von der Lampe, aber sehr enttäuscht vom Support', 'Pas déçu par la lampe, mais très déçu par le support'])('hears in %j the disappointment beside its denial', (text) => {
	const { label, disappointment } = readSentiment(text);
	expect(label).toBe('negative');
	expect(disappointment).toBeGreaterThanOrEqual(0.5);
});

it.each(['Please don\'t let me down', 'please do not disappoint us', 'S\'il vous plaît, ne me décevez pas', 'Por favor, no me decepcionen'])('hears in the plea %j neither praise nor disappointment', (text) => {
	const { label, disappointment } = readSentiment(text);
	expect(label).not.toBe('positive');
	expect(disappointment).toBeLessThan(0.5);
});

it('carries a denial over to the next phrase when they are one list', () => expect(readSentiment('I was not let down or disappointed').disappointment).toBeLessThan(0.3));

it('does not take the words of one language for the denials of another', () => {
	expect(readSentiment('Ich war im Mai sehr enttäuscht').score).toBeCloseTo(readSentiment('Ich war im Juni sehr enttäuscht').score, 1);
});

it.each(['De lamp is aangekomen met schade', 'Er is schade aan de doos', 'Ik wil schade melden', 'Szkoda w transporcie, proszę o formularz', 'Szkoda na przesyłce', 'C\'est un dommage matériel', 'Do you sell a wifi jammer?'])('hears no disappointment in the damage or the device of %j', (text) => {
	expect(readSentiment(text).disappointment).toBeLessThan(0.3);
});

it.each(['Das ist echt schade', 'Schade um das Geld', 'wat jammer', 'Dommage !', 'Szkoda, że nie działa'])('still hears what a pity it is in %j', (text) => {
	expect(readSentiment(text).disappointment).toBeGreaterThanOrEqual(0.5);
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
