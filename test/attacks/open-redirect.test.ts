import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge } from '../support/forged-token.ts';
import { HOSTILE_PATHS, OVERLONG_PATH } from '../support/hostile-path.ts';
import { expectRefusal } from '../support/refusal.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

/** A5: the return path leads to another host. */
describe('a hostile return path', () => {
  const pair = eachStorePair();

  it.each(HOSTILE_PATHS)('%j ends at the fallback when a link names it', async (path) => {
    const browser = pair().browser();
    const { url } = await browser.open(
      `${CHECKOUT}/bridge/start?return=${encodeURIComponent(path)}`,
    );
    expect(url).toBe(`${CHECKOUT}/checkout`);
  });

  it.each(HOSTILE_PATHS)('%j ends at the fallback when a genuine token names it', async (path) => {
    const browser = pair().browser();
    const url = await forge(pair(), browser, CHECKOUT, { returnPath: path });
    const answer = await browser.request(url);
    expect(answer.location).toBe(`${CHECKOUT}/checkout`);
  });

  it('of more than 2 KB ends at the fallback, and makes a token that names it worthless', async () => {
    const browser = pair().browser();
    const start = `${CHECKOUT}/bridge/start?return=${encodeURIComponent(OVERLONG_PATH)}`;
    expect((await browser.open(start)).url).toBe(`${CHECKOUT}/checkout`);
    const forged = await forge(pair(), browser, CHECKOUT, { returnPath: OVERLONG_PATH });
    expectRefusal(await browser.request(forged));
  });

  it('is refused by the receiver although the sender was told to pass it on', async () => {
    const browser = pair().browser();
    const issue = await browser.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/issue');
    const url = new URL(issue);
    url.searchParams.set('return', '//evil.test');
    expect((await browser.open(url.href)).url).toBe(`${CHECKOUT}/checkout`);
  });

  it('does not keep an allowed one from being followed, with its query', async () => {
    const browser = pair().browser();
    const { url } = await browser.open(`${SHOP}/bridge/start?return=/products/MUG%3Fsize%3DL`);
    expect(url).toBe(`${SHOP}/products/MUG?size=L`);
  });
});
