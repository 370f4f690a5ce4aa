import { describe, expect, it } from '@jest/globals';
import type { Keyring } from 'domain-bridge/handoff';
import { expectRefusal } from '../support/refusal.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  see,
  startStorePair,
  testKeyring,
} from '../support/store-pair.ts';

const OLD = testKeyring('old');
const BOTH_OLD_FIRST = testKeyring('old', 'new');
const BOTH = testKeyring('new', 'old');
const NEW = testKeyring('new');

/** A15: keys are changed while shoppers are on their way. */
describe('a rotation of the bridge keys', () => {
  async function cross(sender: Keyring, receiver: Keyring) {
    const pair = await startStorePair({
      shop: { bridgeKeys: sender },
      checkout: { bridgeKeys: receiver },
    });
    try {
      const browser = pair.browser();
      await add(browser, SHOP, 'MUG');
      const answer = await browser.request(await fetchToken(browser, CHECKOUT));
      return { answer, lines: (await see(browser, CHECKOUT)).lines, log: pair.checkout.log.join() };
    } finally {
      await pair.close();
    }
  }

  it.each([
    ['both before it', OLD, OLD],
    ['the receiver knows the new key', OLD, BOTH_OLD_FIRST],
    ['the sender seals with the new key', BOTH, BOTH_OLD_FIRST],
    ['the receiver seals with it too', BOTH, BOTH],
    ['the sender is behind', BOTH_OLD_FIRST, BOTH],
    ['the receiver dropped the old key', BOTH, NEW],
    ['both after it', NEW, NEW],
  ])('loses nobody at the step: %s', async (_, sender, receiver) => {
    const { answer, lines } = await cross(sender, receiver);
    expect(answer.status).toBe(303);
    expect(lines).toEqual({ MUG: 1 });
  });

  it.each([
    ['the old key was dropped too early', OLD, NEW],
    ['the new key was used too early', NEW, OLD],
  ])('refuses as ever when %s', async (_, sender, receiver) => {
    const { answer, lines, log } = await cross(sender, receiver);
    expectRefusal(answer);
    expect(lines).toEqual({});
    expect(log).toContain('ERR_HANDOFF_UNKNOWN_KEY');
  });

  it('takes no other key of the same name', async () => {
    const other = { keys: [{ kid: 'old', secret: new Uint8Array(32).fill(1) }] } as const;
    const { answer, log } = await cross(other, OLD);
    expectRefusal(answer);
    expect(log).toContain('ERR_HANDOFF_NOT_AUTHENTIC');
  });
});
