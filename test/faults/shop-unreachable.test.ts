import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  pass,
  passUntil,
  quantitiesOn,
  registeredOnBoth,
  sessionOn,
  sessionsOf,
  signInAgain,
} from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

const MINUTE = 60;
const BUMPS = 10_000;
const SUBJECTS = 1_000;
const CHANGE = { actor: 'test', initiatingEntity: 'admin', reason: 'sessions-revoked' } as const;
const BOTH = ['recognized', 'authenticated'];
const CART = { '300172': 2 };

describe('a shop that checkout does not reach', () => {
  let store: ClockedStore;
  beforeEach(async () => {
    store = await startClockedStore();
  });
  afterEach(() => store.close());

  const revoke = (id: string) => store.checkout.bridge.invalidator.revoke(id, CHANGE);

  it('F1: for an hour: guests with their cart after the lease, then the end of one and the return of the other', async () => {
    const ended = await registeredOnBoth(store, 'ended');
    const kept = await registeredOnBoth(store, 'kept');
    expect(await sessionsOf(kept.browser)).toEqual(BOTH);
    store.link = 'down';
    await revoke(ended.id);
    expect(await sessionOn(ended.browser, CHECKOUT)).toBe('anonymous');
    await pass(store, 31);
    for (const { browser } of [ended, kept]) {
      expect(await sessionOn(browser, SHOP)).toBe('anonymous');
      expect(await quantitiesOn(browser, SHOP)).toEqual(CART);
    }
    for (let minute = 0; minute < 60; minute++) {
      await pass(store, MINUTE);
      if (minute % 10 === 0) await kept.browser.request(`${CHECKOUT}/api/account`);
      expect(await sessionOn(kept.browser, SHOP)).toBe('anonymous');
    }
    store.link = 'up';
    await passUntil(store, async () => (await sessionOn(kept.browser, SHOP)) === 'recognized');
    expect(await sessionsOf(kept.browser)).toEqual(BOTH);
    expect(await sessionsOf(ended.browser)).toEqual(['anonymous', 'anonymous']);
    expect(await quantitiesOn(ended.browser, SHOP)).toEqual(CART);
  });

  it('F2, I16, I17: during 10,000 changes: then it knows the newest of each subject, in as many events as subjects', async () => {
    const { browser, id } = await registeredOnBoth(store, 'first');
    const subjects = addSubjects(store, SUBJECTS);
    store.link = 'down';
    for (let bump = 0; bump < BUMPS - 1; bump++) await revoke(subjects[bump % SUBJECTS] ?? '');
    await revoke(id);
    const count = 'SELECT count(*) FROM subject_state WHERE seq IS NOT NULL';
    const outstanding = store.databases.checkout.prepare(count).pluck().get();
    expect(outstanding).toBe(SUBJECTS + 1);
    store.link = 'up';
    const head = await store.checkout.feed.head();
    const cursor = store.databases.shopping.prepare('SELECT seq FROM peer_cursor').pluck();
    await passUntil(store, () => cursor.get() === head.seq);

    const epochs = (side: 'shopping' | 'checkout') =>
      store.databases[side]
        .prepare('SELECT epoch FROM subject_state ORDER BY epoch DESC LIMIT ?')
        .pluck()
        .all(SUBJECTS + 1);
    expect(epochs('shopping')).toEqual(epochs('checkout'));
    expect(await sessionsOf(browser)).toEqual(['anonymous', 'anonymous']);
    const { ackedSeq } = await store.checkout.deliveries.read('shopping');
    await passUntil(store, async () => {
      return (await store.checkout.deliveries.read('shopping')).ackedSeq === head.seq;
    });
    expect(ackedSeq).toBeLessThanOrEqual(head.seq);
  });

  it('F21: and reaches again, around the lease: never a lost session, never a revived one', async () => {
    const seed = 'flapping-1';
    const random = createSeededRandom(seed);
    const kept = await registeredOnBoth(store, 'kept');
    const ended = await registeredOnBoth(store, 'ended');
    await revoke(ended.id);
    for (let flap = 0; flap < 60; flap++) {
      store.link = flap % 2 === 0 ? 'down' : 'up';
      // From 26 to 34 seconds: the lease is 30.
      const [byte = 0] = random(1);
      await pass(store, 26 + (byte % 9));
      await kept.browser.request(`${CHECKOUT}/api/account`);
      expect(['anonymous', 'recognized']).toContain(await sessionOn(kept.browser, SHOP));
      expect(await quantitiesOn(kept.browser, SHOP)).toEqual(CART);
      if (flap > 2) expect(await sessionOn(ended.browser, SHOP)).toBe('anonymous');
    }
    store.link = 'up';
    await passUntil(store, async () => (await sessionOn(kept.browser, SHOP)) === 'recognized');
    expect(await sessionsOf(kept.browser)).toEqual(BOTH);
    await signInAgain(ended.browser, ended.account);
    expect(await sessionsOf(ended.browser)).toEqual(BOTH);
  });
});

describe('F10: clocks that are wrong', () => {
  const HOUR = 3_600;
  let store: ClockedStore;
  const ahead = { shopping: 0, checkout: 0 };
  beforeEach(async () => {
    Object.assign(ahead, { shopping: 0, checkout: 0 });
    store = await startClockedStore({}, (role) => ahead[role]);
  });
  afterEach(() => store.close());

  const cases = (['shopping', 'checkout'] as const).flatMap((side) =>
    [-HOUR, HOUR, -10, 10].map((seconds) => [side, seconds] as const),
  );
  it.each(cases)(
    'I4: %s, by %i s, while both run: no end is forgotten, nobody is lost once it is right again',
    async (side, seconds) => {
      const kept = await registeredOnBoth(store, 'kept');
      const ended = await registeredOnBoth(store, 'ended');
      ahead[side] = seconds;
      await store.checkout.bridge.invalidator.revoke(ended.id, CHANGE);
      expect(await sessionOn(ended.browser, CHECKOUT)).toBe('anonymous');
      await passUntil(store, async () => (await sessionOn(ended.browser, SHOP)) === 'anonymous');
      const [row] = await store.checkout.audit.read({ subject: ended.id });
      expect(row?.newEpoch).toBeGreaterThan(row?.oldEpoch ?? Number.POSITIVE_INFINITY);
      ahead[side] = 0;
      await passUntil(store, async () => (await sessionOn(kept.browser, SHOP)) === 'recognized');
      expect(await sessionOn(ended.browser, SHOP)).toBe('anonymous');
      expect(await sessionOn(ended.browser, CHECKOUT)).toBe('anonymous');
      await signInAgain(ended.browser, ended.account);
      expect(await sessionsOf(ended.browser)).toEqual(BOTH);
    },
  );
});

/** Users of whom the databases know nothing but that they are. */
function addSubjects({ databases }: ClockedStore, count: number): readonly string[] {
  const insert = databases.checkout.prepare(
    'INSERT INTO subject_state (subject, epoch) VALUES (?, 1)',
  );
  const subjects = Array.from({ length: count }, (_, index) => `usr_bulk_${index}`);
  databases.checkout.transaction(() => {
    for (const subject of subjects) insert.run(subject);
  })();
  return subjects;
}
