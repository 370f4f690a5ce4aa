import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeyring, createSealer, type Keyring, type Opened } from 'domain-bridge/handoff';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl, handoffLabels } from '../support/forged-token.ts';
import { forgeForBoth } from '../support/multi-key-forgery.ts';
import { expectRefusal } from '../support/refusal.ts';
import { CHECKOUT, testKeyring } from '../support/store-pair.ts';

const LABELS = handoffLabels(CHECKOUT);
const [A, B] = [testKeyring('a1').keys[0], testKeyring('b1').keys[0]];
const BOTH: Keyring = createKeyring([A, B]);

/**
 * A17: one ciphertext that is genuine under many keys asks about all of them at once. A reader that tries its keys
 * one after the other gives a guesser of keys that much more with each answer.
 */
describe('a ciphertext that is genuine under two keys', () => {
  const pair = eachStorePair({ checkout: { bridgeKeys: BOTH } });
  let forgery: ReturnType<typeof forgeForBoth>;
  beforeAll(() => {
    forgery = forgeForBoth([A, B], LABELS);
  });
  const open = (keyring: Keyring, text: string): Opened =>
    createSealer({ keyring, labels: LABELS }).open(text);
  const only = (key: typeof A): Keyring => createKeyring([key]);

  it('is one, as a control: either key alone opens the same body, to different texts', () => {
    const [first, second] = [open(only(A), forgery.asFirst), open(only(B), forgery.asSecond)];
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(forgery.asFirst.slice(-100)).toBe(forgery.asSecond.slice(-100));
    expect(first).not.toEqual(second);
  });

  it.each([
    ['first', BOTH],
    ['last', createKeyring([B, A])],
  ])('opens under the key that it names, that key standing %s in the ring', (_, ring) => {
    expect(open(ring, forgery.asFirst)).toEqual(open(only(A), forgery.asFirst));
    expect(open(ring, forgery.asSecond)).toEqual(open(only(B), forgery.asSecond));
  });

  it.each(['c1', 'a', 'a11', 'A1', ''])('opens under none of them when it names %j', (kid) => {
    expect(open(BOTH, forgery.as(kid))).toEqual({ ok: false, reason: 'unknown_key' });
  });

  it('opens under none of them when the key that it names is another one of that name', () => {
    const other = { kid: 'a1', secret: new Uint8Array(32).fill(9) };
    const ring = createKeyring([other, B]);
    expect(open(ring, forgery.asFirst)).toEqual({ ok: false, reason: 'not_authentic' });
  });

  it('gets one and the same answer from outside, whichever key it hits or misses', async () => {
    const tokens = [forgery.asFirst, forgery.asSecond, forgery.as('c1'), forgery.as('a11')];
    const answers = [];
    for (const token of tokens) {
      const answer = await pair().browser().request(acceptUrl(CHECKOUT, token));
      expectRefusal(answer);
      answers.push({ ...answer.headers, date: '' });
    }
    for (const headers of answers) expect(headers).toEqual(answers[0]);
    const codes = pair().checkout.log.map((entry) => /ERR_HANDOFF_\w+/.exec(entry)?.[0]);
    expect(codes).toEqual([
      'ERR_HANDOFF_MALFORMED',
      'ERR_HANDOFF_MALFORMED',
      'ERR_HANDOFF_UNKNOWN_KEY',
      'ERR_HANDOFF_UNKNOWN_KEY',
    ]);
  });
});
