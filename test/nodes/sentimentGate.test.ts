import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, runNode, shownSettings } from './fixtures';

const TYPE = 'sentimentGate';
const FURIOUS = 'I am furious, this is the worst service I have ever had!';

it.each(ERROR_SETTINGS)('sends the calm and the odd by Calm, the angry and the failed by Upset (%s)', async (onError) => {
	const calm = envelope('How long does delivery take?');
	const angry = envelope(FURIOUS);
	const failing = damagedEnvelope('How long does delivery take?');
	expect(await runNode({ type: TYPE, onError }, [calm, {}, angry, failing])).toEqual([
		[
			{ ...calm, sentiment: expect.objectContaining({ upset: false, because: [] }) },
			{ sentiment: expect.objectContaining({ upset: false }) },
		],
		[
			{ ...angry, sentiment: expect.objectContaining({ label: 'negative', upset: true, because: expect.arrayContaining(['anger']) }) },
			{ ...failing, error: { node: 'Node', message: expect.any(String) } },
		],
	]);
});

it('notices a mood that falls over the conversation', async () => {
	const trail = [0.6, 0.3].map((score) => ({ at: '2026-03-04T09:00:00.000Z', score, anger: 0 }));
	const text = 'This is not good.';
	const falling = envelope(text);
	const item = { ...falling, conversation: { ...(falling.conversation as object), sentimentTrail: trail } };
	const parameters = { sensitivity: 'custom', anger: 1, score: -1, trend: -0.1 };
	expect((await runNode({ type: TYPE, parameters }, [item]))[1]).toEqual([expect.objectContaining({ sentiment: expect.objectContaining({ because: ['falling'], trend: expect.any(Number) }) })]);
	expect((await runNode({ type: TYPE, parameters }, [envelope(text)]))[0]).toHaveLength(1);
});

it.each([
	['patient', [3, 0]],
	['balanced', [2, 1]],
	['watchful', [1, 2]],
])('minds annoyance as much as told to (%s)', async (sensitivity, counts) => {
	const outputs = await runNode({ type: TYPE, parameters: { sensitivity } }, [envelope('Good morning'), envelope('This is bad'), envelope('This is unacceptable')]);
	expect(outputs.map((items) => items.length)).toEqual(counts);
});

it('takes limits of one\'s own', async () => {
	const parameters = { sensitivity: 'custom', anger: 1, score: -1, trend: -1 };
	expect((await runNode({ type: TYPE, parameters }, [envelope(FURIOUS)])).map((items) => items.length)).toEqual([1, 0]);
});

it('asks for exactly the settings it shows', async () => {
	expect(await askedSettings(TYPE, [{}, { parameters: { sensitivity: 'custom' } }])).toEqual(shownSettings(TYPE));
});
