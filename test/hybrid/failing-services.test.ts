import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HybridWorld, startHybrid } from './hybrid-world.ts';
import { expectOneShopper } from './pair-check.ts';
import type { Walker } from './walker.ts';

const SLAS = ['authorize', 'login', 'token', 'session-bridge/token', 'logout'];
const UNREACHABLE = 'Accounts and carts cannot be reached right now';
const JANE = { email: 'jane@example.com', password: 'Password1!' };

describe('the hybrid storefront', () => {
  let world: HybridWorld;
  let walker: Walker;
  beforeEach(async () => {
    world = await startHybrid();
    walker = world.walker();
  });
  afterEach(() => world.close());

  const fail = (operations: readonly string[], status = 503): void => {
    for (const operation of operations) {
      world.platform.faults.add({
        operation,
        times: null,
        delaySeconds: 0,
        status,
        retryAfterSeconds: null,
        hang: false,
        drop: null,
        wrongKeys: false,
      });
    }
  };

  it.each([
    ['503', 503],
    ['502 with a page', 502],
    ['429', 429],
  ])('shows a page to a guest without a cart while SLAS answers %s', async (_, status) => {
    fail(SLAS, status);
    const home = await walker.open('/');
    expect(home).toMatchObject({ status: 200, side: 'headless', who: 'guest', pieces: null });
    expect(home.body).toContain(UNREACHABLE);
    expect(home.body).toContain('No products to show right now');
  });

  it('goes on as if nothing had been once SLAS is back', async () => {
    fail(SLAS);
    await walker.open('/');
    world.platform.faults.clear();
    const home = await walker.open('/');
    expect(home).toMatchObject({ who: 'guest', pieces: 0 });
    expect(home.body).not.toContain(UNREACHABLE);
    expect(home.body).toContain('Clip lamp');
    expectOneShopper(walker, world);
  });

  it('shows the products that it has heard of while SLAS is down', async () => {
    await world.walker().open('/');
    fail(SLAS);
    const product = await walker.open('/product/clip-lamp');
    expect(product).toMatchObject({ status: 200, who: 'guest', pieces: null });
    expect(product.body).toContain('<h1>Clip lamp</h1>');
    expect(product.body).toContain(UNREACHABLE);
  });

  it('needs no SLAS for whoever has a good token', async () => {
    await walker.open('/');
    await walker.post('/basket/lines', { productId: 'clip-lamp', quantity: '2', return: '/' });
    fail(SLAS);
    const home = await walker.open('/');
    expect(home).toMatchObject({ status: 200, who: 'guest', pieces: 2 });
    expect(home.body).not.toContain(UNREACHABLE);
  });

  it('keeps the basket of a guest whose token ends while SLAS is down', async () => {
    await walker.open('/');
    await walker.post('/basket/lines', { productId: 'clip-lamp', quantity: '2', return: '/' });
    world.platform.clock.advance(31 * 60);
    fail(SLAS);
    expect((await walker.open('/')).body).toContain(UNREACHABLE);
    world.platform.faults.clear();
    // A second's failure is shared with whoever waits for it.
    world.platform.clock.advance(2);
    expect(await walker.open('/')).toMatchObject({ who: 'guest', pieces: 2 });
  });

  it('says so when something cannot be added, and stays where it was', async () => {
    fail(SLAS);
    const answer = await walker.post('/basket/lines', {
      productId: 'clip-lamp',
      quantity: '1',
      return: '/category/lamps',
    });
    expect(answer).toMatchObject({ status: 200, path: '/category/lamps' });
    expect(answer.body).toContain(UNREACHABLE);
  });

  it('says so when nobody can sign in, and keeps what was typed', async () => {
    await walker.open('/');
    fail(SLAS);
    const answer = await walker.post('/login', JANE);
    expect(answer).toMatchObject({ status: 503, path: '/login', who: 'guest' });
    expect(answer.body).toContain('Nobody can sign in right now');
    expect(answer.body).toContain('value="jane@example.com"');
    expect(answer.body).not.toContain(JANE.password);
  });

  it('shows Jane as Jane while SCAPI is down, without her cart', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    fail(['customers/{id}', 'customers/{id}/baskets']);
    const home = await walker.open('/');
    expect(home).toMatchObject({ status: 200, who: 'jane@example.com', pieces: null });
    expect(home.body).toContain(UNREACHABLE);
  });

  it('tells once, and to a guest, that the password was changed elsewhere', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    const { rcid = '' } = world.platform.customers.find(JANE.email) ?? {};
    world.platform.customers.changePassword(rcid, 'Password2!');
    const told = await walker.open('/');
    expect(told).toMatchObject({ status: 200, who: 'guest', pieces: 0 });
    expect(told.body).toContain('Your password was changed somewhere else');
    const next = await walker.open('/');
    expect(next).toMatchObject({ who: 'guest' });
    expect(next.body).not.toContain('Your password was changed');
    expectOneShopper(walker, world);
  });

  it('tells it also to whoever only wanted to add something', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    const { rcid = '' } = world.platform.customers.find(JANE.email) ?? {};
    world.platform.customers.changePassword(rcid, 'Password2!');
    const told = await walker.post('/basket/lines', { productId: 'clip-lamp', quantity: '1' });
    expect(told).toMatchObject({ status: 200, who: 'guest', pieces: 0 });
    expect(told.body).toContain('Your password was changed somewhere else');
  });

  it('shows a page of its own when the controllers do not answer', async () => {
    world.platform.faults.add({
      operation: 'Cart-Show',
      times: null,
      delaySeconds: 0,
      status: null,
      retryAfterSeconds: null,
      hang: false,
      drop: 'before',
      wrongKeys: false,
    });
    const answer = await walker.open(`${world.controllers}/Cart-Show`);
    expect(answer).toMatchObject({ status: 502, side: 'headless' });
  });
});
