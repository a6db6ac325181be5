import type { ITriggerFunctions } from 'n8n-workflow';
import type { Channel } from '../../core/message/message';

export type DueEvent = 'handoffOverdue' | 'messageToSend' | 'returned' | 'unanswered';

export interface EventParameters {
	readonly event: DueEvent;
	readonly deadlineMs: number;
	/** Empty: all. */
	readonly channels: readonly Channel[];
	readonly everyMs: number;
}

/** The trigger's settings. */
export function readParameters(context: ITriggerFunctions): EventParameters {
	return {
		event: context.getNodeParameter('event', 'unanswered') as DueEvent,
		deadlineMs: (context.getNodeParameter('deadlineSeconds', 60) as number) * 1000,
		channels: context.getNodeParameter('channels', []) as Channel[],
		everyMs: (context.getNodeParameter('everySeconds', 5) as number) * 1000,
	};
}
