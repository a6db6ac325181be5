export * from './intake';
export * from './mail';
export * from './mailSubject';
export * from './mergeMessages';
export * from './message';
export * from './readEnvelope';
