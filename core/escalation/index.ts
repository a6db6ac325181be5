export * from './decision';
export * from './policy';
export * from './presets';
export { RULES, type RuleInfo, type RuleThreshold } from './ruleTable';
export { decideEscalation } from './decideEscalation';
export { describeThreshold, MEASURED_CONVERSATIONS, observeAnswers } from './measuredAnswers';
export { isSmallTalk } from './matter';
