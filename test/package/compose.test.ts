/**
 * compose.yaml, as far as it can be checked without running it: it is well-formed, its parts fit together, n8n reads every
 * setting it gives, and it is the same n8n in the same roles as `npm run scale` starts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { queueSettings } from '../../scripts/cluster.mjs';
import { hostFolder } from '../../scripts/host.mjs';
import { n8nEnv } from '../../scripts/n8nEnv.mjs';

interface Service {
	readonly image?: string;
	readonly build?: { readonly context: string; readonly dockerfile_inline: string };
	readonly command?: readonly string[];
	readonly environment?: Readonly<Record<string, unknown>>;
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly healthcheck?: { readonly test: readonly string[] };
	readonly volumes?: readonly string[];
	readonly ports?: readonly string[];
	readonly stop_grace_period?: string;
}

interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes: Readonly<Record<string, unknown>>;
}

const ROOT = resolve(__dirname, '../..');
const text = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
const { services, volumes } = parse(text, { merge: true, strict: true, uniqueKeys: true }) as Compose;
const N8N = ['main', 'webhook', 'worker'] as const;
const n8nServices = N8N.map((name) => services[name] as Service);
const host = hostFolder();
const itOnHost = existsSync(host) ? it : it.skip;
if (!existsSync(host)) process.stdout.write('compose.yaml is not compared with n8n\'s settings: the pinned n8n is not installed yet (npm start installs it).\n');

it('has every role, each n8n process from the same image with the same settings', () => {
	expect(Object.keys(services).sort()).toEqual(['main', 'postgres', 'proxy', 'redis', 'webhook', 'worker']);
	expect(n8nServices.map(({ command }) => command?.[0])).toEqual([undefined, 'webhook', 'worker']);
	for (const { image, build, environment } of n8nServices) expect({ image, build, environment }).toEqual({ image: services.main?.image, build: services.main?.build, environment: services.main?.environment });
});

it('builds on the very n8n that everything is tested with, and puts the package where n8n looks', () => {
	const { n8n } = (JSON.parse(readFileSync(join(ROOT, 'host', 'package.json'), 'utf8')) as { dependencies: { n8n: string } }).dependencies;
	const { context, dockerfile_inline: dockerfile } = services.main?.build as { context: string; dockerfile_inline: string };
	expect(context).toBe('.cache/package');
	expect(existsSync(join(ROOT, context, 'package.json'))).toBe(true);
	expect(dockerfile).toMatch(new RegExp(`^FROM n8nio/n8n:${n8n.replaceAll('.', '\\.')}$`, 'mu'));
	expect(dockerfile).toContain('COPY --chown=node:node . /home/node/.n8n/nodes/node_modules/n8n-nodes-hybrid-support');
});

it('gives n8n what npm run scale gives it', () => {
	const environment = services.main?.environment as Readonly<Record<string, unknown>>;
	const settings = queueSettings({ n8nAddress: { host: 'postgres', port: 5432, database: 'n8n', user: 'n8n', password: '' }, redis: { host: 'redis', port: 6379, password: '' }, key: '' }) as Readonly<Record<string, string>>;
	expect(Object.keys(settings).filter((name) => environment[name] === undefined)).toEqual([]);
	const fixed = Object.entries(settings).filter(([name]) => !/_(HOST|PASSWORD|KEY)$/u.test(name));
	expect(environment).toMatchObject(Object.fromEntries(fixed));
	const local = n8nEnv({ dataDir: '', port: 0, brokerPort: 0, owner: {} }) as Readonly<Record<string, string>>;
	for (const name of ['N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE', 'N8N_UNVERIFIED_PACKAGES_ENABLED']) expect(environment[name]).toBe(local[name]);
});

itOnHost('uses only settings that the pinned n8n reads', () => {
	const n8n = join(host, 'node_modules');
	const sources = [join(n8n, '@n8n', 'config', 'dist'), join(n8n, 'n8n', 'dist', 'commands'), join(n8n, 'n8n', 'dist', 'modules', 'community-packages')].map(readScripts).join('\n');
	const unknown = Object.keys(services.main?.environment ?? {}).filter((name) => !new RegExp(`\\('${name}'|process\\.env\\.${name}\\b`, 'u').test(sources));
	expect(unknown).toEqual([]);
});

function readScripts(folder: string): string {
	return readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

it('starts nothing before what it needs is healthy', () => {
	for (const service of Object.values(services)) {
		for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
			expect(condition).toBe('service_healthy');
			expect(services[needed]?.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/u);
		}
	}
	expect(Object.keys(services.main?.depends_on ?? {})).toEqual(['postgres', 'redis']);
	for (const name of ['webhook', 'worker']) expect(Object.keys(services[name]?.depends_on ?? {})).toEqual(['main']);
});

it('keeps the database and the queue in named volumes, and nothing in an n8n container', () => {
	const used = Object.values(services).flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0] as string);
	expect(used.filter((name) => !name.startsWith('./')).sort()).toEqual(Object.keys(volumes).sort());
	for (const file of used.filter((name) => name.startsWith('./'))) expect(existsSync(join(ROOT, file))).toBe(true);
	for (const service of n8nServices) expect(service.volumes).toBeUndefined();
});

it('opens to the outside only the proxy, which sends what customers ask to the webhook processes', () => {
	expect(Object.entries(services).filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['proxy']);
	const caddyfile = readFileSync(join(ROOT, 'docker', 'Caddyfile'), 'utf8');
	const paths = caddyfile.match(/@webhooks path (.+)/u)?.[1]?.split(' ') ?? [];
	expect(paths).toEqual(expect.arrayContaining(['/webhook/*', '/webhook-waiting/*']));
	// What one tries out in the editor is the main process's.
	expect(paths).not.toContain('/webhook-test/*');
	expect(caddyfile).toMatch(/handle @webhooks \{[^}]*reverse_proxy \{\s*dynamic a webhook 5678/su);
	expect(caddyfile).toContain('reverse_proxy main:5678');
});

it('takes every secret from .env, and the example names each that has to be filled in', () => {
	const required = [...new Set([...text.matchAll(/\$\{(\w+):\?/gu)].map(([, name]) => name as string))].sort();
	const example = readFileSync(join(ROOT, 'compose.env.example'), 'utf8');
	expect([...example.matchAll(/^(\w+)=/gmu)].map(([, name]) => name as string).sort()).toEqual(required);
	const mentioned = [...text.matchAll(/\$\{(\w+)/gu)].map(([, name]) => name as string);
	expect(mentioned.filter((name) => !new RegExp(`^#?${name}=`, 'mu').test(example))).toEqual([]);
	for (const [name, value] of Object.entries({ ...services.main?.environment, ...services.postgres?.environment })) {
		if (/PASSWORD|KEY/u.test(name)) expect(value).toMatch(/^\$\{\w+(:\?[^}]*)?\}$/u);
	}
});

it('gives n8n longer to stop than n8n gives its executions', () => {
	for (const { stop_grace_period: grace } of n8nServices) expect(Number.parseInt(grace ?? '0', 10)).toBeGreaterThan(30);
});
