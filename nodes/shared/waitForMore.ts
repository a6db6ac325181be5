import type { INodeProperties } from 'n8n-workflow';

/** Several messages of one customer are answered together. */
export const WAIT_FOR_MORE: INodeProperties = {
	displayName: 'Wait for More Messages (Seconds)',
	name: 'waitSeconds',
	type: 'number',
	noDataExpression: true,
	typeOptions: { minValue: 0, maxValue: 45 },
	default: 0,
	description: 'Customers often send one thought in several messages. What they write within this time of each other is answered together; the earlier messages leave by Ignored. About 8 suits WhatsApp, SMS, Messenger and Telegram. Set "Unanswered After" of Support Event Trigger longer.',
	hint: '0 answers at once',
};
