/**
 * Which folder may import from which. Imports go inward only: core knows nobody; store, engines, channels and pages know core;
 * nodes know core and reach the rest through kit.ts, the shared module that is loaded on first use; the command knows core.
 */
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

const SOURCES = ['core', 'store', 'engines', 'channels', 'nodes', 'credentials', 'pages', 'cli', 'kit.ts', 'oncePerProcess.ts', 'readyArticles.ts'];

/** folder: what it may import from besides itself. */
const MAY_IMPORT = {
	core: [],
	store: ['core'],
	engines: ['core'],
	channels: ['core'],
	pages: ['core'],
	nodes: ['core', 'kit.ts'],
	credentials: [],
	cli: ['core'],
};

const zones = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
	target: `./${folder}`,
	from: SOURCES.filter((source) => source !== folder && !allowed.includes(source)).map((source) => `./${source}`),
	message: `${folder}/ may import only from ${[folder, ...allowed].join(', ')}.`,
}));

export default [
	{
		files: ['**/*.ts', '**/*.tsx'],
		languageOptions: { parser: tseslint.parser },
		plugins: { 'import-x': importX },
		settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
		rules: {
			'import-x/no-restricted-paths': ['error', { zones: [...zones, ...ownFolderOfEachNode()] }],
		},
	},
	{
		// core is pure: of Node it may use hashing, of packages nothing.
		files: ['core/**/*.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\.{1,2}(/|$)|node:crypto$)', message: 'core/ imports nothing but core/ and node:crypto.' }] }] },
	},
];

/** A node's folder is its own: what two nodes need is in nodes/shared. */
function ownFolderOfEachNode() {
	return [{ target: './nodes/shared', from: './nodes/!(shared)/**/*', message: 'nodes/shared/ serves the nodes and imports none of them.' }];
}
