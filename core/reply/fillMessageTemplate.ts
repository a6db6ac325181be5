/** What goes into an approved template where its channel lets nobody write freely? */
import { formatFor } from './formatFor';
import type { MessageTemplate } from './reply';

/** Where a place of the template gets its words from. */
export const TEMPLATE_FILLS = ['reply', 'customerName', 'companyName', 'text'] as const;
export type TemplateFill = (typeof TEMPLATE_FILLS)[number];

/** A template as somebody chose it in the settings. */
export interface TemplateChoice {
	readonly name: string;
	readonly language: string;
	/** One for each place, in order. `text` is said itself, or where nothing else is known. */
	readonly variables: ReadonlyArray<{ readonly fill: TemplateFill; readonly text?: string }>;
}

/** What there is to say. */
export interface TemplateWords {
	/** The reply, Markdown. */
	readonly reply: string;
	readonly customerName?: string;
	readonly companyName?: string;
}

export interface FilledTemplate {
	readonly template: MessageTemplate;
	/** What the customer gets to read of it, as far as we know: for the record. */
	readonly says: string;
}

/** Longest text of a template's place that WhatsApp takes, characters. */
const MAX_VARIABLE_CHARS = 1_024;

/** Fills the places. What has no place in the template is not said: `says` then names the template instead of the reply. */
export function fillMessageTemplate({ name, language, variables }: TemplateChoice, words: TemplateWords): FilledTemplate {
	const filled = variables.map(({ fill, text = '' }) => toVariable(wordsFor(fill, text, words)));
	const saysReply = variables.some(({ fill }) => fill === 'reply');
	return { template: { name, language, variables: filled }, says: saysReply ? words.reply : [`[${name}]`, ...filled].join(' ') };
}

function wordsFor(fill: TemplateFill, text: string, { reply, customerName = '', companyName = '' }: TemplateWords): string {
	switch (fill) {
		case 'reply':
			return formatFor('webhook', reply).text;
		case 'customerName':
			return customerName.trim() === '' ? text : customerName;
		case 'companyName':
			return companyName.trim() === '' ? text : companyName;
		case 'text':
			return text;
		default:
			return fill satisfies never;
	}
}

/** WhatsApp takes no lines, no tabs, no rows of spaces, and nothing empty. */
function toVariable(text: string): string {
	const line = text.trim().replace(/\s*\n\s*/gu, ' · ').replace(/\s+/gu, ' ');
	if (line === '') return '-';
	return line.length <= MAX_VARIABLE_CHARS ? line : `${line.slice(0, MAX_VARIABLE_CHARS - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
