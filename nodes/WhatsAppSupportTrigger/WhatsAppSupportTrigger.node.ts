// In: what Meta sends about a WhatsApp number. Out: the envelope, by owner.
// Only what carries the app's signature is read; every message is on disk before Meta is answered, and Meta tries again unless it is.
import { NodeConnectionTypes, NodeOperationError, type IDataObject, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Ledger } from '../../core/conversation/ledger';
import type { WhatsAppEvent } from '../../core/message';
import { waitForMore } from '../shared/burst';
import { loadKit } from '../shared/kit';
import { openLedger, testPostgres } from '../shared/ledger';
import { answerFailure, logFailure, readPageRequest, writePageResponse } from '../shared/webPage';
import { fetchFiles, withFiles } from './fetchFiles';
import { recordEvent, type Emitted } from './recordEvent';
import { properties } from './whatsAppSupportTrigger.description';
import { IGNORED, MESSAGE, OUTPUT_NAMES } from './whatsAppSupportTrigger.outputs';
import { readApp, readParameters, type WhatsAppApp } from './whatsAppSupportTrigger.parameters';

const NOTHING: IWebhookResponseData = { noWebhookResponse: true };

export class WhatsAppSupportTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Support Trigger',
		name: 'whatsAppSupportTrigger',
		icon: { light: 'file:whatsAppSupportTrigger.svg', dark: 'file:whatsAppSupportTrigger.dark.svg' },
		group: ['trigger'],
		// Version 1 of a webhook node makes n8n evaluate an expression on every request.
		version: 2,
		subtitle: '={{ "Inbox: " + $parameter["inbox"] }}',
		description: 'Starts the workflow for every message a customer writes on WhatsApp; records it before Meta is told that it arrived',
		defaults: { name: 'WhatsApp Support Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [
			{ name: 'hybridSupportWhatsAppApi', required: true },
			{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } },
		],
		eventTriggerDescription: 'Write to your number on WhatsApp',
		activationMessage: 'Customers\' messages start this workflow once Meta knows the Production URL.',
		// Few, general routes: a published workflow keeps those it was published with.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'whatsapp', ndvHideMethod: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'whatsapp', ndvHideUrl: true },
		],
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	/** n8n keeps the routes itself; Meta is told of them by hand, because it keeps one address an app. */
	webhookMethods = {
		default: { checkExists: async () => true, create: async () => true, delete: async () => true },
		setup: { checkExists: async () => true, create: async () => true, delete: async () => true },
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		// An exception here would start an execution with an empty item.
		try {
			return await answerMeta(this);
		} catch (error) {
			answerFailure(this, error);
			return NOTHING;
		}
	}
}

async function answerMeta(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const kit = await loadKit();
	const app = await readApp(context);
	if (app === undefined) throw new NodeOperationError(context.getNode(), 'No credential is chosen, so nothing can be trusted. Choose one of type Hybrid Support WhatsApp API.');
	const request = readPageRequest(context, 'whatsapp');
	if (request.method === 'GET') {
		const { status, body } = kit.answerSubscription(request.query, app.verifyToken);
		answer(context, status, body);
		return NOTHING;
	}
	const { rawBody } = context.getRequestObject();
	if (!kit.isSignedByMeta(rawBody, request.headers['x-hub-signature-256'], app.appSecret)) {
		answer(context, 401, '');
		return NOTHING;
	}
	const told = parse(rawBody);
	if (told === undefined) {
		answer(context, 400, '');
		return NOTHING;
	}
	return await recordAll(context, app, kit.readWhatsApp(told, app.phoneNumberId));
}

/** What is recorded starts the workflow also when something after it could not be: Meta sends all of it again, and those are repetitions then. */
async function recordAll(context: IWebhookFunctions, app: WhatsAppApp, events: readonly WhatsAppEvent[]): Promise<IWebhookResponseData> {
	const kit = await loadKit();
	const parameters = readParameters(context);
	const emitted: Emitted[] = [];
	let ledger: Ledger | undefined;
	try {
		ledger = await openLedger(context);
		for (const event of events) {
			const one = await recordEvent(context, ledger, event, parameters);
			if (one !== undefined) emitted.push(one);
		}
		kit.liveHub(ledger).nudge();
		answer(context, 200, '');
	} catch (error) {
		answerFailure(context, error);
	}
	if (ledger === undefined || emitted.length === 0) return NOTHING;
	// Meta has its answer. Files are fetched while messages wait. A call starts the workflow once: the others in it start with those that wait, and all wait at the same time.
	const [contents, outputs] = await Promise.all([
		fetchFiles(context, ledger, emitted.flatMap(({ recorded }) => recorded ?? []), app),
		waitForMore(context, byOutput(emitted), { from: MESSAGE, merged: IGNORED, seconds: parameters.waitSeconds }),
	]);
	return { noWebhookResponse: true, workflowData: await withFiles(context, ledger, outputs, contents) };
}

function byOutput(emitted: readonly Emitted[]): INodeExecutionData[][] {
	return OUTPUT_NAMES.map((_, output) => emitted.filter((one) => one.output === output).map(({ json }) => ({ json: json as IDataObject })));
}

/** The very bytes that were signed, not what n8n made of them. */
function parse(rawBody: Buffer | undefined): unknown {
	try {
		return JSON.parse((rawBody ?? Buffer.alloc(0)).toString('utf8'));
	} catch {
		return undefined;
	}
}

function answer(context: IWebhookFunctions, status: number, body: string): void {
	try {
		writePageResponse(context, { kind: 'answer', status, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }, body });
	} catch (gone) {
		logFailure(context, gone);
	}
}
