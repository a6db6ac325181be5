/** What the company knows, and what can be said from it. */
export { answerFromData } from './answerFromData';
export { MAX_PASSAGE_CHARS, takePassage } from './answerPassage';
export { MAX_BODY_CHARS, MAX_EXAMPLE_CHARS, MAX_EXAMPLES, MAX_TITLE_CHARS, readArticle, readIntent, readMany, type ReadResult } from './articles';
export { fillTemplate } from './fillTemplate';
export { findDetail, readDetailState, type DetailState } from './knownDetails';
export type { Answer, Article, DataNeed, Intent, Knowledge, Source } from './knowledge';
export { MAX_FAILED_PROOFS, PROOF_WINDOW_MS, nameRecord, type LookedUp } from './matchesRecord';
export { chooseIntent, planAnswer, questionOf, type AnswerEnvelope } from './planAnswer';
export { DEFAULT_ANSWER_SETTINGS, type AnswerSettings } from './settings';
