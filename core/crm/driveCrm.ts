/** Carries out a plan step by step. The only place where a plan meets the world, which comes in as an argument. */
import type { CrmRequest, CrmResponse, CrmResult, CrmStep, CrmWorld } from './crm';
import { MAX_WAIT_SECONDS, mayRepeat, readWaitSeconds } from './failure';

/** A plan is at most a look-up, an update or creation, and a memory for each of three records. */
const MAX_STEPS = 40;
const MAX_TRIES = 3;

/**
 * Runs a plan to its end. Requests that may be repeated are, up to three times, as far apart as the CRM asks;
 * when it asks for more than {@link MAX_WAIT_SECONDS}, the result says so instead. Without `patience` nothing
 * is asked twice: a look-up holds a customer up.
 */
export async function driveCrm(first: CrmStep, world: CrmWorld, { patience = true }: { readonly patience?: boolean } = {}): Promise<CrmResult> {
	let step = first;
	for (let count = 0; count < MAX_STEPS; count += 1) {
		switch (step.kind) {
			case 'done':
				return step.result;
			case 'recall':
				step = step.answer(await world.recall(step.key));
				break;
			case 'remember':
				step = step.answer(await world.remember(step.key, step.value));
				break;
			case 'request':
				step = step.answer(await (patience ? sendPatiently(step.request, world) : world.send(step.request)));
				break;
			default: {
				const never: never = step;
				return never;
			}
		}
	}
	return { kind: 'failed', problem: 'The CRM’s answers led in a circle. Report this with the name of the CRM.', retry: false, links: {} };
}

async function sendPatiently(request: CrmRequest, world: CrmWorld): Promise<CrmResponse> {
	let response = await world.send(request);
	for (let tries = 1; tries < MAX_TRIES && mayRepeat(request, response); tries += 1) {
		const seconds = readWaitSeconds(response) ?? tries;
		if (seconds > MAX_WAIT_SECONDS) return response;
		await world.wait(seconds);
		response = await world.send(request);
	}
	return response;
}
