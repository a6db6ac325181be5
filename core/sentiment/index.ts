export * from './sentiment';
export * from './gateSentiment';
export * from './sensitivity';
export * from './forecastPerson';
export * from './calibrateForecast';
export * from './describeForecast';
