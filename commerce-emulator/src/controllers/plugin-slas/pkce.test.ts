import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createPkce } from './pkce.ts';

describe('createPkce', () => {
  it('makes the longest verifier there may be, and its challenge', () => {
    const { verifier, challenge } = createPkce();
    expect(verifier).toMatch(/^[\w-]{128}$/);
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    expect(createPkce().verifier).not.toBe(verifier);
  });
});
