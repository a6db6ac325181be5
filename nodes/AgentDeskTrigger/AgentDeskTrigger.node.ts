// In: what the desk page sends. Out: what people did at the desk, for whoever wires it.
// pages/desk decides what to answer; the ledger decides who may do what.
import { NodeConnectionTypes, type ICredentialsDecrypted, type ICredentialTestFunctions, type IHookFunctions, type IDataObject, type INodeCredentialTestResult, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { DeskAdmin } from '../../kit';
import { loadKit } from '../shared/kit';
import { isTestRun, n8nFolder, openLedger, testPostgres } from '../shared/ledger';
import { answerFailure, logFailure, readPageRequest, routeOf, writePageResponse } from '../shared/webPage';
import { WORLD } from '../shared/world';
import { properties } from './agentDeskTrigger.description';

const PAGE = 'desk';

/** Shorter passwords are guessed. */
const MIN_PASSWORD_CHARS = 10;

export class AgentDeskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Agent Desk Trigger',
		name: 'agentDeskTrigger',
		icon: { light: 'file:agentDeskTrigger.svg', dark: 'file:agentDeskTrigger.dark.svg' },
		group: ['trigger'],
		// Version 1 of a webhook node makes n8n evaluate an expression on every request.
		version: 2,
		subtitle: '={{ $parameter["title"] }}',
		description: 'Serves the desk where people answer customers, and starts the workflow for what they do there',
		defaults: { name: 'Agent Desk Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Event'],
		credentials: [{ name: 'hybridSupportDeskApi', required: false, testedBy: 'testDeskSignIn' }, { name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		eventTriggerDescription: 'Open the Test URL, sign in and take a conversation',
		triggerPanel: {
			header: 'Try it at the test desk',
			executionsHelp: '<b>To try it</b>: click "Execute step", open the Test URL under "Webhook URLs", sign in and take a conversation.<br /><br /><b>To go live</b>: publish the workflow and open the Production URL.',
		},
		activationMessage: 'The desk is open. Its address ends in /desk.',
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'desk', ndvHideMethod: true },
			{ name: 'default', httpMethod: 'GET', responseMode: 'onReceived', path: 'desk/api', ndvHideUrl: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'desk/api', ndvHideUrl: true },
		],
		properties,
	};

	/** The ledger knows which desks are open, so that a handoff can say when there is none. */
	webhookMethods = {
		default: {
			checkExists: async () => false,
			async create(this: IHookFunctions): Promise<boolean> {
				await registerDesk(this, true);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await registerDesk(this, false);
				return true;
			},
		},
		setup: { checkExists: async () => true, create: async () => true, delete: async () => true },
	};

	methods = {
		credentialTest: {
			async testDeskSignIn(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
				const { email = '', password = '' } = (credential.data ?? {}) as { email?: string; password?: string };
				if (!/^[^\s@]+@[^\s@]+$/u.test(email)) return { status: 'Error', message: 'Fill in the e-mail address to sign in with.' };
				if (password.length < MIN_PASSWORD_CHARS) return { status: 'Error', message: `Choose a password of at least ${MIN_PASSWORD_CHARS} characters.` };
				return { status: 'OK', message: 'Ready to sign in at the desk.' };
			},
			testPostgres,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		// An exception here would start an execution with an empty item.
		try {
			const kit = await loadKit();
			const ledger = await openLedger(this);
			const admin = await readAdmin(this);
			const { response, event, failure } = await kit.handleDesk(routeOf(this, PAGE) === 'api' ? 'api' : 'page', readPageRequest(this, PAGE), {
				ledger,
				live: kit.liveHub(ledger),
				world: WORLD,
				deskId: this.getNode().webhookId ?? this.getNode().id,
				title: this.getNodeParameter('title', 'Support desk') as string,
				...(admin === undefined ? {} : { admin }),
				guard: kit.signInGuard(),
				loadPage: () => kit.loadBuiltPage('desk'),
			});
			writePageResponse(this, response);
			if (failure !== undefined) logFailure(this, failure);
			if (isArticleEdit(event) && !isTestRun(this)) await kit.noteArticleEdit(ledger, event.inbox, n8nFolder(), event.event === 'articleDeleted');
			const isWired = event !== undefined && this.getChildNodes(this.getNode().name).length > 0;
			return isWired ? { noWebhookResponse: true, workflowData: [[{ json: event as IDataObject }]] } : { noWebhookResponse: true };
		} catch (error) {
			answerFailure(this, error);
			return { noWebhookResponse: true };
		}
	}
}

/** Articles edited at the desk are prepared before the next question. */
function isArticleEdit(event: Readonly<Record<string, unknown>> | undefined): event is { readonly event: string; readonly inbox: string } {
	return (event?.event === 'articleSaved' || event?.event === 'articleDeleted') && typeof event.inbox === 'string';
}

async function registerDesk(context: IHookFunctions, isActive: boolean): Promise<void> {
	const ledger = await openLedger(context);
	await ledger.registerDesk(context.getNode().webhookId ?? context.getNode().id, isActive, WORLD.now());
}

async function readAdmin(context: IWebhookFunctions): Promise<DeskAdmin | undefined> {
	if (context.getNode().credentials?.hybridSupportDeskApi === undefined) return undefined;
	const { name, email, password } = await context.getCredentials<DeskAdmin>('hybridSupportDeskApi');
	return { name, email, password };
}
