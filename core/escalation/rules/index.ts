/** The rules by reason code. To add one: its file, a line here, a line in `RULES`. `heldBackByRollout` is the rollout's own and has none. */
import type { ReasonCode } from '../decision';
import type { Rule } from '../buildReason';
import { accountCompromise } from './accountCompromise';
import { attachmentOnly } from './attachmentOnly';
import { complexRequest } from './complexRequest';
import { fallingSentiment } from './fallingSentiment';
import { highValueCustomer } from './highValueCustomer';
import { humanOfferAccepted } from './humanOfferAccepted';
import { humanOnlyIntent } from './humanOnlyIntent';
import { humanRequested } from './humanRequested';
import { languageUnsupported } from './languageUnsupported';
import { legalOrSafety } from './legalOrSafety';
import { likelyNeedsPerson } from './likelyNeedsPerson';
import { lowConfidence } from './lowConfidence';
import { negativeSentiment } from './negativeSentiment';
import { noKnowledge } from './noKnowledge';
import { outOfScope } from './outOfScope';
import { promiseMade } from './promiseMade';
import { repeatedAttempts } from './repeatedAttempts';
import { sensitiveData } from './sensitiveData';
import { toolFailure } from './toolFailure';
import { unresolvedTooLong } from './unresolvedTooLong';
import { unverifiedCustomer } from './unverifiedCustomer';
import { urgent } from './urgent';

/** Every rule that looks at an envelope. */
export const RULE_CHECKS: Readonly<Record<Exclude<ReasonCode, 'heldBackByRollout'>, Rule>> = {
	accountCompromise,
	attachmentOnly,
	complexRequest,
	fallingSentiment,
	highValueCustomer,
	humanOfferAccepted,
	humanOnlyIntent,
	humanRequested,
	languageUnsupported,
	legalOrSafety,
	likelyNeedsPerson,
	lowConfidence,
	negativeSentiment,
	noKnowledge,
	outOfScope,
	promiseMade,
	repeatedAttempts,
	sensitiveData,
	toolFailure,
	unresolvedTooLong,
	unverifiedCustomer,
	urgent,
};
