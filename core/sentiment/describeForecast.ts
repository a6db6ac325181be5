/** How good was the forecast on this company's own conversations? Told in a support lead's words. */
import { calibrateForecast, fitForecast, MIN_FORECAST_CONVERSATIONS, observeForecasts } from './calibrateForecast';
import type { ForecastConversation } from '../conversation/ledger';

/** A forecast is told of only where so many conversations reached it, the highest first. */
const TOLD_FROM = [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1] as const;
/** Fewer conversations than this say nothing about a share of ten. */
const MIN_REACHED = 10;

/**
 * One or two sentences: how many conversations went to a person after the forecast had reached a value, and how many of
 * the others did. Each conversation counts once, from the first forecast that reached it.
 */
export function describeForecast(conversations: readonly ForecastConversation[]): string {
	const observed = observeForecasts(conversations);
	if (observed.length < MIN_FORECAST_CONVERSATIONS) {
		return `The forecast that a customer will need a person (needsPerson) is not measured yet and stands on weights set by hand. It is measured on ${MIN_FORECAST_CONVERSATIONS} conversations that went on after an answer, once each was quiet for a day; so far there are ${observed.length}.`;
	}
	const fit = fitForecast(observed);
	const calibrated = observed.map((observations) => observations.map(({ rawForecast, needed }) => ({ forecast: calibrateForecast(rawForecast, fit), needed })));
	const firstFrom = (value: number) => calibrated.flatMap((forecasts) => forecasts.find(({ forecast }) => forecast >= value) ?? []);
	const value = TOLD_FROM.find((from) => firstFrom(from).length >= MIN_REACHED);
	const others = calibrated.filter((forecasts) => value === undefined || forecasts.every(({ forecast }) => forecast < value));
	const ofOthers = inTen(others.map((forecasts) => forecasts.some(({ needed }) => needed)));
	const measured = `Measured on your last ${observed.length} conversations.`;
	if (value === undefined) return `The forecast (needsPerson) hardly ever reached ${TOLD_FROM.at(-1)}, and ${ofOthers} conversations went to a person later. ${measured}`;
	const below = others.length < MIN_REACHED ? '' : `; where it stayed below, ${ofOthers} did`;
	return `When the forecast (needsPerson) reached ${value} and the assistant went on alone, ${inTen(firstFrom(value).map(({ needed }) => needed))} conversations went to a person later${below}. ${measured}`;
}

function inTen(needed: readonly boolean[]): string {
	return `about ${Math.round((10 * needed.filter(Boolean).length) / needed.length)} in 10`;
}
