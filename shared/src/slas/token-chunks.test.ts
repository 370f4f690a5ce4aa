import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHUNK_CHARACTERS, chunkToken, joinChunks } from './token-chunks.ts';

const token = fc.integer({ min: 1, max: 5 * CHUNK_CHARACTERS }).map((length) => 'a'.repeat(length));

describe('the chunks of a token', () => {
  it('are none longer than 1,199 characters, all but the last full', () => {
    fc.assert(
      fc.property(token, (text) => {
        const chunks = chunkToken(text);
        const full = chunks.slice(0, -1);
        expect(full.every(({ length }) => length === CHUNK_CHARACTERS)).toBe(true);
        expect(chunks.at(-1)?.length).toBeGreaterThan(0);
        expect(chunks.at(-1)?.length).toBeLessThanOrEqual(CHUNK_CHARACTERS);
        expect(chunks.join('')).toBe(text);
      }),
    );
  });

  it('make the token again, whatever an older one has left behind', () => {
    fc.assert(
      fc.property(token, fc.array(fc.string()), (text, rest) => {
        // With a last chunk that is full nobody can tell where it ends; the signature does then.
        fc.pre(text.length % CHUNK_CHARACTERS !== 0);
        const chunks = [...chunkToken(text), ...rest];
        expect(joinChunks((index) => chunks[index] ?? null)).toBe(text);
      }),
    );
  });

  it('end where one is missing', () => {
    const full = 'x'.repeat(CHUNK_CHARACTERS);
    const chunks = [full, null, 'tail'];
    expect(joinChunks((index) => chunks[index] ?? null)).toBe(full);
    expect(joinChunks(() => null)).toBe('');
  });

  it('may be one long one, where somebody does not cut', () => {
    const whole = 'x'.repeat(3_000);
    expect(joinChunks((index) => [whole, 'tail'][index] ?? null)).toBe(whole);
  });
});
