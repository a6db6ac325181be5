/**
 * Keeps the articles of the inboxes this process answers for ready to be searched: while others have their turn, after an edit
 * before the next question, and over a restart by a file in n8n's folder. The file is only a help: a damaged or missing one costs time.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as giveTurn } from 'node:timers/promises';
import type { Ledger } from './core/conversation/ledger';
import type { Knowledge } from './core/knowledge/knowledge';
import type { Pace } from './core/triage/engine';
import { loadKnowledge, localEngine } from './oncePerProcess';
import { readIndexFile, removeIndexFile, writeIndexFile } from './store';

/** In n8n's folder, one file an inbox. */
export const INDEX_FOLDER = 'hybrid-support-articles';
/** Milliseconds for which preparing may hold up the process. */
const SLICE_MS = 15;
/** Fewer articles are read as fast as a file. */
const MIN_KEPT = 50;
/** Edits often come in a row: what they lead to is done when none has come for so long, milliseconds. */
const QUIET_MS = 2_000;

/** Files of the inboxes that questions were asked of. */
const asked = new Set<string>();
/** What each file is to hold next. Something else came since, or something was deleted, where it is not what was prepared. */
const toKeep = new Map<string, Knowledge>();
/** How often something was deleted, by file: what began to be prepared before is not kept. */
const deletions = new Map<string, number>();
/** Files that were removed and are due again, even if nothing that is searched has changed. */
const removed = new Set<string>();
const waiting = new Map<string, NodeJS.Timeout>();
/** What is done later is done one after the other. */
let working: Promise<void> = Promise.resolve();

/** Resolves when the articles can be searched without delay; meanwhile others have their turn. */
export async function prepareArticles(knowledge: Knowledge, folder: string): Promise<void> {
	const file = fileOf(knowledge.inbox, folder);
	asked.add(file);
	const before = deletions.get(file);
	const isNew = await localEngine().prepareArticles(knowledge, beginSlices(), () => readIndexFile(file));
	if (deletions.get(file) !== before) return;
	const isRemoved = removed.delete(file);
	if (!isNew && !isRemoved) return;
	if (knowledge.articles.length < MIN_KEPT) {
		// Elsewhere articles may have been deleted that are in the file still.
		toKeep.delete(file);
		await removeIndexFile(file).catch(() => undefined);
		return;
	}
	toKeep.set(file, knowledge);
	later(`keep ${file}`, async () => await keepArticles(file, knowledge));
}

async function keepArticles(file: string, knowledge: Knowledge): Promise<void> {
	const isOutdated = (): boolean => toKeep.get(file) !== knowledge;
	if (isOutdated()) return;
	const bytes = await localEngine().packArticles(knowledge, beginSlices());
	if (isOutdated()) return;
	await writeIndexFile(file, bytes);
	if (isOutdated()) await removeIndexFile(file);
	else toKeep.delete(file);
}

/**
 * To be called after an edit of articles: prepares them before the next question where this process answers questions of the inbox.
 * What is deleted goes out of the file at once.
 */
export async function noteArticleEdit(ledger: Ledger, inbox: string, folder: string, isDeleted = false): Promise<void> {
	const file = fileOf(inbox, folder);
	if (isDeleted) {
		deletions.set(file, (deletions.get(file) ?? 0) + 1);
		toKeep.delete(file);
		removed.add(file);
		await removeIndexFile(file).catch(() => undefined);
	}
	// Asked then: the first question may be under way now, with what was read before the edit.
	later(`prepare ${file}`, async () => {
		if (asked.has(file)) await prepareArticles(await loadKnowledge(ledger, inbox), folder);
	});
}

function fileOf(inbox: string, folder: string): string {
	return join(folder, INDEX_FOLDER, createHash('sha256').update(inbox).digest('hex').slice(0, 32));
}

/** Does it once it was quiet. Nobody waits for it, so nobody is told when it fails: the next question does it again or does without. */
function later(what: string, work: () => Promise<void>): void {
	clearTimeout(waiting.get(what));
	const timer = setTimeout(() => {
		waiting.delete(what);
		working = working.then(work).catch(() => undefined);
	}, QUIET_MS);
	timer.unref();
	waiting.set(what, timer);
}

function beginSlices(): Pace {
	let end = performance.now() + SLICE_MS;
	return {
		isTimeUp: () => performance.now() >= end,
		pause: async () => {
			await giveTurn();
			end = performance.now() + SLICE_MS;
		},
	};
}
