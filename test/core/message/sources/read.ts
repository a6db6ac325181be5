import { readIntake, type IntakeMessage, type IntakeResult } from '../../../../core/message';
import { SOURCES } from '../../../../core/message/sources';

type Json = Readonly<Record<string, unknown>>;

/** Everything an item tells, its source found by its shape; Twilio's posts are chosen, as a builder has to. */
export function readAll(item: Json): readonly IntakeResult[] {
	return readIntake(item, SOURCES.twilio.recognises(item) ? 'twilio' : 'automatic', { providerId: 'run-7' });
}

/** The one message of an item that must hold one. */
export function readOne(item: Json): IntakeMessage {
	const [first, ...others] = readAll(item);
	if (first?.kind !== 'message' || others.length > 0) throw new Error(JSON.stringify([first, ...others]));
	return first.message;
}

/** Why an item is no customer speaking; `message` or `person` when it is somebody. */
export function reasonOf(item: Json): string {
	const [first] = readAll(item);
	return first!.kind === 'ignored' ? first!.reason : first!.kind;
}

/** The item with one value at a time replaced by something odd, at every place, however deep. */
export function damage(item: Json): readonly Json[] {
	const odd: readonly unknown[] = [null, [], {}, 'x', -1, true, ''];
	return pathsOf(item).flatMap((path) => odd.map((value) => put(item, path, value)));
}

function pathsOf(value: unknown, path: readonly string[] = []): ReadonlyArray<readonly string[]> {
	const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key])) : [];
	return path.length === 0 ? inner : [path, ...inner];
}

function put(item: Json, [first, ...rest]: readonly string[], value: unknown): Json {
	const copy = structuredClone(item) as Record<string, unknown>;
	let at = copy;
	for (const [place, key] of [first!, ...rest].entries()) {
		if (place === rest.length) at[key] = value;
		else at = at[key] as Record<string, unknown>;
	}
	return copy;
}
