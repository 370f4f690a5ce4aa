import { describe, expect, it } from '@jest/globals';
import { checkRun, type IssuedToken } from './check-run.ts';
import { PlantedHistory, storesWith } from './planted-history.ts';

const ENTITY = 'usr_0';
/** Of the first token that a planted history issues by `cross`. */
const TOKEN: IssuedToken = { token: 'token 3', jti: 'jti', issuedAt: 990, isParked: false };
const claims = (...jtis: string[]) => ({ shopping: new Set<string>(), checkout: new Set(jtis) });
const order = (id: string, key: string) => ({ id, key, entity: ENTITY, lines: { mug: 1 } });

const crossed = () =>
  new PlantedHistory().look('shopping', {}).add('shopping', 'mug', 1, { mug: 1 }).cross('checkout');
const ordered = () => crossed().signIn().order('k', 'unknown');

describe('the checker of a run', () => {
  it('has nothing to say to an account, an order and a claim that are as they were told', () => {
    const stores = storesWith({
      orders: [order('ord_1', 'k')],
      orderedDots: 1,
      claims: claims('jti'),
    });
    expect(checkRun(ordered().run([TOKEN]), stores)).toEqual([]);
  });

  it('sees an account that has lost a line on the disk', () => {
    const run = crossed().signIn().run([TOKEN]);
    const found = checkRun(run, storesWith({ claims: claims('jti') }));
    expect(found).toEqual(['shopper 0, account on the disk: lost: mug = 1']);
    const accounts = new Map([[ENTITY, { mug: 1 }]]);
    expect(checkRun(run, storesWith({ accounts, claims: claims('jti') }))).toEqual([]);
  });

  it('sees an ordered line in an account on the disk', () => {
    const stores = storesWith({
      orders: [order('ord_1', 'k')],
      orderedDots: 1,
      accounts: new Map([[ENTITY, { mug: 1 }]]),
      claims: claims('jti'),
    });
    expect(checkRun(ordered().run([TOKEN]), stores)).toEqual([
      'shopper 0, account on the disk: resurrected: mug = 1',
    ]);
  });

  it('sees one write in two orders', () => {
    const run = ordered().order('l', 'unknown').run([TOKEN]);
    const orders = [order('ord_1', 'k'), order('ord_2', 'l')];
    const found = checkRun(run, storesWith({ orders, orderedDots: 2, claims: claims('jti') }));
    expect(found).toContain('shopper 0: ordered twice: mug = 1');
  });

  it('sees two orders under one key, and one under a key that nobody sent', () => {
    const orders = [order('ord_1', 'k'), order('ord_2', 'k'), order('ord_3', 'm')];
    const found = checkRun(ordered().run([TOKEN]), storesWith({ orders, claims: claims('jti') }));
    expect(found).toEqual(
      expect.arrayContaining([
        'two orders under one key',
        'shopper 0: order ord_3 under a key that nobody sent',
      ]),
    );
  });

  it('sees an order of nobody, and ordered lines whose writes are not marked', () => {
    const orders = [{ ...order('ord_1', 'k'), entity: 'usr_9' }];
    expect(checkRun(crossed().run(), storesWith({ orders, claims: claims() }))).toEqual(
      expect.arrayContaining([
        'order ord_1 of nobody who was here',
        '1 lines ordered, 0 writes marked as such',
      ]),
    );
  });

  it('sees an accepted token that is not on file, unless it may have been swept', () => {
    const lost = checkRun(crossed().run([TOKEN]), storesWith());
    expect(lost).toEqual(['token 3 was accepted on checkout and is not on file']);
    const old = { ...TOKEN, issuedAt: 900 };
    expect(checkRun(crossed().run([old]), storesWith())).toEqual([]);
  });

  it('sees a token on file that its browser never brought', () => {
    const run = new PlantedHistory()
      .issue('checkout', 'token 3')
      .accept('checkout', 'token 3', 'thief', { status: 400 })
      .run([TOKEN]);
    expect(checkRun(run, storesWith({ claims: claims('jti') }))).toEqual([
      'jti is on file on checkout, and its browser never brought it',
    ]);
  });

  it('sees two tokens with one number', () => {
    const run = crossed().run([TOKEN, { ...TOKEN, token: 'token 4' }]);
    expect(checkRun(run, storesWith({ claims: claims('jti') }))).toContain(
      'two tokens with one number',
    );
  });

  it('passes on what the dots tell', () => {
    const misusedDots = ['dot a.1 was used for one thing and then for another'];
    expect(checkRun(new PlantedHistory().run(), storesWith({ misusedDots }))).toEqual(misusedDots);
  });
});
