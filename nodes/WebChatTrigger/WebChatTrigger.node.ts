// In: what the chat page, the widget or a site's own form sends. Out: the envelope, by owner.
// pages/chat decides what to answer; a message is on disk before it is acknowledged.
import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { loadKit } from '../shared/kit';
import { isTestRun, openLedger, testPostgres } from '../shared/ledger';
import { answerFailure, logFailure, readPageRequest, routeOf, writePageResponse } from '../shared/webPage';
import { WORLD } from '../shared/world';
import { properties } from './webChatTrigger.description';
import { OUTPUT_NAMES, outputOf } from './webChatTrigger.outputs';
import { readIdentitySecret, testIdentity } from './identitySecret';
import { readParameters } from './webChatTrigger.parameters';

const PAGE = 'chat';
const ROUTES = { '': 'page', 'widget.js': 'widget', api: 'api' } as const;

export class WebChatTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Web Chat Trigger',
		name: 'webChatTrigger',
		icon: { light: 'file:webChatTrigger.svg', dark: 'file:webChatTrigger.dark.svg' },
		group: ['trigger'],
		// Version 1 of a webhook node makes n8n evaluate an expression on every request.
		version: 2,
		subtitle: '={{ "Inbox: " + $parameter["inbox"] }}',
		description: 'Serves a support chat and starts the workflow for every message a customer writes',
		defaults: { name: 'Web Chat Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [
			{ name: 'hybridSupportIdentityApi', required: true, testedBy: 'testIdentity', displayOptions: { show: { knowsCustomers: [true] } } },
			{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } },
		],
		eventTriggerDescription: 'Open the Test URL and write a message',
		triggerPanel: {
			header: 'Try it in the test chat',
			executionsHelp: '<b>To try it</b>: click "Execute step", open the Test URL under "Webhook URLs" and write a message.<br /><br /><b>To go live</b>: publish the workflow and open the Production URL.',
		},
		activationMessage: 'The chat is open. Its address ends in /chat.',
		// Few, general routes: a published workflow keeps those it was published with.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'chat', ndvHideMethod: true },
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'chat/widget.js', ndvHideUrl: true },
			{ name: 'default', httpMethod: 'GET', responseMode: 'onReceived', path: 'chat/api', ndvHideUrl: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'chat/api', ndvHideUrl: true },
		],
		properties,
	};

	methods = { credentialTest: { testIdentity, testPostgres } };

	/** n8n keeps the routes itself; nothing has to be registered anywhere else. */
	webhookMethods = {
		default: { checkExists: async () => true, create: async () => true, delete: async () => true },
		setup: { checkExists: async () => true, create: async () => true, delete: async () => true },
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		// An exception here would start an execution with an empty item.
		try {
			const kit = await loadKit();
			const ledger = await openLedger(this);
			const live = kit.liveHub(ledger);
			const parameters = readParameters(this);
			const { response, emit, failure } = await kit.handleChat(ROUTES[routeOf(this, PAGE) as keyof typeof ROUTES] ?? 'page', readPageRequest(this, PAGE), {
				...parameters,
				...await readIdentitySecret(this),
				ledger,
				live,
				world: WORLD,
				chatId: this.getNode().webhookId ?? this.getNode().id,
				workflowId: this.getWorkflow().id,
				isTest: isTestRun(this),
				loadPage: kit.loadBuiltPage,
			});
			writePageResponse(this, response);
			if (failure !== undefined) logFailure(this, failure);
			if (emit === undefined) return { noWebhookResponse: true };
			const assistant = { name: parameters.settings.assistantName, companyName: parameters.settings.companyName };
			const items = OUTPUT_NAMES.map((_, output) => (output === outputOf(emit.owner) ? [{ json: itemOf({ ...emit.envelope, assistant }) }] : []));
			return { noWebhookResponse: true, workflowData: items };
		} catch (error) {
			answerFailure(this, error);
			return { noWebhookResponse: true };
		}
	}
}

function itemOf(envelope: Envelope): Record<string, never> {
	return { ...envelope } as unknown as Record<string, never>;
}
