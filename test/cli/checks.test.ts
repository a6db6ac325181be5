/** What the doctor concludes, case by case. */
import { judgeClock, judgeCredentials, judgeDuplicates, judgeKeeping, judgePackage, judgePublished } from '../../cli/checks';
import { findVersion } from '../../cli/n8nApi';
import { compareVersions, judgeUnverified, judgeVersion, TESTED_N8N } from '../../cli/versions';
import host from '../../host/package.json';
import { CHAT, DESK, node, published } from './samples';

const NOW = Date.parse('2026-03-01T12:00:00Z');

it.each([
	['Sun, 01 Mar 2026 12:00:30 GMT', 'ok'],
	['Sun, 01 Mar 2026 12:00:31 GMT', 'bad'],
	['Sun, 01 Mar 2026 11:59:29 GMT', 'bad'],
	[undefined, 'unknown'],
	['soon', 'unknown'],
])('finds a clock at %s %s', (date, mark) => {
	expect(judgeClock(date, NOW).mark).toBe(mark);
});

it('names how far and which way a clock is wrong', () => {
	expect(judgeClock('Sun, 01 Mar 2026 12:02:00 GMT', NOW)).toMatchObject({ sentence: expect.stringMatching(/120 s ahead of/u), remedy: expect.stringMatching(/NTP/u) });
	expect(judgeClock('Sun, 01 Mar 2026 11:58:00 GMT', NOW).sentence).toMatch(/120 s behind/u);
});

describe('the version of n8n', () => {
	it('that counts as tested is the one the tests run in', () => {
		expect(TESTED_N8N).toBe(host.dependencies.n8n);
	});

	it.each([['1.123.4', 'bad'], ['2.0.0', 'unknown'], ['2.40.6', 'unknown'], ['2.40.7', 'ok'], ['2.41.0', 'ok'], ['10.0.0', 'ok'], [undefined, 'unknown']])('%s is %s', (version, mark) => {
		expect(judgeVersion(version).mark).toBe(mark);
	});

	it('is ordered by numbers, not by letters', () => {
		expect(compareVersions('2.9.0', '2.40.7')).toBeLessThan(0);
		expect(compareVersions('2.40.7', '2.40.7')).toBe(0);
	});

	it('is read from the editor\'s page, and absent where the page does not say', () => {
		expect(findVersion(`<meta name="n8n:config:sentry" content="${Buffer.from('{"release":"n8n@2.40.7"}').toString('base64')}">`)).toBe('2.40.7');
		expect(findVersion('<html></html>')).toBeUndefined();
		expect(findVersion({})).toBeUndefined();
	});

	it('proves N8N_UNVERIFIED_PACKAGES_ENABLED from 3 on; before, it cannot be seen', () => {
		expect(judgeUnverified('3.0.0').mark).toBe('ok');
		expect(judgeUnverified('2.40.7')).toMatchObject({ mark: 'unknown', remedy: expect.stringMatching(/=true/u) });
		expect(judgeUnverified(undefined).mark).toBe('unknown');
	});
});

describe('the package', () => {
	const installed = (installedVersion: string, failedLoading = false) => [{ packageName: 'n8n-nodes-hybrid-support', installedVersion, failedLoading }];
	it.each([
		['the same version', [true, true], installed('1.2.3'), 'ok', /1\.2\.3 is loaded/u],
		['another version', [true, true], installed('1.2.2'), 'bad', /in n8n is 1\.2\.2, this command 1\.2\.3/u],
		['an older one, by its credentials', [true, false], undefined, 'bad', /older than this command/u],
		['one n8n could not load', [false, false], installed('1.2.3', true), 'bad', /could not be loaded/u],
		['none', [false, false], [], 'bad', /not loaded/u],
		['one put there by hand', [true, true], [], 'unknown', /cannot be seen/u],
		['one whose list may not be read', [true, true], undefined, 'unknown', /cannot be seen/u],
	] as const)('is judged: %s', (_, known, packages, mark, sentence) => {
		expect(judgePackage('1.2.3', known, packages)).toMatchObject({ mark, sentence: expect.stringMatching(sentence) });
	});
});

describe('publication', () => {
	it('is missed for each workflow of ours that has none, and for having none of ours', () => {
		expect(judgePublished([published('1', CHAT), { ...published('2', DESK), active: false }]).map(({ mark }) => mark)).toEqual(['ok', 'bad']);
		expect(judgePublished([])).toMatchObject([{ mark: 'bad', remedy: expect.stringMatching(/import/u) }]);
	});

	it('tells of changes that are not published', () => {
		const changed = { ...published('1', CHAT), versionId: 'new', activeVersion: { versionId: 'old', nodes: CHAT.nodes } };
		expect(judgePublished([changed])).toMatchObject([{ mark: 'ok', sentence: expect.stringMatching(/those changes are not/u) }]);
	});
});

