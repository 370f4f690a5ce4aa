import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acceptUrl } from '../support/forged-token.ts';
import {
  expectNothingLost,
  type ParkedPair,
  parkFor,
  startParkedPair,
} from '../support/parked-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { CHECKOUT, SHOP, see } from '../support/store-pair.ts';

let pair: ParkedPair;
beforeEach(async () => {
  pair = await startParkedPair();
});
afterEach(() => pair.close());

/** A16, A20: somebody between the servers puts another answer in the place of the right one. */
describe('an answer with a cart that has waited', () => {
  /** An answer that was given to another browser's token. */
  async function anotherAnswer(): Promise<string> {
    const other = pair.browser();
    expect((await other.request(await parkFor(other, 'LAMP'))).status).toBe(303);
    return pair.calls.at(-1)?.body ?? '';
  }
  async function expectNotTaken(spoil: (genuine: string) => string): Promise<void> {
    const browser = pair.browser();
    const url = await parkFor(browser);
    pair.answerNext(async (genuine) => {
      await genuine();
      return new Response(spoil(pair.calls.at(-1)?.body ?? ''));
    });
    await expectNothingLost(pair, browser, url);
  }

  it('is not taken for the token of somebody else', async () => {
    const another = await anotherAnswer();
    await expectNotTaken(() => another);
  });

  it('is not taken for another token of the same browser either', async () => {
    const browser = pair.browser();
    expect((await browser.request(await parkFor(browser))).status).toBe(303);
    const earlier = pair.calls.at(-1)?.body ?? '';
    const url = await parkFor(browser);
    pair.answerNext(async () => new Response(earlier));
    expectRefusal(await browser.request(url));
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
    expect((await browser.request(url)).status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it.each<[string, (genuine: string) => string]>([
    ['nothing', () => ''],
    ['its first half', (text) => text.slice(0, text.length / 2)],
    ['all but its last letter', (text) => text.slice(0, -1)],
    ['it, with a letter behind', (text) => `${text}A`],
    ['it, with a line feed behind', (text) => `${text}\n`],
    ['it, twice', (text) => text + text],
    ['it, with a bit changed', (text) => text.slice(0, 60) + other(text[60]) + text.slice(61)],
    ['what is not sealed', () => Buffer.from('a state').toString('base64url')],
    ['a page', () => '<!doctype html><title>Sign in to the network</title>'],
  ])('is not taken when it is %s', async (_, spoil) => {
    await expectNotTaken(spoil);
  });

  it('is no token, to either side, in whichever browser', async () => {
    const answer = await anotherAnswer();
    const browser = pair.browser();
    await parkFor(browser);
    for (const origin of [SHOP, CHECKOUT]) {
      expectRefusal(await browser.request(acceptUrl(origin, answer)));
    }
  });

  it('is no cookie, to either side', async () => {
    const answer = await anotherAnswer();
    for (const [origin, prefix] of [
      [SHOP, ''],
      [CHECKOUT, '__Host-'],
    ] as const) {
      const cookie = `${prefix}bridge-state=${answer}`;
      const { body } = await pair.browser().request(origin, { headers: { cookie } });
      expect(JSON.parse(body).lines).toEqual({});
    }
  });

  it('is not a token that was sealed for the same browser', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    const token = new URL(url).searchParams.get('t') ?? '';
    pair.answerNext(async () => new Response(token));
    await expectNothingLost(pair, browser, url);
  });
});

function other(letter = ''): string {
  return letter === 'A' ? 'B' : 'A';
}
