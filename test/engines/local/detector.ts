/** The language detector's package names its files to `import` only, which jest's resolver does not ask for: here is where the real one lies. */
jest.mock('eld/small', () => jest.requireActual<object>('../../../node_modules/eld/src/entries/static.small.js'), { virtual: true });
