/**
 * Builds the pages: each becomes one HTML file with its script and style inside, so that a trigger
 * serves it as one string under a policy that names their hashes and allows nothing else.
 *
 *     node pages/build.mjs [OUT_DIR]      default: dist/pages
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PAGES_DIR = dirname(fileURLToPath(import.meta.url));
const PAGES = ['chat', 'desk'];

/** What every bundle shares: a browser of the last four years, nothing loaded from elsewhere. */
const BROWSER = {
	bundle: true,
	minify: true,
	write: false,
	platform: 'browser',
	target: ['es2021'],
	format: 'iife',
	charset: 'utf8',
	jsx: 'automatic',
	jsxImportSource: 'preact',
	loader: { '.svg': 'text' },
	logLevel: 'warning',
	outdir: PAGES_DIR,
};

/**
 * Writes chat.html, desk.html, widget.js and manifest.json into `outDir`. A page whose app.tsx does
 * not exist is left out.
 */
export async function buildPages(outDir) {
	await mkdir(outDir, { recursive: true });
	const manifest = {};
	for (const name of PAGES) {
		const entry = join(PAGES_DIR, name, 'app.tsx');
		if (!existsSync(entry)) continue;
		const { script, style } = await bundle(entry, {});
		await writeFile(join(outDir, `${name}.html`), buildHtml(script, style));
		manifest[name] = { script: hashForPolicy(script), style: hashForPolicy(style) };
	}
	const widget = join(PAGES_DIR, 'chat', 'widget.ts');
	if (existsSync(widget)) {
		// The server puts the settings in the place of the last `{}`.
		const { script } = await bundle(widget, { banner: { js: '(function(widgetSettings){' }, footer: { js: '})({});' } });
		await writeFile(join(outDir, 'widget.js'), script);
	}
	await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
}

async function bundle(entry, extra) {
	const { outputFiles } = await build({ ...BROWSER, ...extra, entryPoints: [entry] });
	const read = (ending) => outputFiles.find((file) => file.path.endsWith(ending))?.text.trim() ?? '';
	return { script: read('.js'), style: read('.css') };
}

function buildHtml(script, style) {
	if (/<\/(script|style)/iu.test(script) || /<\/(script|style)/iu.test(style)) throw new Error('A bundle contains a closing tag and would end its own element');
	return [
		'<!doctype html>',
		'<html lang="en">',
		'<head>',
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">',
		'<meta name="color-scheme" content="light dark">',
		'<meta name="robots" content="noindex">',
		'<meta name="page-settings" content="{}">',
		'<link rel="icon" href="data:,">',
		'<title>Support</title>',
		`<style>${style}</style>`,
		'</head>',
		'<body>',
		'<div id="app"></div>',
		'<noscript>This page needs JavaScript.</noscript>',
		`<script>${script}</script>`,
		'</body>',
		'</html>',
		'',
	].join('\n');
}

/** The form in which a content security policy names an inline element. */
function hashForPolicy(text) {
	return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	await buildPages(resolve(process.argv[2] ?? join(PAGES_DIR, '..', 'dist', 'pages')));
}
