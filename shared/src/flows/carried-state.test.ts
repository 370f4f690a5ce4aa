import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { ANONYMOUS } from '../session/session.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord } from './shopper.ts';

describe('what a local cart is compared with', () => {
  let clock: TestClock;
  let parts: BridgeParts;
  const browser = () => new FlowBrowser(false);
  beforeEach(async () => {
    clock = createTestClock();
    parts = createParts(await sideOptions('shopping', clock));
  });

  const add = (who: FlowBrowser, sku: string) =>
    who.visit((jar) => changeRecord(parts, jar, ANONYMOUS, onState(addToLine({ sku }, 1))));

  /** A browser with one line, and the cookie it had before a second one. */
  async function behind(sku = 'CUP') {
    const [mine, other] = [browser(), browser()];
    await add(mine, sku);
    other.put('bridge-state', mine.get('bridge-state') ?? '');
    await add(other, 'MUG');
    return mine;
  }

  it('is the latest state where there is no cookie, or none of ours', async () => {
    const stranger = browser();
    expect(await stranger.visit(parts.carried)).toEqual({ kind: 'latest' });
    stranger.put('bridge-state', 'x');
    expect(await stranger.visit(parts.carried)).toEqual({ kind: 'latest' });
  });

  it('is the latest state when the browser has seen the latest version', async () => {
    const mine = browser();
    await add(mine, 'CUP');
    expect(await mine.visit(parts.carried)).toEqual({ kind: 'latest' });
  });

  it('is what the browser carries while another request has just written', async () => {
    const carried = await (await behind()).visit(parts.carried);
    if (carried.kind !== 'older' || !carried.state) throw new Error('expected an older state');
    expect(viewCart(carried.state).lines.map(({ sku }) => sku)).toEqual(['CUP']);
  });

  it('is the latest state again when the other write is a minute old: its answer was lost', async () => {
    const mine = await behind();
    clock.advance(59);
    expect((await mine.visit(parts.carried)).kind).toBe('older');
    clock.advance(1);
    expect((await mine.visit(parts.carried)).kind).toBe('latest');
  });

  it('is unknown when the state was too large for the cookie', async () => {
    const mine = browser();
    for (let i = 0; i < 60; i++) await add(mine, `${'x'.repeat(60)}-${i}`);
    const cookie = mine.get('bridge-state') ?? '';
    await add(mine, 'MUG');
    mine.put('bridge-state', cookie);
    expect(await mine.visit(parts.carried)).toEqual({ kind: 'older', state: null });
  });
});
