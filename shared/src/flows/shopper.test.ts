import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { createSqliteSides, type SqliteSides } from '../../../test/support/sqlite-sides.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import { ANONYMOUS } from '../session/session.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { createParts } from './create-parts.ts';
import { recognize } from './follow-link.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession, showSession } from './shopper.ts';

const ENTITY = 'sub_a';

describe('the session that the shop shows', () => {
  let clock: TestClock;
  let sides: SqliteSides;
  let parts: BridgeParts;
  let browser: FlowBrowser;
  let isConfirmed: boolean;
  beforeEach(async () => {
    clock = createTestClock();
    sides = createSqliteSides(clock);
    isConfirmed = true;
    parts = createParts({
      ...(await sideOptions('shopping', clock)),
      stores: sides.stores.shopping,
      isConfirmed: () => isConfirmed,
    });
    browser = new FlowBrowser(false);
    const link = { kind: 'identity', entity: ENTITY, sid: 'sid_1', epoch: clock.now() } as const;
    await browser.visit((jar) => recognize(parts, jar, link));
  });
  afterEach(() => sides.close());

  const show = () => browser.visit((jar) => showSession(parts, jar));
  const learnEnd = (signedOut = false) =>
    sides.receiver.learn([{ kind: 'session', sid: 'sid_1', reason: null, signedOut, at: 1 }]);

  it('is the one it has, while that is confirmed', async () => {
    expect(await show()).toMatchObject({ state: 'recognized', entity: ENTITY });
  });

  it('is nobody’s while it is not, and nothing is written about that', async () => {
    isConfirmed = false;
    const before = browser.header();
    expect(await show()).toEqual({ state: 'anonymous', unconfirmed: true });
    expect(browser.header()).toBe(before);
    isConfirmed = true;
    expect(await show()).toMatchObject({ state: 'recognized' });
  });

  it('is no matter of doubt for a guest', async () => {
    isConfirmed = false;
    expect(await new FlowBrowser(false).visit((jar) => showSession(parts, jar))).toEqual(ANONYMOUS);
  });

  it('is known beneath, for arrivals to be judged by', async () => {
    isConfirmed = false;
    expect(await browser.visit((jar) => readSession(parts, jar))).toMatchObject({
      state: 'recognized',
      entity: ENTITY,
    });
  });

  it('that was ended makes a guest, by whatever is asked first', async () => {
    await browser.visit((jar) =>
      changeRecord(parts, jar, ANONYMOUS, onState(addToLine({ sku: 'MUG' }, 1))),
    );
    await learnEnd(true);
    const session = await browser.visit((jar) => readSession(parts, jar));
    expect(browser.get('bridge-ended')).toBeUndefined();
    const asks: readonly ((jar: CookieJar) => Promise<unknown>)[] = [
      (jar) => showSession(parts, jar),
      (jar) => readRecord(parts, jar, session, 'shown'),
      (jar) => changeRecord(parts, jar, session, onState(addToLine({ sku: 'CUP' }, 1))),
    ];
    for (const ask of asks) {
      const copy = new FlowBrowser(false);
      for (const name of ['bridge-session', 'bridge-state'])
        copy.put(name, browser.get(name) ?? '');
      await copy.visit(ask);
      const { state } = await copy.visit((jar) => parts.browser.readLatest(jar));
      expect(state.lines.has('MUG')).toBe(false);
      expect(copy.get('bridge-ended')).toBe('sid_1.left');
    }
  });
});
