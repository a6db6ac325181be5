/**
 * The one item loop of the package.
 *
 * Items are copied, never changed; every result is paired; a run-time failure keeps the item, adds
 * `error` to it and leaves by the output that leads to people. Only invalid settings throw.
 */
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

/** What became of one item. */
export interface ItemResult {
	/** Index of the output it leaves by. */
	readonly output: number;
	/** The keys the node adds; the item's own stay as they are. */
	readonly add: Readonly<Record<string, unknown>>;
	/** The item to add to instead of the incoming one: the customer's, after a look-up node replaced it. */
	readonly base?: IDataObject;
}

export interface OutputPlan {
	/** How many outputs the node has. */
	readonly count: number;
	/** Where a run-time failure goes: the human side. */
	readonly failure: number;
}

/** What `error` holds after a failure: never the customer's words. */
export interface ItemError {
	readonly node: string;
	readonly message: string;
	readonly description?: string;
}

/** Runs `work` for each input item, in order; an item of which `work` makes several leaves as several. */
export async function runItems(
	context: IExecuteFunctions,
	outputs: OutputPlan,
	work: (item: IDataObject, index: number) => Promise<ItemResult | readonly ItemResult[]>,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[][] = Array.from({ length: outputs.count }, () => []);
	const isTool = context.getNode().type.endsWith('Tool');
	const items = context.getInputData();
	for (let index = 0; index < items.length; index++) {
		const item = items[index]!;
		for (const { output, add, base = item.json } of await runOne(context, outputs, () => work(item.json, index), index)) {
			// An AI Agent reads only the first output of its tools.
			results[isTool ? 0 : output]!.push({
				json: { ...base, ...add } as IDataObject,
				...(item.binary === undefined ? {} : { binary: item.binary }),
				pairedItem: { item: index },
			});
		}
	}
	return results;
}

async function runOne(context: IExecuteFunctions, outputs: OutputPlan, work: () => Promise<ItemResult | readonly ItemResult[]>, index: number): Promise<readonly ItemResult[]> {
	try {
		return [await work()].flat();
	} catch (error) {
		if (error instanceof NodeOperationError && !context.continueOnFail()) {
			throw new NodeOperationError(context.getNode(), error, { itemIndex: index });
		}
		const problem = describeError(context.getNode().name, error);
		context.logger.error(`${problem.node}: ${problem.message}`);
		return [{ output: outputs.failure, add: { error: problem } }];
	}
}

/** A failure in words a person can act on. */
export function describeError(node: string, error: unknown): ItemError {
	const message = messageOf(error);
	const description = error instanceof NodeOperationError ? error.description : undefined;
	return { node, message, ...(typeof description === 'string' ? { description } : {}) };
}

/** n8n's nodes put an error into an item as a text or as an object with a message. */
function messageOf(error: unknown): string {
	const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
	return typeof message === 'string' ? message : 'It failed without saying why.';
}
