/** What may this customer be told of the record that was looked up for them? */
import { fillTemplate } from './fillTemplate';
import type { Answer, DataNeed, Intent } from './knowledge';
import { readDetailState } from './knownDetails';
import { isProvenBy, isRecordAskedFor, type LookedUp } from './matchesRecord';
import type { AnswerEnvelope } from './planAnswer';
import { DEFAULT_ANSWER_SETTINGS, type AnswerSettings } from './settings';

/** A record that was looked up by what the customer gave, and is theirs, answers; what is left is the wrong template. */
const DATA_CONFIDENCE = 0.9;

/**
 * Fills the intent's answer from the looked-up record, but only for the customer it belongs to.
 *
 * A signed-in customer is checked as well: being somebody is no right to everybody's orders. When the record does not exist,
 * is another one, or the proof does not match, the result is the same, so that nobody learns which orders exist.
 *
 * @param record what the node in between found; absent or empty when nothing was found
 */
export function answerFromData(envelope: AnswerEnvelope, intent: Intent, record: LookedUp | undefined, settings: AnswerSettings = DEFAULT_ANSWER_SETTINGS): Answer {
	const shared = { sources: [], suggestions: [], engine: envelope.triage?.engine ?? { name: 'local' } };
	const { needs } = intent;
	if (!needs) return { kind: 'none', ...shared };

	const { known } = readDetailState(envelope, needs);
	if (!record || !isTheirs(record, needs, known)) {
		return {
			kind: 'askDetails',
			verification: 'failed',
			asks: [...new Set([...needs.details, ...needs.verifyBy])],
			...(needs.verifyBy.length > 0 ? { asksAnyOf: needs.verifyBy } : {}),
			...shared,
		};
	}
	const verification = needs.verifyBy.length > 0 ? 'matched' : 'notNeeded';
	const text = fillTemplate(needs.answer, record, envelope.triage?.language ?? envelope.conversation.language, settings.timeZone);
	if (text === undefined) return { kind: 'none', verification, ...shared };
	return {
		...shared,
		kind: 'answered',
		text,
		confidence: Math.max(DATA_CONFIDENCE, envelope.triage?.confidence ?? 0),
		sources: [{ id: `data:${intent.name}`, title: intent.title, snippet: text, score: 1 }],
		verification,
	};
}

function isTheirs(record: LookedUp, needs: DataNeed, known: Readonly<Record<string, string>>): boolean {
	if (Object.keys(record).length === 0) return false;
	return isRecordAskedFor(record, needs.details, known) && (needs.verifyBy.length === 0 || isProvenBy(record, needs.verifyBy, known));
}
