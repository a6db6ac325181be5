export * from './intake';
export * from './mergeMessages';
export * from './message';
export * from './readEnvelope';
