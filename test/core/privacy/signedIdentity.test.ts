import { createHmac } from 'node:crypto';
import { readSignedIdentity } from '../../../core/privacy/signedIdentity';

const SECRET = 'a-secret-for-tests-of-32-characters!';
const NOW = '2026-11-03T10:00:00.000Z';
const IN_5_MINUTES = Date.parse(NOW) / 1000 + 300;

const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function sign(claims: unknown, { secret = SECRET, head = { alg: 'HS256', typ: 'JWT' } as unknown, hash = 'sha256' } = {}): string {
	const signed = `${encode(head)}.${encode(claims)}`;
	return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

const read = (token: string): ReturnType<typeof readSignedIdentity> => readSignedIdentity(token, SECRET, NOW);

it('tells who the site says its visitor is', () => {
	expect(read(sign({ sub: 'u-7', exp: IN_5_MINUTES, name: ' Lea Moor ', email: 'Lea@Example.com', phone: '+491511234567' }))).toEqual({ ok: true, identity: { id: 'u-7', name: 'Lea Moor', email: 'lea@example.com', phone: '+491511234567' } });
});

it('leaves out what is no name and no address', () => {
	expect(read(sign({ sub: 7, exp: IN_5_MINUTES, name: '', email: 'lea', phone: '0151 1234567' }))).toEqual({ ok: true, identity: { id: '7' } });
});

const good = sign({ sub: 'u-7', exp: IN_5_MINUTES });
const [head, , signature] = good.split('.');

it.each([
	['signed with another secret', sign({ sub: 'u-7', exp: IN_5_MINUTES }, { secret: 'another-secret-of-at-least-32-characters' }), 'forged'],
	['changed after signing', `${head}.${encode({ sub: 'u-8', exp: IN_5_MINUTES })}.${signature}`, 'forged'],
	['without a signature that counts', `${encode({ alg: 'none' })}.${encode({ sub: 'u-7', exp: IN_5_MINUTES })}.AA`, 'forged'],
	['that says it is signed otherwise', sign({ sub: 'u-7', exp: IN_5_MINUTES }, { head: { alg: 'none' } }), 'forged'],
	['signed by another method', sign({ sub: 'u-7', exp: IN_5_MINUTES }, { hash: 'sha512', head: { alg: 'HS512' } }), 'forged'],
	['of another shape', 'hello', 'malformed'],
	['that is far too long', `${good}${'a'.repeat(5_000)}`, 'malformed'],
	['whose claims are no JSON', sign('not json'), 'malformed'],
	['about nobody', sign({ exp: IN_5_MINUTES }), 'malformed'],
	['without an end', sign({ sub: 'u-7' }), 'malformed'],
	['that is good for a week', sign({ sub: 'u-7', exp: IN_5_MINUTES + 7 * 86_400 }), 'malformed'],
	['that ended over a minute ago', sign({ sub: 'u-7', exp: IN_5_MINUTES - 361 }), 'expired'],
])('refuses a token %s', (_, token, reason) => {
	expect(read(token)).toMatchObject({ ok: false, reason });
});

it('bears clocks that differ by a minute', () => {
	expect(read(sign({ sub: 'u-7', exp: IN_5_MINUTES - 360 }))).toMatchObject({ ok: true });
});

it('takes no secret that is short enough to guess', () => {
	expect(() => readSignedIdentity(good, 'short', NOW)).toThrow(RangeError);
});
