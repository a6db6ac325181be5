/** Reads the settings the server put into the page, and applies the company's colour. */
import type { PageSettings } from './chatView';

const DEFAULTS: PageSettings = { title: 'Support', companyName: '', assistantName: 'Assistant', welcome: '', colour: '#4f46e5', language: 'en', isTest: false };

/** At this luminance black and white are read equally well, at 4.58 : 1; the better one is never below WCAG AA. */
const EQUAL_CONTRAST = 0.179;

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
	root.style.setProperty('--on-accent', luminanceOf([red, green, blue]) > EQUAL_CONTRAST ? '#000000' : '#ffffff');
}

/** Relative luminance as WCAG defines it, 0 (black) … 1 (white). */
function luminanceOf(hexParts: readonly string[]): number {
	const [red = 0, green = 0, blue = 0] = hexParts.map((part) => {
		const share = Number.parseInt(part, 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
