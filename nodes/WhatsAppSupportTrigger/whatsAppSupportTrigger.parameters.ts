import type { IWebhookFunctions } from 'n8n-workflow';

export interface WhatsAppParameters {
	readonly inbox: string;
	/** What customers see on words a colleague wrote on the phone. */
	readonly agentName: string;
	/** Statuses leave by Ignored too. */
	readonly deliveryStatuses: boolean;
	/** How long a message waits for the next one of its customer, seconds. */
	readonly waitSeconds: number;
}

/** What of the credential the trigger needs. */
export interface WhatsAppApp {
	readonly appSecret: string;
	readonly verifyToken: string;
	readonly phoneNumberId: string;
	/** Without one nothing that customers send along can be fetched. */
	readonly hasToken: boolean;
	/** Of the Graph API. */
	readonly baseUrl: string;
}

interface Fields {
	readonly appSecret?: string;
	readonly verifyToken?: string;
	readonly phoneNumberId?: string;
	readonly accessToken?: string;
	readonly baseUrl?: string;
}

/** The trigger's settings. */
export function readParameters(context: IWebhookFunctions): WhatsAppParameters {
	const options = context.getNodeParameter('options', {}) as { readonly agentName?: string; readonly deliveryStatuses?: boolean };
	return {
		inbox: (context.getNodeParameter('inbox', 'main') as string).trim() || 'main',
		agentName: options.agentName?.trim() || 'Support team',
		deliveryStatuses: options.deliveryStatuses ?? false,
		waitSeconds: context.getNodeParameter('waitSeconds', 0) as number,
	};
}

/** Undefined where no credential is chosen. */
export async function readApp(context: IWebhookFunctions): Promise<WhatsAppApp | undefined> {
	if (context.getNode().credentials?.hybridSupportWhatsAppApi === undefined) return undefined;
	const { appSecret = '', verifyToken = '', phoneNumberId = '', accessToken = '', baseUrl = '' } = await context.getCredentials<Fields>('hybridSupportWhatsAppApi');
	return { appSecret: appSecret.trim(), verifyToken: verifyToken.trim(), phoneNumberId: phoneNumberId.trim(), hasToken: accessToken.trim() !== '', baseUrl: baseUrl.trim() || 'https://graph.facebook.com' };
}
