import { DEFAULT_SENTIMENT_THRESHOLDS, gateSentiment, recentMood, SENTIMENT_SENSITIVITIES, type Sensitivity } from '../../../core/sentiment';

const trailOf = (...scores: number[]) => scores.map((score) => ({ at: '2026-03-02T10:00:00.000Z', score, anger: 0 }));
const gate = (score: number, anger: number, trail: number[] = [], thresholds = DEFAULT_SENTIMENT_THRESHOLDS) =>
	gateSentiment({ label: score < 0 ? 'negative' : 'neutral', score, anger, evidence: [] }, trailOf(...trail), thresholds, { name: 'local' });

describe('gateSentiment', () => {
	it.each([
		['anger just below the threshold', 0, 0.59, []],
		['anger at the threshold', 0, 0.6, ['anger']],
		['anger above the threshold', 0, 0.61, ['anger']],
		['a score just above the threshold', -0.59, 0, []],
		['a score at the threshold', -0.6, 0, ['negative']],
		['a score below the threshold', -0.61, 0, ['negative']],
		['both', -0.9, 0.9, ['anger', 'negative']],
		['scores that are no numbers', Number.NaN, Number.NaN, []],
	])('reads %s', (_, score, anger, because) => {
		const sentiment = gate(score, anger);
		expect(sentiment.because).toEqual(because);
		expect(sentiment.upset).toBe(because.length > 0);
	});

	it.each([
		['no point before', [], undefined],
		['one point before', [0.5], undefined],
		['two points before', [0.2, 0], -0.2],
		['one odd message among calm ones', [-0.2, -0.2, 0.9, -0.2, -0.2], 0],
		['old points beyond the newest six', [1, 1, 1, 1, 1, -0.2, -0.2, -0.2, -0.2, -0.2], 0],
		['points that are no numbers', [Number.NaN, 0.2, 0], -0.2],
	])('gives the trend for %s', (_, trail, trend) => {
		const sentiment = gate(-0.2, 0, trail);
		if (trend === undefined) expect(sentiment).not.toHaveProperty('trend');
		else expect(sentiment.trend).toBeCloseTo(trend, 10);
	});

	it.each([
		['falls by just less than the threshold', -0.3, [0.19, -0.05], []],
		['falls by the threshold', -0.25, [0.25, 0], ['falling']],
		['falls by more than the threshold', -0.5, [0.3, -0.1], ['falling']],
		['falls but stays above neutral', 0.1, [0.9, 0.5], []],
	])('calls a mood that %s by its name', (_, score, trail, because) => {
		expect(gate(score, 0, trail).because).toEqual(because);
	});

	it.each<[Sensitivity, boolean]>([['patient', false], ['balanced', false], ['watchful', true]])('lets a %s gate see mild annoyance as upset: %s', (sensitivity, upset) => {
		expect(gate(-0.4, 0.3, [], SENTIMENT_SENSITIVITIES[sensitivity]).upset).toBe(upset);
	});

	it('passes on how likely the customer is disappointed, where the engine says it', () => {
		const reading = { label: 'negative', score: -0.3, anger: 0.1, evidence: [] } as const;
		expect(gateSentiment({ ...reading, disappointment: 0.8 }, [], DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' })).toMatchObject({ disappointment: 0.8, upset: false });
		expect(gateSentiment(reading, [], DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' })).not.toHaveProperty('disappointment');
	});

	it('does not count the mood from before a person gave the conversation back', () => {
		const reading = { label: 'negative', score: -0.3, anger: 0.2, evidence: [] } as const;
		const sentimentTrail = [0.2, -0.3, -0.8].map((score, minute) => ({ at: `2026-03-02T10:0${minute}:00.000Z`, score, anger: 0 }));
		const because = (at?: string) => gateSentiment(reading, recentMood({ sentimentTrail, ...(at === undefined ? {} : { handBack: { at, agentName: 'Mara' } }) }), DEFAULT_SENTIMENT_THRESHOLDS, { name: 'local' }).because;
		expect(because()).toEqual(['falling']);
		expect(because('2026-03-02T10:02:30.000Z')).toEqual([]);
		expect(because('2026-03-02T09:59:00.000Z')).toEqual(['falling']);
	});

	it('stays fast with a very long trail', () => {
		expect(gate(-0.2, 0, Array.from({ length: 100_000 }, () => -0.2)).trend).toBeCloseTo(0);
	});
});
