/** The templates in a real n8n with the Postgres credential in every node of ours: the loop closes in the database alone. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Ledger } from '../../core/conversation/ledger';
import { findPostgres, startPostgres, type PostgresServer } from '../../scripts/postgres.mjs';
import { buildLedgerCredential, inPostgres } from '../../scripts/templates.mjs';
import { ROOT, START_MS, startProduct, templates, type Product, type Workflow } from './product';
import { visit } from './visitor';

jest.setTimeout(60_000);

const bin = findPostgres();
if (bin === undefined) process.stdout.write('The templates on Postgres are not tested: no Postgres server is installed here (apt-get install postgresql).\n');
const describeIfInstalled = bin === undefined ? describe.skip : describe;

describeIfInstalled('with the ledger in Postgres', () => {
	let server: PostgresServer;
	let product: Product;
	beforeAll(async () => {
		server = await startPostgres(bin!);
		const workflows = templates().map((workflow) => inPostgres(workflow) as Workflow);
		product = await startProduct({ knowledge: 'none', workflows, credentials: [buildLedgerCredential(server.address) as object] });
		await teach();
	}, START_MS);
	afterAll(async () => {
		await product?.end();
		await server?.stop();
	}, 60_000);

	async function teach(): Promise<void> {
		const { openPostgresLedger } = createRequire(__filename)(join(ROOT, 'dist', 'kit.js')) as { openPostgresLedger: (at: object) => Promise<Ledger> };
		const ledger = await openPostgresLedger(server.address);
		const questions = ['when are you open', 'what are your opening hours'];
		await ledger.upsertArticles('main', [{ id: 'hours', title: 'Opening hours', body: 'We are open from 9 to 17.', questions, enabled: true, updatedAt: new Date().toISOString() }]);
		await ledger.close();
	}

	it('answers a customer, passes one on, and writes none of it into a file', async () => {
		const customer = await visit(product.chatUrl);
		expect(await customer.say('What are your opening hours?')).toMatchObject({ outcome: 'answered', text: expect.stringMatching(/9 to 17/u) });
		expect(await customer.pressTalkToPerson()).toMatchObject({ outcome: 'handedOff' });
		expect(await server.query('select outcome from hybrid_support.messages order by received_at')).toEqual([{ outcome: 'answered' }, { outcome: 'handedOff' }]);
		expect(await server.query('select owner from hybrid_support.conversations')).toEqual([{ owner: 'queue' }]);
		expect(product.query('select name from sqlite_master')).toEqual([]);
	});

	it.each([[{}, 'OK'], [{ password: 'wrong' }, 'Error']])('tests the credential by connecting (%j)', async (over, status) => {
		const rest = await product.signIn();
		const credentials = buildLedgerCredential({ ...server.address, ...over }) as object;
		expect(await rest.call('POST', '/credentials/test', { credentials })).toMatchObject({ status });
	});

	it('answers again after the database restarted', async () => {
		await server.restart();
		expect(await (await visit(product.chatUrl)).say('What are your opening hours?')).toMatchObject({ outcome: 'answered' });
	});
});
