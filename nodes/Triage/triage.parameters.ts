import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Intent } from '../../core/knowledge/knowledge';

export interface TriageParameters {
	/** Absent: the inbox's own. */
	readonly intents?: readonly Intent[];
	readonly languages: readonly string[];
	readonly patterns: Readonly<Record<string, string>>;
	/** Absent: no model. */
	readonly model?: { readonly name: string; readonly timeoutMs: number };
}

interface IntentRow {
	readonly name: string;
	readonly examples: string;
	readonly humanOnly: boolean;
}

/** Reads one item's settings. Throws a NodeOperationError when a setting cannot be used. */
export function readParameters(context: IExecuteFunctions, index: number): TriageParameters {
	const options = context.getNodeParameter('options', index, {}) as { orderNumberPattern?: string; timeoutSeconds?: number };
	const usesModel = context.getNodeParameter('engine', index, 'local') === 'model';
	return {
		...(context.getNodeParameter('intentSource', index, 'inbox') === 'settings' ? { intents: readIntents(context, index) } : {}),
		languages: context.getNodeParameter('languages', index, ['en']) as string[],
		patterns: readPatterns(context, index, options.orderNumberPattern),
		...(usesModel
			? { model: { name: context.getNodeParameter('model', index, '') as string, timeoutMs: (options.timeoutSeconds ?? 8) * 1000 } }
			: {}),
	};
}

function readIntents(context: IExecuteFunctions, index: number): readonly Intent[] {
	const { intent = [] } = context.getNodeParameter('intents', index, {}) as { intent?: IntentRow[] };
	return intent
		.filter(({ name }) => name.trim() !== '')
		.map(({ name, examples, humanOnly }) => ({
			name: name.trim(),
			title: name.trim(),
			examples: examples.split('\n').map((line) => line.trim()).filter((line) => line !== ''),
			humanOnly,
		}));
}

function readPatterns(context: IExecuteFunctions, index: number, orderNumber = ''): Readonly<Record<string, string>> {
	if (orderNumber === '') return {};
	if (isRegex(orderNumber)) return { orderNumber };
	throw new NodeOperationError(context.getNode(), 'The order number pattern is not a valid regular expression', {
		itemIndex: index,
		description: 'Correct it under Options, or leave it empty for plain numbers of 4 to 8 digits.',
	});
}

function isRegex(pattern: string): boolean {
	try {
		return new RegExp(pattern, 'u') instanceof RegExp;
	} catch {
		return false;
	}
}
