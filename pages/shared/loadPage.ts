/** A built page and the policy it is served under. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `pages/build.mjs` builds. `widget` is a script, not a page: it has no policy of its own. */
export type PageName = 'chat' | 'desk' | 'widget';

export interface BuiltPage {
	readonly body: string;
	/** Value of the Content-Security-Policy header; empty for the widget. */
	readonly csp: string;
}

interface Hashes {
	readonly script: string;
	readonly style: string;
}

const cache = new Map<string, { readonly body: string; readonly hashes?: Hashes }>();

/**
 * Reads a built page once per process, at the first use.
 *
 * @param dir where `pages/build.mjs` wrote to.
 * @param frameAncestors who may show the page in a frame, in the words of the policy: `'none'`, `'self'`, origins or `*`.
 * @throws when the page was not built.
 */
export function loadPage(name: PageName, dir: string, frameAncestors = "'none'"): BuiltPage {
	const file = join(dir, name === 'widget' ? 'widget.js' : `${name}.html`);
	let page = cache.get(file);
	if (page === undefined) {
		page = { body: readFileSync(file, 'utf8'), hashes: name === 'widget' ? undefined : readHashes(name, dir) };
		cache.set(file, page);
	}
	return { body: page.body, csp: page.hashes === undefined ? '' : buildPolicy(name, page.hashes, frameAncestors) };
}

function readHashes(name: PageName, dir: string): Hashes {
	const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Partial<Record<PageName, Hashes>>;
	const hashes = manifest[name];
	if (hashes === undefined) throw new Error(`The page "${name}" is missing in manifest.json: run node pages/build.mjs`);
	return hashes;
}

function buildPolicy(name: PageName, hashes: Hashes, frameAncestors: string): string {
	return [
		"default-src 'none'",
		`script-src '${hashes.script}'`,
		`style-src '${hashes.style}'`,
		"connect-src 'self'",
		"img-src 'self' data:",
		// People listen to voice notes at the desk.
		...(name === 'desk' ? ["media-src 'self'"] : []),
		`frame-ancestors ${frameAncestors}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
}

/**
 * Puts what differs between installations into a built page: its language, its title, and settings
 * for {@link readPageSettings}. Everything is escaped; the inline script and style stay as they are, and so do their hashes.
 */
export function fillPage(body: string, fill: { readonly language: string; readonly title: string; readonly settings: unknown }): string {
	const settings = JSON.stringify(fill.settings);
	return body
		.replace('<html lang="en">', () => `<html lang="${escapeHtml(fill.language)}">`)
		.replace('<title>Support</title>', () => `<title>${escapeHtml(fill.title)}</title>`)
		.replace('<meta name="page-settings" content="{}">', () => `<meta name="page-settings" content="${escapeHtml(settings)}">`);
}

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
