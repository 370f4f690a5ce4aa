import { describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createParts } from './create-parts.ts';
import { startHandoff, startPath } from './start.ts';

describe('the start of a hand-off', () => {
  async function start(returnPath: string | null) {
    const parts = createParts({
      ...(await sideOptions('checkout', createTestClock())),
      random: (length) => new Uint8Array(length).fill(5),
    });
    const browser = new FlowBrowser(true);
    const url = new URL(await browser.visit((jar) => startHandoff(parts, jar, returnPath)));
    return { url, browser };
  }

  it('asks the other domain for a token for the flow it planted', async () => {
    const { url, browser } = await start('/account');
    const flow = Buffer.alloc(12, 5).toString('base64url');
    expect(url.origin + url.pathname).toBe('http://shop.test/bridge/issue');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      flow,
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      return: '/account',
    });
    expect(browser.get(`__Host-bridge-flow-${flow}`)).toBeDefined();
  });

  it('does not show the verifier', async () => {
    const { url } = await start(null);
    expect(url.href).not.toContain(Buffer.alloc(32, 5).toString('base64url'));
  });

  it.each([null, '', '//evil.test', '/unknown'])('passes on the fallback for %j', async (path) => {
    expect((await start(path)).url.searchParams.get('return')).toBe('/checkout');
  });

  it('is a local path that carries its return path encoded', () => {
    expect(startPath('/a?b=c&d')).toBe('/bridge/start?return=%2Fa%3Fb%3Dc%26d');
  });
});
