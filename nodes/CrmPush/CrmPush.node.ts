// In: an envelope. Out: the same item with `crm`; a look-up also fills in the customer.
// core/crm plans the requests so that repeating them makes nothing twice; this node sends them.
import { NodeConnectionTypes, sleep, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import type { CrmRecord, CrmResult, CrmStep } from '../../core/crm';
import { sendRequest } from '../shared/http';
import { loadKit } from '../shared/kit';
import { openLedger, testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { WORLD } from '../shared/world';
import { properties } from './crmPush.description';
import { DONE, FAILED, OUTPUT_NAMES } from './crmPush.outputs';
import { readParameters, type CrmParameters } from './crmPush.parameters';

const CREDENTIALS = { hubSpot: 'hybridSupportHubSpotApi', genericJson: 'hybridSupportCrmApi' } as const;

export class CrmPush implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CRM Push',
		name: 'crmPush',
		icon: { light: 'file:crmPush.svg', dark: 'file:crmPush.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["target"] === "none" ? "No CRM chosen" : ({ hubSpot: "HubSpot: ", genericJson: "Your own: " })[$parameter["target"]] + ({ upsertCustomer: "customer", logInteraction: "note", lookUp: "look up customer", upsertTicket: "ticket" })[$parameter["operation"]] }}',
		description: 'Keeps your CRM up to date with customers, conversations and tickets, and makes nothing twice',
		defaults: { name: 'CRM Push' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [
			{ name: 'hybridSupportHubSpotApi', required: true, displayOptions: { show: { target: ['hubSpot'] } } },
			{ name: 'hybridSupportCrmApi', required: true, displayOptions: { show: { target: ['genericJson'] } } },
			{ name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } },
		],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const kit = await loadKit();
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: FAILED }, async (item, index) => {
			const parameters = readParameters(this, index);
			if (parameters.target === 'none') return { output: DONE, add: { crm: { target: 'none' } } };
			const { envelope } = kit.readEnvelope(item, WORLD.now());
			const result = await push(this, index, parameters, kit.buildCrmRecord(envelope, WORLD.now()), envelope.inbox);
			const crm = { target: parameters.target, operation: parameters.operation, ...result };
			if (result.kind === 'failed') return { output: FAILED, add: { crm } };
			return { output: DONE, add: result.customer === undefined ? { crm } : { crm, customer: kit.mergeCustomer(envelope.customer, result.customer) } };
		});
	}
}

async function push(context: IExecuteFunctions, index: number, parameters: CrmParameters, record: CrmRecord, inbox: string): Promise<CrmResult> {
	const { target, timeoutMs } = parameters;
	const kit = await loadKit();
	const ledger = await openLedger(context);
	return await kit.driveCrm(await plan(context, index, parameters, record), {
		send: async (request) => await sendRequest(context, CREDENTIALS[target as keyof typeof CREDENTIALS], request, timeoutMs),
		recall: async (key) => await ledger.recallCrm(inbox, key),
		remember: async (key, value) => await ledger.rememberCrm(inbox, key, value),
		wait: async (seconds) => await sleep(seconds * 1000),
	}, { patience: parameters.operation !== 'lookUp' });
}

async function plan(context: IExecuteFunctions, index: number, { operation, target, pipeline, stage }: CrmParameters, record: CrmRecord): Promise<CrmStep> {
	const kit = await loadKit();
	if (target === 'hubSpot') {
		const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('hybridSupportHubSpotApi', index);
		return kit.planHubSpot(operation, record, { ...kit.DEFAULT_HUBSPOT_SETTINGS, baseUrl, pipeline, openStage: stage });
	}
	const { url } = await context.getCredentials<{ url: string }>('hybridSupportCrmApi', index);
	return kit.planGenericJson(operation, record, { url });
}
