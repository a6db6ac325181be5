import { buildReason, type Rule } from '../buildReason';
import { isSmallTalk } from '../matter';

/** A language the engine does not understand well, or one the company did not list. Being unsure of the language is no reason. */
export const languageUnsupported: Rule = (envelope, policy) => {
	const { triage } = envelope;
	if (triage === undefined || isSmallTalk(envelope)) return undefined;
	const { language } = triage;
	const isUnlisted = language !== undefined && policy.languages.length > 0 && !policy.languages.includes(language);
	if (!triage.languageUnsupported && !isUnlisted) return undefined;
	return buildReason('languageUnsupported', policy, language === undefined ? {} : { detail: language });
};
