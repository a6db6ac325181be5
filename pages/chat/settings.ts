/** Reads the settings the server put into the page, and applies the company's colour. */
import type { PageSettings } from './chatView';

const DEFAULTS: PageSettings = { title: 'Support', companyName: '', assistantName: 'Assistant', welcome: '', colour: '#4f46e5', language: 'en', isTest: false };

/** Up to this luminance white is read well enough (WCAG AA, 4.5 : 1) and looks better; beyond it black is never below 4.6 : 1. */
const LIGHTEST_UNDER_WHITE = 0.183;

/** The settings of this page; defaults where one is missing. */
export function readSettings(): PageSettings {
	const content = document.querySelector<HTMLMetaElement>('meta[name="page-settings"]')?.content ?? '{}';
	return { ...DEFAULTS, ...(JSON.parse(content) as Partial<PageSettings>) };
}

/** Sets `--accent` and a colour that can be read on it. Anything but `#rrggbb` leaves the default. */
export function applyColour(root: HTMLElement, colour: string): void {
	const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/iu.exec(colour) ?? [];
	if (red === undefined || green === undefined || blue === undefined) return;
	// By the object model: a style attribute would be refused by the page's policy.
	root.style.setProperty('--accent', colour);
	root.style.setProperty('--on-accent', luminanceOf([red, green, blue]) > LIGHTEST_UNDER_WHITE ? '#000000' : '#ffffff');
}

/** Relative luminance as WCAG defines it, 0 (black) … 1 (white). */
function luminanceOf(hexParts: readonly string[]): number {
	const [red = 0, green = 0, blue = 0] = hexParts.map((part) => {
		const share = Number.parseInt(part, 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
