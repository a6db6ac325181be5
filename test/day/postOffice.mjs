/** Meta's side of the webhook: what customers write within a moment goes in one call, spread over entries, changes and lists as it happens to fall. */

const GATHER_MS = [40, 250];
const AT_MOST_TOGETHER = 3;

/**
 * @param meta the Graph API's stand-in
 * @param {(list: object[]) => object} bodyOf one entry with a change for each list
 * @returns `post(message)` resolves with the status of the call that carried it; it rejects where there was none
 */
export function openPostOffice(meta, bodyOf, random) {
	let waiting = [];
	const office = {
		/** Calls, and messages in them. */
		calls: 0,
		carried: 0,
		post: (message) => new Promise((resolve, reject) => {
			waiting.push({ message, resolve, reject });
			if (waiting.length === 1) setTimeout(() => void send(), random.between(...GATHER_MS));
		}),
	};

	async function send() {
		const batch = random.shuffle(waiting);
		waiting = [];
		office.calls += 1;
		office.carried += batch.length;
		const entries = cut(random, cut(random, batch.map(({ message }) => message)));
		const body = { object: 'whatsapp_business_account', entry: entries.flatMap((lists) => bodyOf(...lists).entry) };
		try {
			const [status] = await meta.call(body, { tries: 1 });
			for (const { resolve } of batch) resolve(status);
		} catch (error) {
			for (const { reject } of batch) reject(error);
		}
	}
	return office;
}

/** A list in pieces of different length. */
function cut(random, list) {
	const pieces = [];
	for (let at = 0; at < list.length;) {
		const piece = list.slice(at, at + random.between(1, AT_MOST_TOGETHER));
		pieces.push(piece);
		at += piece.length;
	}
	return pieces;
}
