import { reasonFrom, type Rule } from '../buildReason';
import { isSmallTalk } from '../matter';

/** The forecast says that this will end with a person: better offered now than asked for in anger. Who says thanks needs none. */
export const likelyNeedsPerson: Rule = (envelope, policy) =>
	isSmallTalk(envelope) ? undefined : reasonFrom('likelyNeedsPerson', policy, envelope.sentiment?.needsPerson);
