/** The embedded engine, asked the way the nodes ask it: through the public functions of kit.js. */

const NOW = '2026-01-05T10:00:00.000Z';
/** A topic of its own, so that what is loaded once a process is loaded before anything is timed. */
const WARM_UP = { inbox: 'warmUp', version: 1, articles: [], intents: [toIntent('hours', ['when are you open', 'opening hours']), toIntent('price', ['what does it cost', 'price list'])] };

/** An inbox that knows nothing, for what needs no knowledge. */
export const NO_KNOWLEDGE = { inbox: 'empty', version: 1, articles: [], intents: [] };

/** What Triage says of a first message. `languages` are the company's, most common first. */
export function triage(engine, text, knowledge = NO_KNOWLEDGE, languages = ['en']) {
	return engine.understand({
		message: { text },
		conversation: { turns: [], collected: {}, asked: [], offeredHuman: false },
		knowledge,
		languages,
		patterns: {},
		now: NOW,
	});
}

/** Makes the engine load what it loads once a process. */
export function warmUp(engine) {
	triage(engine, 'hello, when are you open', WARM_UP);
	engine.readSentiment('hello');
}

/** An intent as a company has it. */
export function toIntent(name, examples) {
	return { name, title: name, examples, humanOnly: false };
}
