/** The package's command, free of the process it runs in. */
import { reachN8n } from './n8nApi';
import { readOptions, USAGE } from './options';
import { runDoctor } from './runDoctor';
import { runImport } from './runImport';
import { readOwnPackage } from './templates';
import { Problem, type Terminal } from './terminal';

export interface Surroundings {
	readonly terminal: Terminal;
	/** Prints what went wrong. */
	complain(line: string): void;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Where package.json and workflows/ are. */
	readonly packageFolder: string;
	/** Aborted when the person at the terminal interrupts. */
	readonly signal?: AbortSignal;
}

/** Gives the exit code: 0 when all went well and nothing has to be put right. */
export async function runCli(args: readonly string[], { terminal, complain, env, packageFolder, signal }: Surroundings): Promise<0 | 1> {
	try {
		const options = readOptions(args, env);
		if (options.command === 'help') {
			terminal.say(USAGE);
			return 0;
		}
		const own = readOwnPackage(packageFolder);
		const n8n = reachN8n(options, signal);
		if (options.command === 'doctor') return await runDoctor(n8n, own, options, terminal, signal) ? 0 : 1;
		await runImport(n8n, own, options, terminal);
		return 0;
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		complain(`\n${error.message}`);
		return 1;
	}
}
