/**
 * Loaded into n8n from outside (`NODE_OPTIONS=--require`), so that the product needs no hooks: shifts the clock, and limits the
 * size of the SQLite store as a full disk would. What to do stands in the control file, `{ skewMs, storeFull }`.
 */
'use strict';
const { readFileSync } = require('node:fs');
const sqlite = require('node:sqlite');

const LOOK_EVERY_MS = 20;
const STORE = /hybrid-support\.sqlite$/u;
/** SQLite's own default. */
const NO_LIMIT = 1_073_741_823;

const file = process.env.FAULTS_CONTROL;
const stores = new Set();
let control = { skewMs: 0, storeFull: false };

function look() {
	let wanted;
	try {
		wanted = JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return; // It is just being written.
	}
	const isLimitChanged = wanted.storeFull !== control.storeFull;
	control = wanted;
	if (isLimitChanged) for (const store of stores) limit(store);
}

/** The limit belongs to a connection. SQLite takes no limit below the present size: nothing more can be added then. */
function limit(store) {
	try {
		store.exec(`PRAGMA max_page_count = ${control.storeFull ? 1 : NO_LIMIT}`);
	} catch {
		stores.delete(store); // It was closed.
	}
}

function shiftClock() {
	const RealDate = Date;
	// Taken once: some library of n8n's writes Date.now back.
	const realNow = RealDate.now;
	const now = () => realNow() + control.skewMs;
	const ShiftedDate = new Proxy(RealDate, {
		construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
		apply: () => new RealDate(now()).toString(),
		get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
	});
	RealDate.prototype.constructor = ShiftedDate;
	globalThis.Date = ShiftedDate;
}

function watchStores() {
	const { DatabaseSync } = sqlite;
	sqlite.DatabaseSync = class extends DatabaseSync {
		constructor(path, ...rest) {
			super(path, ...rest);
			if (!STORE.test(String(path))) return;
			stores.add(this);
			if (control.storeFull) limit(this);
		}
	};
}

if (file !== undefined) {
	look();
	shiftClock();
	watchStores();
	setInterval(look, LOOK_EVERY_MS).unref();
}
