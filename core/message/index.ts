export { inboundOf } from './inboundOf';
export * from './intake';
export * from './mergeMessages';
export * from './message';
export * from './readEnvelope';
export { readWhatsApp, readWhatsAppChange, type FailedSend, type WhatsAppEvent } from './sources/whatsApp';
