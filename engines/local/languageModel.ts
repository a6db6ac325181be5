/** The data of the language detector, in a file of its own so that it is loaded only when a language is first asked for. */
export { eld } from 'eld/small';
