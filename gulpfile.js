/** What `npm run build` does, in order: an empty dist/, then pages, bundles and copied files side by side. */
const { rmSync } = require('node:fs');
const path = require('node:path');
const gulp = require('gulp');

const DIST = path.join(__dirname, 'dist');

async function clean() {
	rmSync(DIST, { recursive: true, force: true });
}

/** Chat and desk, each built into one string that a trigger serves. */
async function pages() {
	const { buildPages } = await import('./pages/build.mjs');
	await buildPages(path.join(DIST, 'pages'));
}

/** One thin file a node and a credential, and kit.js, the shared module that is required on first use. */
async function bundles() {
	const { bundlePackage } = await import('./scripts/bundle.mjs');
	await bundlePackage(__dirname, DIST);
}

/** Icons, and the codex files that give n8n categories and search words. */
function assets() {
	return gulp.src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'], { base: __dirname, encoding: false }).pipe(gulp.dest(DIST));
}

/** What the engine has learnt, read beside kit.js on first use. */
function weights() {
	return gulp.src('engines/local/weights/*', { encoding: false }).pipe(gulp.dest(path.join(DIST, 'weights')));
}

exports.clean = clean;
exports.pages = pages;
exports.bundles = bundles;
exports.assets = assets;
exports.weights = weights;
exports.build = gulp.series(clean, gulp.parallel(pages, bundles, assets, weights));
exports.default = exports.build;
