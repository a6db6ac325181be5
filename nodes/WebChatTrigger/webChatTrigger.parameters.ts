import type { IWebhookFunctions } from 'n8n-workflow';
import type { ChatSettings } from '../../kit';

interface Options {
	readonly colour?: string;
	readonly language?: string;
	readonly allowedOrigins?: string;
	readonly includeReasons?: boolean;
}

/** The chat's settings. */
export function readParameters(context: IWebhookFunctions): { readonly inbox: string; readonly includeReasons: boolean; readonly settings: ChatSettings } {
	const options = context.getNodeParameter('options', {}) as Options;
	const companyName = context.getNodeParameter('companyName', '') as string;
	return {
		inbox: (context.getNodeParameter('inbox', 'main') as string).trim() || 'main',
		includeReasons: options.includeReasons ?? false,
		settings: {
			title: companyName,
			companyName,
			assistantName: context.getNodeParameter('assistantName', 'Assistant') as string,
			welcome: context.getNodeParameter('welcome', '') as string,
			colour: options.colour ?? '#2f6fed',
			language: options.language ?? 'en',
			allowedOrigins: (options.allowedOrigins ?? '*').split(',').map((origin) => origin.trim()).filter((origin) => origin !== ''),
		},
	};
}
