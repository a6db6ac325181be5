/** What can be measured, by the name on the command line. */
import { task as decisions } from './decisions.mjs';
import { anger, disappointment } from './emotion.mjs';
import { task as hostile } from './hostile.mjs';
import { task as humanRequest } from './humanRequest.mjs';
import { task as intent } from './intent.mjs';
import { task as language } from './language.mjs';
import { task as pii } from './pii.mjs';
import { task as retrieval } from './retrieval.mjs';
import { task as sentiment } from './sentiment.mjs';

/**
 * @typedef {object} Task
 * @property {string} usage the command without `npm run eval --`
 * @property {Readonly<Record<string, string>>} options `file`, `files` (may be given several times), `folder`, `number` or `text`; with `?` where it may be absent
 * @property {Readonly<Record<string, () => Promise<object>>>} rivals each loads its package and gives what `measure` takes
 * @property {(options: object) => object} read the rows; throws a Problem for files that cannot be measured with
 * @property {(kit: object) => object} engine the embedded engine as `measure` takes it
 * @property {(contender: object, data: object) => Promise<object>} measure figures by name; absent where there is none
 */

/** @type {Readonly<Record<string, Task>>} */
export const TASKS = { intent, sentiment, anger, disappointment, 'human-request': humanRequest, retrieval, language, pii, decisions, hostile };
