import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readVectors, type TokenClaims, unhex } from '../vector.ts';
import { merge } from './merge.ts';
import { Refusal, readState, writeState } from './state.ts';
import { readToken, type Said } from './token.ts';

const vectors = readVectors();

function outcomeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** A second reader, of docs/protocol.md alone. */
describe('without a line of the package', () => {
  it.each(vectors.states)('a state is $expect: $comment', ({ state, expect: expected }) => {
    expect(outcomeOf(() => readState(unhex(state)))).toBe(expected);
  });

  it.each(vectors.merges)('a merge is $expect: $comment', ({ mine, theirs, merged, ...vector }) => {
    const make = () => merge(readState(unhex(mine)), readState(unhex(theirs)));
    expect(outcomeOf(make)).toBe(vector.expect);
    if (vector.expect === 'ok') expect(writeState(make()).toString('hex')).toBe(merged);
  });

  it.each(vectors.tokens)('a token is $expect: $comment', ({ token, claims, ...vector }) => {
    expect(outcomeOf(() => readToken(token, vector))).toBe(vector.expect);
    if (claims) expect(toldOf(readToken(token, vector))).toEqual(claims);
  });

  it('and without a library', () => {
    for (const file of [
      'cbor-writer',
      'state',
      'merge',
      'token',
      '../../docs/cbor-reader',
      '../../support/xchacha',
    ]) {
      const source = readFileSync(join(import.meta.dirname, `${file}.ts`), 'utf8');
      const [...imports] = source.matchAll(/from '([^']+)'/g);
      for (const [, from = ''] of imports) {
        expect(from).toMatch(
          /^node:crypto$|^\.\/|^\.\.\/\.\.\/(?:docs\/cbor-reader|support\/xchacha)\.ts$/,
        );
      }
    }
  });
});

function toldOf({ state, ...said }: Said): TokenClaims {
  const told = 'ref' in state ? state : writeState(state).toString('hex');
  return { ...said, state: told, link: said.link as TokenClaims['link'] };
}
