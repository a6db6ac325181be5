import type { IExecuteFunctions } from 'n8n-workflow';
import type { CrmOperation } from '../../core/crm';

export type CrmTarget = 'none' | 'genericJson' | 'hubSpot';

export interface CrmParameters {
	readonly operation: CrmOperation;
	readonly target: CrmTarget;
	/** Only for HubSpot. */
	readonly pipeline: string;
	/** Only for HubSpot. */
	readonly stage: string;
	readonly timeoutMs: number;
}

/** Reads one item's settings. */
export function readParameters(context: IExecuteFunctions, index: number): CrmParameters {
	return {
		operation: context.getNodeParameter('operation', index, 'upsertTicket') as CrmOperation,
		target: context.getNodeParameter('target', index, 'none') as CrmTarget,
		pipeline: context.getNodeParameter('pipeline', index, '0') as string,
		stage: context.getNodeParameter('stage', index, '1') as string,
		timeoutMs: (context.getNodeParameter('timeoutSeconds', index, 8) as number) * 1000,
	};
}
