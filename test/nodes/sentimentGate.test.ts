import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import { tellForecast } from '../../nodes/SentimentGate/tellForecast';
import { claim, handoff, inbound } from '../store/samples';
import { askedSettings, damagedEnvelope, envelope, ERROR_SETTINGS, openRealLedger, runNode, shownSettings, withBrokenLedger } from './fixtures';

const TYPE = 'sentimentGate';
/** Long before any clock these tests run by. */
const at = (second: number): string => `2024-05-04T10:00:${String(second).padStart(2, '0')}.000Z`;
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

describe('the forecast of who will need a person', () => {
	/** The customer's second question, after an answer. */
	const second = (inbox: string): IDataObject => {
		const item = envelope('And to Norway?', { inbox });
		const turns = [{ author: 'customer', text: 'How long does delivery take?', at: at(0) }, { author: 'bot', text: 'Two to four days.', at: at(1) }, { author: 'customer', text: 'And to Norway?', at: at(30) }];
		return { ...item, conversation: { ...(item.conversation as IDataObject), turns } };
	};
	const forecastOf = async (item: IDataObject, mode?: 'manual'): Promise<{ needsPerson: number; rawForecast: number }> =>
		(await runNode({ type: TYPE }, [item], mode === undefined ? {} : { mode })).flat()[0]?.sentiment as never;

	/** Conversations that all went to a person, though the forecast had been low. */
	async function seed(ledger: Ledger, inbox: string): Promise<void> {
		for (let i = 0; i < 30; i++) {
			const first = await ledger.recordInbound(inbound(`${inbox}-${i}`, { inbox, thread: `${inbox}-${i}`, receivedAt: at(0) }));
			if (first.kind !== 'recorded') throw new Error('recorded before');
			await ledger.claimReply(claim(first.envelope, { learned: { sentiment: { at: at(0), score: 0, anger: 0, rawForecast: 0.1 } }, now: at(1) }));
			const again = await ledger.recordInbound(inbound(`${inbox}-${i}-again`, { inbox, thread: `${inbox}-${i}`, receivedAt: at(2) }));
			if (again.kind === 'recorded') await ledger.openHandoff(handoff(again.envelope, { now: at(3) }));
		}
	}

	it('is told as it is while the inbox has too few conversations', async () => {
		const { needsPerson, rawForecast } = await forecastOf(second('new'));
		expect(rawForecast).toBeGreaterThan(0);
		expect(needsPerson).toBe(rawForecast);
	});

	it.each([undefined, 'manual'] as const)('is calibrated on what the inbox\'s real conversations came to (%s)', async (mode) => {
		const inbox = `busy-${mode ?? 'trigger'}`;
		await seed(await openRealLedger(), inbox);
		const [calibrated, raw] = [await forecastOf(second(inbox), mode), await forecastOf(second('new'))];
		expect(calibrated.rawForecast).toBe(raw.rawForecast);
		expect(calibrated.needsPerson).toBeGreaterThan(raw.needsPerson + 0.05);
	});

	it('is told as it is where the ledger cannot be opened, and nobody counts as upset for that', async () => {
		const [calm, upset] = await withBrokenLedger(() => runNode({ type: TYPE }, [second('busy-trigger')]));
		expect(upset).toEqual([]);
		const { needsPerson, rawForecast } = calm?.[0]?.sentiment as unknown as { needsPerson: number; rawForecast: number };
		expect(needsPerson).toBe(rawForecast);
	});

	it('asks for no ledger before the assistant said anything', async () => {
		const credentials = jest.fn();
		const { calibrate } = await import('../../nodes/SentimentGate/calibrate');
		const sentiment = { label: 'neutral', score: 0, anger: 0, upset: false, because: [], evidence: [], engine: { name: 'local' } } as const;
		expect(await calibrate({ getNode: credentials, getCredentials: credentials } as unknown as IExecuteFunctions, 'main', sentiment, at(0))).toBe(sentiment);
		expect(credentials).not.toHaveBeenCalled();
	});

	it.each([
		['manual', 'new', /not measured yet/u],
		['manual', 'busy-trigger', /about 10 in 10 conversations went to a person later\. Measured on your last 30 conversations\.$/u],
		['trigger', 'busy-trigger', undefined],
	] as const)('is told how good it was in the editor alone (%s, %s)', async (mode, inbox, words) => {
		const hints: string[] = [];
		await tellForecast({
			getMode: () => mode, getInputData: () => [{ json: second(inbox) }], getNode: () => ({ name: 'Node', parameters: {} }),
			addExecutionHints: ({ message }: { message: string }) => hints.push(message), logger: console,
		} as unknown as IExecuteFunctions);
		expect(hints).toEqual(words === undefined ? [] : [expect.stringMatching(words)]);
	});
});
