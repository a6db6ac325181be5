/** How likely is it really? The forecast with weights set by hand, put right by what this inbox's own conversations came to. */
import type { ForecastConversation } from '../conversation/ledger';

/** One forecast, and what came of it. */
export interface ForecastObservation {
	/** 0 … 1, before calibration. */
	readonly rawForecast: number;
	/** A person was called in later in the conversation. */
	readonly needed: boolean;
}

/** The calibrated log-odds are `slope` times the raw ones, and `offset`. A slope above 0 keeps the order. */
export interface ForecastFit {
	readonly slope: number;
	readonly offset: number;
}

/** Leaves every forecast as it is. */
export const UNCALIBRATED: ForecastFit = { slope: 1, offset: 0 };

/** Conversations that are looked at. */
export const FORECAST_CONVERSATIONS = 200;
/** A conversation is over once nothing happened in it for this long: until then the customer may come back and ask for a person. */
export const QUIET_HOURS = 24;
/** Fewer conversations than this say nothing. */
export const MIN_FORECAST_CONVERSATIONS = 20;

/** How much a fit resists leaving the hand-set weights: as much as some 30 conversations that tell otherwise. */
const RESISTANCE = 4;
/** Where forecasts turn out to tell nothing, or the wrong way round, they end close together, in their own order. */
const MIN_SLOPE = 0.1;
/** Log-odds of what is nearly certain: a forecast of 0 or 1 has none. */
const EDGE = 0.001;
const MAX_STEPS = 500;
const SMALL_STEP = 1e-7;

/**
 * The forecasts of conversations that are over, by conversation; those without any are left out.
 *
 * A forecast is only remembered where the assistant then went on alone (see `learnFrom`): of a message that was handed off,
 * or to which a person was offered, nothing is left to forecast, and the outcome would be what the product did about the forecast.
 * What counts as a person needed is any later handoff, whatever its reason, also one a customer asked for or accepted, unless the
 * person who resolved it said that they were not needed. So an offer made because of a forecast still shows in the outcome of the
 * forecasts before it; but it is the customer who says yes to it or no.
 */
export function observeForecasts(conversations: readonly ForecastConversation[]): ReadonlyArray<readonly ForecastObservation[]> {
	return conversations
		.map(({ trail, neededAt }) => trail.flatMap(({ at, rawForecast }) => (isShare(rawForecast) ? [{ rawForecast, needed: neededAt !== undefined && neededAt > at }] : [])))
		.filter(({ length }) => length > 0);
}

/**
 * Slope and offset for the log-odds (J. Platt, Probabilistic Outputs for Support Vector Machines, 1999): those with the least
 * log loss, each conversation counting once however many forecasts it has. Instead of Platt's targets, which draw towards 1/2, a
 * penalty on the squares of slope − 1 and offset draws towards the forecasts as they are; it also keeps the fit finite where every
 * conversation ended alike. Under {@link MIN_FORECAST_CONVERSATIONS} conversations nothing changes.
 *
 * @example fitForecast(observeForecasts(conversations)) // { slope: 0.8, offset: -0.6 }
 */
export function fitForecast(conversations: ReadonlyArray<readonly ForecastObservation[]>): ForecastFit {
	if (conversations.length < MIN_FORECAST_CONVERSATIONS) return UNCALIBRATED;
	const points = conversations.flatMap((observations) => observations.map(({ rawForecast, needed }) => ({ odds: logOdds(rawForecast), target: needed ? 1 : 0, weight: 1 / observations.length })));
	const free = descend(points, UNCALIBRATED, false);
	return free.slope >= MIN_SLOPE ? free : descend(points, { slope: MIN_SLOPE, offset: free.offset }, true);
}

/**
 * The calibrated forecast, 0 … 1.
 *
 * @example calibrateForecast(0.5, { slope: 1, offset: -1 }) // 0.269
 */
export function calibrateForecast(rawForecast: number, { slope, offset }: ForecastFit): number {
	return Math.round(1000 * share(slope * logOdds(rawForecast) + offset)) / 1000;
}

interface Point {
	readonly odds: number;
	/** 0 or 1. */
	readonly target: number;
	readonly weight: number;
}

/** Newton's method with the largest curvature there can be instead of the one there is: each step lessens the loss (D. Böhning and B. Lindsay, 1988). */
function descend(points: readonly Point[], start: ForecastFit, isSlopeFixed: boolean): ForecastFit {
	const curvature = { slope: RESISTANCE, both: 0, offset: RESISTANCE };
	for (const { odds, weight } of points) {
		curvature.slope += 0.25 * weight * odds * odds;
		curvature.both += 0.25 * weight * odds;
		curvature.offset += 0.25 * weight;
	}
	const determinant = curvature.slope * curvature.offset - curvature.both * curvature.both;
	let { slope, offset } = start;
	for (let step = 0; step < MAX_STEPS; step++) {
		let bySlope = RESISTANCE * (slope - 1);
		let byOffset = RESISTANCE * offset;
		for (const { odds, target, weight } of points) {
			const miss = weight * (share(slope * odds + offset) - target);
			bySlope += miss * odds;
			byOffset += miss;
		}
		const slopeStep = isSlopeFixed ? 0 : (curvature.offset * bySlope - curvature.both * byOffset) / determinant;
		const offsetStep = isSlopeFixed ? byOffset / curvature.offset : (curvature.slope * byOffset - curvature.both * bySlope) / determinant;
		slope -= slopeStep;
		offset -= offsetStep;
		if (Math.abs(slopeStep) + Math.abs(offsetStep) < SMALL_STEP) break;
	}
	return { slope, offset };
}

function isShare(value: number | undefined): value is number {
	return value !== undefined && value >= 0 && value <= 1;
}

function logOdds(value: number): number {
	const within = Math.min(1 - EDGE, Math.max(EDGE, value));
	return Math.log(within / (1 - within));
}

function share(odds: number): number {
	return 1 / (1 + Math.exp(-odds));
}
