import type { Change } from '../../core/conversation/ledger';
import { createLiveHub, type LiveHub } from '../../pages/shared/live';

/** A clock of our own: timers fire when the test says so. */
function createTimers() {
	const waiting = new Map<number, { readonly run: () => void; readonly ms: number }>();
	let next = 0;
	return {
		waiting,
		setTimer: (run: () => void, ms: number) => {
			waiting.set(++next, { run, ms });
			return next;
		},
		clearTimer: (timer: unknown) => void waiting.delete(timer as number),
		async fire(ms: number) {
			for (const [id, timer] of [...waiting].filter(([, { ms: its }]) => its === ms)) {
				waiting.delete(id);
				timer.run();
			}
			await settle();
		},
	};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('live hub', () => {
	let changes: Change[];
	let looks: number;
	let failing: boolean;
	let timers: ReturnType<typeof createTimers>;
	let hub: LiveHub;

	beforeEach(() => {
		[changes, looks, failing, timers] = [[], 0, false, createTimers()];
		const ask = async <T>(answer: () => T): Promise<T> => {
			looks += 1;
			if (failing) throw new Error('disk full');
			return answer();
		};
		const ledger = { lastSeq: () => ask(() => changes.length), changesSince: (seq: number) => ask(() => changes.slice(seq, seq + 500)) };
		hub = createLiveHub({ ledger, ...timers });
	});

	const happen = (inbox: string, conversationId: string) => void changes.push({ seq: changes.length + 1, inbox, conversationId });

	async function listen(interest: Parameters<LiveHub['subscribe']>[0]) {
		const heard: string[] = [];
		const leave = hub.subscribe(interest, { changed: (news) => void heard.push(...news.map(({ conversationId }) => conversationId)) });
		await settle();
		return { heard, leave };
	}

	it('reads nothing while nobody listens', async () => {
		hub.nudge();
		await settle();
		const { leave } = await listen({ inboxes: ['main'] });
		leave();
		const before = looks;
		hub.nudge();
		await timers.fire(300);
		expect({ before, after: looks, timers: timers.waiting.size }).toEqual({ before: 1, after: 1, timers: 0 });
	});

	it('tells each listener what concerns it, with one read for all', async () => {
		const chat = await listen({ inbox: 'main', conversationId: 'a' });
		const desk = await listen({ inboxes: ['main', 'shop'] });
		const admin = await listen({ inboxes: ['*'] });
		const before = looks;
		happen('main', 'a');
		happen('shop', 'b');
		happen('other', 'a');
		await timers.fire(300);
		expect([chat.heard, desk.heard, admin.heard]).toEqual([['a'], ['a', 'b'], ['a', 'b', 'a']]);
		expect(looks - before).toBe(1);
	});

	it('tells a listener who serves an inbox twice only once', async () => {
		const desk = await listen({ inboxes: ['main', '*', 'main'] });
		happen('main', 'a');
		await timers.fire(300);
		expect(desk.heard).toEqual(['a']);
	});

	it('looks at once when nudged', async () => {
		const { heard } = await listen({ inboxes: ['main'] });
		happen('main', 'a');
		hub.nudge();
		await settle();
		expect(heard).toEqual(['a']);
	});

	it('says "read again" once it knows where it stands, so that nothing falls in between', async () => {
		const heard: number[] = [];
		hub.subscribe({ inboxes: ['main'] }, { changed: (news) => void heard.push(news.length) });
		happen('main', 'a');
		await settle();
		expect(heard).toEqual([0]);
	});

	it('reads on at once when the list was full', async () => {
		const { heard } = await listen({ inboxes: ['main'] });
		for (let count = 0; count < 1200; count++) happen('main', 'a');
		await timers.fire(300);
		expect(heard).toHaveLength(1200);
	});

	it('survives a failing store and tells later what happened meanwhile', async () => {
		const { heard } = await listen({ inboxes: ['main'] });
		failing = true;
		happen('main', 'a');
		await timers.fire(300);
		failing = false;
		await timers.fire(300);
		expect(heard).toEqual(['a']);
	});

	it('does not let one listener spoil it for another', async () => {
		hub.subscribe({ inboxes: ['main'] }, {
			changed: () => {
				throw new Error('gone');
			},
		});
		const { heard } = await listen({ inboxes: ['main'] });
		happen('main', 'a');
		await timers.fire(300);
		expect(heard).toEqual(['a']);
	});

	it('beats for everybody, until they leave', async () => {
		let beats = 0;
		const leave = hub.subscribe({ inboxes: ['main'] }, { changed: () => undefined, beat: () => void (beats += 1) });
		await timers.fire(15_000);
		await timers.fire(15_000);
		leave();
		leave();
		await timers.fire(15_000);
		expect(beats).toBe(2);
	});

	it('begins afresh for who comes after everybody left', async () => {
		(await listen({ inboxes: ['main'] })).leave();
		happen('main', 'missed');
		const { heard } = await listen({ inboxes: ['main'] });
		happen('main', 'a');
		await timers.fire(300);
		expect(heard).toEqual(['a']);
	});
});
