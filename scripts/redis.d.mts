/** Types of redis.mjs for the tests. */

/** The server's program; absent where none is installed. */
export function findRedis(): string | undefined;
