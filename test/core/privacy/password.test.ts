import { hashPassword, hashToken, MAX_PASSWORD_CHARS, safeEqual, verifyPassword } from '../../../core/privacy';

// Hashing is slow on purpose, and more so on a busy machine.
jest.setTimeout(60_000);

const SALT = '0123456789abcdef0123456789abcdef';

describe('verifyPassword', () => {
	it('accepts the right password and refuses others', async () => {
		const stored = await hashPassword('correct horse', SALT);
		expect(await verifyPassword('correct horse', stored)).toBe(true);
		expect(await verifyPassword('Correct horse', stored)).toBe(false);
		expect(await verifyPassword('', stored)).toBe(false);
	});

	it('gives the same hash for the same salt and another for another', async () => {
		const [first, again, other] = await Promise.all([hashPassword('pw', SALT), hashPassword('pw', SALT), hashPassword('pw', SALT.replace('0', 'f'))]);
		expect(again).toBe(first);
		expect(other).not.toBe(first);
		expect(first).not.toContain('pw');
	});

	it('takes the same password in another Unicode form', async () => {
		expect(await verifyPassword('u\u0308ber', await hashPassword('über', SALT))).toBe(true);
	});

	it('says no for an unknown agent after the same work', async () => {
		const stored = await hashPassword('pw', SALT);
		const time = async (against: string | undefined) => {
			const before = process.cpuUsage();
			await verifyPassword('pw', against);
			return process.cpuUsage(before).user;
		};
		expect(await time(undefined)).toBeGreaterThan((await time(stored)) / 4);
		expect(await verifyPassword('pw', undefined)).toBe(false);
	});

	it.each([[''], ['plain'], ['scrypt$1$8$1$a$00'], ['scrypt$16384$8$5$x$zz'], [`scrypt$4194304$16$99$abc$${'0'.repeat(64)}`], [`scrypt$16385$8$1$abc$${'0'.repeat(64)}`]])(
		'says no to a malformed or greedy hash: %s',
		async (stored) => {
			expect(await verifyPassword('pw', stored)).toBe(false);
		},
	);

	it('refuses a salt that is too short and a password that is too long', async () => {
		await expect(hashPassword('pw', 'short')).rejects.toThrow(RangeError);
		await expect(hashPassword('x'.repeat(MAX_PASSWORD_CHARS + 1), SALT)).rejects.toThrow(RangeError);
	});
});

describe('safeEqual and hashToken', () => {
	it.each([
		['abc', 'abc', true],
		['abc', 'abd', false],
		['abc', 'abcd', false],
		['', '', true],
		['é', 'e\u0301', false],
	])('compares %j with %j', (a, b, same) => {
		expect(safeEqual(a, b)).toBe(same);
	});

	it('hashes a token as SHA-256 in hex', () => {
		expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
	});
});
