import { DEFAULT_TEMPERATURE, fitLogistic, fitTemperature, logistic, softmax } from '../../../engines/local/calibration';

it('turns scores into probabilities that sum to 1', () => {
	const probabilities = softmax([1, 0.5, -1], 0.2);
	expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1);
	expect(probabilities[0]).toBeGreaterThan(probabilities[1] as number);
});

it('keeps the default temperature while there is nothing to learn from', () => expect(fitTemperature([])).toBe(DEFAULT_TEMPERATURE));

it('is less sure after being wrong as often as right', () => {
	const right = Array.from({ length: 50 }, () => ({ scores: [1, 0], label: 0 }));
	const mixed = right.map((one, i) => ({ ...one, label: i % 2 }));
	expect(fitTemperature(mixed)).toBeGreaterThan(fitTemperature(right));
});

it('learns a boundary, and stays finite when the classes never overlap', () => {
	const observations = Array.from({ length: 200 }, (_, i) => ({ features: [i / 100 - 1], outcome: i >= 100 ? (1 as const) : (0 as const), weight: 1 }));
	const coefficients = fitLogistic(observations, [0, 0]);
	expect(coefficients.every(Number.isFinite)).toBe(true);
	expect(logistic(coefficients, [0.8])).toBeGreaterThan(0.9);
	expect(logistic(coefficients, [-0.8])).toBeLessThan(0.1);
});
