/** What every ledger promises, whatever database it stands on. */
import { namePushed } from '../../core/crm/record';
import type { ChatState, Ledger, RecordResult } from '../../core/conversation/ledger';
import type { Envelope } from '../../core/envelope';
import type { Article, Intent } from '../../core/knowledge/knowledge';
import { MAX_KEPT_FILE_BYTES } from '../../core/message/files';
import type { MessageOutcome } from '../../core/reply/reply';
import { at, claim, guest, handoff, ilja, inbound, mara, outside } from './samples';

export interface FreshLedger {
	readonly ledger: Ledger;
	/** A second, independent connection to the same store, as another process has. */
	readonly other: Ledger;
	readonly close: () => Promise<void>;
}

/** Runs the promises against ledgers made by `open`, one fresh store a test. */
export function describeLedger(name: string, open: () => Promise<FreshLedger>): void {
	describe(name, () => {
		let fresh: FreshLedger;
		let ledger: Ledger;
		beforeEach(async () => {
			fresh = await open();
			({ ledger } = fresh);
		});
		afterEach(() => fresh.close());

		async function record(id: string, over: Parameters<typeof inbound>[1] = {}): Promise<Envelope> {
			return newEnvelope(await ledger.recordInbound(inbound(id, over)));
		}
		async function chat(inbox = 'main', thread = 't1'): Promise<ChatState> {
			const state = await ledger.readChat(inbox, 'webChat', thread, 0);
			if (state === undefined) throw new Error('nothing was said');
			return state;
		}
		async function outcomes(messageId: string): Promise<ReadonlyArray<MessageOutcome | undefined>> {
			return (await chat()).entries.filter((entry) => entry.kind === 'outcome' && entry.messageId === messageId).map(({ outcome }) => outcome);
		}
		/** A conversation that Mara took after a handoff. */
		async function taken(): Promise<Envelope> {
			const envelope = await record('m1');
			await ledger.openHandoff(handoff(envelope));
			await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
			return envelope;
		}

		describe('a customer writes', () => {
			it('gives the envelope of a first message', async () => {
				const envelope = await record('m1', { requestsHuman: true, locale: 'de-DE', raw: { a: 1 } });
				expect(envelope).toEqual({
					inbox: 'main',
					message: { id: 'm1', channel: 'webChat', text: 'Words of m1', attachments: [], receivedAt: at('10:00:00'), locale: 'de-DE', requestsHuman: true, raw: { a: 1 } },
					customer: { id: expect.any(String) as string, name: 'Lea', verified: false, history: [] },
					conversation: {
						id: expect.any(String) as string, owner: 'bot', epoch: 1, status: 'open', openedAt: at('10:00:00'),
						turns: [{ author: 'customer', text: 'Words of m1', at: at('10:00:00') }],
						attempts: [], collected: {}, asked: [], sentimentTrail: [], offeredHuman: false, failedVerifications: 0, unresolvedSince: at('10:00:00'),
					},
				});
			});

			it('is the same message when the same id comes again', async () => {
				const first = await record('m1');
				const second = await ledger.recordInbound(inbound('m2', { providerId: 'p-m1', text: 'changed' }));
				expect(second).toEqual({ kind: 'repeated', messageId: 'm1', conversationId: first.conversation.id });
				expect((await chat()).entries).toHaveLength(1);
				expect(await ledger.loadEnvelope('main', 'm2')).toBeUndefined();
			});

			it('takes what was recorded last for the newest, whatever the clocks of several hosts say', async () => {
				const { conversation } = await record('m1', { receivedAt: at('10:02:00') });
				await record('m2', { receivedAt: at('10:00:00') });
				expect((await ledger.openConversation('main', conversation.id, mara, at('10:02:10')))?.envelope.message.id).toBe('m2');
			});

			it('tells how a repeated message ended', async () => {
				await ledger.claimReply(claim(await record('m1')));
				expect(await ledger.recordInbound(inbound('m2', { providerId: 'p-m1' }))).toMatchObject({ kind: 'repeated', outcome: 'answered' });
			});

			it('records one of many deliveries of one id at once, over two connections', async () => {
				const results = await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? ledger : fresh.other).recordInbound(inbound(`m${index}`, { providerId: 'same' }))));
				expect(results.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
				expect(new Set(results.map(conversationOf)).size).toBe(1);
				expect((await chat()).entries).toHaveLength(1);
			});

			it('keeps many first messages of one thread in one conversation, over two connections', async () => {
				const results = await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? ledger : fresh.other).recordInbound(inbound(`m${index}`))));
				expect(new Set(results.map(conversationOf)).size).toBe(1);
				expect(results.every(({ kind }) => kind === 'recorded')).toBe(true);
			});

			it('hands out the newest 30 turns, the message itself last', async () => {
				for (let index = 0; index < 35; index += 1) await record(`m${index}`);
				const { conversation } = await record('m35');
				expect(conversation.turns).toHaveLength(30);
				expect(conversation.turns.at(0)?.text).toBe('Words of m6');
				expect(conversation.turns.at(-1)?.text).toBe('Words of m35');
				expect((await ledger.loadEnvelope('main', 'm10'))?.conversation.turns.at(-1)?.text).toBe('Words of m10');
			});

			it('knows the customer again, with earlier contacts in short', async () => {
				const first = await record('m1', { customer: { externalId: 'v1', name: 'Lea', email: 'lea@example.com', verified: true, vip: true, value: 12.5 } });
				const second = await record('m2', { thread: 't2', customer: { externalId: 'v1', tier: 'gold' }, receivedAt: at('11:00:00') });
				expect(second.customer).toEqual({
					id: first.customer.id, name: 'Lea', email: 'lea@example.com', tier: 'gold', vip: true, value: 12.5, verified: false,
					history: [{ at: at('10:00:00'), channel: 'webChat', summary: 'Words of m1' }],
				});
			});

			it('reopens a resolved conversation for the assistant', async () => {
				const { conversation } = await taken();
				await ledger.move('main', conversation.id, mara, { kind: 'resolve' }, at('10:05:00'));
				const again = await record('m2', { receivedAt: at('12:00:00') });
				expect(again.conversation).toMatchObject({ id: conversation.id, owner: 'bot', status: 'open', unresolvedSince: at('12:00:00'), epoch: conversation.epoch + 3 });
				expect(again.conversation.ownerId).toBeUndefined();
				expect(again.conversation.handBack).toEqual({ at: at('10:05:00'), agentName: 'Mara Lindt' });
			});

			it('counts a thread\'s messages since a time', async () => {
				await record('m1');
				await record('m2', { receivedAt: at('10:01:00') });
				await record('m3', { thread: 't2', receivedAt: at('10:02:00') });
				expect(await ledger.countInbound('main', 'webChat', 't1', at('10:00:30'))).toBe(1);
				expect(await ledger.countInbound('main', 'webChat', 't1', at('10:00:00'))).toBe(2);
			});

			describe('again before anybody answered', () => {
				it('ends the earlier message as merged, and the newer one stands for both', async () => {
					await record('m1', { requestsHuman: true, subject: 'Lamp', attachments: [{ name: 'lamp.jpg', mimeType: 'image/jpeg' }] });
					const second = await record('m2', { receivedAt: at('10:00:01') });
					expect(second.message).toMatchObject({ id: 'm2', text: 'Words of m1\nWords of m2', merged: ['m1'], requestsHuman: true, subject: 'Lamp', attachments: [{ name: 'lamp.jpg' }] });
					expect(second.conversation.turns.map(({ text }) => text)).toEqual(['Words of m1\n[File: lamp.jpg]', 'Words of m2']);
					expect((await chat()).entries.map(({ kind, messageId, outcome }) => [kind, messageId, outcome])).toEqual([
						['message', 'm1', undefined], ['outcome', 'm1', 'merged'], ['message', 'm2', undefined],
					]);
				});

				it('tells of each message how it ended, and of none that has not', async () => {
					await record('m1');
					const second = await record('m2');
					expect([await ledger.messageOutcome('main', 'm1'), await ledger.messageOutcome('main', 'm2'), await ledger.messageOutcome('main', 'never')]).toEqual(['merged', undefined, undefined]);
					await ledger.claimReply(claim(second));
					expect([await ledger.messageOutcome('main', 'm2'), await ledger.messageOutcome('other', 'm2')]).toEqual(['answered', undefined]);
				});

				it('refuses the answer still being made for the earlier one, whose words are not lost', async () => {
					const first = await record('m1');
					const second = await record('m2');
					expect(await ledger.claimReply(claim(first))).toEqual({ kind: 'held', reason: 'superseded', owner: 'bot' });
					expect(await ledger.claimReply(claim(second))).toMatchObject({ kind: 'claimed', status: 'sent' });
					expect((await chat()).entries.filter(({ kind }) => kind === 'reply').map(({ text }) => text)).toEqual(['Answer to m2']);
					expect([await outcomes('m1'), await outcomes('m2')]).toEqual([['merged'], ['answered']]);
				});

				it('comes back after a crash with the words of all of them, in their order', async () => {
					for (const id of ['m1', 'm2', 'm3']) await record(id);
					const due = await ledger.takeUnanswered('w1', at('10:01:00'), at('10:05:00'), at('10:01:00'), 10);
					expect(due.map(({ message }) => [message.text, message.merged])).toEqual([['Words of m1\nWords of m2\nWords of m3', ['m1', 'm2']]]);
				});

				it('leaves an answered message alone', async () => {
					await ledger.claimReply(claim(await record('m1')));
					const { message } = await record('m2');
					expect(message.text).toBe('Words of m2');
					expect(message.merged).toBeUndefined();
				});

				it('hands off what was decided for the earlier one, and the newer one with it', async () => {
					const first = await record('m1');
					await record('m2');
					expect(await ledger.openHandoff(handoff(first))).toMatchObject({ result: 'queued' });
					expect([await outcomes('m1'), await outcomes('m2')]).toEqual([['merged'], ['relayed']]);
				});

				it('takes along what a person gave back', async () => {
					const { conversation } = await taken();
					await ledger.move('main', conversation.id, mara, { kind: 'return' }, at('10:01:00'));
					const next = await record('m2', { receivedAt: at('10:01:01') });
					expect(next.message).toMatchObject({ text: 'Words of m1\nWords of m2', merged: ['m1'] });
					expect(await outcomes('m1')).toEqual(['handedOff']);
					expect(await ledger.takeReturned('w1', at('10:05:00'), at('10:01:02'), 10)).toEqual([]);
				});

				it('keeps the newest twenty of very many together, and ends each once', async () => {
					for (let index = 0; index < 25; index += 1) await record(`m${index}`);
					const { message } = await record('m25');
					expect(message.merged).toHaveLength(20);
					expect(message.merged?.at(-1)).toBe('m24');
					expect((await Promise.all(Array.from({ length: 25 }, (_, index) => outcomes(`m${index}`)))).every((all) => all.join() === 'merged')).toBe(true);
				});

				it('has one message without an outcome left of many that come at once, over two connections', async () => {
					await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? ledger : fresh.other).recordInbound(inbound(`m${index}`))));
					const due = await ledger.takeUnanswered('w1', at('10:01:00'), at('10:05:00'), at('10:01:00'), 10);
					expect(due).toHaveLength(1);
					expect(due[0]?.message.merged).toHaveLength(9);
				});
			});

			it('keeps two inboxes with the same ids apart', async () => {
				const main = await record('m1');
				const shop = await record('m1', { inbox: 'shop', text: 'Words for the shop', customer: { externalId: 'v1', name: 'Kim' } });
				expect(shop.customer.name).toBe('Kim');
				expect(shop.conversation.turns).toHaveLength(1);
				await ledger.claimReply(claim(main));
				expect(await ledger.claimReply(claim(shop))).toMatchObject({ kind: 'claimed', status: 'sent' });
				expect((await chat('main')).entries.map(({ text }) => text)).not.toContain('Words for the shop');
				expect((await chat('shop')).entries.filter(({ kind }) => kind === 'reply')).toHaveLength(1);
			});
		});

		describe('mails', () => {
			const OURS = 'AAAAAAAAAAAAAAAAAAAAA1';
			async function mail(id: string, over: Parameters<typeof inbound>[1] = {}): Promise<Envelope> {
				return await record(id, { channel: 'email', thread: `<${id}@x.example>`, providerId: `<${id}@x.example>`, subject: 'Order 1042', customer: { externalId: 'lea@example.org', email: 'lea@example.org' }, ...over });
			}

			it('that name an earlier one of the customer\'s, or one of ours, continue its conversation', async () => {
				const first = await mail('a');
				await ledger.claimReply(claim(first, { outgoingId: OURS, mode: 'send' }));
				const byOurs = await mail('b', { follows: { ids: [`<${OURS}.hs@example.com>`] } });
				const byTheirs = await mail('c', { follows: { ids: ['<unknown@x.example>', '<a@x.example>'] } });
				expect([byOurs.conversation.id, byTheirs.conversation.id]).toEqual([first.conversation.id, first.conversation.id]);
			});

			it('that name somebody else\'s mail begin a conversation of their own', async () => {
				const first = await mail('a');
				const stranger = await mail('b', { follows: { ids: ['<a@x.example>'], subject: 'order 1042' }, customer: { externalId: 'stranger@example.org' } });
				expect(stranger.conversation.id).not.toBe(first.conversation.id);
				const elsewhere = await mail('c', { inbox: 'shop', follows: { ids: ['<a@x.example>'] } });
				expect(elsewhere.conversation.id).not.toBe(first.conversation.id);
			});

			it('that only share the subject continue the newest conversation of it, for a month', async () => {
				const first = await mail('a', { subject: 'AW: Order 1042' });
				const other = await mail('b', { subject: 'Lamp' });
				const bySubject = { ids: [], subject: 'order 1042' };
				expect((await mail('c', { follows: bySubject })).conversation.id).toBe(first.conversation.id);
				expect((await mail('d', { follows: { ids: ['<b@x.example>'], subject: 'order 1042' } })).conversation.id).toBe(other.conversation.id);
				expect((await mail('e', { follows: bySubject, receivedAt: '2026-07-01T10:00:00.000Z' })).conversation.id).not.toBe(first.conversation.id);
			});

			it('of an erased customer are continued by nobody', async () => {
				const first = await mail('a');
				await ledger.claimReply(claim(first, { outgoingId: OURS, mode: 'send' }));
				await ledger.eraseCustomer('main', first.customer.id, at('10:05:00'));
				const later = await mail('b', { follows: { ids: [`<${OURS}.hs@example.com>`, '<a@x.example>'], subject: 'order 1042' } });
				expect(later.conversation.id).not.toBe(first.conversation.id);
				expect(JSON.stringify(await ledger.readMailThread('main', first.conversation.id))).not.toContain('a@x.example');
			});

			it('are listed for the headers of the next one, with what was said', async () => {
				const first = await mail('a');
				await ledger.claimReply(claim(first, { outgoingId: OURS, mode: 'send' }));
				await mail('b', { follows: { ids: ['<a@x.example>'] }, receivedAt: at('10:01:00') });
				expect(await ledger.readMailThread('main', first.conversation.id)).toEqual({
					received: [
						{ messageId: 'a', providerId: '<a@x.example>', at: at('10:00:00'), subject: 'Order 1042' },
						{ messageId: 'b', providerId: '<b@x.example>', at: at('10:01:00'), subject: 'Order 1042' },
					],
					said: [{ outgoingId: OURS, author: 'bot', at: at('10:00:01') }],
				});
				const other = await mail('c', { receivedAt: at('10:02:00') });
				expect(other.conversation.id).not.toBe(first.conversation.id);
				expect(await ledger.readMailThread('main', other.conversation.id)).toMatchObject({ said: [] });
				expect(await ledger.countReplies('main', other.conversation.id, at('10:00:00'))).toEqual({ inConversation: 0, toCustomer: 1 });
				expect(await ledger.readMailThread('main', 'nothing')).toBeUndefined();
			});

			it('are read up to where it was noted, a folder and inbox each', async () => {
				expect(await ledger.readMailCursor('main', 'support@host', 'INBOX')).toBeUndefined();
				await ledger.saveMailCursor('main', 'support@host', 'INBOX', { uidValidity: '4294967295', lastUid: 7, at: at('10:00:00') });
				await ledger.saveMailCursor('main', 'support@host', 'INBOX', { uidValidity: '4294967295', lastUid: 4_294_967_294, at: at('10:01:00') });
				expect(await fresh.other.readMailCursor('main', 'support@host', 'INBOX')).toEqual({ uidValidity: '4294967295', lastUid: 4_294_967_294, at: at('10:01:00') });
				await ledger.saveMailCursor('main', 'support@host', 'INBOX', { uidValidity: '7', lastUid: 9, at: at('10:02:00'), withheld: [4, 8] });
				expect(await fresh.other.readMailCursor('main', 'support@host', 'INBOX')).toEqual({ uidValidity: '7', lastUid: 9, at: at('10:02:00'), withheld: [4, 8] });
				await ledger.saveMailCursor('main', 'support@host', 'INBOX', { uidValidity: '7', lastUid: 9, at: at('10:03:00'), withheld: [] });
				expect(await fresh.other.readMailCursor('main', 'support@host', 'INBOX')).toEqual({ uidValidity: '7', lastUid: 9, at: at('10:03:00') });
				expect(await ledger.readMailCursor('shop', 'support@host', 'INBOX')).toBeUndefined();
			});
		});

		describe('the assistant speaks', () => {
			it('delivers, remembers and ends the message in one go', async () => {
				const envelope = await record('m1');
				const result = await ledger.claimReply(claim(envelope, { reasons: ['lowConfidence'], learned: { language: 'de', collected: { orderNumber: '1042' }, unresolvedSince: null } }));
				expect(result).toEqual({ kind: 'claimed', status: 'sent', id: 'out-m1' });
				expect((await chat()).entries.slice(1)).toMatchObject([
					{ kind: 'reply', author: 'bot', name: 'Assistant', text: 'Answer to m1', messageId: 'out-m1' },
					{ kind: 'outcome', messageId: 'm1', outcome: 'answered', reasons: ['lowConfidence'] },
				]);
				const next = await record('m2', { receivedAt: at('10:01:00') });
				expect(next.conversation).toMatchObject({ language: 'de', collected: { orderNumber: '1042' }, unresolvedSince: at('10:01:00') });
				expect(next.conversation.turns.map(({ author }) => author)).toEqual(['customer', 'bot', 'customer']);
			});

			it('claims one id once, however often and from wherever', async () => {
				const request = claim(await record('m1'));
				const results = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? ledger : fresh.other).claimReply(request)));
				expect(results.map(({ kind }) => kind).sort()).toEqual(['claimed', ...Array<string>(9).fill('repeated')]);
				expect((await chat()).entries.filter(({ kind }) => kind === 'reply')).toHaveLength(1);
			});

			it('gives a message exactly one outcome', async () => {
				const envelope = await record('m1');
				const results = await Promise.all([
					ledger.claimReply(claim(envelope, { outgoingId: 'one' })),
					fresh.other.claimReply(claim(envelope, { outgoingId: 'two', outcome: 'clarified' })),
					ledger.setOutcome('main', 'm1', 'ignored', [], at('10:00:01')),
				]);
				expect(results.filter((result) => result === true || (result !== false && result.kind === 'claimed'))).toHaveLength(1);
				expect(await outcomes('m1')).toHaveLength(1);
				expect(await ledger.setOutcome('main', 'm1', 'merged', [], at('10:00:03'))).toBe(false);
			});

			it('holds a reply made before the conversation changed hands, and gives the message to the people', async () => {
				const envelope = await record('m1');
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('10:00:01'));
				expect(await ledger.claimReply(claim(envelope))).toEqual({ kind: 'held', reason: 'staleEpoch', owner: 'human' });
				expect((await chat()).entries.filter(({ kind }) => kind === 'reply')).toEqual([]);
				expect(await outcomes('m1')).toEqual(['relayed']);
			});

			it('holds a reply from before a person had and returned the conversation', async () => {
				const envelope = await taken();
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'return' }, at('10:01:00'));
				expect(await ledger.claimReply(claim(envelope))).toMatchObject({ kind: 'held', reason: 'staleEpoch', owner: 'bot' });
			});

			it('holds what belongs to no known message', async () => {
				const envelope = await record('m1');
				expect(await ledger.claimReply(claim(envelope, { conversationId: 'nowhere' }))).toEqual({ kind: 'held', reason: 'unknownConversation' });
				expect(await ledger.claimReply(claim(envelope, { messageId: 'nothing' }))).toEqual({ kind: 'held', reason: 'unknownConversation' });
				expect(await ledger.claimReply(claim(envelope, { inbox: 'shop' }))).toEqual({ kind: 'held', reason: 'unknownConversation' });
			});

			it('shows what a channel sends once it is confirmed, and confirms once', async () => {
				const envelope = await record('m1', { channel: 'email', customer: { externalId: 'lea-1', email: 'lea@example.com' } });
				const request = claim(envelope, { mode: 'send', executionId: 'e1', itemIndex: 3 });
				expect(await ledger.claimReply(request)).toEqual({ kind: 'claimed', status: 'claimed', id: 'out-m1', to: 'lea@example.com' });
				expect((await ledger.loadEnvelope('main', 'm1'))?.conversation.turns).toHaveLength(1);
				expect(await ledger.findClaim('e1', 3)).toMatchObject({ id: 'out-m1', status: 'claimed' });
				expect(await ledger.findClaim('e1', 4)).toBeUndefined();
				expect(await ledger.confirmReply('main', 'out-m1', 'sent', { providerId: 'x' }, at('10:00:05'))).toBe('sent');
				expect(await ledger.confirmReply('main', 'out-m1', 'failed', {}, at('10:00:06'))).toBeUndefined();
				expect(await ledger.claimReply(request)).toEqual({ kind: 'repeated', status: 'sent', id: 'out-m1' });
				expect((await ledger.openConversation('main', envelope.conversation.id, mara, at('10:01:00')))?.envelope.conversation.turns.map(({ text }) => text)).toEqual(['Words of m1', 'Answer to m1']);
			});

			it('puts a claim nobody closed before a person, and never sends it again', async () => {
				const envelope = await record('m1', { channel: 'whatsApp' });
				const request = claim(envelope, { mode: 'send' });
				await ledger.claimReply(request);
				expect(await ledger.expireClaims(at('10:00:01'), at('10:05:00'))).toBe(0);
				expect(await ledger.expireClaims(at('10:04:00'), at('10:05:00'))).toBe(1);
				expect((await ledger.openConversation('main', envelope.conversation.id, mara, at('10:06:00')))?.unknown.map(({ id }) => id)).toEqual(['out-m1']);
				expect((await ledger.listRows(['main'], 'drafts', 'a1', 10)).map(({ conversationId }) => conversationId)).toEqual([envelope.conversation.id]);
				expect(await ledger.claimReply(request)).toMatchObject({ kind: 'repeated', status: 'unknown' });
			});

			it('holds a reply while another execution sends to the same customer, and lets it pass when that is closed', async () => {
				const email = { channel: 'email', customer: { externalId: 'lea-1', email: 'lea@example.com' } } as const;
				await ledger.claimReply(claim(await record('m1', email), { mode: 'send', executionId: 'e1', itemIndex: 0 }));
				const next = claim(await record('m2', email), { mode: 'send', executionId: 'e2', itemIndex: 0, inTurn: true });
				expect(await ledger.claimReply(next)).toEqual({ kind: 'held', reason: 'previousOnItsWay', owner: 'bot' });
				expect(await ledger.claimReply({ ...next, executionId: 'e1', outgoingId: 'same-run' })).toMatchObject({ kind: 'claimed' });
				await ledger.confirmReply('main', 'out-m1', 'sent', {}, at('10:00:02'));
				await ledger.confirmReply('main', 'same-run', 'sent', {}, at('10:00:02'));
				const third = claim(await record('m3', email), { mode: 'send', executionId: 'e3', itemIndex: 0, inTurn: true });
				expect(await ledger.claimReply(third)).toMatchObject({ kind: 'claimed' });
				const other = claim(await record('m4', { ...email, thread: 't2', customer: { externalId: 'kim-1' } }), { mode: 'send', executionId: 'e4', inTurn: true });
				expect(await ledger.claimReply(other)).toMatchObject({ kind: 'claimed' });
			});

			it('puts a reply that fails again before people again, and nothing else waits for it', async () => {
				const email = { channel: 'email', customer: { externalId: 'lea-1', email: 'lea@example.com' } } as const;
				let envelope = await record('m1', email);
				for (const minute of ['01', '02', '03']) {
					expect(await ledger.claimReply(claim(envelope, { mode: 'send', now: at(`10:${minute}:00`) }))).toMatchObject({ kind: 'claimed' });
					await ledger.confirmReply('main', 'out-m1', 'failed', { problem: 'HTTP 550' }, at(`10:${minute}:05`));
					expect((await ledger.loadEnvelope('main', 'm1'))?.conversation.owner).toBe('queue');
					await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at(`10:${minute}:10`));
					await ledger.move('main', envelope.conversation.id, mara, { kind: 'return' }, at(`10:${minute}:20`));
					[envelope] = await ledger.takeReturned('w1', at(`10:${minute}:40`), at(`10:${minute}:30`), 10) as [Envelope];
				}
				expect(await ledger.expireClaims(at('11:00:00'), at('11:05:00'))).toBe(0);
			});

			it('says anew what could not be sent, once a person gave the conversation back without a word', async () => {
				const email = { channel: 'email', customer: { externalId: 'lea-1', email: 'lea@example.com' } } as const;
				const request = claim(await record('m1', email), { mode: 'send' });
				await ledger.claimReply(request);
				await ledger.confirmReply('main', 'out-m1', 'failed', { problem: 'HTTP 500' }, at('10:00:05'));
				await ledger.move('main', request.conversationId, mara, { kind: 'take' }, at('10:01:00'));
				await ledger.move('main', request.conversationId, mara, { kind: 'return' }, at('10:02:00'));
				const [again, ...others] = await ledger.takeReturned('w1', at('10:03:00'), at('10:02:01'), 10);
				expect(others).toEqual([]);
				expect(again).toMatchObject({ message: { id: 'm1' }, conversation: { owner: 'bot' } });
				expect(await ledger.claimReply(claim(again!, { mode: 'send', now: at('10:02:02') }))).toMatchObject({ kind: 'claimed', id: 'out-m1' });
				expect(await ledger.confirmReply('main', 'out-m1', 'sent', {}, at('10:02:03'))).toBe('sent');
				expect((await ledger.openConversation('main', request.conversationId, mara, at('10:03:00')))?.entries.filter(({ kind }) => kind === 'outcome' || kind === 'reply').map(({ kind, outcome }) => outcome ?? kind)).toEqual(['answered', 'reply']);
				expect(await ledger.takeReturned('w1', at('10:05:00'), at('10:04:00'), 10)).toEqual([]);
			});

			describe.each([
				['failed to be sent', 'failed', (id: string) => ledger.confirmReply('main', id, 'failed', { problem: 'HTTP 500' }, at('10:05:00')), /could not be sent/u],
				['nobody knows to be sent', 'unknown', () => ledger.expireClaims(at('10:04:00'), at('10:05:00')), /not known whether/u],
			] as const)('a reply that %s', (_how, status, fail, sentence) => {
				const email = { channel: 'email', customer: { externalId: 'lea-1', email: 'lea@example.com' } } as const;

				it('puts the assistant\'s conversation before people, with what they need to know', async () => {
					const envelope = await record('m1', email);
					await ledger.claimReply(claim(envelope, { mode: 'send' }));
					await fail('out-m1');
					const [row] = await ledger.listRows(['main'], 'waiting', 'a1', 10);
					expect(row).toMatchObject({ conversationId: envelope.conversation.id, owner: 'queue', reasons: ['toolFailure'], priority: 'high', waitingSince: at('10:05:00') });
					const opened = await ledger.openConversation('main', envelope.conversation.id, mara, at('10:06:00'));
					expect(opened?.packet).toMatchObject({ want: 'Words of m1', reasons: [{ code: 'toolFailure', sentence: expect.stringMatching(sentence) as string }] });
					expect(opened?.unknown.map(({ id }) => id)).toEqual(status === 'unknown' ? ['out-m1'] : []);
					// The answer was made under the epoch before.
					expect(await ledger.claimReply(claim(envelope, { mode: 'send', outgoingId: 'again', outcome: undefined }))).toMatchObject({ kind: 'held', reason: 'staleEpoch' });
				});

				it('shows the person who has it that the customer waits', async () => {
					const envelope = await record('m1', email);
					await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('10:00:05'));
					await ledger.humanReply('main', envelope.conversation.id, mara, { outgoingId: 'r1', text: 'Mara here.' }, at('10:00:10'));
					expect((await ledger.listRows(['main'], 'mine', 'a1', 10))[0]?.waitingSince).toBeUndefined();
					await ledger.claimReply(claim(envelope, { purpose: 'humanReply', outgoingId: 'r1', author: 'human', mode: 'send', outcome: undefined, epoch: 2, now: at('10:00:11') }));
					await fail('r1');
					expect((await ledger.listRows(['main'], 'mine', 'a1', 10))[0]).toMatchObject({ owner: 'human', waitingSince: at('10:05:00') });
				});

				it('opens a resolved conversation again, for people', async () => {
					const envelope = await record('m1', email);
					await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('10:00:05'));
					await ledger.humanReply('main', envelope.conversation.id, mara, { outgoingId: 'r1', text: 'Mara here.' }, at('10:00:10'));
					await ledger.claimReply(claim(envelope, { purpose: 'humanReply', outgoingId: 'r1', author: 'human', mode: 'send', outcome: undefined, epoch: 2, now: at('10:00:11') }));
					await ledger.move('main', envelope.conversation.id, mara, { kind: 'resolve' }, at('10:00:12'));
					await fail('r1');
					expect((await ledger.listRows(['main'], 'waiting', 'a1', 10))[0]).toMatchObject({ conversationId: envelope.conversation.id, status: 'open', owner: 'queue' });
				});
			});
		});

		describe('handoff', () => {
			it('is true before anybody says so, and says when no desk is active', async () => {
				const envelope = await record('m1');
				const receipt = await ledger.openHandoff(handoff(envelope));
				expect(receipt).toEqual({
					id: 'h-m1', result: 'queued', status: 'queued', epoch: 2, queuePosition: 1, agentsOnline: 0, acceptBy: at('10:02:02'),
					problem: expect.stringContaining('No agent desk is active') as string,
				});
				expect(await outcomes('m1')).toEqual(['handedOff']);
				const notice = claim(envelope, { purpose: 'handoffNotice', outgoingId: 'notice', epoch: receipt.epoch, outcome: undefined });
				expect(await ledger.claimReply(notice)).toMatchObject({ kind: 'claimed', status: 'sent' });
				expect((await chat()).entries.map(({ kind }) => kind)).toEqual(['message', 'waiting', 'outcome', 'reply']);
			});

			it('reaches a person when one is at the desk of this inbox', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'x' }, at('09:00:00'));
				await ledger.saveAgent({ ...guest, passwordHash: 'x' }, at('09:00:00'));
				await ledger.registerDesk('d1', true, at('09:00:00'));
				await ledger.openDeskSession('s1', 'a1', at('20:00:00'));
				await ledger.openDeskSession('s2', 'a3', at('20:00:00'));
				await ledger.deskAgent('s1', at('10:00:00'));
				await ledger.deskAgent('s2', at('10:00:00'));
				const receipt = await ledger.openHandoff(handoff(await record('m1')));
				expect(receipt).toMatchObject({ result: 'handedOff', agentsOnline: 1 });
				expect(receipt.problem).toBeUndefined();
				expect(await ledger.agentsOnline('main', at('10:05:00'))).toBe(0);
			});

			it('opens once', async () => {
				const first = await record('m1');
				const second = await record('m2');
				await ledger.openHandoff(handoff(first));
				const receipt = await ledger.openHandoff(handoff(second));
				expect(receipt).toMatchObject({ id: 'h-m1', alreadyOpen: true, epoch: 2, queuePosition: 1 });
				expect(await outcomes('m2')).toEqual(['relayed']);
				expect((await chat()).entries.filter(({ kind }) => kind === 'waiting')).toHaveLength(1);
			});

			it('refuses a stale epoch and an unknown conversation with what to do', async () => {
				const envelope = await taken();
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'return' }, at('10:01:00'));
				const receipt = await ledger.openHandoff(handoff(envelope, { id: 'h2' }));
				expect(receipt).toMatchObject({ result: 'failed', status: 'failed', problem: expect.stringContaining('changed hands') as string });
				expect(await ledger.openHandoff(handoff(envelope, { conversationId: 'nowhere' }))).toMatchObject({ result: 'failed', problem: expect.stringContaining('not known') as string });
				expect((await chat()).owner).toBe('bot');
				const notice = claim(envelope, { purpose: 'handoffNotice', outgoingId: 'notice', epoch: receipt.epoch, outcome: undefined });
				expect(await ledger.claimReply(notice)).toMatchObject({ kind: 'held', reason: 'staleEpoch' });
			});

			it('of an unanswered message is not opened once the message was answered after all', async () => {
				const envelope = await record('m1');
				const [late] = await ledger.takeUnanswered('w1', at('10:01:00'), at('10:03:00'), at('10:01:00'), 10);
				await ledger.claimReply(claim(envelope, { now: at('10:01:01') }));
				expect(await ledger.openHandoff(handoff(late ?? envelope, { onlyUnanswered: true, now: at('10:01:02') }))).toMatchObject({ result: 'failed', alreadyAnswered: true });
				expect(await chat()).toMatchObject({ owner: 'bot' });
				expect(await ledger.openHandoff(handoff(await record('m2'), { onlyUnanswered: true }))).toMatchObject({ result: 'queued' });
			});

			it('tells who waits ahead', async () => {
				await ledger.openHandoff(handoff(await record('m1')));
				const second = await record('m2', { thread: 't2', customer: { externalId: 'v2' } });
				expect(await ledger.openHandoff(handoff(second, { now: at('10:03:00') }))).toMatchObject({ queuePosition: 2 });
				await ledger.openHandoff(handoff(await record('m1', { inbox: 'shop' })));
				expect((await chat('main', 't2')).queuePosition).toBe(2);
				expect((await chat('shop')).queuePosition).toBe(1);
			});

			it('relays what the customer writes meanwhile at once', async () => {
				await ledger.openHandoff(handoff(await record('m1')));
				const result = await ledger.recordInbound(inbound('m2'));
				expect(result).toMatchObject({ kind: 'recorded', owner: 'queue' });
				expect(await outcomes('m2')).toEqual(['relayed']);
			});
		});

		describe('the desk', () => {
			it('walks a handoff from the queue to the end, one epoch a change', async () => {
				const { conversation } = await taken();
				const reply = { outgoingId: 'r1', text: 'Hello, Mara here.' };
				expect((await ledger.listRows(['main'], 'mine', 'a1', 10))[0]).toMatchObject({ handoffStatus: 'accepted', ownerName: 'Mara Lindt', want: 'Wants to speak to a person.', priority: 'high', reasons: ['humanRequested'], waitingSince: at('10:00:02') });
				expect((await ledger.openConversation('main', conversation.id, mara, at('10:00:20')))?.row.handoffStatus).toBe('seen');
				expect(await ledger.humanReply('main', conversation.id, mara, reply, at('10:00:30'))).toEqual({ ok: true, status: 'sent' });
				expect(await ledger.humanReply('main', conversation.id, mara, reply, at('10:00:31'))).toEqual({ ok: true, status: 'sent' });
				const opened = await ledger.openConversation('main', conversation.id, mara, at('10:00:40'));
				expect(opened?.row).toMatchObject({ handoffStatus: 'replied' });
				expect(opened?.row.waitingSince).toBeUndefined();
				expect(opened?.packet?.want).toBe('Wants to speak to a person.');
				expect(await ledger.move('main', conversation.id, mara, { kind: 'return', note: 'Refund is on its way.' }, at('10:01:00'))).toEqual({ ok: true, owner: 'bot', epoch: 4, status: 'open' });
				const next = await record('m2');
				expect(next.conversation.handBack).toEqual({ at: at('10:01:00'), agentName: 'Mara Lindt', note: 'Refund is on its way.' });
				expect(next.conversation.turns.map(({ author, name }) => name ?? author)).toEqual(['customer', 'Mara Lindt', 'customer']);
				const again = await ledger.openHandoff(handoff(next));
				expect(again).toMatchObject({ id: 'h-m2', epoch: 5 });
			});

			it('returns a conversation with no question or offer of the assistant left open', async () => {
				const envelope = await record('m1');
				await ledger.claimReply(claim(envelope, { learned: { asked: ['orderNumber'], pendingIntent: 'orderStatus', offeredHuman: true, collected: { email: 'lea@example.com' } } }));
				await ledger.openHandoff(handoff(await record('m2')));
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'return' }, at('10:01:00'));
				const { conversation } = await record('m3');
				expect(conversation).toMatchObject({ asked: [], offeredHuman: false, collected: { email: 'lea@example.com' } });
				expect(conversation.pendingIntent).toBeUndefined();
			});

			it.each(['return', 'resolve'] as const)('does not %s a conversation in which the customer wrote what the person has not read', async (kind) => {
				const { conversation: { id } } = await taken();
				const seenSeq = (await ledger.openConversation('main', id, mara, at('10:00:20')))?.seq;
				await record('m2', { receivedAt: at('10:00:30') });
				expect(await ledger.move('main', id, mara, { kind, seenSeq }, at('10:00:31'))).toMatchObject({ ok: false, reason: 'staleEpoch', message: expect.stringContaining('wrote') as string });
				const readSeq = (await ledger.openConversation('main', id, mara, at('10:00:40')))?.seq;
				expect(await ledger.move('main', id, mara, { kind, seenSeq: readSeq }, at('10:00:41'))).toMatchObject({ ok: true, owner: 'bot' });
			});

			it('starts the clock of a customer whom a person takes from the assistant before it answered', async () => {
				const { conversation } = await record('m1');
				await ledger.move('main', conversation.id, mara, { kind: 'take' }, at('10:01:00'));
				expect((await ledger.listRows(['main'], 'mine', 'a1', 10))[0]?.waitingSince).toBe(at('10:00:00'));
				const answered = await record('m2', { thread: 't2' });
				await ledger.claimReply(claim(answered));
				await ledger.move('main', answered.conversation.id, ilja, { kind: 'take' }, at('10:01:00'));
				expect((await ledger.listRows(['main'], 'mine', 'a2', 10))[0]?.waitingSince).toBeUndefined();
			});

			it('shows among those who wait a customer whose message nobody finished', async () => {
				await record('m1', { workflowId: 'gone' });
				await ledger.openHandoff(handoff(await record('m2', { thread: 't2' })));
				await record('m3', { thread: 't3', receivedAt: at('10:06:00') });
				const waiting = async (unansweredBefore?: string) => (await ledger.listRows(['main'], 'waiting', 'a1', 10, unansweredBefore)).map(({ owner, waitingSince }) => [owner, waitingSince]);
				expect(await waiting()).toEqual([['queue', at('10:00:02')]]);
				expect(await waiting(at('10:05:00'))).toEqual([['bot', at('10:00:00')], ['queue', at('10:00:02')]]);
			});

			it('puts the conversations of a removed person back into the queue', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'one' }, at('09:00:00'));
				const { conversation: { id } } = await taken();
				const resolved = await record('m2', { thread: 't2' });
				await ledger.move('main', resolved.conversation.id, mara, { kind: 'take' }, at('10:01:00'));
				await ledger.move('main', resolved.conversation.id, mara, { kind: 'resolve' }, at('10:02:00'));
				expect(await ledger.removeAgent('a1', at('10:03:00'))).toBe(true);
				expect(await chat()).toMatchObject({ owner: 'queue', entries: expect.arrayContaining([expect.objectContaining({ kind: 'released', name: 'Mara Lindt' })]) as object });
				expect((await ledger.listRows(['*'], 'waiting', 'a2', 10)).map(({ conversationId, handoffStatus }) => [conversationId, handoffStatus])).toEqual([[id, 'queued']]);
				expect(await ledger.move('main', id, ilja, { kind: 'take' }, at('10:04:00'))).toMatchObject({ ok: true, epoch: 5 });
				expect(await ledger.removeAgent('a1', at('10:05:00'))).toBe(false);
			});

			it('puts into the queue what a person has in an inbox they serve no more', async () => {
				await ledger.saveAgent({ ...mara, inboxes: ['main', 'shop'], passwordHash: 'one' }, at('09:00:00'));
				const kept = await record('m1', { inbox: 'shop' });
				await ledger.move('shop', kept.conversation.id, { ...mara, inboxes: ['*'] }, { kind: 'take' }, at('10:00:01'));
				await taken();
				await ledger.saveAgent({ ...mara, inboxes: ['shop'], passwordHash: 'one' }, at('10:03:00'));
				expect(await chat()).toMatchObject({ owner: 'queue' });
				expect(await chat('shop')).toMatchObject({ owner: 'human', agentName: 'Mara Lindt' });
			});

			it('refuses moves and replies of those who may not, with a sentence, and changes nothing', async () => {
				const { conversation } = await taken();
				const { id } = conversation;
				const refusals = [
					await ledger.move('main', id, ilja, { kind: 'take' }, at('10:01:00')),
					await ledger.move('main', id, ilja, { kind: 'release' }, at('10:01:00')),
					await ledger.move('main', id, guest, { kind: 'resolve' }, at('10:01:00')),
					await ledger.move('main', 'nowhere', mara, { kind: 'take' }, at('10:01:00')),
					await ledger.humanReply('main', id, ilja, { outgoingId: 'r1', text: 'x' }, at('10:01:00')),
					await ledger.humanReply('main', id, guest, { outgoingId: 'r1', text: 'x' }, at('10:01:00')),
					await ledger.humanReply('shop', id, ilja, { outgoingId: 'r1', text: 'x' }, at('10:01:00')),
				];
				expect(refusals.map((refusal) => !refusal.ok && refusal.reason)).toEqual(['ownedByOther', 'notOwner', 'notAllowed', 'notFound', 'ownedByOther', 'notAllowed', 'notFound']);
				expect(refusals.every((refusal) => !refusal.ok && refusal.message.endsWith('.'))).toBe(true);
				expect((await ledger.openConversation('main', id, undefined, at('10:02:00')))?.epoch).toBe(3);
			});

			it('lets one of two take at the same time', async () => {
				const envelope = await record('m1');
				await ledger.openHandoff(handoff(envelope));
				const results = await Promise.all([mara, ilja].map((agent, index) => (index === 0 ? ledger : fresh.other).move('main', envelope.conversation.id, agent, { kind: 'take' }, at('10:01:00'))));
				expect(results.filter(({ ok }) => ok)).toHaveLength(1);
				expect((await chat()).entries.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
			});

			it('shows an agent only their inboxes', async () => {
				const { conversation } = await record('m1');
				await record('m1', { inbox: 'shop', receivedAt: at('10:00:30') });
				expect(await ledger.openConversation('main', conversation.id, guest, at('10:01:00'))).toBeUndefined();
				expect(await ledger.addNote('main', conversation.id, guest, 'x', at('10:01:00'))).toBe(false);
				expect((await ledger.listRows(['main'], 'all', 'a1', 10)).map(({ inbox }) => inbox)).toEqual(['main']);
				expect((await ledger.listRows(['*'], 'all', 'a2', 10)).map(({ inbox }) => inbox).sort()).toEqual(['main', 'shop']);
				expect(await ledger.listRows([], 'all', 'a1', 10)).toEqual([]);
				expect(await ledger.listRows(['*'], 'all', 'a2', 1)).toHaveLength(1);
				expect((await ledger.listRows(['main', 'shop', 'empty'], 'all', 'a2', 10)).map(({ inbox }) => inbox)).toEqual(['shop', 'main']);
				expect(await ledger.listRows(['shop', 'empty'], 'all', 'a2', 10)).toMatchObject([{ inbox: 'shop' }]);
				expect(await ledger.listRows(['main', 'shop'], 'all', 'a2', 1)).toEqual(await ledger.listRows(['*'], 'all', 'a2', 1));
			});

			it('keeps people\'s words from the customer', async () => {
				const { conversation } = await taken();
				await ledger.addNote('main', conversation.id, mara, 'Secret note', at('10:00:40'));
				await ledger.move('main', conversation.id, mara, { kind: 'return', note: 'Secret advice' }, at('10:01:00'));
				const next = await record('m2');
				await ledger.claimReply(claim(next, { mode: 'draft', outcome: 'draft', text: 'Secret draft' }));
				expect(JSON.stringify(await chat())).not.toMatch(/Secret/u);
				expect(JSON.stringify((await ledger.openConversation('main', conversation.id, mara, at('10:02:00')))?.entries)).toMatch(/Secret note.*Secret advice.*Secret draft/u);
			});

			it('says an approved draft in the person\'s name, once', async () => {
				const envelope = await record('m1');
				await ledger.claimReply(claim(envelope, { mode: 'draft', outcome: 'draft' }));
				expect((await ledger.listRows(['main'], 'drafts', 'a1', 10))[0]).toMatchObject({ drafts: 1 });
				expect(await ledger.finishDraft('main', 'out-m1', guest, { approve: true, text: 'x' }, at('10:01:00'))).toMatchObject({ ok: false, reason: 'notAllowed' });
				expect(await ledger.finishDraft('main', 'out-m1', mara, { approve: true, text: 'Better words' }, at('10:01:00'))).toEqual({ ok: true, status: 'sent' });
				expect(await ledger.finishDraft('main', 'out-m1', ilja, { approve: true, text: 'Other words' }, at('10:01:00'))).toEqual({ ok: true, status: 'sent' });
				expect(await ledger.finishDraft('main', 'out-m1', ilja, { approve: false }, at('10:01:00'))).toMatchObject({ ok: false, reason: 'notWaiting' });
				expect((await chat()).entries.filter(({ kind }) => kind === 'reply')).toMatchObject([{ text: 'Better words', author: 'human', name: 'Mara Lindt' }]);
				expect(await outcomes('m1')).toEqual(['draft']);
				expect(await ledger.listRows(['main'], 'drafts', 'a1', 10)).toEqual([]);
			});

			it('releases no draft from before a change of hands, unless its holder does', async () => {
				const envelope = await record('m1');
				await ledger.claimReply(claim(envelope, { mode: 'draft', outcome: 'draft' }));
				await ledger.openHandoff(handoff(envelope));
				expect(await ledger.finishDraft('main', 'out-m1', mara, { approve: true, text: 'x' }, at('10:01:00'))).toMatchObject({ ok: false, reason: 'staleEpoch' });
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'take' }, at('10:01:00'));
				expect(await ledger.finishDraft('main', 'out-m1', mara, { approve: true, text: 'x' }, at('10:01:00'))).toMatchObject({ ok: true, status: 'sent' });
			});

			it('drops drafts of a resolved conversation', async () => {
				const envelope = await record('m1');
				await ledger.claimReply(claim(envelope, { mode: 'draft', outcome: 'draft' }));
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'resolve', needed: true }, at('10:01:00'));
				expect(await ledger.finishDraft('main', 'out-m1', mara, { approve: false }, at('10:01:00'))).toEqual({ ok: true, status: 'discarded' });
				expect(await ledger.claimReply(claim(envelope, { outgoingId: 'late' }))).toMatchObject({ kind: 'held', reason: 'resolved' });
			});

			it('asks nobody about a reply of unknown fate once its conversation is resolved', async () => {
				const envelope = await record('m1', { channel: 'whatsApp' });
				await ledger.claimReply(claim(envelope, { mode: 'send' }));
				await ledger.expireClaims(at('10:04:00'), at('10:05:00'));
				await ledger.move('main', envelope.conversation.id, mara, { kind: 'resolve' }, at('10:06:00'));
				expect(await ledger.listRows(['main'], 'drafts', 'a1', 10)).toEqual([]);
				expect(await ledger.claimReply(claim(envelope, { mode: 'send' }))).toMatchObject({ kind: 'repeated' });
			});

			it('signs in by a session that ends', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'one' }, at('09:00:00'));
				await ledger.saveAgent({ ...mara, id: 'unused', email: ' MARA@example.com', name: 'Mara L.', passwordHash: 'two' }, at('09:01:00'));
				expect(await ledger.findAgent('Mara@Example.com')).toEqual({ ...mara, name: 'Mara L.', passwordHash: 'two' });
				await ledger.openDeskSession('s1', 'a1', at('10:00:00'));
				expect((await ledger.deskAgent('s1', at('09:59:59')))?.id).toBe('a1');
				expect(await ledger.deskAgent('s1', at('10:00:00'))).toBeUndefined();
				await ledger.closeDeskSession('s1');
				expect(await ledger.deskAgent('s1', at('09:59:59'))).toBeUndefined();
				await ledger.openDeskSession('s2', 'a1', at('10:00:00'));
				expect(await ledger.removeAgent('a1', at('09:30:00'))).toBe(true);
				expect(await ledger.deskAgent('s2', at('09:00:00'))).toBeUndefined();
				expect(await ledger.listAgents()).toEqual([]);
			});

			it('ends the sign-ins of whose password changes, and nobody else\'s', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'one' }, at('09:00:00'));
				await ledger.saveAgent({ ...ilja, passwordHash: 'one' }, at('09:00:00'));
				await ledger.openDeskSession('s1', mara.id, at('10:00:00'));
				await ledger.openDeskSession('s2', ilja.id, at('10:00:00'));
				await ledger.saveAgent({ ...mara, name: 'Mara L.', passwordHash: 'one' }, at('09:01:00'));
				expect((await ledger.deskAgent('s1', at('09:02:00')))?.name).toBe('Mara L.');
				await ledger.saveAgent({ ...mara, passwordHash: 'two' }, at('09:03:00'));
				expect(await ledger.deskAgent('s1', at('09:04:00'))).toBeUndefined();
				expect((await ledger.deskAgent('s2', at('09:04:00')))?.id).toBe(ilja.id);
			});

			it('counts the failed proofs for a record since a time, in its inbox only', async () => {
				for (const time of ['09:00:00', '10:00:00', '10:00:00']) await ledger.noteFailedProof('main', 'order', at(time));
				expect(await ledger.countFailedProofs('main', 'order', at('09:00:00'))).toBe(3);
				expect(await ledger.countFailedProofs('main', 'order', at('09:00:01'))).toBe(2);
				expect(await ledger.countFailedProofs('shop', 'order', at('09:00:00'))).toBe(0);
				expect(await ledger.countFailedProofs('main', 'another', at('09:00:00'))).toBe(0);
			});

			it('is active while its trigger is or it was just served', async () => {
				expect(await ledger.deskActive(at('10:00:00'))).toBe(false);
				await ledger.deskBeat('d1', at('10:00:00'));
				expect(await ledger.deskActive(at('10:02:00'))).toBe(true);
				expect(await ledger.deskActive(at('10:02:01'))).toBe(false);
				await ledger.registerDesk('d1', true, at('10:00:00'));
				expect(await ledger.deskActive(at('23:00:00'))).toBe(true);
				await ledger.registerDesk('d1', false, at('23:00:00'));
				expect(await ledger.deskActive(at('23:00:00'))).toBe(false);
			});
		});

		describe('holders', () => {
			const noor = { ...mara, id: 'a4', name: 'Noor Hale' };

			it('lets an admin take over at once, and says so to customer and desk', async () => {
				const { conversation: { id } } = await taken();
				expect((await ledger.openConversation('main', id, ilja, at('10:01:00')))?.mayTakeOver).toBe(true);
				expect(await ledger.move('main', id, ilja, { kind: 'takeOver' }, at('10:01:00'))).toEqual({ ok: true, owner: 'human', epoch: 4, status: 'open' });
				const entry = (await ledger.openConversation('main', id, ilja, at('10:01:00')))?.entries.at(-1);
				expect(entry).toMatchObject({ kind: 'accepted', name: 'Ilja Sand', text: 'Mara Lindt' });
				expect((await chat()).entries.at(-1)).toEqual({ seq: entry?.seq, kind: 'accepted', at: at('10:01:00'), name: 'Ilja Sand' });
				expect(await ledger.humanReply('main', id, mara, { outgoingId: 'r1', text: 'x' }, at('10:01:01'))).toMatchObject({ ok: false, reason: 'ownedByOther' });
			});

			it('lets a colleague take over only once the holder was seen neither at the desk nor by a word for ten minutes', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'x' }, at('09:00:00'));
				await ledger.openDeskSession('s1', 'a1', at('20:00:00'));
				const { conversation: { id } } = await taken();
				const mayNoor = async (time: string) => (await ledger.openConversation('main', id, noor, at(time)))?.mayTakeOver === true;
				expect(await mayNoor('10:10:10')).toBe(false);
				expect(await mayNoor('10:10:11')).toBe(true);
				await ledger.deskAgent('s1', at('10:05:00'));
				expect(await mayNoor('10:15:00')).toBe(false);
				await ledger.humanReply('main', id, mara, { outgoingId: 'r1', text: 'Still here.' }, at('10:06:00'));
				expect(await mayNoor('10:16:00')).toBe(false);
				expect(await ledger.move('main', id, noor, { kind: 'takeOver' }, at('10:15:59'))).toMatchObject({ ok: false, reason: 'ownedByOther' });
				expect(await ledger.move('main', id, noor, { kind: 'takeOver' }, at('10:16:01'))).toMatchObject({ ok: true });
				expect((await ledger.openConversation('main', id, mara, at('10:16:02')))?.row).toMatchObject({ ownerName: 'Noor Hale' });
			});

			it('puts back into the queue, once, what somebody who went away holds while the customer waits', async () => {
				await taken();
				const answered = await record('m2', { thread: 't2' });
				await ledger.move('main', answered.conversation.id, mara, { kind: 'take' }, at('10:00:10'));
				await ledger.humanReply('main', answered.conversation.id, mara, { outgoingId: 'r2', text: 'Done.' }, at('10:00:20'));
				expect(await ledger.expireHolders(at('10:00:02'), at('10:20:02'))).toBe(0);
				const both = await Promise.all([ledger.expireHolders(at('10:00:30'), at('10:20:30')), fresh.other.expireHolders(at('10:00:30'), at('10:20:30'))]);
				expect(both.sort()).toEqual([0, 1]);
				expect(await chat()).toMatchObject({ owner: 'queue', queuePosition: 1, entries: expect.arrayContaining([expect.objectContaining({ kind: 'released', name: 'Mara Lindt' })]) as object });
				expect((await ledger.listRows(['*'], 'waiting', 'a2', 10))[0]).toMatchObject({ handoffStatus: 'queued', waitingSince: at('10:00:02') });
				expect(await chat('main', 't2')).toMatchObject({ owner: 'human' });
			});

			it('leaves with its holder what they hold while they are at the desk', async () => {
				await ledger.saveAgent({ ...mara, passwordHash: 'x' }, at('09:00:00'));
				await ledger.openDeskSession('s1', 'a1', at('20:00:00'));
				await taken();
				await ledger.deskAgent('s1', at('10:19:00'));
				expect(await ledger.expireHolders(at('10:10:00'), at('10:30:00'))).toBe(0);
			});
		});

		describe('a person answers outside', () => {
			it('has the conversation then: the assistant is silent, and the words stand in it', async () => {
				const envelope = await record('m1');
				expect(await ledger.recordOutsideReply(outside())).toEqual({ kind: 'recorded', conversationId: envelope.conversation.id, owner: 'human', ownerName: 'Nia', epoch: 2 });
				expect(await ledger.recordOutsideReply(outside())).toMatchObject({ kind: 'repeated', owner: 'human', epoch: 2 });
				expect(await ledger.claimReply(claim(envelope))).toMatchObject({ kind: 'held', reason: 'staleEpoch' });
				expect((await chat()).entries.slice(1)).toMatchObject([{ kind: 'accepted', name: 'Nia' }, { kind: 'outcome', outcome: 'relayed' }, { kind: 'reply', author: 'human', name: 'Nia', text: 'Nia here.' }]);
			});

			it('takes it out of the queue, and the handoff\'s receipt says so', async () => {
				const envelope = await record('m1');
				await ledger.openHandoff(handoff(envelope));
				await ledger.recordOutsideReply(outside({ conversationId: envelope.conversation.id, thread: 'unused' }));
				expect(await ledger.listRows(['main'], 'waiting', 'a1', 10)).toEqual([]);
				const row = (await ledger.listRows(['main'], 'all', 'a1', 10))[0];
				expect(row).toMatchObject({ owner: 'human', ownerName: 'Nia', handoffStatus: 'replied' });
				expect(row?.waitingSince).toBeUndefined();
			});

			it('leaves it with a colleague at the desk, who sees what was said', async () => {
				const { conversation: { id } } = await taken();
				expect(await ledger.recordOutsideReply(outside())).toMatchObject({ kind: 'recorded', owner: 'human', ownerName: 'Mara Lindt', epoch: 3 });
				expect((await ledger.openConversation('main', id, mara, at('10:05:00')))?.entries.at(-1)).toMatchObject({ kind: 'reply', name: 'Nia' });
			});

			it('may begin: the customer\'s first words are the person\'s', async () => {
				const begun = await ledger.recordOutsideReply(outside({ customer: { externalId: 'v1', name: 'Lea' } }));
				expect(begun).toMatchObject({ kind: 'recorded', owner: 'human', epoch: 2 });
				const id = begun.kind === 'unknownConversation' ? '' : begun.conversationId;
				expect((await ledger.openConversation('main', id, mara, at('10:02:00')))?.envelope).toMatchObject({ customer: { name: 'Lea' }, message: { text: '' }, conversation: { ownerId: 'outside:nia' } });
				expect(await ledger.recordInbound(inbound('m1', { receivedAt: at('10:03:00') }))).toMatchObject({ kind: 'recorded', owner: 'human', envelope: { conversation: { id, turns: [{ author: 'human' }, { author: 'customer' }] } } });
			});

			it('reopens nothing that is resolved, and knows no conversation that is not', async () => {
				const { conversation: { id } } = await taken();
				await ledger.move('main', id, mara, { kind: 'resolve' }, at('10:00:50'));
				expect(await ledger.recordOutsideReply(outside())).toMatchObject({ kind: 'recorded', owner: 'bot', epoch: 4 });
				expect(await chat()).toMatchObject({ status: 'resolved' });
				expect(await ledger.recordOutsideReply(outside({ outgoingId: 'o2', conversationId: 'nowhere' }))).toEqual({ kind: 'unknownConversation' });
			});
		});

		describe('the chat', () => {
			it('finds a session by the hash of its token only', async () => {
				const session = { inbox: 'main', chatId: 'c1', thread: 't1', externalId: 'v1', customer: { name: 'Lea', verified: true } };
				await ledger.openSession('hash', session, at('09:00:00'));
				expect(await ledger.findSession('hash')).toEqual(session);
				expect(await ledger.findSession('other')).toBeUndefined();
				const { conversation } = await record('m1');
				expect(await ledger.findSession('hash')).toEqual({ ...session, conversationId: conversation.id });
			});

			it('reads on from where it was', async () => {
				expect(await ledger.readChat('main', 'webChat', 't1', 0)).toBeUndefined();
				const envelope = await record('m1');
				const { seq } = await chat();
				expect(await ledger.lastSeq()).toBe(seq);
				await ledger.claimReply(claim(envelope));
				const next = await ledger.readChat('main', 'webChat', 't1', seq);
				expect(next?.entries.map(({ kind }) => kind)).toEqual(['reply', 'outcome']);
				expect(await ledger.readChat('main', 'webChat', 't1', next?.seq ?? 0)).toMatchObject({ entries: [], seq: next?.seq });
				expect((await ledger.changesSince(seq)).map(({ conversationId }) => conversationId)).toEqual([envelope.conversation.id, envelope.conversation.id]);
			});

			it('names the person who has the conversation', async () => {
				await taken();
				expect(await chat()).toMatchObject({ owner: 'human', agentName: 'Mara Lindt' });
			});
		});

		describe('what falls due', () => {
			it('hands out an unfinished message once a lease, only to its own workflow', async () => {
				await record('m1');
				await record('m2', { thread: 't2', workflowId: 'w2' });
				await ledger.claimReply(claim(await record('m3', { thread: 't3' })));
				const take = (workflow: string, now: string) => ledger.takeUnanswered(workflow, at('10:01:00'), at('10:05:00'), now, 10);
				const both = await Promise.all([take('w1', at('10:02:00')), fresh.other.takeUnanswered('w1', at('10:01:00'), at('10:05:00'), at('10:02:00'), 10)]);
				expect(both.flat().map(({ message }) => message.id)).toEqual(['m1']);
				expect(await take('w1', at('10:04:59'))).toEqual([]);
				expect((await take('w1', at('10:05:00'))).map(({ message }) => message.id)).toEqual(['m1']);
				expect(await ledger.takeUnanswered('w2', at('10:00:00'), at('10:05:00'), at('10:02:00'), 10)).toEqual([]);
			});

			it('hands out a handoff nobody accepted in time once a lease, raises it once, and lets the customer be told once', async () => {
				const envelope = await record('m1');
				await ledger.openHandoff(handoff(envelope));
				const take = (from: Ledger, now: string, workflow = 'w1') => from.takeHandoffsDue(workflow, at('09:00:00'), at('10:05:00'), now, 10);
				expect(await take(ledger, at('10:02:01'))).toEqual([]);
				expect(await take(ledger, at('10:02:02'), 'w2')).toEqual([]);
				await record('m2', { receivedAt: at('10:02:01') });
				const [due, ...others] = (await Promise.all([take(ledger, at('10:02:02')), take(fresh.other, at('10:02:02'))])).flat();
				expect(others).toEqual([]);
				expect(due).toMatchObject({ envelope: { message: { id: 'm2' }, conversation: { owner: 'queue' } }, handoff: { id: 'h-m1', result: 'queued', epoch: 2, queuePosition: 1 } });
				expect((await ledger.listRows(['main'], 'waiting', 'a1', 10))[0]).toMatchObject({ owner: 'queue', priority: 'urgent', handoffStatus: 'queued' });
				expect(await take(ledger, at('10:05:00'))).toHaveLength(1);
				const notes = (await ledger.openConversation('main', envelope.conversation.id, undefined, at('10:05:00')))?.entries.filter(({ kind }) => kind === 'note');
				expect(notes).toMatchObject([{ author: 'system', text: expect.stringContaining('in time') as string }]);
				const notice = claim(envelope, { messageId: 'm2', purpose: 'overdueNotice', outgoingId: 'overdue', epoch: 2, outcome: undefined, text: 'Nobody could take over yet.' });
				expect(await ledger.claimReply(notice)).toMatchObject({ kind: 'claimed', status: 'sent' });
				expect(await take(ledger, at('12:00:00'))).toEqual([]);
				expect(await outcomes('m2')).toEqual(['relayed']);
			});

			it('hands out a handoff the customer was not told of, once a lease, until they are told', async () => {
				const envelope = await record('m1');
				await ledger.openHandoff(handoff(envelope, { acceptWithinSeconds: 3600 }));
				const take = (now: string, from: Ledger = ledger) => from.takeHandoffsDue('w1', at('10:00:30'), at('10:05:00'), now, 10);
				expect(await ledger.takeHandoffsDue('w1', at('10:00:02'), at('10:05:00'), at('10:00:40'), 10)).toEqual([]);
				const both = (await Promise.all([take(at('10:01:00')), take(at('10:01:00'), fresh.other)])).flat();
				expect(both).toMatchObject([{ due: 'untold', envelope: { message: { id: 'm1' } }, handoff: { id: 'h-m1', result: 'queued', epoch: 2 } }]);
				expect((await ledger.listRows(['main'], 'waiting', 'a1', 10))[0]).toMatchObject({ priority: 'high' });
				const notice = claim(envelope, { purpose: 'handoffNotice', outgoingId: 'notice', epoch: 2, outcome: undefined });
				expect(await ledger.claimReply(notice)).toMatchObject({ kind: 'claimed' });
				expect(await take(at('10:06:00'))).toEqual([]);
			});

			it('tells nobody that nobody came once a person has it', async () => {
				const envelope = await taken();
				expect(await ledger.takeHandoffsDue('w1', at('09:00:00'), at('11:05:00'), at('11:00:00'), 10)).toEqual([]);
				const notice = claim(envelope, { purpose: 'overdueNotice', outgoingId: 'overdue', epoch: 2, outcome: undefined });
				expect(await ledger.claimReply(notice)).toMatchObject({ kind: 'held', reason: 'staleEpoch' });
			});

			describe('a person gives back a conversation in which the customer had the last word', () => {
				const returned = (now: string) => ledger.takeReturned('w1', at('10:10:00'), now, 10);
				async function giveBack(): Promise<Envelope> {
					const { conversation: { id } } = await taken();
					await record('m2', { receivedAt: at('10:00:30') });
					await ledger.move('main', id, mara, { kind: 'return' }, at('10:01:00'));
					const [envelope] = await returned(at('10:01:01'));
					if (envelope === undefined) throw new Error('nothing was given back');
					return envelope;
				}

				it('hands out the newest message once a lease, in its own workflow, and it is answered once and keeps its outcome', async () => {
					const envelope = await giveBack();
					expect(envelope).toMatchObject({ message: { id: 'm2' }, conversation: { owner: 'bot', epoch: 4, handBack: { agentName: 'Mara Lindt' } } });
					expect(await returned(at('10:09:59'))).toEqual([]);
					expect(await ledger.takeReturned('w2', at('10:10:00'), at('10:10:00'), 10)).toEqual([]);
					expect(await returned(at('10:10:00'))).toHaveLength(1);
					const claims = await Promise.all([ledger.claimReply(claim(envelope, { outgoingId: 'one' })), fresh.other.claimReply(claim(envelope, { outgoingId: 'two' }))]);
					expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'held']);
					expect(await returned(at('12:00:00'))).toEqual([]);
					expect(await outcomes('m2')).toEqual(['relayed']);
				});

				it('hands it to people again where the assistant cannot answer it', async () => {
					const envelope = await giveBack();
					expect(await ledger.openHandoff(handoff(envelope, { id: 'h2', onlyUnanswered: true }))).toMatchObject({ result: 'queued', epoch: 5 });
					expect(await returned(at('12:00:00'))).toEqual([]);
					expect(await outcomes('m2')).toEqual(['relayed']);
				});

				it('puts it before people when no workflow took it up', async () => {
					await giveBack();
					expect((await ledger.takeUnanswered('w1', at('10:01:00'), at('10:20:00'), at('10:10:00'), 10))).toEqual([]);
					expect((await ledger.listRows(['main'], 'waiting', 'a1', 10, at('10:01:01'))).map(({ waitingSince }) => waitingSince)).toEqual([at('10:00:30')]);
					expect((await ledger.takeUnanswered('w1', at('10:01:01'), at('10:20:00'), at('10:10:00'), 10)).map(({ message }) => message.id)).toEqual(['m2']);
				});

				it('gives the message that led to the handoff back too', async () => {
					const { conversation: { id } } = await taken();
					await ledger.move('main', id, mara, { kind: 'return' }, at('10:01:00'));
					expect((await returned(at('10:01:01'))).map(({ message }) => message.id)).toEqual(['m1']);
				});

				it.each(['a person answered', 'the assistant answered before the person took it', 'a person took it again'])('gives nothing when %s', async (reason) => {
					const envelope = await record('m1');
					const { conversation: { id } } = envelope;
					if (reason.startsWith('the assistant')) await ledger.claimReply(claim(envelope));
					await ledger.move('main', id, mara, { kind: 'take' }, at('10:00:10'));
					if (reason === 'a person answered') await ledger.humanReply('main', id, mara, { outgoingId: 'r1', text: 'Done.' }, at('10:00:20'));
					await ledger.move('main', id, mara, { kind: 'return' }, at('10:01:00'));
					if (reason === 'a person took it again') await ledger.move('main', id, mara, { kind: 'take' }, at('10:01:00'));
					expect(await returned(at('10:02:00'))).toEqual([]);
				});
			});

			it.each([
				['telegram', '55', { externalId: '55' }, '55'],
				['telegram', '-100:55', { externalId: '55' }, '-100'],
				['slack', 'C1:1772.5', { externalId: 'U1' }, 'C1'],
				['messenger', 'psid', { externalId: 'psid' }, 'psid'],
				['sms', '+43660', { externalId: '+43660' }, '+43660'],
				['webhook', 'form-1', { externalId: 'c-1', email: 'lea@example.com' }, 'lea@example.com'],
				['webhook', 'form-2', { externalId: 'c-2' }, 'c-2'],
				['n8nChat', 's', { externalId: 's' }, undefined],
			] as const)('names for %s, thread %s, where its node sends', async (channel, thread, customer, to) => {
				const { conversation } = await record('m1', { channel, thread, customer });
				await ledger.move('main', conversation.id, mara, { kind: 'take' }, at('10:00:10'));
				await ledger.humanReply('main', conversation.id, mara, { outgoingId: 'r1', text: 'Hello' }, at('10:00:20'));
				const taken = await ledger.takeQueued('w1', [channel], at('10:05:00'), at('10:00:30'), 10);
				expect(taken.map((each) => each.to)).toEqual([to]);
			});

			it('hands a person\'s words to the channel in order and once a lease, and lets one claim them', async () => {
				const envelope = await record('m1', { channel: 'whatsApp', customer: { externalId: '+49 170 000000' } });
				const { id } = envelope.conversation;
				await ledger.move('main', id, mara, { kind: 'take' }, at('10:00:10'));
				expect(await ledger.humanReply('main', id, mara, { outgoingId: 'r1', text: 'Hello' }, at('10:00:20'))).toEqual({ ok: true, status: 'queued' });
				await ledger.move('main', id, mara, { kind: 'return' }, at('10:00:25'));
				expect(await ledger.takeQueued('w1', ['email'], at('10:05:00'), at('10:00:30'), 10)).toEqual([]);
				expect(await ledger.takeQueued('w2', ['whatsApp'], at('10:05:00'), at('10:00:30'), 10)).toEqual([]);
				const taken = await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:00:30'), 10);
				expect(taken).toMatchObject([{ outgoing: { id: 'r1', text: 'Hello', authorName: 'Mara Lindt' }, to: '+49 170 000000', envelope: { message: { id: 'm1' } } }]);
				expect(await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:00:31'), 10)).toEqual([]);
				await ledger.move('main', id, mara, { kind: 'take' }, at('10:00:31'));
				await ledger.humanReply('main', id, mara, { outgoingId: 'r0', text: 'Are you still there?' }, at('10:00:32'));
				await ledger.move('main', id, mara, { kind: 'return' }, at('10:00:33'));
				expect(await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:00:34'), 10)).toEqual([]);
				const request = claim(envelope, { outgoingId: 'r1', purpose: 'humanReply', mode: 'send', outcome: undefined });
				const claims = await Promise.all([ledger.claimReply(request), fresh.other.claimReply(request)]);
				expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'repeated']);
				expect(await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:00:35'), 10)).toEqual([]);
				await ledger.confirmReply('main', 'r1', 'sent', {}, at('10:00:36'));
				expect((await ledger.takeQueued('w1', ['whatsApp'], at('10:05:00'), at('10:00:37'), 10)).map(({ outgoing }) => outgoing.id)).toEqual(['r0']);
			});
		});

		describe('files', () => {
			const voice = { name: 'voice', mimeType: 'audio/ogg; codecs=opus', kind: 'voice' } as const;
			const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
			const voiceNote = () => record('m1', { text: '', attachments: [voice, { name: 'lamp.png', mimeType: 'image/png' }] });
			const read = async (fileId: string) => {
				const file = await ledger.readFile('main', fileId);
				return file && { ...file, content: Buffer.from(file.content).toString('latin1') };
			};

			it('come back byte for byte, and their attachments say where they are, or why they are not', async () => {
				const { conversation } = await voiceNote();
				const content = '\u0000\u0001\u00ff so much \u0080';
				const kept = await ledger.keepFiles('main', 'm1', [{ place: 0, content: bytes(content) }, { place: 1, problem: 'It is gone.' }], at('10:00:05'));
				expect(kept).toEqual([
					{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice', sizeBytes: content.length, fileId: 'm1:0' },
					{ name: 'lamp.png', mimeType: 'image/png', notKept: 'It is gone.' },
				]);
				expect(await read('m1:0')).toEqual({ name: 'voice', mimeType: 'audio/ogg', content });
				expect((await ledger.loadEnvelope('main', 'm1'))?.message.attachments).toEqual(kept);
				expect((await ledger.openConversation('main', conversation.id, mara, at('10:01:00')))?.sent).toEqual({ m1: { text: '', attachments: kept } });
				for (const unknown of ['m1:1', 'm1:9', 'm1', 'm1:', 'm1:0x0', ':0', 'm2:0']) expect(await read(unknown)).toBeUndefined();
				expect(await ledger.readFile('shop', 'm1:0')).toBeUndefined();
			});

			it('of a message that took another along are its own, however many came before', async () => {
				await voiceNote();
				const { message } = await record('m2', { text: 'And this', attachments: [{ name: 'plug.png', mimeType: 'image/png', binary: 'data' }], receivedAt: at('10:00:01') });
				expect(message.attachments.map(({ name, binary }) => [name, binary])).toEqual([['voice', undefined], ['lamp.png', undefined], ['plug.png', undefined]]);
				await ledger.keepFiles('main', 'm2', [{ place: 0, content: bytes('plug') }], at('10:00:05'));
				await ledger.keepFiles('main', 'm1', [{ place: 0, content: bytes('sound') }, { place: 1, content: bytes('lamp') }], at('10:00:06'));
				const files = (await ledger.loadEnvelope('main', 'm2'))?.message.attachments ?? [];
				expect(await Promise.all(files.map(async ({ name, fileId = '' }) => [name, (await read(fileId))?.content]))).toEqual([['voice', 'sound'], ['lamp.png', 'lamp'], ['plug.png', 'plug']]);
			});

			it('are kept once, whoever is first; one that could not be had may still come', async () => {
				await voiceNote();
				await ledger.keepFiles('main', 'm1', [{ place: 0, content: bytes('first') }, { place: 1, problem: 'It is gone.' }], at('10:00:05'));
				const seq = await ledger.lastSeq();
				const again = [{ place: 0, content: bytes('second') }, { place: 0, problem: 'Too late.' }] as const;
				expect(await Promise.all(again.map((file) => fresh.other.keepFiles('main', 'm1', [file], at('10:00:06'))))).toMatchObject([[{ fileId: 'm1:0' }, {}], [{ fileId: 'm1:0' }, {}]]);
				expect(await ledger.lastSeq()).toBe(seq);
				expect(await read('m1:0')).toMatchObject({ content: 'first' });
				const later = await ledger.keepFiles('main', 'm1', [{ place: 1, content: bytes('png'), mimeType: 'Image/JPEG' }], at('10:00:07'));
				expect(later?.[1]).toEqual({ name: 'lamp.png', mimeType: 'image/jpeg', sizeBytes: 3, fileId: 'm1:1' });
			});

			it('may be as large as any that is kept', async () => {
				await voiceNote();
				const content = Buffer.alloc(MAX_KEPT_FILE_BYTES, 0xf7);
				await ledger.keepFiles('main', 'm1', [{ place: 0, content }], at('10:00:05'));
				expect(content.equals((await ledger.readFile('main', 'm1:0'))?.content ?? Buffer.alloc(0))).toBe(true);
			});

			it('are of attachments there are, of messages there are', async () => {
				await voiceNote();
				expect(await ledger.keepFiles('main', 'm2', [{ place: 0, content: bytes('x') }], at('10:00:05'))).toBeUndefined();
				expect(await ledger.keepFiles('main', 'm1', [{ place: 2, content: bytes('x') }, { place: -1, content: bytes('x') }], at('10:00:05'))).toHaveLength(2);
				expect(await read('m1:2')).toBeUndefined();
			});

			it('let open desks look again, and tell the customer nothing', async () => {
				await voiceNote();
				const seq = await ledger.lastSeq();
				await ledger.keepFiles('main', 'm1', [{ place: 0, content: bytes('x') }], at('10:00:05'));
				expect(await ledger.changesSince(seq)).toHaveLength(1);
				expect((await chat()).entries.map(({ kind }) => kind)).toEqual(['message']);
			});

			it('that were transcribed once are words of their message, in the conversation too', async () => {
				const { conversation } = await voiceNote();
				await ledger.keepFiles('main', 'm1', [{ place: 0, content: bytes('x') }], at('10:00:05'));
				const both = await Promise.all([ledger, fresh.other].map((each, index) => each.keepTranscript('main', 'm1:0', `My lamp flickers ${index}`, at('10:00:06'))));
				expect(both.filter((isNew) => isNew)).toHaveLength(1);
				const text = `My lamp flickers ${both.indexOf(true)}`;
				const envelope = await ledger.loadEnvelope('main', 'm1');
				expect(envelope?.message).toMatchObject({ text, attachments: [{ transcript: text }, { name: 'lamp.png' }] });
				const said = `[Voice note: voice] (transcribed) “${text}”\n[File: lamp.png]`;
				expect(envelope?.conversation.turns.map((turn) => turn.text)).toEqual([said]);
				const opened = await ledger.openConversation('main', conversation.id, mara, at('10:01:00'));
				expect(opened).toMatchObject({ row: { want: said }, sent: { m1: { text: '', attachments: [{ transcript: text }, {}] } } });
				const next = await record('m2', { text: 'Any news?', receivedAt: at('10:02:00') });
				expect(next.message.text).toBe(`${text}\nAny news?`);
			});

			it('that are not kept cannot be transcribed', async () => {
				await voiceNote();
				for (const unknown of ['m1:0', 'm1:7', 'm2:0', '']) expect(await ledger.keepTranscript('main', unknown, 'words', at('10:00:06'))).toBe(false);
			});
		});

		describe('privacy', () => {
			const SECRET = /Zanzibar|zoe/iu;
			/** A customer with something in every table. */
			async function secretive(): Promise<Envelope> {
				const customer = { externalId: 'zoe-1', name: 'Zoe', email: 'zoe@example.com', phone: '+1 555 zoe', tier: 'zoe' };
				const zanzibar = { thread: 'zoe-thread', text: 'Zanzibar words', subject: 'Zanzibar', raw: { zanzibar: 1 }, attachments: [{ name: 'zanzibar.png', mimeType: 'image/png' }], customer };
				await ledger.openSession('hash', { inbox: 'main', chatId: 'c1', thread: 'zoe-thread', externalId: 'zoe-1', customer: { name: 'Zoe' } }, at('09:00:00'));
				const first = await record('m1', zanzibar);
				const attempt = { messageId: 'm1', question: 'Zanzibar?', answer: 'Zanzibar!', sources: [], at: at('10:00:00'), result: 'unknown' } as const;
				await ledger.claimReply(claim(first, { text: 'Zanzibar answer', learned: { collected: { city: 'Zanzibar' }, attempt } }));
				const second = await record('m2', { ...zanzibar, receivedAt: at('10:00:10') });
				await ledger.openHandoff(handoff(second));
				await ledger.move('main', second.conversation.id, mara, { kind: 'take' }, at('10:00:20'));
				await ledger.humanReply('main', second.conversation.id, mara, { outgoingId: 'r1', text: 'Zanzibar reply' }, at('10:00:30'));
				await ledger.addNote('main', second.conversation.id, mara, 'Zanzibar note', at('10:00:40'));
				await ledger.move('main', second.conversation.id, mara, { kind: 'return', note: 'Zanzibar was agreed' }, at('10:01:00'));
				const third = await record('m3', { ...zanzibar, receivedAt: at('10:02:00') });
				for (const id of ['m1', 'm3']) await ledger.keepFiles('main', id, [{ place: 0, content: Buffer.from('Zanzibar in the picture') }], at('10:02:01'));
				await ledger.keepTranscript('main', 'm3:0', 'Zanzibar aloud', at('10:02:02'));
				await ledger.noteFailedProof('main', 'record', at('10:02:00'), third.conversation.id);
				await ledger.rememberCrm('main', `hubSpot:ticket:${namePushed('main', '', third.conversation.id, '').ticket}`, 'T-7');
				await ledger.rememberCrm('main', `hubSpot:contact:${namePushed('main', third.customer.id, '', '').customer}`, 'C-7');
				return third;
			}
			const everything = async (customerId: string) => JSON.stringify([await ledger.exportCustomer('main', customerId), await ledger.listRows(['*'], 'all', 'a2', 10)]);

			it('exports everything known of a customer, of this inbox only, and no secret', async () => {
				const { customer } = await secretive();
				const known = await ledger.exportCustomer('main', customer.id);
				expect(known).toMatchObject({ customer: { email: 'zoe@example.com' }, chatSessions: [{ thread: 'zoe-thread' }], failedProofs: [{ record: 'record' }] });
				expect(known?.messages.map(({ id }) => id).sort()).toEqual(['m1', 'm2', 'm3']);
				expect(known?.outgoing.map(({ text }) => text).sort()).toEqual(['Zanzibar answer', 'Zanzibar reply']);
				expect(known?.handoffs).toHaveLength(1);
				expect(known?.files).toMatchObject(['m1', 'm3'].map((message_id) => ({ message_id, place: 0, name: 'zanzibar.png', mime_type: 'image/png', size: 23 })));
				expect(known?.crmLinks.map(({ value }) => value).sort()).toEqual(['C-7', 'T-7']);
				expect(JSON.stringify(known)).not.toContain('token_hash');
				expect(await ledger.exportCustomer('shop', customer.id)).toBeUndefined();
			});

			it('erases one customer everywhere and leaves what happened, and everybody else', async () => {
				const { customer, conversation: { id } } = await secretive();
				const other = await record('o1', { thread: 'other', text: 'Other words', customer: { externalId: 'v2', name: 'Lea' } });
				const kinds = async () => (await ledger.openConversation('main', id, undefined, at('11:00:00')))?.entries.map(({ kind }) => kind);
				const before = await kinds();
				expect(await ledger.eraseCustomer('shop', customer.id, at('11:00:00'))).toBeUndefined();
				const erased = await ledger.eraseCustomer('main', customer.id, at('11:00:00'));
				expect({ ...erased, crmIds: [...erased?.crmIds ?? []].sort() }).toEqual({ customers: 1, conversations: 1, crmIds: ['C-7', 'T-7'] });
				expect(await everything(customer.id)).not.toMatch(SECRET);
				expect((await kinds())?.slice(0, before?.length)).toEqual(before);
				expect(await ledger.findSession('hash')).toBeUndefined();
				expect(await ledger.readFile('main', 'm3:0')).toBeUndefined();
				// A file that arrives late is not kept.
				expect(await ledger.keepFiles('main', 'm3', [{ place: 0, content: Buffer.from('Zanzibar') }], at('11:00:01'))).toEqual([]);
				expect(await ledger.readFile('main', 'm3:0')).toBeUndefined();
				expect(await ledger.countFailedProofs('main', 'record', at('00:00:00'))).toBe(0);
				expect((await ledger.loadEnvelope('main', 'o1'))).toMatchObject({ message: { text: 'Other words' }, customer: { name: 'Lea' }, conversation: { id: other.conversation.id } });
			});

			it.each([
				['a customer', (id: string) => ledger.eraseCustomer('main', id, at('13:00:00'))],
				['by age', () => ledger.applyRetention('main', at('13:00:00'), at('13:00:00'))],
			])('erases %s with all files, also those that arrive meanwhile, and nobody else\'s', async (what, erase) => {
				const old = await secretive();
				const attachments = Array.from({ length: 8 }, (_, i) => ({ name: `${i}.png`, mimeType: 'image/png' }));
				await record('m4', { thread: 'zoe-thread', attachments, customer: { externalId: 'zoe-1' }, receivedAt: at('10:03:00') });
				const other = { thread: 'other', attachments, customer: { externalId: 'v2' }, receivedAt: at(what === 'by age' ? '14:00:00' : '10:00:00') };
				await record('o1', other);
				const keep = (from: Ledger, id: string, place: number) => from.keepFiles('main', id, [{ place, content: Buffer.alloc(700_000, place) }], at('10:03:01'));
				for (let place = 0; place < 7; place++) for (const id of ['m4', 'o1']) await keep(ledger, id, place);
				await Promise.all([erase(old.customer.id), keep(fresh.other, 'm4', 7), keep(fresh.other, 'm4', 0)]);
				const left = await Promise.all(attachments.map(async (_attachment, place) => [await ledger.readFile('main', `m4:${place}`), (await ledger.readFile('main', `o1:${place}`))?.content.byteLength]));
				expect(left).toEqual([...Array<unknown>(7).fill([undefined, 700_000]), [undefined, undefined]]);
			});

			it('lets nothing of an erased customer be answered, and knows them no more when they write again', async () => {
				const envelope = await secretive();
				await ledger.eraseCustomer('main', envelope.customer.id, at('11:00:00'));
				expect(await ledger.claimReply(claim(envelope, { outgoingId: 'late' }))).toMatchObject({ kind: 'held', reason: 'resolved' });
				expect(await ledger.takeUnanswered('w1', at('12:00:00'), at('13:00:00'), at('12:00:00'), 10)).toEqual([]);
				expect(await ledger.takeReturned('w1', at('13:00:00'), at('12:00:00'), 10)).toEqual([]);
				const again = await record('m9', { thread: 'zoe-thread', customer: { externalId: 'zoe-1' }, receivedAt: at('12:00:00') });
				expect(again.customer).toMatchObject({ history: [], verified: false });
				expect(again.customer.id).not.toBe(envelope.customer.id);
			});

			it('erases by age what nobody waits in, once, and customers who have nothing younger', async () => {
				const old = await secretive();
				const young = await record('y1', { thread: 'young', customer: { externalId: 'zoe-1' }, receivedAt: at('12:00:00') });
				await ledger.openHandoff(handoff(await record('w1', { thread: 'waits', text: 'Still waiting', customer: { externalId: 'v3' } })));
				expect(await ledger.applyRetention('shop', at('11:00:00'), at('12:30:00'))).toEqual({ customers: 0, conversations: 0, crmIds: [] });
				expect(await ledger.applyRetention('main', at('11:00:00'), at('12:30:00'))).toEqual({ customers: 0, conversations: 1, crmIds: ['T-7'] });
				expect((await ledger.loadEnvelope('main', 'm3'))?.message.text).toBe('');
				expect(await ledger.readFile('main', 'm3:0')).toBeUndefined();
				expect(await ledger.loadEnvelope('main', 'y1')).toMatchObject({ customer: { id: old.customer.id, email: 'zoe@example.com' }, message: { text: 'Words of y1' }, conversation: { id: young.conversation.id } });
				expect((await ledger.loadEnvelope('main', 'w1'))?.message.text).toBe('Still waiting');
				expect(await ledger.applyRetention('main', at('13:00:00'), at('13:00:00'))).toEqual({ customers: 1, conversations: 1, crmIds: ['C-7'] });
				expect(await everything(old.customer.id)).not.toMatch(SECRET);
				expect(await ledger.applyRetention('main', at('13:00:00'), at('13:00:00'))).toEqual({ customers: 0, conversations: 0, crmIds: [] });
			});
		});

		it('does not let who knows a form customer\'s id change where replies go', async () => {
			const form = { channel: 'webhook', thread: 'c-9' } as const;
			await record('m1', { ...form, customer: { externalId: 'c-9', email: 'lea@example.com' } });
			const second = await record('m2', { ...form, customer: { externalId: 'c-9', email: 'evil@example.com' } });
			expect(second.customer.email).toBe('lea@example.com');
			expect(await ledger.claimReply(claim(second, { mode: 'send' }))).toMatchObject({ to: 'lea@example.com' });
		});

		describe('one customer on several channels', () => {
			const PHONE = { channel: 'whatsApp', thread: '49151', customer: { externalId: '49151', provenPhone: '+49 151 1234567' } } as const;
			const SIGNED = { thread: 'signed', customer: { externalId: 'u-7', verified: true, email: 'Lea@Example.com', phone: '+491511234567' } } as const;

			it('is one by a proven number or address: the history of each shows the other', async () => {
				await record('m1', { ...PHONE, text: 'By phone' });
				expect((await record('m2', SIGNED)).customer.history).toMatchObject([{ channel: 'whatsApp', summary: 'By phone' }]);
				const mail = await record('m3', { channel: 'email', thread: 'mail', receivedAt: at('10:05:00'), customer: { externalId: 'x', provenEmail: 'lea@example.com' } });
				expect(mail.customer.history.map(({ channel }) => channel).sort()).toEqual(['webChat', 'whatsApp']);
			});

			it.each([
				['a name', { name: 'Lea' }],
				['an address that is only claimed', { email: 'lea@example.com', phone: '+491511234567' }],
			])('is not one by %s', async (_, claimed) => {
				await record('m1', PHONE);
				await record('m2', SIGNED);
				expect((await record('m3', { thread: 't9', customer: { externalId: 'v9', ...claimed } })).customer.history).toEqual([]);
			});

			it('is not one in another inbox', async () => {
				await record('m1', { ...PHONE, inbox: 'other' });
				expect((await record('m2', SIGNED)).customer.history).toEqual([]);
			});

			it('is followed over all who share an address with one of them', async () => {
				await record('m1', { ...PHONE, text: 'By phone' });
				const both = await record('m2', SIGNED);
				const mail = await record('m3', { channel: 'email', thread: 'mail', customer: { externalId: 'x', provenEmail: 'lea@example.com' } });
				expect(await ledger.eraseCustomer('main', mail.customer.id, at('11:00:00'))).toMatchObject({ customers: 3, conversations: 3 });
				expect((await ledger.loadEnvelope('main', 'm1'))?.message.text).toBe('');
				expect((await ledger.loadEnvelope('main', both.message.id))?.message.text).toBe('');
			});

			it('is exported and erased whole', async () => {
				const first = await record('m1', { ...PHONE, text: 'By phone' });
				const second = await record('m2', SIGNED);
				const known = await ledger.exportCustomer('main', second.customer.id);
				expect(known).toMatchObject({ sameCustomer: [{ id: first.customer.id }], conversations: [{}, {}] });
				expect(await ledger.eraseCustomer('main', second.customer.id, at('11:00:00'))).toMatchObject({ customers: 2, conversations: 2 });
				expect((await ledger.loadEnvelope('main', 'm1'))?.message.text).toBe('');
				expect(JSON.stringify(await ledger.exportCustomer('main', first.customer.id))).not.toMatch(/1234567|By phone/u);
			});
		});

		describe('what the assistant answered lately', () => {
			const answered = (confidence: number) => ({ messageId: 'm', question: 'q', answer: 'a', sources: [], at: at('10:00:00'), confidence, result: 'unknown' }) as const;

			it('is read newest first, with whether a person was called in, over all inboxes', async () => {
				const first = await record('m1');
				await ledger.claimReply(claim(first, { learned: { attempt: answered(0.7) } }));
				const second = await record('m2', { inbox: 'other', thread: 't2' });
				await ledger.claimReply(claim(second, { inbox: 'other', learned: { attempt: answered(0.8) }, now: at('10:05:00') }));
				await record('m3', { thread: 't3' });
				const again = await record('m4', { receivedAt: at('10:10:00') });
				await ledger.openHandoff(handoff(again, { now: at('10:10:01') }));
				expect(await ledger.listAnswered(10)).toEqual([{ attempts: [answered(0.7)], handedOff: true }, { attempts: [answered(0.8)], handedOff: false }]);
				expect(await ledger.listAnswered(1)).toHaveLength(1);
			});
		});

		describe('what was forecast lately', () => {
			const point = (rawForecast?: number) => ({ at: at('10:00:00'), score: 0, anger: 0, ...(rawForecast === undefined ? {} : { rawForecast }) });
			const forecast = (id: string, over: Parameters<typeof inbound>[1] & { receivedAt: string }, rawForecast?: number) => record(id, { thread: `t-${id}`, ...over })
				.then(async (envelope) => {
					await ledger.claimReply(claim(envelope, { inbox: envelope.inbox, learned: { sentiment: point(rawForecast) }, now: over.receivedAt }));
					return envelope;
				});

			it('is read of quiet conversations of an inbox, newest first, without those that have no forecast', async () => {
				await forecast('m1', { receivedAt: at('10:01:00') }, 0.1);
				await forecast('m2', { receivedAt: at('10:02:00') }, 0.2);
				await forecast('m3', { receivedAt: at('10:03:00') });
				await forecast('m4', { receivedAt: at('10:04:00'), inbox: 'other' }, 0.4);
				await forecast('m5', { receivedAt: at('10:05:00') }, 0.5);
				expect(await ledger.listForecasts('main', at('10:04:59'), 10)).toEqual([{ trail: [point(0.2)] }, { trail: [point(0.1)] }]);
				expect(await ledger.listForecasts('main', at('10:05:00'), 1)).toEqual([{ trail: [point(0.5)] }]);
				expect(await ledger.listForecasts('other', at('10:05:00'), 10)).toEqual([{ trail: [point(0.4)] }]);
			});

			it.each([['said nothing of it', {}, true], ['said they were needed', { needed: true }, true], ['said they were not needed', { needed: false }, false]] as const)('tells when a person was called in, who %s', async (_, answer, isNeeded) => {
				const { conversation } = await forecast('m1', { receivedAt: at('10:01:00') }, 0.7);
				const again = await record('m2', { thread: 't-m1', receivedAt: at('10:02:00') });
				await ledger.openHandoff(handoff(again, { now: at('10:02:01') }));
				await ledger.move('main', conversation.id, mara, { kind: 'take' }, at('10:02:02'));
				await ledger.move('main', conversation.id, mara, { kind: 'resolve', ...answer }, at('10:02:03'));
				expect(await ledger.listForecasts('main', at('11:00:00'), 10)).toEqual([{ trail: [point(0.7)], ...(isNeeded ? { neededAt: at('10:02:01') } : {}) }]);
			});

			it('is gone with an erased customer', async () => {
				const { customer } = await forecast('m1', { receivedAt: at('10:01:00') }, 0.7);
				await ledger.eraseCustomer('main', customer.id, at('10:02:00'));
				expect(await ledger.listForecasts('main', at('11:00:00'), 10)).toEqual([]);
			});
		});

		describe('knowledge', () => {
			const article: Article = { id: 'k1', title: 'Returns', body: 'Within 30 days.', questions: ['Can I send it back?'], enabled: true, updatedAt: at('09:00:00') };
			const intent: Intent = { name: 'returnItem', title: 'Send it back', examples: ['I want to return this'], humanOnly: false, needs: { details: ['orderNumber'], verifyBy: ['email'], answer: 'Order {number}.' } };

			it('comes back as it went in, its version growing with each edit', async () => {
				expect(await ledger.knowledgeVersion('main')).toBe(0);
				expect(await ledger.upsertArticles('main', [article, { ...article, id: 'k2', url: 'https://example.com/k2', language: 'de', enabled: false }])).toBe(2);
				expect(await ledger.upsertIntents('main', [intent])).toBe(1);
				expect(await ledger.upsertArticles('main', [{ ...article, title: 'Send back' }])).toBe(1);
				expect(await ledger.loadKnowledge('main')).toEqual({
					inbox: 'main', version: 3, intents: [intent],
					articles: [{ ...article, title: 'Send back' }, { ...article, id: 'k2', url: 'https://example.com/k2', language: 'de', enabled: false }],
				});
				expect(await ledger.loadKnowledge('shop')).toEqual({ inbox: 'shop', version: 0, articles: [], intents: [] });
				expect(await ledger.deleteArticles('main', ['k2', 'gone'])).toBe(1);
				expect(await ledger.deleteIntents('main', ['gone'])).toBe(0);
				expect(await ledger.knowledgeVersion('main')).toBe(4);
			});

			it('loads thousands of articles, each once and in their order, while others have their turn', async () => {
				const many = Array.from({ length: 1_201 }, (_, i) => ({ ...article, id: `k${String(i).padStart(4, '0')}` }));
				await ledger.upsertArticles('main', many);
				let turns = 0;
				const count = (): void => {
					turns++;
					timer = setImmediate(count);
				};
				let timer = setImmediate(count);
				const { articles } = await ledger.loadKnowledge('main');
				clearImmediate(timer);
				expect(articles.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
				expect(turns).toBeGreaterThan(1);
			});

			it('takes all articles or none', async () => {
				const broken = { ...article, id: 'k9', title: null as unknown as string };
				await expect(ledger.upsertArticles('main', [article, broken])).rejects.toThrow();
				expect(await ledger.loadKnowledge('main')).toMatchObject({ version: 0, articles: [] });
			});
		});

		it('remembers what was pushed to a CRM, first writer first', async () => {
			expect(await ledger.recallCrm('main', 'ticket:m1')).toBeUndefined();
			const remembered = await Promise.all([ledger.rememberCrm('main', 'ticket:m1', 'T-1'), fresh.other.rememberCrm('main', 'ticket:m1', 'T-2')]);
			expect(new Set(remembered).size).toBe(1);
			expect(await ledger.recallCrm('main', 'ticket:m1')).toBe(remembered[0]);
			expect(await ledger.recallCrm('shop', 'ticket:m1')).toBeUndefined();
		});
	});
}

function newEnvelope(result: RecordResult): Envelope {
	if (result.kind !== 'recorded') throw new Error(`expected a new message, it was ${result.kind}`);
	return result.envelope;
}

function conversationOf(result: RecordResult): string {
	return result.kind === 'recorded' ? result.envelope.conversation.id : result.conversationId;
}
