/** Reads the file of customers to play: one JSON object a line, checked before anything is sent. */

/** How an inbound message may end; as in core/reply/reply.ts (a test compares). */
export const OUTCOMES = ['answered', 'clarified', 'offered', 'handedOff', 'relayed', 'draft', 'ignored', 'merged'];

/** Why a decision was made; as in core/escalation/decision.ts (a test compares). */
export const REASON_CODES = [
	'humanRequested', 'humanOfferAccepted', 'negativeSentiment', 'fallingSentiment', 'urgent', 'complexRequest',
	'lowConfidence', 'noKnowledge', 'outOfScope', 'repeatedAttempts', 'unresolvedTooLong', 'highValueCustomer',
	'sensitiveData', 'unverifiedCustomer', 'humanOnlyIntent', 'legalOrSafety', 'accountCompromise',
	'languageUnsupported', 'attachmentOnly', 'likelyNeedsPerson', 'promiseMade', 'toolFailure', 'heldBackByRollout',
];

const EXPECTABLE = new Set([...OUTCOMES, ...REASON_CODES]);

/**
 * @typedef {{ readonly line: number, readonly text: string, readonly expect?: string }} Line
 *   `line` counts from 1 in the file.
 * @typedef {{ readonly name: string, readonly customer?: object, readonly lines: readonly Line[] }} Conversation
 */

/**
 * Groups the lines by conversation, in the order of the file. Blank lines and unknown fields are passed over.
 *
 * @param {string} text the whole file
 * @returns {{ conversations: Conversation[], problems: string[] }} `problems`: "Line 3: what is wrong", for every bad line.
 */
export function readLines(text) {
	const conversations = new Map();
	const problems = [];
	for (const [index, raw] of text.replace(/^\uFEFF/u, '').split(/\r?\n/u).entries()) {
		if (raw.trim() === '') continue;
		const read = readLine(raw);
		const problem = read.problem ?? addLine(conversations, index + 1, read.value);
		if (problem !== undefined) problems.push(`Line ${index + 1}: ${problem}`);
	}
	return { conversations: [...conversations.values()], problems };
}

function readLine(raw) {
	let value;
	try {
		value = JSON.parse(raw);
	} catch {
		return { problem: 'it is not JSON. A line looks like {"conversation":"c1","text":"Where is my order?"}.' };
	}
	const problem = findProblem(value);
	return problem === undefined ? { value } : { problem };
}

function findProblem(value) {
	if (!isObject(value)) return 'it must be a JSON object.';
	if (typeof value.conversation !== 'string' || value.conversation === '') return '"conversation" must be a name, such as "c1".';
	if (typeof value.text !== 'string' || value.text.trim() === '') return '"text" must be what the customer says.';
	if (value.customer !== undefined && !isObject(value.customer)) return '"customer" must be an object with "name" and "email".';
	if (value.expect !== undefined && !EXPECTABLE.has(value.expect)) {
		return `"expect" must be an outcome (${OUTCOMES.join(', ')}) or a reason code such as humanRequested; ${JSON.stringify(value.expect)} is neither.`;
	}
	return undefined;
}

function addLine(conversations, number, { conversation: name, text, customer, expect }) {
	const line = { line: number, text, ...(expect === undefined ? {} : { expect }) };
	const known = conversations.get(name);
	if (known === undefined) {
		conversations.set(name, { name, lines: [line], ...(customer === undefined ? {} : { customer }) });
		return undefined;
	}
	if (customer !== undefined && JSON.stringify(customer) !== JSON.stringify(known.customer)) {
		return `"customer" is not the one of the first line of conversation ${JSON.stringify(name)}; give it there, once.`;
	}
	known.lines.push(line);
	return undefined;
}

function isObject(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
