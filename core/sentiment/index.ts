export * from './sentiment';
export * from './gateSentiment';
export * from './sensitivity';
