/** The customer's mood over the conversation, as a small line. */
import type { SentimentPoint } from '../../../core/conversation/conversation';
import { formatScore } from './words';

const WIDTH = 280;
const HEIGHT = 56;
const MARGIN = 7;

/** A line from furious (bottom) to delighted (top). Needs one point; nothing is drawn without. */
export function MoodLine({ points }: { readonly points: readonly SentimentPoint[] }) {
	const first = points[0];
	const last = points.at(-1);
	if (first === undefined || last === undefined) return null;
	const spots = points.map((point, index) => ({
		x: points.length === 1 ? WIDTH / 2 : MARGIN + (index * (WIDTH - 2 * MARGIN)) / (points.length - 1),
		y: MARGIN + ((1 - clamp(point.score)) * (HEIGHT - 2 * MARGIN)) / 2,
		point,
	}));
	const line = spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
	return (
		<figure class="mood">
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={describe(first, last, points.length)}>
				<line class="mood-zero" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
				{spots.length > 1 && <polygon class="mood-area" points={`${MARGIN},${HEIGHT / 2} ${line} ${WIDTH - MARGIN},${HEIGHT / 2}`} />}
				<polyline class="mood-path" points={line} />
				{spots.map(({ x, y, point }) => (
					<circle key={point.at} class={`mood-dot mood-${toneOf(point.score)}`} cx={x} cy={y} r={point === last ? 4.5 : 3}>
						<title>{`${formatScore(point.score)}, anger ${formatScore(point.anger)}`}</title>
					</circle>
				))}
			</svg>
			<figcaption>
				{points.length > 1 && <span>{nameMood(first.score)} at first</span>}
				<span>{nameMood(last.score)} now{last.anger >= 0.5 ? `, anger ${formatScore(last.anger)}` : ''}</span>
			</figcaption>
		</figure>
	);
}

function clamp(score: number): number {
	return Math.min(1, Math.max(-1, score));
}

function toneOf(score: number): 'bad' | 'flat' | 'good' {
	if (score <= -0.25) return 'bad';
	return score >= 0.25 ? 'good' : 'flat';
}

function nameMood(score: number): string {
	const names = { bad: score <= -0.6 ? 'Very unhappy' : 'Unhappy', flat: 'Neutral', good: 'Happy' };
	return names[toneOf(score)];
}

function describe(first: SentimentPoint, last: SentimentPoint, count: number): string {
	const direction = last.score < first.score - 0.1 ? 'falling' : last.score > first.score + 0.1 ? 'rising' : 'steady';
	return `Mood over ${count} messages, ${direction}: from ${formatScore(first.score)} to ${formatScore(last.score)}`;
}
