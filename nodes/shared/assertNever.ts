/** Ends a switch over a union: a value added later fails to compile here, and one that should not exist fails at run time. */
export function assertNever(value: never): never {
	throw new Error(`Unknown value ${JSON.stringify(value)}`);
}
