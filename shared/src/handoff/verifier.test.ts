import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CookieJar } from '../core/cookie.ts';
import { systemRandom } from '../core/random.ts';
import { clearFlows, holdsVerifier, parseChallenge, parseFlowId, startFlow } from './verifier.ts';

const SECOND = 1_000;

/** A browser that keeps what it is sent, as `name=value` lines. */
class Cookies {
  readonly #kept = new Map<string, string>();

  visit<Result>(run: (jar: CookieJar) => Result): Result {
    const jar = new CookieJar(this.header(), true);
    const result = run(jar);
    for (const line of jar.toHeaders()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.#kept.delete(name);
      else this.#kept.set(name, value);
    }
    return result;
  }

  header(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  names(): string[] {
    return [...this.#kept.keys()];
  }
}

describe('a flow', () => {
  const start = (cookies: Cookies, at = 0) =>
    cookies.visit((jar) => startFlow(jar, systemRandom, () => at * SECOND));

  it('is held by the browser that began it and by no other', () => {
    const [mine, other] = [new Cookies(), new Cookies()];
    const flow = start(mine);
    start(other);
    expect(mine.visit((jar) => holdsVerifier(jar, flow))).toBe(true);
    expect(other.visit((jar) => holdsVerifier(jar, flow))).toBe(false);
    expect(new Cookies().visit((jar) => holdsVerifier(jar, flow))).toBe(false);
  });

  it('has as challenge the SHA-256 of 32 random bytes that stay in its cookie for 120 s', () => {
    const jar = new CookieJar(undefined, true);
    const random = (length: number): Uint8Array => new Uint8Array(length).fill(length);
    const { flow, challenge } = startFlow(jar, random, () => 7 * SECOND);
    const [cookie = ''] = jar.toHeaders();
    expect(challenge).toEqual(createHash('sha256').update(Buffer.alloc(32, 32)).digest());
    expect(cookie).toBe(
      `__Host-bridge-flow-${flow}=7.${Buffer.alloc(32, 32).toString('base64url')}` +
        '; Max-Age=120; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  it('does not take the challenge of one flow for that of another', () => {
    const cookies = new Cookies();
    const [first, second] = [start(cookies), start(cookies)];
    const mixed = { flow: first.flow, challenge: second.challenge };
    expect(cookies.visit((jar) => holdsVerifier(jar, mixed))).toBe(false);
  });

  it('is one of five at most: the sixth takes the place of the oldest', () => {
    const cookies = new Cookies();
    const flows = [30, 10, 20, 50, 40, 60].map((at) => start(cookies, at));
    expect(cookies.names()).toHaveLength(5);
    const held = flows.map((flow) => cookies.visit((jar) => holdsVerifier(jar, flow)));
    expect(held).toEqual([true, false, true, true, true, true]);
  });

  it('drops cookies without a time of planting first', () => {
    const junk = ['a', 'b', 'c', 'd', 'e'].map((c) => `__Host-bridge-flow-${c.repeat(16)}=junk`);
    const jar = new CookieJar(junk.join('; '), true);
    startFlow(jar, systemRandom, () => 0);
    const cleared = jar.toHeaders().filter((line) => line.includes('Max-Age=0'));
    expect(cleared).toHaveLength(1);
  });

  it('passes over cookies whose names no flow of ours has', () => {
    const strange = ['', 'a b', '"', 'é', 'x'.repeat(15), 'x'.repeat(17), '../../../../etc/'];
    const header = strange.map((name) => `__Host-bridge-flow-${name}=1.x`).join('; ');
    const jar = new CookieJar(header, true);
    startFlow(jar, systemRandom, () => 0);
    clearFlows(new CookieJar(header, true));
    expect(jar.toHeaders()).toHaveLength(1);
  });

  it.each([
    ['no value', ''],
    ['no verifier', '1.'],
    ['no time', Buffer.alloc(32).toString('base64url')],
    ['a short verifier', `1.${Buffer.alloc(31).toString('base64url')}`],
    ['a padded verifier', `1.${Buffer.alloc(32).toString('base64')}`],
    ['another verifier', `1.${Buffer.alloc(32, 1).toString('base64url')}`],
  ])('is not held by a cookie with %s', (_, value) => {
    const flow = 'A'.repeat(16);
    const challenge = createHash('sha256').update(Buffer.alloc(32)).digest();
    const jar = new CookieJar(`bridge-flow-${flow}=${value}`, false);
    expect(holdsVerifier(jar, { flow, challenge })).toBe(false);
  });

  it('is not held by a verifier that is too short, though its hash be right', () => {
    const flow = 'A'.repeat(16);
    const short = Buffer.alloc(31, 1);
    const challenge = createHash('sha256').update(short).digest();
    const jar = new CookieJar(`bridge-flow-${flow}=1.${short.toString('base64url')}`, false);
    expect(holdsVerifier(jar, { flow, challenge })).toBe(false);
  });

  it('is not held by two cookies of its name', () => {
    const cookies = new Cookies();
    const flow = start(cookies);
    const jar = new CookieJar(`${cookies.header()}; ${cookies.header()}`, true);
    expect(holdsVerifier(jar, flow)).toBe(false);
  });

  it('is gone when all of them are cleared', () => {
    const cookies = new Cookies();
    const flows = [start(cookies), start(cookies)];
    cookies.visit(clearFlows);
    expect(cookies.names()).toEqual([]);
    for (const flow of flows) {
      expect(cookies.visit((jar) => holdsVerifier(jar, flow))).toBe(false);
    }
  });
});

describe('what comes from outside', () => {
  it.each(['', 'A'.repeat(15), 'A'.repeat(17), `${'A'.repeat(15)}=`, `${'A'.repeat(16)}\n`])(
    'is no flow id: %j',
    (text) => expect(parseFlowId(text)).toBeNull(),
  );

  it.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}B`, `${'A'.repeat(43)}=`])(
    'is no challenge: %j',
    (text) => expect(parseChallenge(text)).toBeNull(),
  );

  it('is taken when it has the right form', () => {
    expect(parseFlowId('abc-DEF_01234567')).toBe('abc-DEF_01234567');
    expect(parseChallenge('A'.repeat(43))).toEqual(Buffer.alloc(32));
  });
});
