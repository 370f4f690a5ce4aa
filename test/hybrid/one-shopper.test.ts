import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HybridOptions, type HybridWorld, startHybrid } from './hybrid-world.ts';
import { expectOneShopper } from './pair-check.ts';
import type { Walker } from './walker.ts';

const SET_UPS: readonly HybridOptions[] = [
  { client: 'private', storage: 'cookies', mode: 'manual' },
  { client: 'public', storage: 'httpOnly', mode: 'manual' },
  { client: 'private', storage: 'server', mode: 'manual' },
  { client: 'public', storage: 'cookies', mode: 'hybrid-auth' },
];
const GUEST = { status: 200, who: 'guest' };
const JANE = { status: 200, who: 'Jane' };

describe.each(SET_UPS)('a $client client that keeps tokens in $storage, $mode', (setUp) => {
  let world: HybridWorld;
  let walker: Walker;
  beforeEach(async () => {
    world = await startHybrid(setUp);
    walker = world.walker();
  });
  afterEach(() => world.close());

  const addHeadless = (productId = 'clip-lamp', quantity = '1') =>
    walker.post('/basket/lines', { productId, quantity, return: '/' });
  const controller = (name: string) => walker.open(`${world.controllers}/${name}`);
  const addOnControllers = (pid = 'brass-ruler') =>
    walker.post(`${world.controllers}/Cart-AddProduct`, { pid, quantity: '1' });
  const signInHeadless = () =>
    walker.post('/login', { email: 'jane@example.com', password: 'Password1!' });
  const signInOnControllers = () =>
    walker.post(`${world.controllers}/Account-Login`, {
      loginEmail: 'jane@example.com',
      loginPassword: 'Password1!',
    });
  const check = (): void => {
    if (setUp.storage !== 'server') expectOneShopper(walker, world);
  };

  it('shows on controllers what was added on the headless side', async () => {
    expect(await walker.open('/')).toMatchObject({ side: 'headless', pieces: 0, ...GUEST });
    expect(await addHeadless('clip-lamp', '2')).toMatchObject({ side: 'headless', pieces: 2 });
    const cart = await controller('Cart-Show');
    expect(cart).toMatchObject({ side: 'controllers', pieces: 2, ...GUEST });
    expect(cart.body).toContain('Clip lamp');
    check();
  });

  it('shows on the headless side what was added on controllers', async () => {
    expect(await controller('Home-Show')).toMatchObject({ side: 'controllers', pieces: 0 });
    expect(await addOnControllers()).toMatchObject({ side: 'controllers', pieces: 1 });
    const home = await walker.open('/');
    expect(home).toMatchObject({ side: 'headless', pieces: 1, ...GUEST });
    expect(home.body).toContain('Brass ruler</a></span>');
    expect(await addHeadless()).toMatchObject({ pieces: 2 });
    expect(await controller('Checkout-Begin')).toMatchObject({ side: 'controllers', pieces: 2 });
    check();
  });

  it('signs in on both sides with the headless form, and the basket goes along', async () => {
    await walker.open('/');
    await addHeadless();
    expect(await signInHeadless()).toMatchObject({ path: '/account', pieces: 1, ...JANE });
    expect(await controller('Cart-Show')).toMatchObject({
      side: 'controllers',
      pieces: 1,
      ...JANE,
    });
    check();
  });

  it("signs in on both sides with the controllers' form, and the basket goes along", async () => {
    await walker.open('/');
    await addHeadless();
    await controller('Login-Show');
    expect(await signInOnControllers()).toMatchObject({ side: 'controllers', ...JANE });
    expect(await walker.open('/')).toMatchObject({ side: 'headless', pieces: 1, ...JANE });
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 1, ...JANE });
    check();
  });

  it('signs out on both sides with the headless form', async () => {
    await walker.open('/');
    await signInHeadless();
    await addHeadless();
    expect(await walker.post('/logout')).toMatchObject({ path: '/', pieces: 0, ...GUEST });
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 0, ...GUEST });
    check();
  });

  it("signs out on both sides with the controllers' link", async () => {
    await walker.open('/');
    await signInHeadless();
    await addHeadless();
    expect(await controller('Login-Logout')).toMatchObject({ side: 'controllers', ...GUEST });
    expect(await walker.open('/')).toMatchObject({ side: 'headless', pieces: 0, ...GUEST });
    check();
  });

  it.each([
    ['31 minutes', 31 * 60],
    ['7 hours', 7 * 3_600],
  ])('finds a guest again after %s, whichever side is asked first', async (_, seconds) => {
    await walker.open('/');
    await addHeadless();
    await controller('Cart-Show');
    world.platform.clock.advance(seconds);
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 1, ...GUEST });
    check();
    world.platform.clock.advance(seconds);
    expect(await walker.open('/')).toMatchObject({ pieces: 1, ...GUEST });
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 1, ...GUEST });
    expect(await walker.open('/')).toMatchObject({ pieces: 1, ...GUEST });
    check();
  });

  it('finds Jane again after 7 hours, whichever side is asked first', async () => {
    await walker.open('/');
    await signInHeadless();
    await addHeadless();
    world.platform.clock.advance(7 * 3_600);
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 1, ...JANE });
    world.platform.clock.advance(7 * 3_600);
    expect(await walker.open('/account')).toMatchObject({ pieces: 1, ...JANE });
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 1, ...JANE });
    check();
  });

  it('makes a guest of whose refresh token has died', async () => {
    await walker.open('/');
    await signInHeadless();
    world.platform.clock.advance(10 * 86_400);
    expect(await walker.open('/')).toMatchObject({ pieces: 0, ...GUEST });
    expect(await controller('Cart-Show')).toMatchObject({ pieces: 0, ...GUEST });
    check();
  });

  it('signs in whoever registers on the headless side, on both', async () => {
    await walker.open('/');
    await addHeadless();
    const made = await walker.post('/register', {
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@example.com',
      password: 'Analytical1!',
    });
    expect(made).toMatchObject({ path: '/account', who: 'Ada', pieces: 1 });
    expect(await controller('Cart-Show')).toMatchObject({ who: 'Ada', pieces: 1 });
    check();
  });
});
