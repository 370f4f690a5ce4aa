import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toProblem } from 'domain-bridge/express';
import { encryptedTokens, HandoffError, type TokenCodec } from 'domain-bridge/handoff';
import { crossingLabels } from '../../shared/src/crypto/direction.ts';
import { createSealer } from '../../shared/src/crypto/sealer.ts';
import { encodeState } from '../../shared/src/state/encode.ts';
import { seededChoices } from '../fuzz/engine/choices.ts';
import { eachStorePair } from '../support/each-store-pair.ts';
import { newState } from '../support/state-builder.ts';
import { acceptUrl, tokenOf } from '../support/forged-token.ts';
import type { Answer } from '../support/http-exchange.ts';
import { PAIR } from '../support/peer-calls.ts';
import { REFUSAL } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, testKeyring } from '../support/store-pair.ts';
import { MUTANTS, type MutantSource, SEALED_MUTANTS } from '../support/token-mutants.ts';

const MILLION = 1_000_000;
/** To seal takes longer than to refuse: of these kinds there are fewer. */
const SEALED_EACH = 20_000;
const SEALED = Object.entries(SEALED_MUTANTS);
const CHANGED = Object.entries(MUTANTS);
const CHANGED_EACH = Math.ceil((MILLION - SEALED_EACH * SEALED.length) / CHANGED.length);
const KINDS = [
  ...CHANGED.map((kind) => [CHANGED_EACH, ...kind] as const),
  ...SEALED.map((kind) => [SEALED_EACH, ...kind] as const),
];
const EACH_OVER_HTTP = 200;
const KEY = { kid: 'b1', secret: new Uint8Array(32).fill('b'.charCodeAt(0)) };

/** A20: a million tokens that were changed, cut, joined, spelt otherwise, or sealed for something else. */
describe('a token that is not the one that was sealed', () => {
  // Where a million errors came from nobody reads, and to write it down takes longer than to refuse.
  const { stackTraceLimit } = Error;
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  const codec: TokenCodec = encryptedTokens(
    createSealer({
      keyring: testKeyring('b1', 'b2'),
      labels: crossingLabels('handoff', 'to-checkout', PAIR),
    }),
  );

  async function genuine(): Promise<MutantSource> {
    const claims = {
      jti: Buffer.alloc(16, 1).toString('base64url'),
      issuedAt: 1_800_000_000,
      flow: 'AAAAAAAAAAAAAAAA',
      challenge: new Uint8Array(32),
      returnPath: '/checkout',
      state: encodeState(newState()),
      link: null,
    };
    const longer = { ...claims, returnPath: `/products/${'x'.repeat(60)}` };
    const tokens = [await codec.seal(claims), await codec.seal(longer)] as const;
    return { tokens, claims, pair: PAIR, ...KEY };
  }

  it.each(KINDS)('never opens, and looks like any other, %i times: %s', async (count, _, kind) => {
    const source = await genuine();
    const make = kind(source);
    const choices = seededChoices(20_261_126);
    const outside = new Set<string>();
    const codes = new Set<string>();
    for (let made = 0; made < count; made++) {
      const error = await refusalOf(make(choices));
      if (codes.has(error.code)) continue;
      codes.add(error.code);
      outside.add(JSON.stringify(toProblem(error)));
    }
    expect([...outside]).toEqual([REFUSAL]);
    for (const token of source.tokens) await codec.open(token);
  });

  /** What a mutant is refused with. @throws When it opens, and when it is refused with anything else. */
  async function refusalOf(token: string): Promise<HandoffError> {
    try {
      await codec.open(token);
    } catch (error) {
      if (error instanceof HandoffError && error.constructor === HandoffError) return error;
      throw error;
    }
    throw new Error('it opens');
  }
});

describe('the answer to a token that is not the one that was sealed', () => {
  const pair = eachStorePair();

  /** All that whoever sends it gets to see, but for the time. */
  function seen({ status, headers, setCookies, body }: Answer): string {
    const { date: _, ...rest } = headers;
    return JSON.stringify({ status, rest, setCookies, body });
  }

  it(`is the same to the letter, whatever was done to it, ${EACH_OVER_HTTP} times each`, async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const first = tokenOf(await fetchToken(browser, CHECKOUT));
    const second = tokenOf(await fetchToken(browser, CHECKOUT));
    const claims = await pair().checkout.bridge.parts.incoming.open(second);
    const source: MutantSource = { tokens: [first, second], claims, pair: PAIR, ...KEY };
    const choices = seededChoices(1);
    const answers = new Map<string, string>();
    for (const [, name, kind] of KINDS) {
      const make = kind(source);
      for (let made = 0; made < EACH_OVER_HTTP; made++) {
        const url = acceptUrl(CHECKOUT, encodeURIComponent(make(choices)));
        answers.set(seen(await browser.request(url)), name);
      }
    }
    expect([...answers.values()]).toHaveLength(1);
    const [answer = ''] = answers.keys();
    expect(JSON.parse(answer)).toMatchObject({ status: 400, setCookies: [], body: REFUSAL });
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
    expect((await browser.open(acceptUrl(CHECKOUT, second))).status).toBe(200);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
  });
});
