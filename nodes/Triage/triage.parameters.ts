import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Intent } from '../../core/knowledge/knowledge';

export interface TriageParameters {
	/** Absent: the inbox's own. */
	readonly intents?: readonly Intent[];
	readonly languages: readonly string[];
	readonly patterns: Readonly<Record<string, string>>;
	readonly products: readonly string[];
	readonly timeZone: string;
	/** Absent: no model. */
	readonly model?: {
		readonly name: string;
		readonly timeoutMs: number;
		/** Absent: people listen to voice notes. */
		readonly hearing?: { readonly model: string; readonly timeoutMs: number };
	};
}

interface Options {
	readonly orderNumberPattern?: string;
	readonly invoiceNumberPattern?: string;
	readonly products?: string;
	readonly timeZone?: string;
	readonly timeoutSeconds?: number;
	readonly transcriptSeconds?: number;
}

interface IntentRow {
	readonly name: string;
	readonly examples: string;
	readonly humanOnly: boolean;
}

/** Reads one item's settings. Throws a NodeOperationError when a setting cannot be used. */
export function readParameters(context: IExecuteFunctions, index: number): TriageParameters {
	const options = context.getNodeParameter('options', index, {}) as Options;
	const usesModel = context.getNodeParameter('engine', index, 'local') === 'model';
	return {
		...(context.getNodeParameter('intentSource', index, 'inbox') === 'settings' ? { intents: readIntents(context, index) } : {}),
		languages: context.getNodeParameter('languages', index, ['en']) as string[],
		patterns: {
			...readPattern(context, index, 'orderNumber', options.orderNumberPattern),
			...readPattern(context, index, 'invoiceNumber', options.invoiceNumberPattern),
		},
		products: readLines(options.products ?? ''),
		timeZone: readTimeZone(context, index, options.timeZone?.trim() ?? ''),
		...(usesModel ? { model: readModel(context, index, options) } : {}),
	};
}

function readModel(context: IExecuteFunctions, index: number, { timeoutSeconds = 8, transcriptSeconds = 20 }: Options): NonNullable<TriageParameters['model']> {
	const hears = String(context.getNodeParameter('transcriptionModel', index, '')).trim();
	return {
		name: context.getNodeParameter('model', index, '') as string,
		timeoutMs: timeoutSeconds * 1000,
		...(hears === '' ? {} : { hearing: { model: hears, timeoutMs: transcriptSeconds * 1000 } }),
	};
}

function readIntents(context: IExecuteFunctions, index: number): readonly Intent[] {
	const { intent = [] } = context.getNodeParameter('intents', index, {}) as { intent?: IntentRow[] };
	return intent
		.filter(({ name }) => name.trim() !== '')
		.map(({ name, examples, humanOnly }) => ({
			name: name.trim(),
			title: name.trim(),
			examples: readLines(examples),
			humanOnly,
		}));
}

function readLines(text: string): readonly string[] {
	return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

const PATTERN_SETTINGS = {
	orderNumber: { name: 'order number pattern', otherwise: 'leave it empty for plain numbers of 4 to 8 digits' },
	invoiceNumber: { name: 'invoice number pattern', otherwise: 'leave it empty to take an invoice\'s number for the order\'s' },
} as const;

function readPattern(context: IExecuteFunctions, index: number, kind: keyof typeof PATTERN_SETTINGS, pattern = ''): Readonly<Record<string, string>> {
	if (pattern === '') return {};
	if (isRegex(pattern)) return { [kind]: pattern };
	const { name, otherwise } = PATTERN_SETTINGS[kind];
	throw new NodeOperationError(context.getNode(), `The ${name} is not a valid regular expression`, {
		itemIndex: index,
		description: `Correct it under Options, or ${otherwise}.`,
	});
}

function readTimeZone(context: IExecuteFunctions, index: number, timeZone: string): string {
	if (timeZone === '') return context.getTimezone();
	if (isTimeZone(timeZone)) return timeZone;
	throw new NodeOperationError(context.getNode(), `${timeZone} is not a time zone`, {
		itemIndex: index,
		description: 'Correct it under Options; it is named like Europe/Berlin. Or leave it empty for the time zone of this workflow.',
	});
}

function isTimeZone(timeZone: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat;
	} catch {
		return false;
	}
}

function isRegex(pattern: string): boolean {
	try {
		return new RegExp(pattern, 'u') instanceof RegExp;
	} catch {
		return false;
	}
}
