export * from './reply';
export { outgoingId } from './outgoingId';
export { composeReply, type Composition, type Silence } from './composeReply';
export { learnFrom } from './learnFrom';
export type { ReplySettings } from './replySettings';
export { PHRASES, pickLanguage, type PhraseLanguage, type Phrases, type PhraseTexts } from './phrases';
export { claimOf, receiptOf } from './claim';
export { mailIdOf, outgoingIdOfMail } from './mailIds';
export { judgeSendError } from './judgeSendError';
