/** A real mailbox is watched: nothing missed, nothing taken that was taken, over lost connections and new numbering. */
import { checkMailbox, readNewest, watchMailbox, type FolderMail, type MailboxWatch, type WithheldMail } from '../../../channels/mail/watchMailbox';
import type { MailCursor } from '../../../core/conversation/ledger';
import { hasDovecot, startDovecot, type Dovecot } from './dovecot';
import { rawMail } from './samples';
import { startWithholding, type WithholdingServer } from './withholding';

if (!hasDovecot) process.stdout.write('Mailboxes are not tested: no Dovecot is installed here (apt-get install dovecot-imapd).\n');

(hasDovecot ? describe : describe.skip)('a mailbox', () => {
	let dovecot: Dovecot;
	let user = '';
	let users = 0;
	let cursors: Map<string, MailCursor>;
	const watches: MailboxWatch[] = [];

	beforeAll(async () => { dovecot = await startDovecot(); }, 60_000);
	afterAll(async () => dovecot.close());
	beforeEach(() => {
		users++;
		user = `support${users}@example.com`;
		cursors = new Map();
	});
	afterEach(async () => {
		for (const watch of watches.splice(0)) await watch.stop();
	});

	const account = () => ({ host: '127.0.0.1', port: dovecot.port, security: 'none' as const, user, password: dovecot.password });
	const send = (subject: string): void => dovecot.deliver(user, rawMail({ headers: { Subject: subject, 'Message-ID': `<${subject}@example.org>` } }));

	function watch(over: Partial<Parameters<typeof watchMailbox>[0]> = {}): { readonly taken: string[]; readonly told: WithheldMail[]; readonly problems: string[]; readonly watch: MailboxWatch } {
		const taken: string[] = [];
		const told: WithheldMail[] = [];
		const problems: string[] = [];
		const started = watchMailbox({
			account: account(),
			folders: ['INBOX'],
			everyMs: 60_000,
			start: 'new',
			readCursor: async (folder) => cursors.get(folder),
			saveCursor: async (folder, cursor) => void cursors.set(folder, cursor),
			take: async ({ raw }) => {
				taken.push(subjectOf(raw));
				return { markRead: true };
			},
			takeWithheld: async (mail) => void told.push(mail),
			onProblem: (sentence) => problems.push(sentence),
			now: () => new Date().toISOString(),
			...over,
		});
		watches.push(started);
		return { taken, told, problems, watch: started };
	}

	const subjectOf = (raw: Buffer): string => /^Subject: (.*)$/mu.exec(raw.toString())?.[1]?.trim() ?? '';

	async function until(isTrue: () => boolean, ms = 20_000): Promise<void> {
		const end = Date.now() + ms;
		while (!isTrue() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
		expect(isTrue()).toBe(true);
	}

	it('tells of a new mail at once, of several folders, and takes each once', async () => {
		send('before');
		const { taken } = watch();
		await until(() => cursors.has('INBOX'));
		send('one');
		await until(() => taken.length === 1, 5_000);
		send('two');
		send('three');
		await until(() => taken.length === 3, 5_000);
		expect(taken).toEqual(['one', 'two', 'three']);
	}, 60_000);

	it('begins with the unread ones where it is told to, and goes on behind all that were there', async () => {
		send('old');
		const first = watch({ start: 'unread' });
		await until(() => first.taken.length === 1 && cursors.has('INBOX'));
		await first.watch.stop();
		const second = watch({ start: 'unread' });
		send('new');
		await until(() => second.taken.length === 1);
		expect(second.taken).toEqual(['new']);
	}, 60_000);

	it('misses nothing that came while nobody watched, read by somebody or not', async () => {
		const first = watch();
		await until(() => cursors.has('INBOX'));
		await first.watch.stop();
		send('while away');
		const { ImapFlow } = await import('imapflow');
		const person = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth: { user, pass: dovecot.password }, logger: false });
		await person.connect();
		await person.mailboxOpen('INBOX');
		await person.messageFlagsAdd('1:*', ['\\Seen']);
		await person.logout();
		const second = watch();
		await until(() => second.taken.length === 1);
		expect(second.taken).toEqual(['while away']);
	}, 60_000);

	it('hands a mail over again that was not taken, and marks it as read only then', async () => {
		let attempts = 0;
		let isBroken = true;
		const seen = async (): Promise<boolean> => {
			const { ImapFlow } = await import('imapflow');
			const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth: { user, pass: dovecot.password }, logger: false });
			await client.connect();
			await client.mailboxOpen('INBOX', { readOnly: true });
			const found = await client.fetchOne('*', { flags: true });
			await client.logout();
			return found !== false && found.flags?.has('\\Seen') === true;
		};
		const { taken, problems } = watch({
			take: async ({ raw }) => {
				attempts++;
				if (isBroken) throw new Error('The disk is full');
				taken.push(subjectOf(raw));
				return { markRead: true };
			},
		});
		await until(() => cursors.has('INBOX'));
		send('again');
		await until(() => attempts > 0);
		expect(await seen()).toBe(false);
		isBroken = false;
		await until(() => taken.length === 1);
		await until(() => cursors.get('INBOX')?.lastUid === 1);
		expect(problems[0]).toContain('The disk is full');
		expect(await seen()).toBe(true);
	}, 60_000);

	it('tries ever more slowly what cannot be taken', async () => {
		let attempts = 0;
		watch({
			take: () => {
				attempts++;
				return Promise.reject(new Error('The disk is full'));
			},
		});
		await until(() => cursors.has('INBOX'));
		send('stuck');
		await until(() => attempts > 0);
		await new Promise((resolve) => setTimeout(resolve, 2_500));
		// At once, after 1 s, and 2 s after that.
		expect(attempts).toBeLessThanOrEqual(3);
	}, 60_000);

	it('connects again when the server went away, and finds what came meanwhile', async () => {
		const { taken, problems } = watch();
		await until(() => cursors.has('INBOX'));
		await dovecot.halt();
		await until(() => problems.length > 0);
		dovecot.drop(user, rawMail({ headers: { Subject: 'meanwhile' } }));
		await dovecot.restart();
		await until(() => taken.length === 1, 30_000);
		expect(taken).toEqual(['meanwhile']);
	}, 90_000);

	it('looks at the last day again where the server counts anew', async () => {
		const first = watch();
		await until(() => cursors.has('INBOX'));
		send('one');
		await until(() => first.taken.length === 1 && cursors.get('INBOX')?.lastUid === 1);
		await first.watch.stop();
		cursors.set('INBOX', { ...cursors.get('INBOX')!, uidValidity: '1' });
		send('two');
		const second = watch();
		await until(() => second.taken.length === 2);
		expect(second.taken).toEqual(['one', 'two']);
		expect(second.problems).toEqual([expect.stringContaining('counts its mails anew')]);
		await until(() => cursors.get('INBOX')?.lastUid === 2);
	}, 60_000);

	describe('with a mail that the server does not hand out', () => {
		let server: WithholdingServer;
		beforeEach(async () => { server = await startWithholding(dovecot.port); });
		afterEach(async () => {
			for (const each of watches.splice(0)) await each.stop();
			await server.close();
		});
		const throughServer = () => ({ account: { ...account(), port: server.port } });

		it.each(['content', 'hangsUp'] as const)('goes on past it after some tries, tells what its envelope says, and tries it once more at the next start (%s)', async (how) => {
			const first = watch(throughServer());
			await until(() => cursors.has('INBOX'));
			server.withheld.set(2, how);
			for (const subject of ['one', 'bad', 'three']) send(subject);
			await until(() => cursors.get('INBOX')?.lastUid === 3, 40_000);
			expect(first.taken).toEqual(['one', 'three']);
			expect(first.told).toMatchObject([{ folder: 'INBOX', uid: 2, uidValidity: cursors.get('INBOX')!.uidValidity, fields: { subject: 'bad', messageId: '<bad@example.org>', from: { address: 'Robin.Vale@example.org', name: 'Robin Vale' } } }]);
			expect(first.problems.filter((sentence) => sentence.includes('Mail number 2 could not be fetched'))).toHaveLength(3);
			expect(cursors.get('INBOX')?.withheld).toEqual([2]);
			await first.watch.stop();

			const second = watch(throughServer());
			await until(() => second.problems.length > 0);
			send('four');
			await until(() => second.taken.length === 1);
			expect([second.taken, second.told]).toEqual([['four'], []]);
			await until(() => cursors.get('INBOX')?.lastUid === 4);
			expect(cursors.get('INBOX')?.withheld).toEqual([2]);
			await second.watch.stop();

			server.withheld.clear();
			const third = watch(throughServer());
			await until(() => third.taken.length === 1);
			expect(third.taken).toEqual(['bad']);
			await until(() => cursors.get('INBOX')?.withheld?.length === 0);
			expect(cursors.get('INBOX')?.lastUid).toBe(4);
		}, 120_000);

		it('tells of it also without an envelope, and of each one of several', async () => {
			const { taken, told } = watch(throughServer());
			await until(() => cursors.has('INBOX'));
			server.withheld.set(1, 'contentAndEnvelope').set(2, 'contentAndEnvelope');
			for (const subject of ['bad', 'worse', 'good']) send(subject);
			await until(() => taken.length === 1, 60_000);
			expect(taken).toEqual(['good']);
			expect(told).toEqual([1, 2].map((uid) => ({ folder: 'INBOX', uid, uidValidity: expect.any(String) as string })));
		}, 120_000);

		it('stays where it is while nobody can be told', async () => {
			let attempts = 0;
			const { taken } = watch({
				...throughServer(),
				takeWithheld: async () => {
					attempts++;
					if (attempts === 1) throw new Error('The disk is full');
				},
			});
			await until(() => cursors.has('INBOX'));
			server.withheld.set(1, 'content');
			for (const subject of ['bad', 'good']) send(subject);
			await until(() => attempts === 1, 40_000);
			expect(cursors.get('INBOX')?.lastUid).toBe(0);
			await until(() => taken.length === 1, 40_000);
			expect(attempts).toBe(2);
		}, 120_000);

		it('passes over a mail that somebody deleted meanwhile, and tells nobody', async () => {
			const first = watch(throughServer());
			await until(() => cursors.has('INBOX'));
			await first.watch.stop();
			cursors.set('INBOX', { ...cursors.get('INBOX')!, withheld: [77] });
			const second = watch(throughServer());
			await until(() => cursors.get('INBOX')?.withheld?.length === 0);
			expect([second.taken, second.told, second.problems]).toEqual([[], [], []]);
		}, 60_000);
	});

	it('watches several folders, and says which one there is not', async () => {
		const { problems } = watch({ folders: ['INBOX', 'Orders', 'Nowhere'] });
		await until(() => cursors.has('INBOX') && cursors.has('Orders') && problems.length > 0);
		expect(problems[0]).toMatch(/Nowhere/u);
	}, 60_000);

	it('is checked before it is watched', async () => {
		await expect(checkMailbox(account(), ['INBOX'])).resolves.toBeUndefined();
		await expect(checkMailbox({ ...account(), password: 'wrong' }, ['INBOX'])).rejects.toThrow();
		await expect(checkMailbox(account(), ['Nowhere'])).rejects.toThrow(/Nowhere/u);
		await expect(checkMailbox({ ...account(), port: 9 }, ['INBOX'])).rejects.toThrow();
	}, 60_000);

	it('shows its newest mail without touching it', async () => {
		expect(await readNewest(account(), 'INBOX')).toBeUndefined();
		send('one');
		send('two');
		expect(subjectOf(((await readNewest(account(), 'INBOX')) as FolderMail).raw)).toBe('two');
	}, 60_000);
});