describe('credentials', () => {
	const signIn = { id: 'c1', name: 'Sign-in', type: 'hybridSupportDeskApi' };
	const desk = published('1', { ...DESK, nodes: DESK.nodes.map((each) => (each.name === 'Desk' ? { ...each, credentials: { hybridSupportDeskApi: { id: 'c1', name: 'Sign-in' } } } : each)) });

	it.each([
		['a node without one', published('1', DESK), [signIn], 'bad', /"Desk" in "Serve the desk" has no credential/u],
		['one that is gone', desk, [], 'bad', /names the credential "Sign-in"/u],
		['one that is there', desk, [signIn], 'ok', /Every node/u],
		['one that cannot be looked up', desk, undefined, 'ok', /cannot be seen/u],
	] as const)('finds %s', (_, workflow, credentials, mark, sentence) => {
		expect(judgeCredentials([workflow], credentials)).toMatchObject([{ mark, sentence: expect.stringMatching(sentence) }]);
	});

	it('asks only for those the settings make necessary', () => {
		const with_ = (parameters: object) => judgeCredentials([published('1', { ...CHAT, nodes: [node('Triage', 'triage', { ...parameters })] })], []).map(({ mark }) => mark);
		expect(with_({})).toEqual(['ok']);
		expect(with_({ engine: 'model' })).toEqual(['bad']);
		expect(with_({ engine: 'model', keepIn: 'postgres' })).toEqual(['bad', 'bad']);
	});
});

describe('duplicates', () => {
	const chatOf = (inbox?: string) => ({ ...CHAT, name: `Chat of ${inbox}`, nodes: [node('Chat', 'webChatTrigger', inbox === undefined ? {} : { inbox })] });

	it.each([
		['two desks', [published('1', DESK), published('2', DESK)], [/The desk is served 2 times/u]],
		['two chats of one inbox, one named and one by default', [published('1', chatOf()), published('2', chatOf('main'))], [/inbox "main" by web chat is served 2 times/u]],
	] as const)('are found: %s', (_, workflows, sentences) => {
		expect(judgeDuplicates(workflows)).toMatchObject(sentences.map((sentence) => ({ mark: 'bad', sentence: expect.stringMatching(sentence) })));
	});

	it.each([
		['chats of two inboxes', [published('1', chatOf('one')), published('2', chatOf('two'))]],
		['a second that is not published', [published('1', chatOf()), { ...published('2', chatOf()), active: false }]],
		['a second whose trigger is switched off', [published('1', chatOf()), published('2', { ...CHAT, nodes: [{ ...node('Chat', 'webChatTrigger'), disabled: true }] })]],
		['watchers of the same event in two workflows', [published('1', { ...CHAT, nodes: [node('Watch', 'supportEventTrigger'), node('Chat', 'webChatTrigger')] }), published('2', { ...CHAT, nodes: [node('Watch', 'supportEventTrigger')] })]],
	])('are none: %s', (_, workflows) => {
		expect(judgeDuplicates(workflows)).toMatchObject([{ mark: 'ok' }]);
	});

	it('are found where two mail triggers read one account', () => {
		const mail = (name: string) => ({ ...node('Mail', 'n8n-nodes-base.emailReadImap'), credentials: { imap: { id: name, name } } });
		expect(judgeDuplicates([published('1', { ...CHAT, nodes: [mail('a')] }), published('2', { ...CHAT, nodes: [mail('a')] })])).toMatchObject([{ mark: 'bad' }]);
		expect(judgeDuplicates([published('1', { ...CHAT, nodes: [mail('a')] }), published('2', { ...CHAT, nodes: [mail('b')] })])).toMatchObject([{ mark: 'ok' }]);
	});
});

describe('where conversations are kept', () => {
	const inPostgres = (name: string) => ({ ...node(name, 'triage', { keepIn: 'postgres' }), credentials: { hybridSupportPostgresApi: { id: 'p', name: 'Ledger' } } });

	it('must be the same for all, and the node that differs is named', () => {
		const { findings, keeping } = judgeKeeping([published('1', { ...CHAT, nodes: [inPostgres('A'), inPostgres('B'), node('C', 'replyGate')] })]);
		expect(findings).toMatchObject([{ mark: 'bad', sentence: expect.stringMatching(/^"C" in "Answer in the chat" keeps conversations in n8n's own folder, all others in Postgres \("Ledger"\)\.$/u) }]);
		expect(keeping).toEqual({ parameters: { keepIn: 'postgres' }, credentials: { hybridSupportPostgresApi: { id: 'p', name: 'Ledger' } } });
	});

	it('is n8n\'s own folder where nothing is said, and unjudged where nothing is published', () => {
		expect(judgeKeeping([published('1', CHAT)]).findings).toMatchObject([{ mark: 'ok' }]);
		expect(judgeKeeping([])).toEqual({ keeping: { parameters: {} }, findings: [] });
	});
});
