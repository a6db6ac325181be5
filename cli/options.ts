/** The options of the package's command. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Problem } from './terminal';

const NAME = 'npx n8n-nodes-hybrid-support';

export const USAGE = `${NAME} <import|doctor> --url ADDRESS [options]

  import            puts the ready workflows into your n8n
  doctor            checks your n8n and tells what to do about what it finds

  --url ADDRESS     of your n8n, for example https://n8n.example.com
  --api-key KEY     made in n8n under Settings, n8n API; better as HYBRID_SUPPORT_API_KEY,
                    which other users of this machine cannot read

import:
  --only A,B        only these workflows, by their names without .json
  --publish         publishes them where nothing is left to choose
  --dry-run         only says what would be done
  What a person changed is asked about. To answer beforehand:
  --yes             replaces it
  --keep            leaves it as it is; also what happens where nobody can be asked
  --copy            leaves it, and puts the new one beside it

doctor:
  --webhook-url ADDRESS   where customers reach n8n, if that is another one
  --no-self-check         leaves out the synthetic customer
`;

/** The environment variable with the API key. */
export const KEY_VARIABLE = 'HYBRID_SUPPORT_API_KEY';

/** What to do with a workflow that a person changed. */
export type WhenChanged = 'replace' | 'keep' | 'copy';

export interface Reach {
	/** Without a slash at its end. */
	readonly url: string;
	readonly apiKey: string;
}

export interface ImportOptions extends Reach {
	readonly command: 'import';
	/** Names of templates; absent: all. */
	readonly only?: readonly string[];
	readonly publish: boolean;
	readonly dryRun: boolean;
	/** Absent: ask, or keep where nobody can be asked. */
	readonly whenChanged?: WhenChanged;
}

export interface DoctorOptions extends Reach {
	readonly command: 'doctor';
	/** Without a slash at its end. */
	readonly webhookUrl: string;
	readonly selfCheck: boolean;
}

export interface HelpOptions {
	readonly command: 'help';
}

const REACH = { url: { type: 'string' }, 'api-key': { type: 'string' }, help: { type: 'boolean' } } as const;
const IMPORT = { ...REACH, only: { type: 'string' }, publish: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, yes: { type: 'boolean' }, keep: { type: 'boolean' }, copy: { type: 'boolean' } } as const;
const DOCTOR = { ...REACH, 'webhook-url': { type: 'string' }, 'no-self-check': { type: 'boolean' } } as const;

/** Reads the arguments; throws a {@link Problem} for what is not understood. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ImportOptions | DoctorOptions | HelpOptions {
	const [command, ...rest] = args;
	switch (command) {
		case 'import':
			return readImport(rest, env);
		case 'doctor':
			return readDoctor(rest, env);
		case 'help':
		case '--help':
		case '-h':
			return { command: 'help' };
		default:
			throw new Problem(`${command === undefined ? 'Say what to do' : `"${command}" is not understood`}: use\n\n${USAGE}`);
	}
}

function readImport(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ImportOptions | HelpOptions {
	const values = parse({ args: [...args], options: IMPORT });
	if (values.help) return { command: 'help' };
	const answers = ([['yes', 'replace'], ['keep', 'keep'], ['copy', 'copy']] as const).filter(([flag]) => values[flag]);
	if (answers.length > 1) throw new Problem(`--${answers.map(([flag]) => flag).join(' and --')} say different things: give one of them.`);
	const whenChanged = answers[0]?.[1];
	const only = values.only?.split(',').map((name) => name.trim().replace(/\.json$/u, '')).filter((name) => name !== '');
	return {
		command: 'import',
		...readReach(values, env),
		...(only === undefined ? {} : { only }),
		publish: values.publish ?? false,
		dryRun: values['dry-run'] ?? false,
		...(whenChanged === undefined ? {} : { whenChanged }),
	};
}

function readDoctor(args: readonly string[], env: Readonly<Record<string, string | undefined>>): DoctorOptions | HelpOptions {
	const values = parse({ args: [...args], options: DOCTOR });
	if (values.help) return { command: 'help' };
	const reach = readReach(values, env);
	const webhookUrl = values['webhook-url'];
	return { command: 'doctor', ...reach, webhookUrl: webhookUrl === undefined ? reach.url : readAddress('--webhook-url', webhookUrl), selfCheck: !(values['no-self-check'] ?? false) };
}

function parse<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>>['values'] {
	try {
		return parseArgs(config).values;
	} catch (error) {
		const [line = ''] = (error as Error).message.split('\n');
		throw new Problem(`${line.replace(/\.? To specify.*$/u, '')}: use\n\n${USAGE}`);
	}
}

function readReach(values: { readonly url?: string; readonly 'api-key'?: string }, env: Readonly<Record<string, string | undefined>>): Reach {
	if (values.url === undefined) throw new Problem(`The address of your n8n is missing: give it as --url, for example --url https://n8n.example.com.`);
	const url = readAddress('--url', values.url);
	const apiKey = (values['api-key'] ?? env[KEY_VARIABLE] ?? '').trim();
	if (apiKey === '') throw new Problem(`The API key is missing: make one in n8n under Settings, n8n API, and give it as ${KEY_VARIABLE} or --api-key.`);
	// A header takes nothing else; axios would name the value in its error.
	if (!/^[\x21-\x7e]+$/u.test(apiKey)) throw new Problem('The API key contains characters no key has: copy it again, without line breaks.');
	return { url, apiKey };
}

function readAddress(option: string, text: string): string {
	const address = URL.canParse(text) ? new URL(text) : undefined;
	if (address === undefined || !/^https?:$/u.test(address.protocol)) throw new Problem(`${option} "${text}" is no address: give one that begins with http:// or https://, for example https://n8n.example.com.`);
	if (address.username !== '' || address.password !== '') throw new Problem(`${option} contains a user name: give the address alone.`);
	return `${address.origin}${address.pathname}`.replace(/\/+$/u, '').replace(/\/api\/v1$/u, '');
}
