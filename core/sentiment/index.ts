export * from './sentiment';
export * from './gateSentiment';
export * from './sensitivity';
export * from './forecastPerson';
