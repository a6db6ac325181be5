/** The import directions are enforced: a linter that finds nothing in good code must find something in bad code. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

const CASES = [
	['core/conversation/x.ts', '../../engines/local/text', false],
	['core/conversation/x.ts', 'minisearch', false],
	['core/conversation/x.ts', 'node:fs', false],
	['core/conversation/x.ts', 'node:crypto', true],
	['core/conversation/x.ts', '../message/message', true],
	['store/x.ts', '../core/message/message', true],
	['store/x.ts', '../engines/local/text', false],
	['channels/mail/x.ts', '../../core/message/message', true],
	['channels/mail/x.ts', '../../store/index', false],
	['pages/chat/x.ts', '../../nodes/shared/world', false],
	['pages/chat/x.ts', '../../core/message/message', true],
	['nodes/Triage/x.ts', '../../pages/shared/http', false],
	['nodes/Triage/x.ts', '../../engines/local/text', false],
	['nodes/Triage/x.ts', '../../channels/index', false],
	['nodes/Triage/x.ts', '../../kit', true],
	['nodes/Triage/x.ts', '../../core/message/message', true],
	['nodes/shared/x.ts', '../Triage/Triage.node', false],
	['cli/x.ts', '../core/envelope', true],
	['cli/x.ts', '../nodes/shared/world', false],
	['core/conversation/x.ts', '../../cli/workflow', false],
] as const;

let faults: number[];
beforeAll(() => {
	// ESLint is ES modules only, so it runs beside jest.
	const script = `
		import { ESLint } from 'eslint';
		const eslint = new ESLint({ cwd: ${JSON.stringify(ROOT)}, overrideConfigFile: 'eslint.boundaries.mjs' });
		const counts = [];
		for (const [file, from] of ${JSON.stringify(CASES)}) {
			const [result] = await eslint.lintText('import ' + JSON.stringify(from) + ';', { filePath: file });
			counts.push(result.messages.length);
		}
		console.log(JSON.stringify(counts));`;
	faults = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT, encoding: 'utf8' })) as number[];
}, 60_000);

it.each(CASES.map((entry, index) => [...entry, index] as const))('%s importing %s is allowed: %s', (_file, _from, allowed, index) => {
	expect(faults[index] === 0).toBe(allowed);
});
