/** The scripts are plain JavaScript; the tests take from them what they name. */
declare module '*.mjs';
