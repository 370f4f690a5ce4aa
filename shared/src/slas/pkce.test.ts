import { expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { challengeOf, createPkce } from './pkce.ts';

it('makes the challenge of RFC 7636, appendix B', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

it('makes a verifier of 128 characters from 96 random bytes, another one each time', () => {
  const asked: number[] = [];
  const random = createSeededRandom();
  const pairs = [1, 2].map(() =>
    createPkce((length) => {
      asked.push(length);
      return random(length);
    }),
  );
  for (const { verifier, challenge } of pairs) {
    expect(verifier).toMatch(/^[\w-]{128}$/);
    expect(challenge).toBe(challengeOf(verifier));
  }
  expect(asked).toEqual([96, 96]);
  expect(pairs[0]?.verifier).not.toBe(pairs[1]?.verifier);
});
