/** What every ledger promises about the law of channels: it is asked in the transaction that gives leave to speak. */
import type { Ledger } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import { at, claim, handoff, inbound, mara } from './samples';
import type { FreshLedger } from './ledgerContract';

/** A day after the samples' one. */
const nextDay = (time: string): string => `2026-05-05T${time}.000Z`;
const NIGHT = { timeZone: 'UTC', from: 21 * 60, until: 8 * 60, weekdays: [], holidays: [] };

/** Runs the promises against ledgers made by `open`, one fresh store a test. */
export function describeChannelLaw(name: string, open: () => Promise<FreshLedger>): void {
	describe(`${name}, about the law of channels`, () => {
		let fresh: FreshLedger;
		let ledger: Ledger;
		beforeEach(async () => {
			fresh = await open();
			({ ledger } = fresh);
		});
		afterEach(() => fresh.close());

		const WHATSAPP = { channel: 'whatsApp', customer: { externalId: '4915100000017', phone: '+4915100000017' } } as const;

		async function write(id: string, over: Parameters<typeof inbound>[1] = {}): Promise<Envelope & { readonly ignored?: string }> {
			const result = await ledger.recordInbound(inbound(id, { ...WHATSAPP, ...over }));
			if (result.kind !== 'recorded') throw new Error('It was recorded before');
			return { ...result.envelope, ...(result.ignored === undefined ? {} : { ignored: result.ignored }) };
		}
		async function look(envelope: Envelope, now = nextDay('12:00:00')) {
			const desk = await ledger.openConversation('main', envelope.conversation.id, undefined, now);
			if (desk === undefined) throw new Error('There is no such conversation');
			return { owner: desk.row.owner, waits: desk.row.waitingSince !== undefined, notes: desk.entries.filter(({ kind }) => kind === 'note').map(({ text }) => text), outcomes: desk.entries.filter(({ kind }) => kind === 'outcome').map(({ outcome, reasons }) => [outcome, ...(reasons ?? [])]).sort((a, b) => (b[0] === 'merged' ? 1 : 0) - (a[0] === 'merged' ? 1 : 0)), said: desk.envelope.conversation.turns.map(({ text }) => text), packet: desk.packet };
		}
		const send = (envelope: Envelope, over: Parameters<typeof claim>[1] = {}) => ledger.claimReply(claim(envelope, { mode: 'send', ...over }));

		describe('the time to write freely', () => {
			it('ends exactly 24 hours after the customer wrote', async () => {
				const envelope = await write('m1');
				expect(await send(envelope, { now: '2026-05-05T09:59:59.999Z' })).toMatchObject({ kind: 'claimed', status: 'claimed', to: '4915100000017' });
				const late = await write('m2', { thread: 't2', customer: { externalId: '2' } });
				expect(await send(late, { now: nextDay('10:00:00') })).toEqual({ kind: 'held', reason: 'outsideWindow', owner: 'bot' });
			});

			it('puts what may not be said any more before a person, with the words and what to do', async () => {
				const envelope = await write('m1');
				await send(envelope, { now: nextDay('11:00:00') });
				expect(await look(envelope)).toMatchObject({
					owner: 'queue', waits: true, outcomes: [['relayed']],
					notes: [expect.stringContaining('Answer to m1')], packet: { suggestedNextStep: expect.stringContaining('template') as string },
				});
			});

			it('counts from when the customer sent it, however late it came', async () => {
				const envelope = await write('m1', { sentAt: '2026-05-03T10:30:00.000Z' });
				expect(await send(envelope, { now: at('10:29:59') })).toMatchObject({ kind: 'claimed' });
				const other = await write('m2', { thread: 't2', sentAt: '2026-05-03T10:30:00.000Z', customer: { externalId: '2' } });
				expect(await send(other, { now: at('10:30:00') })).toMatchObject({ reason: 'outsideWindow' });
			});

			it('counts from the newest of messages that came in another order', async () => {
				await write('m1', { sentAt: at('09:59:00') });
				const late = await write('m2', { sentAt: '2026-05-03T08:00:00.000Z', receivedAt: at('10:00:30') });
				expect(await send(late, { now: at('12:00:00') })).toMatchObject({ kind: 'claimed' });
			});

			it('believes no clock that runs ahead of ours', async () => {
				const envelope = await write('m1', { sentAt: '2026-06-01T00:00:00.000Z' });
				expect(await send(envelope, { now: nextDay('10:00:00') })).toMatchObject({ reason: 'outsideWindow' });
			});

			it('begins anew with every message', async () => {
				await write('m1');
				const again = await write('m2', { receivedAt: nextDay('09:00:00') });
				expect(await send(again, { now: nextDay('23:00:00') })).toMatchObject({ kind: 'claimed' });
			});

			it('leaves the template, and remembers what it said', async () => {
				const envelope = await write('m1');
				expect(await send(envelope, { now: nextDay('11:00:00'), law: { asTemplate: { text: '[news] Lea' } } })).toEqual({ kind: 'claimed', status: 'claimed', id: 'out-m1', to: '4915100000017', asTemplate: true });
				await ledger.confirmReply('main', 'out-m1', 'sent', {}, nextDay('11:00:01'));
				expect(await look(envelope)).toMatchObject({ owner: 'bot', said: ['Words of m1', '[news] Lea'] });
			});

			it('is none by mail', async () => {
				const envelope = await write('m1', { channel: 'email', customer: { externalId: 'lea', email: 'lea@example.com' } });
				expect(await send(envelope, { now: '2026-06-30T10:00:00.000Z' })).toMatchObject({ kind: 'claimed' });
			});

			it('does not make a notice be tried for ever', async () => {
				const envelope = await write('m1');
				await ledger.openHandoff(handoff(envelope));
				const notice = { purpose: 'handoffNotice', outgoingId: 'notice', epoch: 2, outcome: undefined, now: nextDay('11:00:00') } as const;
				expect(await ledger.takeHandoffsDue('w1', nextDay('10:59:00'), nextDay('11:01:00'), nextDay('11:00:00'), 10)).toHaveLength(1);
				expect(await send(envelope, notice)).toMatchObject({ kind: 'held', reason: 'outsideWindow' });
				expect(await send(envelope, { ...notice, purpose: 'overdueNotice', outgoingId: 'overdue' })).toMatchObject({ kind: 'held', reason: 'outsideWindow' });
				expect(await ledger.takeHandoffsDue('w1', nextDay('11:59:00'), nextDay('12:01:00'), nextDay('12:00:00'), 10)).toEqual([]);
			});
		});

		describe('a person\'s reply in the queue', () => {
			async function queued(): Promise<{ readonly envelope: Envelope; readonly request: Parameters<Ledger['claimReply']>[0] }> {
				const first = await write('m1');
				await ledger.openHandoff(handoff(first));
				await ledger.move('main', first.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
				await ledger.humanReply('main', first.conversation.id, mara, { outgoingId: 'r1', text: 'Here it is.' }, nextDay('11:00:00'));
				const [due] = await ledger.takeQueued('w1', ['whatsApp'], nextDay('11:01:00'), nextDay('11:00:01'), 10);
				if (due === undefined) throw new Error('Nothing is queued');
				return { envelope: due.envelope, request: claim(due.envelope, { outgoingId: 'r1', purpose: 'humanReply', author: 'human', mode: 'send', outcome: undefined, now: nextDay('11:00:02') }) };
			}

			it('is shown to have failed when the time is over, and is not handed out again', async () => {
				const { envelope, request } = await queued();
				expect(await ledger.claimReply(request)).toMatchObject({ kind: 'held', reason: 'outsideWindow', owner: 'human' });
				expect(await look(envelope)).toMatchObject({ owner: 'human', waits: true, notes: [expect.stringMatching(/Here it is\..*24 hours/u)] });
				expect(await ledger.takeQueued('w1', ['whatsApp'], nextDay('13:00:00'), nextDay('12:00:00'), 10)).toEqual([]);
				expect(await ledger.claimReply(request)).toMatchObject({ kind: 'repeated', status: 'failed' });
			});

			it('goes as a template that holds it', async () => {
				const { envelope, request } = await queued();
				expect(await ledger.claimReply({ ...request, law: { asTemplate: { text: 'Here it is.' } } })).toMatchObject({ kind: 'claimed', asTemplate: true });
				expect((await look(envelope)).notes).toEqual([]);
			});

			it('stays to be said where the template does not hold it', async () => {
				const { envelope, request } = await queued();
				expect(await ledger.claimReply({ ...request, law: { asTemplate: { text: '[news]' } } })).toMatchObject({ kind: 'claimed', asTemplate: true });
				expect((await look(envelope)).notes).toEqual([expect.stringContaining('Here it is.')]);
			});

			it('is no assistant\'s: no number of replies holds it back', async () => {
				const { request } = await queued();
				expect(await ledger.claimReply({ ...request, law: { maxReplies: 1, asTemplate: { text: 'x' } } })).toMatchObject({ kind: 'claimed' });
			});
		});

		describe('a customer who wants no more messages', () => {
			it('is ignored from the very word on, and gets nothing', async () => {
				const first = await write('m1');
				const stop = await write('m2', { text: 'STOP', receivedAt: at('10:00:30') });
				expect(stop.ignored).toBe('optedOut');
				const later = await write('m3', { text: 'Hello?', receivedAt: at('10:00:40') });
				expect(later.ignored).toBe('optedOut');
				expect(await send(first)).toMatchObject({ kind: 'held', reason: 'superseded' });
				expect(await look(stop)).toMatchObject({ owner: 'bot', outcomes: [['merged'], ['ignored', 'optedOut'], ['ignored', 'optedOut']], notes: [expect.stringContaining('no more messages')] });
				expect(await ledger.takeUnanswered('w1', at('11:00:00'), at('11:05:00'), at('11:00:00'), 10)).toEqual([]);
			});

			it('gets no words of a person either, who is told', async () => {
				const first = await write('m1');
				await ledger.openHandoff(handoff(first));
				await ledger.move('main', first.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
				await ledger.humanReply('main', first.conversation.id, mara, { outgoingId: 'r1', text: 'Here it is.' }, at('10:01:00'));
				await write('m2', { text: 'stop', receivedAt: at('10:01:01') });
				const [due] = await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:01:02'), 10);
				expect(await send(due!.envelope, { outgoingId: 'r1', purpose: 'humanReply', author: 'human', outcome: undefined, now: at('10:01:03') })).toMatchObject({ reason: 'optedOut' });
				expect((await look(first)).notes).toEqual([expect.stringContaining('no more messages'), expect.stringContaining('Here it is.')]);
			});

			it('has people\'s eyes on words they may not be told, also once the conversation was given back or ended', async () => {
				for (const [id, last] of [['m1', { kind: 'return' }], ['m3', { kind: 'resolve' }]] as const) {
					const first = await write(id, { thread: id, customer: { externalId: id } });
					await ledger.openHandoff({ ...handoff(first), id: `h-${id}` });
					await ledger.move('main', first.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
					await ledger.humanReply('main', first.conversation.id, mara, { outgoingId: `r-${id}`, text: 'Here it is.' }, at('10:01:00'));
					await ledger.move('main', first.conversation.id, mara, last, at('10:01:01'));
					await write(`${id}stop`, { thread: id, customer: { externalId: id }, text: 'stop', receivedAt: at('10:01:02') });
					const [due] = await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:01:03'), 10);
					expect(await send(due!.envelope, { outgoingId: `r-${id}`, purpose: 'humanReply', author: 'human', outcome: undefined, now: at('10:01:04') })).toMatchObject({ reason: 'optedOut' });
					expect(await look(first)).toMatchObject({ owner: 'queue', waits: true, notes: expect.arrayContaining([expect.stringContaining('Here it is.')]) as string[] });
					const [row] = await ledger.listRows(['main'], 'waiting', mara.id, 10);
					expect(row?.conversationId).toBe(first.conversation.id);
					await ledger.move('main', first.conversation.id, mara, { kind: 'resolve' }, at('10:01:05'));
				}
			});

			it('is not written to from the desk: who writes keeps their words and reads why', async () => {
				const first = await write('m1');
				await ledger.openHandoff(handoff(first));
				await ledger.move('main', first.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
				await write('m2', { text: 'stop', receivedAt: at('10:00:20') });
				const reply = (outgoingId: string, time: string) => ledger.humanReply('main', first.conversation.id, mara, { outgoingId, text: 'Here it is.' }, at(time));
				expect(await reply('r1', '10:01:00')).toMatchObject({ ok: false, reason: 'optedOut', message: expect.stringContaining('START') as string });
				expect(await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:01:02'), 10)).toEqual([]);
				await write('m3', { text: 'START', receivedAt: at('10:02:00') });
				expect(await reply('r1', '10:03:00')).toMatchObject({ ok: true, status: 'queued' });
			});

			it('gets no draft that a person approves either, but it can be discarded', async () => {
				const first = await write('m1');
				expect(await send(first, { mode: 'draft', outgoingId: 'd1', now: at('10:00:05') })).toMatchObject({ kind: 'claimed', status: 'draft' });
				await write('m2', { text: 'stop', receivedAt: at('10:00:20') });
				expect(await ledger.finishDraft('main', 'd1', mara, { approve: true, text: 'Here it is.' }, at('10:01:00'))).toMatchObject({ ok: false, reason: 'optedOut' });
				expect(await ledger.finishDraft('main', 'd1', mara, { approve: false }, at('10:01:00'))).toMatchObject({ ok: true, status: 'discarded' });
			});

			it('gets none in another conversation of theirs', async () => {
				await write('m1', { text: 'Stop' });
				const elsewhere = await write('m2', { thread: 't2' });
				expect(elsewhere.ignored).toBe('optedOut');
				expect(await send(elsewhere)).toMatchObject({ kind: 'held', reason: 'alreadyAnswered' });
				expect(await send(elsewhere, { outcome: undefined, purpose: 'followUp', outgoingId: 'f1' })).toMatchObject({ kind: 'held', reason: 'optedOut' });
			});

			it('is heard again once they say so', async () => {
				await write('m1', { text: 'Stop' });
				const start = await write('m2', { text: 'START', receivedAt: at('10:00:30') });
				expect(start.ignored).toBeUndefined();
				expect(await send(start, { now: at('10:00:31') })).toMatchObject({ kind: 'claimed' });
				expect((await look(start)).notes).toEqual([expect.stringContaining('no more messages'), expect.stringContaining('wants messages again')]);
			});

			it('is somebody who said only that, on a channel where one says it', async () => {
				expect((await write('m1', { text: 'please stop the order' })).ignored).toBeUndefined();
				expect((await write('m2', { text: 'stop', channel: 'webChat', thread: 'chat' })).ignored).toBeUndefined();
				expect((await write('m3', { text: 'stop', thread: 't3', customer: { externalId: '3' }, attachments: [{ name: 'sign.jpg', mimeType: 'image/jpeg' }] })).ignored).toBeUndefined();
			});

			it('is known by the channel too, whatever the words, and its word goes before theirs', async () => {
				const sms = { channel: 'sms', thread: '+4366', customer: { externalId: '+4366' } } as const;
				const write2 = (id: string, text: string, optOut?: 'out' | 'in' | 'unchanged') => write(id, { ...sms, text, ...(optOut === undefined ? {} : { optOut }) });
				expect((await write2('m1', 'Ende', 'out')).ignored).toBe('optedOut');
				expect((await write2('m2', 'Hello?')).ignored).toBe('optedOut');
				expect((await write2('m3', 'start', 'unchanged')).ignored).toBe('optedOut');
				const again = await write2('m4', 'Ja, bitte', 'in');
				expect(again.ignored).toBeUndefined();
				expect(await send(again)).toMatchObject({ kind: 'claimed' });
			});

			it('stays one when the channel delivers the word twice', async () => {
				await write('m1', { text: 'STOP' });
				expect(await ledger.recordInbound(inbound('m1', { ...WHATSAPP, text: 'STOP' }))).toMatchObject({ kind: 'repeated', outcome: 'ignored' });
			});
		});

		describe('machines that answer each other', () => {
			it('stop at the limit of ten minutes, and a person looks', async () => {
				let last: Envelope | undefined;
				const results = [];
				for (let index = 0; index < 4; index++) {
					last = await write(`m${index}`, { receivedAt: at(`10:0${index}:00`) });
					results.push(await send(last, { now: at(`10:0${index}:01`), law: { maxReplies: 3 } }));
					await ledger.confirmReply('main', `out-m${index}`, 'sent', {}, at(`10:0${index}:02`));
				}
				expect(results.map((result) => (result.kind === 'held' ? result.reason : result.kind))).toEqual(['claimed', 'claimed', 'claimed', 'rateLimited']);
				expect(await look(last!)).toMatchObject({ owner: 'queue', packet: { suggestedNextStep: expect.stringContaining('machine') as string } });
			});

			it('are counted over ten minutes only, by conversation', async () => {
				for (const [id, time] of [['m1', '10:00'], ['m2', '10:01']] as const) {
					await send(await write(id, { receivedAt: at(`${time}:00`) }), { now: at(`${time}:00`), law: { maxReplies: 2 } });
					await ledger.confirmReply('main', `out-${id}`, 'sent', {}, at(`${time}:00`));
				}
				const other = await write('m3', { thread: 't2', receivedAt: at('10:02:00'), customer: { externalId: '2' } });
				expect(await send(other, { now: at('10:02:00'), law: { maxReplies: 2 } })).toMatchObject({ kind: 'claimed' });
				expect(await send(await write('m4', { receivedAt: at('10:10:00') }), { now: at('10:10:00'), law: { maxReplies: 2 } })).toMatchObject({ kind: 'claimed' });
			});
		});

		describe('how much the assistant wrote', () => {
			async function said(id: string, over: Parameters<typeof inbound>[1], claimed: Parameters<typeof claim>[1] = {}): Promise<Envelope> {
				const envelope = await write(id, over);
				expect(await send(envelope, { ...claimed, outcome: undefined, now: at('10:00:01'), law: { maxReplies: 1_000 } })).toMatchObject({ kind: 'claimed' });
				return envelope;
			}

			it('is counted as far as any limit goes, since a time, and without what people wrote', async () => {
				const envelope = await write('m1', { channel: 'email' });
				for (let index = 0; index < 60; index++) {
					await send(envelope, { outgoingId: `out-${index}`, outcome: undefined, author: index < 2 ? 'human' : index < 4 ? 'system' : 'bot', law: { maxReplies: 1_000 }, now: at('10:00:01') });
				}
				const count = (since: string) => ledger.countReplies('main', envelope.conversation.id, since);
				expect([await count(at('10:00:00')), await count(at('10:00:01')), await ledger.countReplies('main', 'nothing', at('10:00:00'))]).toEqual([58, 0, 0].map((count) => ({ inConversation: count, toCustomer: count })));
			});

			it('is counted by conversation, and over all posts of a form in one customer\'s name', async () => {
				const [mail] = [await said('m1', { channel: 'email', thread: 'e1' }), await said('m2', { channel: 'email', thread: 'e2' })];
				const form = { channel: 'webhook', customer: { externalId: 'typed: lea@example.com' } } as const;
				const [first] = [await said('m3', { ...form, thread: 'f1' }), await said('m4', { ...form, thread: 'f2' }), await said('m5', { ...form, thread: 'f3', customer: { externalId: 'kim' } })];
				expect([await ledger.countReplies('main', mail!.conversation.id, at('10:00:00')), await ledger.countReplies('main', first!.conversation.id, at('10:00:00'))]).toEqual([{ inConversation: 1, toCustomer: 2 }, { inConversation: 2, toCustomer: 2 }]);
				const next = await write('m6', { ...form, thread: 'f4' });
				expect(await send(next, { now: at('10:00:02'), law: { maxReplies: 2 } })).toMatchObject({ kind: 'held', reason: 'rateLimited' });
			});
		});

		describe('quiet hours', () => {
			const followUp = { purpose: 'followUp', outgoingId: 'f1', outcome: undefined, text: 'Did it help?', now: at('22:00:00'), law: { quietHours: NIGHT } } as const;

			it('let what nobody asked for wait in the queue until they end', async () => {
				const envelope = await write('m1');
				await send(envelope, { now: at('10:00:01') });
				await ledger.confirmReply('main', 'out-m1', 'sent', {}, at('10:00:02'));
				expect(await send(envelope, followUp)).toEqual({ kind: 'postponed', id: 'f1', notBefore: nextDay('08:00:00') });
				expect(await send(envelope, followUp)).toMatchObject({ kind: 'postponed', id: 'f1' });
				expect(await ledger.takeQueued('w1', ['whatsApp'], nextDay('08:05:00'), nextDay('07:59:59'), 10)).toEqual([]);
				const [due] = await ledger.takeQueued('w1', ['whatsApp'], nextDay('08:05:00'), nextDay('08:00:00'), 10);
				expect(due).toMatchObject({ outgoing: { id: 'f1', text: 'Did it help?', author: 'bot', purpose: 'followUp', notBefore: nextDay('08:00:00') } });
				expect(await send(due!.envelope, { ...followUp, purpose: 'humanReply', author: 'human', now: nextDay('08:00:01') })).toMatchObject({ kind: 'claimed', id: 'f1' });
			});

			it('hold up nobody\'s words behind it', async () => {
				const envelope = await write('m1');
				await send(envelope, followUp);
				await ledger.openHandoff(handoff(envelope));
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('22:01:00'));
				await ledger.humanReply('main', envelope.conversation.id, mara, { outgoingId: 'r1', text: 'Mara here.' }, at('22:02:00'));
				expect((await ledger.takeQueued('w1', ['whatsApp'], at('22:05:00'), at('22:02:01'), 10)).map(({ outgoing }) => outgoing.id)).toEqual(['r1']);
			});

			it('drop it when a person has the conversation by then', async () => {
				const envelope = await write('m1');
				await send(envelope, followUp);
				await ledger.openHandoff(handoff(envelope));
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('23:00:00'));
				const [due] = await ledger.takeQueued('w1', ['whatsApp'], nextDay('08:05:00'), nextDay('08:00:00'), 10);
				expect(await send(due!.envelope, { ...followUp, purpose: 'humanReply', author: 'human', now: nextDay('08:00:01') })).toMatchObject({ kind: 'held', reason: 'staleEpoch' });
				expect(await ledger.takeQueued('w1', ['whatsApp'], nextDay('09:05:00'), nextDay('09:00:00'), 10)).toEqual([]);
			});

			it('hold no answer back', async () => {
				const envelope = await write('m1', { receivedAt: at('03:00:00') });
				expect(await send(envelope, { now: at('03:00:01'), law: { quietHours: NIGHT } })).toMatchObject({ kind: 'claimed' });
			});
		});

		describe('a channel that tells afterwards what it could not deliver', () => {
			it('puts it before a person, once', async () => {
				const envelope = await write('m1');
				await send(envelope);
				await ledger.confirmReply('main', 'out-m1', 'sent', { providerId: 'wamid.1' }, at('10:00:05'));
				const report = (from: Ledger) => from.reportUndelivered('main', 'whatsApp', 'wamid.1', '131026: not on WhatsApp', at('10:01:00'));
				expect((await Promise.all([report(ledger), report(fresh.other)])).sort()).toEqual([false, true]);
				expect(await look(envelope)).toMatchObject({ owner: 'queue', waits: true, notes: [expect.stringContaining('131026')] });
			});

			it('is not lost where it tells before we noted the id: the confirmation takes it, once', async () => {
				const envelope = await write('m1');
				await send(envelope);
				const report = () => ledger.reportUndelivered('main', 'whatsApp', 'wamid.1', '131026: not on WhatsApp', at('10:00:04'));
				expect([await report(), await report()]).toEqual([false, false]);
				expect((await look(envelope)).owner).toBe('bot');
				expect(await fresh.other.confirmReply('main', 'out-m1', 'sent', { providerId: 'wamid.1' }, at('10:00:05'))).toBe('failed');
				expect(await look(envelope)).toMatchObject({ owner: 'queue', waits: true, said: ['Words of m1'], notes: [expect.stringMatching(/could not be sent.*131026/u)] });
				expect(await ledger.claimReply(claim(envelope, { mode: 'send' }))).toMatchObject({ kind: 'repeated', status: 'failed' });
				expect(await report()).toBe(false);
				const other = await write('m2', { thread: 't2', customer: { externalId: '2' } });
				await send(other);
				expect(await ledger.confirmReply('main', 'out-m2', 'sent', { providerId: 'wamid.1' }, at('10:00:06'))).toBe('sent');
			});

			it('is never lost, whichever of the two comes first', async () => {
				for (let turn = 0; turn < 10; turn++) {
					const envelope = await write(`m${turn}`, { thread: `t${turn}`, customer: { externalId: String(turn) } });
					await send(envelope);
					await Promise.all([
						ledger.confirmReply('main', `out-m${turn}`, 'sent', { providerId: `wamid.${turn}` }, at('10:00:05')),
						fresh.other.reportUndelivered('main', 'whatsApp', `wamid.${turn}`, '131026', at('10:00:05')),
					]);
					expect((await look(envelope)).owner).toBe('queue');
				}
			});

			it('is waited for a day, in its own inbox and channel, and no longer than anything else is kept', async () => {
				const confirm = async (id: string, now: string) => {
					await send(await write(id, { thread: id, customer: { externalId: id }, receivedAt: now }), { now });
					return ledger.confirmReply('main', `out-${id}`, 'sent', { providerId: `wamid.${id}` }, now);
				};
				const report = (id: string, now: string, inbox = 'main', channel: 'whatsApp' | 'sms' = 'whatsApp') => ledger.reportUndelivered(inbox, channel, `wamid.${id}`, '131026', now);
				await report('m1', at('10:00:00'), 'shop');
				await report('m1', at('10:00:00'), 'main', 'sms');
				expect(await confirm('m1', at('10:00:01'))).toBe('sent');
				await report('m2', at('10:00:00'));
				await report('m3', at('10:00:01'));
				await report('nobody', nextDay('10:00:01'));
				expect([await confirm('m2', nextDay('10:00:02')), await confirm('m3', nextDay('10:00:02'))]).toEqual(['sent', 'failed']);
				await report('m4', nextDay('10:00:02'));
				await ledger.applyRetention('main', nextDay('10:00:03'), nextDay('10:00:03'));
				expect(await confirm('m4', nextDay('10:00:04'))).toBe('sent');
			});

			it('is waited for no longer where no other report comes', async () => {
				for (const [id, time] of [['m1', '10:00:00'], ['m2', '10:00:01']] as const) await ledger.reportUndelivered('main', 'whatsApp', `wamid.${id}`, '131026', at(time));
				await ledger.expireClaims(nextDay('09:55:01'), nextDay('10:00:01'));
				const confirm = async (id: string) => {
					await send(await write(id, { thread: id, customer: { externalId: id }, receivedAt: nextDay('10:00:02') }), { now: nextDay('10:00:02') });
					return ledger.confirmReply('main', `out-${id}`, 'sent', { providerId: `wamid.${id}` }, nextDay('10:00:02'));
				};
				expect([await confirm('m1'), await confirm('m2')]).toEqual(['sent', 'failed']);
			});

			it('tells nothing by an id nobody sent under, nor of another channel or inbox', async () => {
				await send(await write('m1'));
				await ledger.confirmReply('main', 'out-m1', 'sent', { providerId: 'wamid.1' }, at('10:00:05'));
				expect(await ledger.reportUndelivered('main', 'whatsApp', 'wamid.2', 'x', at('10:01:00'))).toBe(false);
				expect(await ledger.reportUndelivered('main', 'sms', 'wamid.1', 'x', at('10:01:00'))).toBe(false);
				expect(await ledger.reportUndelivered('shop', 'whatsApp', 'wamid.1', 'x', at('10:01:00'))).toBe(false);
			});
		});

		it('forgets with an erased customer that they wanted no messages', async () => {
			const envelope = await write('m1', { text: 'STOP', sentAt: at('09:59:00') });
			await ledger.eraseCustomer('main', envelope.customer.id, at('11:00:00'));
			const left = await ledger.exportCustomer('main', envelope.customer.id);
			expect(left?.customer).toMatchObject({ opted_out_at: null });
			expect(left?.messages).toMatchObject([{ sent_at: null, outcome: 'ignored' }]);
			expect((await write('m2', { receivedAt: at('12:00:00') })).ignored).toBeUndefined();
		});

		it('asks nothing of our own chat', async () => {
			const envelope = await write('m1', { channel: 'webChat' });
			expect(await ledger.claimReply(claim(envelope, { now: nextDay('11:00:00'), law: { maxReplies: 1 } }))).toMatchObject({ kind: 'claimed', status: 'sent' });
		});
	});
}
