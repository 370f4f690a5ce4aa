import { afterEach, describe, expect, it } from '@jest/globals';
import type { Passing } from '../support/fault-proxy.ts';
import { byEmail } from '../support/hook-caller.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import {
  CART,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  untilGuest,
} from '../support/known-shopper.ts';

const BATCH = 6;
const KILLED_AT = [1, 3, 5] as const;

describe('F6: kill -9 of checkout while it tells the shop of an end', () => {
  const open = openInterceptedStore();
  afterEach(() => {
    open.ways.shopping.decide = () => 'pass';
    open.ways.checkout.isCut = false;
  });

  const isPush = ({ path }: Passing) => path === '/bridge/events';
  /** Cuts the polls, so that a push is all that could tell the shop. */
  const cutPolls = () => {
    open.ways.checkout.isCut = true;
  };
  /** Kills checkout at the n-th push: before it arrives, or once the shop has taken it. */
  function killAtPush(count: number, moment: 'before' | 'after'): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let pushes = 0;
    const kill = () => open.store.end('checkout', 'SIGKILL').then(() => resolve());
    open.ways.shopping.decide = (passing) => {
      if (!isPush(passing)) return 'pass';
      pushes += 1;
      if (pushes < count) return 'pass';
      if (moment === 'before') return kill().then(() => 'drop' as const);
      void passing.status.then(kill);
      return 'swallow';
    };
    return promise;
  }
  async function startAgain(): Promise<void> {
    open.ways.shopping.decide = () => 'pass';
    open.ways.checkout.isCut = false;
    open.pushAtOnce();
    await open.store.start('checkout');
  }

  it.each(['before', 'after'] as const)(
    'I5, I16: %s the push arrives: the change is whole, the shop learns of it, a newer sign-in lives',
    async (moment) => {
      const { shopper, account, id } = await signedInOnBoth(open.shopper());
      cutPolls();
      const killed = killAtPush(1, moment);
      const answer = await open.hooks.post('/revoke', { sub_id: byEmail(account.email) });
      expect(answer.status).toBe(204);
      await killed;
      await startAgain();
      expect((await shopper.state('checkout')).session).toEqual({ state: 'anonymous' });
      await untilGuest(shopper);
      expect(await shopper.cart('shopping')).toEqual(CART);

      const [entry, ...more] = await open.hooks.audit(`?sub=${id}`);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ kind: 'subject', actor: 'hook:default' });
      await signInOnBoth(shopper, account);
      // Over plain http a push acknowledges nothing; the next poll says how far the shop is.
      while ((await open.hooks.audit(`?sub=${id}`))[0]?.acknowledgements.length !== 1);
      expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    },
  );

  it.each(KILLED_AT)('I16: at push %i of 6: the shop learns of all six', async (count) => {
    const all = [];
    for (let user = 0; user < BATCH; user++) all.push(await signedInOnBoth(open.shopper()));
    cutPolls();
    const killed = killAtPush(count, 'before');
    const asked = all.map(({ account }) =>
      open.hooks.post('/revoke', { sub_id: byEmail(account.email) }).catch(() => null),
    );
    const answers = await Promise.all(asked);
    await killed;
    await startAgain();
    for (const [index, { shopper, account, id }] of all.entries()) {
      const ended = (await shopper.state('checkout')).session.state === 'anonymous';
      // What was answered was done; what was not answered was done or not, and is whole.
      expect({ index, ended: answers[index] ? ended : true }).toEqual({ index, ended: true });
      if (!ended) await open.hooks.revoke(account.email);
      await untilGuest(shopper);
      expect(await open.hooks.audit(`?sub=${id}`)).toHaveLength(1);
    }
  });
});

describe('F7, F8: the shop while it is told of an end', () => {
  // Long, so that nobody is a guest but by what the shop was told, and nobody while the polls are cut.
  const open = openInterceptedStore({ LEASE_SECONDS: '300' });
  afterEach(() => {
    open.ways.shopping.decide = () => 'pass';
    open.ways.checkout.isCut = false;
  });

  it.each([0, 1, 2, 3])(
    'F7: killed after it has applied the push and before its 202 arrives, run %i: still ended',
    async (turns) => {
      const { shopper, account } = await signedInOnBoth(open.shopper());
      open.ways.checkout.isCut = true;
      open.pushAtOnce();
      const { promise: killed, resolve } = Promise.withResolvers<void>();
      open.ways.shopping.decide = (passing) => {
        // One kill: that of a push that comes again could meet the next start.
        open.ways.shopping.decide = () => 'swallow';
        // Run 0 kills it once it has answered, the others some turns after the push has gone out.
        const moment = turns === 0 ? passing.status : turnsOfTheLoop(turns * 40);
        void moment.then(() => open.store.end('shopping', 'SIGKILL')).then(() => resolve());
        return 'swallow';
      };
      await open.hooks.post('/revoke', { sub_id: byEmail(account.email) });
      await killed;
      open.ways.shopping.decide = () => 'pass';
      open.ways.checkout.isCut = false;
      await open.store.start('shopping');
      await untilGuest(shopper);
      expect(await shopper.cart('shopping')).toEqual(CART);
      await signInOnBoth(shopper, account);
      expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    },
  );

  it('F8: every 202 is lost: the same event is pushed again, ends once, and a newer sign-in lives', async () => {
    const { shopper, account, id } = await signedInOnBoth(open.shopper());
    open.ways.checkout.isCut = true;
    open.pushAtOnce();
    const pushes: string[] = [];
    const { promise: repeated, resolve } = Promise.withResolvers<void>();
    open.ways.shopping.decide = ({ path, body, status }) => {
      if (path !== '/bridge/events') return 'pass';
      pushes.push(idOf(body));
      if (pushes.length === 2) void status.then(() => resolve());
      return pushes.length < 3 ? 'swallow' : 'pass';
    };
    await open.hooks.post('/revoke', { sub_id: byEmail(account.email) });
    await untilGuest(shopper);
    await signInOnBoth(shopper, account);
    await repeated;
    expect(pushes[1]).toBe(pushes[0]);
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    expect(await open.hooks.audit(`?sub=${id}`)).toHaveLength(1);
  });
});

/** The `jti` of a pushed event. */
function idOf(jwt: Buffer): string {
  const claims = Buffer.from(jwt.toString().split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(claims).jti;
}

async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
