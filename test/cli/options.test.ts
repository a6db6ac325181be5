/** The options of the package's command. */
import { readOptions } from '../../cli/options';

const ENV = { HYBRID_SUPPORT_API_KEY: 'k' };

it('reads an import with all of them', () => {
	expect(readOptions(['import', '--url', 'https://n8n.example.com/', '--api-key', 'mine', '--only', 'a.json, b', '--publish', '--dry-run', '--copy'], ENV)).toEqual({
		command: 'import', url: 'https://n8n.example.com', apiKey: 'mine', only: ['a', 'b'], publish: true, dryRun: true, whenChanged: 'copy',
	});
});

it('has defaults for everything but the address, and takes the key from the environment', () => {
	expect(readOptions(['import', '--url', 'http://localhost:5678'], ENV)).toEqual({ command: 'import', url: 'http://localhost:5678', apiKey: 'k', publish: false, dryRun: false });
	expect(readOptions(['doctor', '--url', 'http://localhost:5678'], ENV)).toEqual({ command: 'doctor', url: 'http://localhost:5678', apiKey: 'k', webhookUrl: 'http://localhost:5678', selfCheck: true });
});

it('keeps the path n8n is served below, and drops that of its API', () => {
	expect(readOptions(['doctor', '--url', 'https://example.com/n8n/api/v1/', '--webhook-url', 'https://hooks.example.com/'], ENV)).toMatchObject({ url: 'https://example.com/n8n', webhookUrl: 'https://hooks.example.com' });
});

it.each([
	[['import'], /address of your n8n is missing/u],
	[['import', '--url', 'n8n.example.com'], /is no address: give one that begins with http/u],
	[['import', '--url', 'ftp://example.com'], /is no address/u],
	[['import', '--url', 'https://me:word@example.com'], /contains a user name/u],
	[['import', '--url', 'https://example.com', '--yes', '--keep'], /--yes and --keep say different things/u],
	[['doctor', '--url', 'https://example.com', '--only', 'x'], /use\n\n.*<import\|doctor>/u],
	[['doctor', '--url', 'https://example.com', '--api-key', 'with\nbreak'], /contains characters no key has/u],
	[['improt'], /"improt" is not understood/u],
	[[], /Say what to do/u],
] as const)('refuses %j with a sentence that helps', (args, sentence) => {
	expect(() => readOptions(args, ENV)).toThrow(sentence);
});

it('refuses to start without a key and says where one is made', () => {
	expect(() => readOptions(['import', '--url', 'https://example.com'], {})).toThrow(/Settings, n8n API, and give it as HYBRID_SUPPORT_API_KEY/u);
});

it.each([[['--help']], [['import', '--help']], [['doctor', '--help']], [['help']]])('shows help for %j', (args) => {
	expect(readOptions(args, {})).toEqual({ command: 'help' });
});
