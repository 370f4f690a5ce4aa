import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { ANONYMOUS } from '../session/session.ts';
import { addToLine, type Operation } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { type Cart, viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import { pullLocalCart, pushLocalCart } from './local-cart.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord } from './shopper.ts';

const MUG = addToLine({ sku: 'MUG' }, 2);
const CUP = addToLine({ sku: 'CUP' }, 1);
const skusOf = ({ lines }: Cart): string[] => lines.map(({ sku }) => sku);

describe('the own cart of a store', () => {
  const clock = createTestClock();
  let parts: BridgeParts;
  let browser: FlowBrowser;
  beforeEach(async () => {
    parts = createParts(await sideOptions('checkout', clock));
    browser = new FlowBrowser(true);
  });

  const change = (operation: Operation, jar: CookieJar) =>
    changeRecord(parts, jar, ANONYMOUS, onState(operation));
  /** Another request of the same browser, with the cookies it has now. */
  const beside = () => new CookieJar(browser.header(), true);
  const bridged = () =>
    browser.visit(async (jar) =>
      viewCart((await readRecord(parts, jar, ANONYMOUS, 'latest')).state),
    );

  it('takes nothing out that is merged between the question and the change', async () => {
    await browser.visit((jar) => change(CUP, jar));
    const other = beside();
    const { carried } = parts;
    const late: BridgeParts = {
      ...parts,
      async carried(jar) {
        const answer = await carried(jar);
        await change(MUG, other);
        return answer;
      },
    };
    const cart = { read: () => ({ lines: [{ sku: 'CUP', quantity: 1 }] }), write: () => {} };
    await browser.visit((jar) => pullLocalCart(late, jar, ANONYMOUS, cart));
    expect(skusOf(await bridged())).toEqual(['CUP', 'MUG']);
  });

  it('is written again when something was merged while it was being written', async () => {
    const written: string[][] = [];
    const other = await browser.visit(async (jar) => {
      await change(CUP, jar);
      return new CookieJar(jar.toHeaders().join(';'), true);
    });
    const cart = {
      read: () => ({ lines: [] }),
      async write(merged: Cart) {
        written.push(skusOf(merged));
        if (written.length === 1) await change(MUG, other);
      },
    };
    await browser.visit(async (jar) => {
      const { state } = await readRecord(parts, jar, ANONYMOUS, 'latest');
      await pushLocalCart(parts, jar, state, cart);
    });
    expect(written).toEqual([['CUP'], ['CUP', 'MUG']]);
  });
});
