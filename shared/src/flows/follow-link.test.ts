import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import type { Identity, Link } from '../handoff/link.ts';
import { ANONYMOUS, type RecognizedSession } from '../session/session.ts';
import type { SidEnd } from '../session/session-store.ts';
import { emptyRecord } from '../state/record.ts';
import { createParts } from './create-parts.ts';
import { judgeLink, recognize } from './follow-link.ts';
import type { BridgeParts } from './parts.ts';
import { readSession } from './shopper.ts';

const clock = createTestClock();
const IDENTITY: Identity = { kind: 'identity', entity: 'sub_a', sid: 'sid_1', epoch: clock.now() };
const SIGNED_OUT: Link = { kind: 'signed-out', sid: 'sid_1' };
const PRESENT: RecognizedSession = {
  state: 'recognized',
  role: 'shopper',
  entity: 'sub_a',
  sid: 'sid_1',
  epoch: clock.now(),
  data: null,
};

describe('a link', () => {
  let shop: BridgeParts;
  beforeEach(async () => {
    shop = createParts(await sideOptions('shopping', clock));
  });

  function judge(
    link: Link | null,
    {
      parts = shop,
      session = ANONYMOUS as RecognizedSession | typeof ANONYMOUS,
      ended = null as string | null,
      isFirst = true,
    } = {},
  ) {
    return judgeLink(parts, { link, isFirst }, session, emptyRecord(shop.random, ended));
  }

  it('recognizes who was nobody', async () => {
    expect(await judge(IDENTITY)).toEqual({
      kind: 'recognize',
      identity: IDENTITY,
      startsAnew: false,
    });
  });

  it('recognizes at the second try too: the first answer may have been lost', async () => {
    expect((await judge(IDENTITY, { isFirst: false })).kind).toBe('recognize');
  });

  it('changes nothing for who is recognized by it already', async () => {
    expect(await judge(IDENTITY, { session: PRESENT })).toEqual({ kind: 'none' });
  });

  it('recognizes anew after another sign-in of the same user, and keeps the state', async () => {
    const link = { ...IDENTITY, sid: 'sid_2' };
    const outcome = await judge(link, { session: PRESENT });
    expect(outcome).toEqual({ kind: 'recognize', identity: link, startsAnew: false });
  });

  it('of another user begins a new state, the first time', async () => {
    const link = { ...IDENTITY, entity: 'sub_b', sid: 'sid_2' };
    expect(await judge(link, { session: PRESENT })).toMatchObject({ startsAnew: true });
    expect(await judge(link, { session: PRESENT, isFirst: false })).toEqual({ kind: 'bygone' });
  });

  it('of a session that was signed out is bygone', async () => {
    expect(await judge(IDENTITY, { ended: 'sid_1' })).toEqual({ kind: 'bygone' });
    expect((await judge(IDENTITY, { ended: 'sid_0' })).kind).toBe('recognize');
  });

  it('of a sign-out ends the session, and says so once', async () => {
    const out = { kind: 'sign-out', sid: 'sid_1' };
    expect(await judge(SIGNED_OUT, { session: PRESENT })).toEqual(out);
    expect(await judge(SIGNED_OUT)).toEqual(out);
    expect(await judge(SIGNED_OUT, { ended: 'sid_1' })).toEqual({ kind: 'none' });
  });

  it('of a session that has ended is stale, to guests and to other users', async () => {
    await shop.epochs?.raise('sub_a', clock.now() + 5);
    expect(await judge(IDENTITY)).toEqual({ kind: 'stale' });
    const other = { ...PRESENT, entity: 'sub_b', sid: 'sid_2' };
    expect(await judge(IDENTITY, { session: other })).toEqual({ kind: 'stale' });
  });

  it('of a session that has ended means nothing to a newer one of the same user', async () => {
    await shop.epochs?.raise('sub_a', clock.now() + 5);
    const newer = { ...PRESENT, sid: 'sid_2', epoch: clock.now() + 5 };
    expect(await judge(IDENTITY, { session: newer })).toEqual({ kind: 'none' });
  });

  it('of a session that was ended alone is stale, and bygone when it had signed out', async () => {
    const knowing = (end: SidEnd): BridgeParts =>
      shop.epochs ? { ...shop, epochs: { ...shop.epochs, endOf: async () => end } } : shop;
    expect(await judge(IDENTITY, { parts: knowing('ended') })).toEqual({ kind: 'stale' });
    expect(await judge(IDENTITY, { parts: knowing('signed-out') })).toEqual({ kind: 'bygone' });
  });

  it('with an epoch more than 24 hours ahead means nothing', async () => {
    await shop.epochs?.raise('sub_a', clock.now() + 5);
    const ahead = 86_400_000;
    expect((await judge({ ...IDENTITY, epoch: clock.now() + 5 })).kind).toBe('recognize');
    expect((await judge({ ...IDENTITY, epoch: clock.now() + ahead })).kind).toBe('recognize');
    const poison = { ...IDENTITY, epoch: clock.now() + ahead + 1 };
    expect(await judge(poison)).toEqual({ kind: 'none' });
  });

  it('means nothing on checkout, and nothing to a shop without sessions', async () => {
    const checkout = createParts(await sideOptions('checkout', clock));
    const options = await sideOptions('shopping', clock);
    const { states, replays } = options.stores;
    const plain = createParts({ ...options, stores: { states, replays } });
    for (const parts of [checkout, plain]) {
      expect(await judge(IDENTITY, { parts })).toEqual({ kind: 'none' });
      expect(await judge(SIGNED_OUT, { parts })).toEqual({ kind: 'none' });
    }
    expect(await judge(null)).toEqual({ kind: 'none' });
  });

  it('that is followed makes a recognized session; a sign-out ends it', async () => {
    const browser = new FlowBrowser(false);
    await browser.visit((jar) => recognize(shop, jar, IDENTITY));
    expect(await browser.visit((jar) => readSession(shop, jar))).toEqual(PRESENT);
  });

  it('that became stale on the way makes no session and no error', async () => {
    const browser = new FlowBrowser(false);
    // The store knows of a newer epoch; the session is refused where it would begin.
    const epochs = shop.epochs && { ...shop.epochs, raise: async () => {} };
    await shop.epochs?.raise('sub_a', clock.now() + 1);
    await browser.visit((jar) => recognize({ ...shop, ...(epochs && { epochs }) }, jar, IDENTITY));
    expect(browser.header()).toBe('');
  });
});
