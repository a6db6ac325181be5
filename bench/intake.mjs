/**
 * What reading one incoming message costs, in process: from what a trigger hands on to a message the ledger takes. Beside it,
 * in turn, what any reader needs at least: JSON.parse of the item, mailparser alone for a raw mail.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { packageFolder } from '../scripts/build.mjs';
import { Problem } from '../scripts/say.mjs';
import { median, percentile } from './figures.mjs';
import { buildLargeMail, buildMail, ITEMS, QUESTION } from './intakeItems.mjs';

const MAX_ITEM_MS = 0.5;
const MAX_LARGE_MS = 20;
/** A raw mail has to be parsed, and the library takes what it takes: what is ours is to stay small beside it. */
const MAX_MAIL_RATIO = 1.5;
/** Called as we call it: the least it can do. */
const PARSING = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
const ROUNDS = 24;
/** V8 compiles what runs often: a server that has run for a while is what is measured. */
const WARM_UP_ROUNDS = 6;
/** So many a sample: one alone is shorter than the clock of CPU time is fine, and garbage is collected every few only. */
const A_SAMPLE = 100;
const A_LARGE_SAMPLE = 4;
const OWN = { address: 'support@example.com' };

/** @returns {Promise<import('./figures.mjs').Row[]>} */
export async function measure() {
	const kit = createRequire(import.meta.url)(path.join(packageFolder, 'dist', 'kit.js'));
	const [mail, largeMail] = [buildMail(), buildLargeMail()];
	const cases = [
		...Object.entries(ITEMS).map(([name, item]) => itemCase(kit, name, item)),
		mailCase(kit, `raw mail of ${sizeOf(mail)}`, mail, A_SAMPLE),
		mailCase(kit, `raw mail of ${sizeOf(largeMail)}, a file in it`, largeMail, A_LARGE_SAMPLE, MAX_LARGE_MS),
	];
	for (const { name, read } of cases) await requireMessage(name, read);
	const measured = new Map(cases.map((one) => [one, { ours: [], alone: [] }]));
	for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
		for (const one of cases) {
			const sides = [['ours', one.read], ['alone', one.alone]];
			for (const [side, work] of round % 2 === 0 ? sides : sides.reverse()) {
				const ms = await measureCpu(work, one.count);
				if (round >= WARM_UP_ROUNDS) measured.get(one)[side].push(ms);
			}
		}
	}
	return [...measured].flatMap(([one, samples]) => describe(one, samples));
}

function describe({ name, beside, atMost, maxRatio }, { ours, alone }) {
	const row = (what, value, unit, bar) => ({ what, value, unit, ...(bar === undefined ? {} : { atMost: bar }) });
	return [
		row(`${name}, CPU, median`, median(ours), 'ms', atMost),
		row('  p95 of the samples', percentile(ours, 0.95), 'ms'),
		row(`  ${beside} alone, median`, median(alone), 'ms'),
		row(`${name}, against ${beside} alone`, median(ours.map((ms, round) => ms / alone[round])), 'ratio', maxRatio),
	];
}

/** As Support Intake reads an item: what it is, what is new in a mail, and an id where the channel gave none. */
function itemCase(kit, name, item) {
	const json = JSON.stringify(item);
	const read = async () => {
		const context = { get providerId() { return createHash('sha256').update(JSON.stringify(['1', 'Support Intake', '1', 0, 0, item])).digest('hex'); } };
		const [told] = kit.readIntake(item, 'automatic', context);
		return told.kind === 'mail' ? await kit.readMailEvent(told, { byPerson: false }) : told;
	};
	return { name, read, count: A_SAMPLE, atMost: MAX_ITEM_MS, beside: 'JSON.parse', alone: async () => JSON.parse(json) };
}

/** As Email Support Trigger reads a mail. */
function mailCase(kit, name, raw, count, atMost) {
	const read = async () => kit.readMailMessage((await kit.readMail(raw)).mail, OWN);
	return { name, read, count, atMost, maxRatio: MAX_MAIL_RATIO, beside: 'mailparser', alone: async () => await simpleParser(raw, PARSING) };
}

/** A reader that finds nothing is fast. */
async function requireMessage(name, read) {
	const told = await read();
	if (told.kind !== 'message' || !told.message.text.startsWith(QUESTION)) throw new Problem(`Of "${name}" not the customer's question was read, but ${JSON.stringify(told).slice(0, 300)}.`);
}

/** CPU time of one, milliseconds: of all threads, so that collecting its garbage is in it. The first one pays for what the other side left behind, and is not counted. */
async function measureCpu(work, count) {
	await work();
	const before = process.cpuUsage();
	for (let done = 0; done < count; done += 1) await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000 / count;
}

function sizeOf({ length }) {
	return length < 1e6 ? `${Math.round(length / 1000)} kB` : `${(length / 1e6).toFixed(1)} MB`;
}
