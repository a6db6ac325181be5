export * from './intake';
export * from './message';
export * from './readEnvelope';
