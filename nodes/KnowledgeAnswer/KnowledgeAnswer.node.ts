// In: an envelope, or any item with a text. Out: the same item with `answer`.
// core/knowledge decides whether what is known answers; this node reads, asks and names the output.
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { testPostgres } from '../shared/ledger';
import { runItems } from '../shared/runItems';
import { answer } from './answer.operation';
import { answerFromData } from './answerFromData.operation';
import { ARTICLES, editKnowledge, TOPICS, type KnowledgeOperation } from './knowledge.operation';
import { properties } from './knowledgeAnswer.description';
import { NO_ANSWER, OUTPUT_NAMES } from './knowledgeAnswer.outputs';

export class KnowledgeAnswer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Knowledge Answer',
		name: 'knowledgeAnswer',
		icon: { light: 'file:knowledgeAnswer.svg', dark: 'file:knowledgeAnswer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ({ answer: "Answer", answerFromData: "Answer from data", upsert: "Create or update", delete: "Delete", getAll: "List" })[$parameter["operation"]] + ({ answer: "", article: " articles", intent: " topics" })[$parameter["resource"]] }}',
		description: 'Answers from the company\'s own articles and looked-up data, or says honestly that nothing fits',
		defaults: { name: 'Knowledge Answer' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'hybridSupportModelApi', required: true, displayOptions: { show: { engine: ['model'] } } }, { name: 'hybridSupportPostgresApi', required: true, testedBy: 'testPostgres', displayOptions: { show: { keepIn: ['postgres'] } } }],
		usableAsTool: true,
		properties,
	};

	methods = { credentialTest: { testPostgres } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, { count: OUTPUT_NAMES.length, failure: NO_ANSWER }, async (item, index) => {
			const operation = this.getNodeParameter('operation', index) as string;
			switch (this.getNodeParameter('resource', index) as 'answer' | 'article' | 'intent') {
				case 'article':
					return await editKnowledge(this, ARTICLES, operation as KnowledgeOperation, item, index);
				case 'intent':
					return await editKnowledge(this, TOPICS, operation as KnowledgeOperation, item, index);
				default:
					return operation === 'answerFromData' ? await answerFromData(this, item, index) : await answer(this, item, index);
			}
		});
	}
}
