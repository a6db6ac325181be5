/** Unit tests run on the TypeScript sources; node, package, workflow and page tests also use the built package. */
const swc = ['@swc/jest', {
	jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true, decorators: true }, transform: { react: { runtime: 'automatic', importSource: 'preact' } } },
	module: { type: 'commonjs' },
}];

const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
	testEnvironment: 'node',
	modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/.data/', '<rootDir>/.data-scale/'],
	transform: { '\\.(ts|tsx|mjs)$': swc },
});

module.exports = {
	projects: ['core', 'store', 'engines', 'channels', 'nodes', 'package', 'scripts', 'cli', 'pages', 'workflows'].map(project),
};
