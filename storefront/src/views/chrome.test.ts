import { describe, expect, it } from '@jest/globals';
import { createBridge } from 'domain-bridge/express';
import type { SessionNotice } from 'domain-bridge/flows';
import { ANONYMOUS } from 'domain-bridge/session';
import type { Request } from 'express';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { buildChrome } from './chrome.ts';

/** What a page of the shop says, with this code in its address. */
async function sentence(code: string | null, notice: SessionNotice | null) {
  const bridge = createBridge(await sideOptions('shopping', createTestClock()));
  const query = code === null ? {} : { notice: code };
  const req = { path: '/', originalUrl: '/', query } as unknown as Request;
  const facts = { title: 'Shop', session: ANONYMOUS, state: null, notice };
  return buildChrome(bridge, req, facts).notice?.text;
}

const SIGNED_OUT = { kind: 'ended', reason: 'sign-out' } as const;
const CHANGED = { kind: 'ended', reason: 'password-change' } as const;

describe('what a page has to say', () => {
  it('is what the form before it did, where nothing is to be said of the session', async () => {
    expect(await sentence('added', null)).toBe('Added to your cart.');
    expect(await sentence(null, null)).toBeUndefined();
  });

  it('is of the session before anything of a form', async () => {
    for (const code of [null, 'added', 'signed_out']) {
      expect(await sentence(code, CHANGED)).toContain('Your password was changed');
    }
    expect(await sentence('added', SIGNED_OUT)).toContain('You are signed out.');
  });

  it('is what the sign-out did, though its end was heard of before the browser came', async () => {
    expect(await sentence('signed_out_everywhere', SIGNED_OUT)).toContain('on all your devices');
  });
});
