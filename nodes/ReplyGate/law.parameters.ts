import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { LawSettings, TemplateChoice } from '../../core/reply';
import { loadKit } from '../shared/kit';

/** What somebody chose about when, how often and, where one may not write freely, as what the assistant writes. */
export interface LawParameters {
	readonly law: Pick<LawSettings, 'maxReplies' | 'quietHours'>;
	readonly template?: TemplateChoice;
}

interface Options {
	readonly maxReplies?: number;
	readonly quietHours?: { readonly values?: { readonly from?: string; readonly until?: string; readonly weekdays?: readonly number[]; readonly holidays?: string; readonly timeZone?: string } };
	readonly template?: { readonly values?: { readonly name?: string; readonly language?: string } };
	readonly templateVariables?: { readonly values?: TemplateChoice['variables'] };
}

/** Throws a NodeOperationError for hours, dates or a zone that are none. */
export async function readLaw(context: IExecuteFunctions, index: number): Promise<LawParameters> {
	const { maxReplies, quietHours, template, templateVariables } = context.getNodeParameter('options', index, {}) as Options;
	const name = template?.values?.name?.trim() ?? '';
	const chosen = quietHours?.values;
	return {
		law: {
			...(maxReplies === undefined ? {} : { maxReplies }),
			...(chosen === undefined ? {} : { quietHours: await readQuietHours(context, index, chosen) }),
		},
		...(name === '' ? {} : { template: { name, language: template?.values?.language?.trim() || 'en', variables: templateVariables?.values ?? [{ fill: 'reply' }] } }),
	};
}

async function readQuietHours(
	context: IExecuteFunctions, index: number, { from = '', until = '', weekdays = [], holidays = '', timeZone = '' }: NonNullable<NonNullable<Options['quietHours']>['values']>,
): Promise<NonNullable<LawSettings['quietHours']>> {
	const kit = await loadKit();
	const quiet = kit.readQuietHours({ from, until, weekdays, holidays, timeZone: timeZone.trim() || context.getTimezone() });
	if ('problem' in quiet) throw new NodeOperationError(context.getNode(), 'The quiet hours cannot be read', { itemIndex: index, description: quiet.problem });
	return quiet;
}
