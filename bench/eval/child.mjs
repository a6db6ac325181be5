/**
 * One contender on one task, in a process of its own: what it loads is its own heap, and when it hangs or crashes the others
 * are measured all the same. Told what to do by its only argument (JSON), answers over the channel of `fork`.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../scripts/say.mjs';
import { ENGINE } from './contenders.mjs';
import { loadKit } from './kit.mjs';
import { TASKS } from './tasks.mjs';

const BYTES_PER_MB = 1e6;
/** V8 gives buffers nobody holds back in the background; measured at once, what is in use differed by 40 MB from run to run. */
const GIVEN_BACK_MS = 200;
const BUILDING_STEPS = new Set(['learn', 'index', 'open']);

const { taskName, contender: name, options } = JSON.parse(process.argv[2]);
try {
	const task = TASKS[taskName];
	const data = task.read(options);
	const before = await measureHeap();
	const { contender, built } = keepBuilt(name === ENGINE ? task.engine(await loadKit()) : await task.rivals[name]());
	const figures = await task.measure(contender, data);
	const heapMb = (await measureHeap() - before) / BYTES_PER_MB;
	process.send({ figures: { ...figures, heapMb }, built: built.length });
} catch (error) {
	process.send({ problem: error instanceof Problem ? error.message : `${error.name}: ${error.message}`, stack: error.stack });
}

/** The contender, whose models and indexes stay in memory until the heap was measured. */
function keepBuilt(contender) {
	const built = [];
	const keeping = (build) => async (...args) => {
		const result = await build(...args);
		built.push(result);
		return result;
	};
	const wrapped = Object.entries(contender).map(([step, work]) => [step, BUILDING_STEPS.has(step) ? keeping(work) : work]);
	return { contender: Object.fromEntries(wrapped), built };
}

/** Bytes in use by objects and by buffers outside the heap. */
async function measureHeap() {
	globalThis.gc();
	await wait(GIVEN_BACK_MS);
	globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
