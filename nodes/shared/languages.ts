import type { INodePropertyOptions } from 'n8n-workflow';

/** The languages the embedded engine reads and the assistant has words in. */
export const LANGUAGE_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Dutch', value: 'nl' },
	{ name: 'English', value: 'en' },
	{ name: 'French', value: 'fr' },
	{ name: 'German', value: 'de' },
	{ name: 'Italian', value: 'it' },
	{ name: 'Polish', value: 'pl' },
	{ name: 'Portuguese', value: 'pt' },
	{ name: 'Spanish', value: 'es' },
];
