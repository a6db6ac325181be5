/** The workflows that come with the package, and what they are called on the command line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './terminal';
import type { WorkflowContent } from './workflow';

export interface Template {
	/** Its file's name without .json. */
	readonly name: string;
	readonly content: WorkflowContent;
}

/** The package this command is part of. */
export interface OwnPackage {
	readonly version: string;
	/** Types of its credentials, as n8n calls them. */
	readonly credentialTypes: readonly string[];
	readonly templates: readonly Template[];
}

/** Reads the package's folder. */
export function readOwnPackage(folder: string): OwnPackage {
	const { version, n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string; n8n: { credentials: readonly string[] } };
	const files = readdirSync(join(folder, 'workflows')).filter((name) => name.endsWith('.json')).sort();
	return {
		version,
		credentialTypes: n8n.credentials.map(typeOfFile),
		templates: files.map((file) => ({ name: file.replace(/\.json$/u, ''), content: JSON.parse(readFileSync(join(folder, 'workflows', file), 'utf8')) as WorkflowContent })),
	};
}

/** `dist/credentials/HybridSupportDeskApi.credentials.js` holds `hybridSupportDeskApi`. */
function typeOfFile(file: string): string {
	const name = file.replace(/^.*\//u, '').replace(/\.credentials\.js$/u, '');
	return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Those named, in the package's order; all where none are named. Throws a {@link Problem} for a name there is not. */
export function pickTemplates(templates: readonly Template[], only: readonly string[] | undefined): readonly Template[] {
	if (only === undefined) return templates;
	const strange = only.filter((name) => !templates.some((template) => template.name === name));
	if (strange.length > 0 || only.length === 0) {
		throw new Problem(`--only ${strange.join(', ') || '(nothing)'} is no workflow of this package. There are: ${templates.map(({ name }) => name).join(', ')}.`);
	}
	return templates.filter(({ name }) => only.includes(name));
}
