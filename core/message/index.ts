export { burstWaitMs } from './burst';
export { inboundOf } from './inboundOf';
export * from './intake';
export * from './mergeMessages';
export * from './message';
export * from './readEnvelope';
export { SOURCES, type SourceName } from './sources';
export { IGNORE_REASONS, kindOf, type IgnoreReason } from './sources/source';
export { readWhatsApp, readWhatsAppChange, type FailedSend, type WhatsAppEvent } from './sources/whatsApp';
