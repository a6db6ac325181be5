/** Unit tests run on the TypeScript sources; node, package, workflow and page tests also use the built package. */
const swc = ['@swc/jest', {
	jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true, decorators: true }, transform: { react: { runtime: 'automatic', importSource: 'preact' } } },
	module: { type: 'commonjs' },
}];

/** Packages published as ES modules only, which jest cannot require as they are. */
const ES_MODULES = ['eld'];

const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
	testEnvironment: 'node',
	modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/.data/', '<rootDir>/.data-scale/'],
	transform: { '\\.(ts|tsx|mjs)$': swc, [`/node_modules/(${ES_MODULES.join('|')})/.+\\.js$`]: swc },
	transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
});

module.exports = {
	projects: ['core', 'store', 'engines', 'channels', 'nodes', 'package', 'scripts', 'cli', 'pages', 'workflows'].map(project),
};
