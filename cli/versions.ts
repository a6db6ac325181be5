/** What n8n's version means for the package. */
import { bad, ok, unknown, type Finding } from './terminal';

/** Every release is tested in this one. */
export const TESTED_N8N = '2.40.7';
/** The first major version whose workflows are published, not only switched on. */
const OLDEST_MAJOR = 2;
/** From here on n8n loads no unverified package unless told to. */
const UNVERIFIED_OFF_MAJOR = 3;

const UPGRADE = `Upgrade n8n; ${TESTED_N8N} is the version this package is tested with.`;

export function isTooOld(version: string): boolean {
	return majorOf(version) < OLDEST_MAJOR;
}

/** @param version Undefined where n8n does not tell it. */
export function judgeVersion(version: string | undefined): Finding {
	if (version === undefined) return unknown('n8n does not tell its version.', `Look in n8n under Settings, About; ${TESTED_N8N} is the version this package is tested with.`);
	if (isTooOld(version)) return bad(`n8n ${version} is too old.`, UPGRADE);
	const order = compareVersions(version, TESTED_N8N);
	if (order < 0) return unknown(`n8n ${version} is older than ${TESTED_N8N}, with which this package is tested.`, 'The lines below tell what works; upgrade n8n when you can.');
	return ok(order === 0 ? `n8n ${version}, with which this package is tested.` : `n8n ${version}; this package is tested with ${TESTED_N8N}.`);
}

/** Nothing outside n8n shows its environment; a loaded package on n8n 3 proves the setting. */
export function judgeUnverified(version: string | undefined): Finding {
	const name = 'N8N_UNVERIFIED_PACKAGES_ENABLED';
	if (version !== undefined && majorOf(version) >= UNVERIFIED_OFF_MAJOR) return ok(`${name} is true: n8n ${version} would not load the package without it.`);
	return unknown(`${name} cannot be seen from outside.`, `Look into n8n's environment, and set ${name}=true: n8n 3 does not load this package without it.`);
}

/** Negative when the first is older. */
export function compareVersions(one: string, other: string): number {
	const [left, right] = [one, other].map((version) => version.split(/[.-]/u).slice(0, 3).map(Number));
	for (const [index, part] of (left ?? []).entries()) {
		const difference = part - (right?.[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

function majorOf(version: string): number {
	return Number(version.split('.')[0]);
}
