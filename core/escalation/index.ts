export * from './decision';
export * from './policy';
export * from './presets';
export { RULES, type RuleInfo, type RuleThreshold } from './ruleTable';
export { decideEscalation } from './decideEscalation';
export { isSmallTalk } from './matter';
