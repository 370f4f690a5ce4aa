import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HybridWorld, startHybrid } from './hybrid-world.ts';
import { expectOneShopper } from './pair-check.ts';
import type { SeenPage, Walker } from './walker.ts';

const JANE = { email: 'jane@example.com', password: 'Password1!' };

describe("the developer's panel", () => {
  let world: HybridWorld;
  let walker: Walker;
  beforeEach(async () => {
    world = await startHybrid();
    walker = world.walker();
  });
  afterEach(() => world.close());

  const panelOf = ({ body }: SeenPage): string =>
    body.slice(body.indexOf('<aside'), body.indexOf('</aside>'));

  it('tells what a page has taken, and that the next one takes nothing', async () => {
    const first = panelOf(await walker.open('/'));
    expect(first).toContain('first-landing: 2 calls');
    expect(first).toContain('<code>token-guest → sessions</code>');
    const second = panelOf(await walker.open('/'));
    expect(second).toContain('No call: token and session are there, and good.');
    expect(second.slice(second.indexOf('Before'))).toContain('first-landing');
  });

  it('tells whom token and session name, and shows neither', async () => {
    await walker.open('/');
    const { body } = await walker.post('/login', JANE);
    const panel = panelOf({ body } as SeenPage);
    const { rcid = '' } = world.platform.customers.find(JANE.email) ?? {};
    expect(panel).toContain('registered');
    expect(panel).toContain(rcid);
    expect(panel).toContain(walker.cookie('usid_RefArch'));
    const dwsid = walker.cookie('dwsid') ?? '';
    expect(panel).toContain(`${dwsid.slice(0, 8)}…`);
    for (const secret of [
      dwsid.slice(0, 12),
      walker.accessToken()?.slice(0, 40),
      walker.cookie('cc-nx_RefArch'),
      JANE.password,
    ]) {
      expect(secret).toEqual(expect.any(String));
      expect(body).not.toContain(secret);
    }
  });

  it('tells what a form and a controller have taken before', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    await walker.open(`${world.controllers}/Login-Logout`);
    const panel = panelOf(await walker.open('/'));
    expect(panel).toContain('login → token-login → merge-basket → sessions');
    expect(panel).toContain('sign-out');
    expect(panel).toContain('on controllers');
  });

  it('remembers whoever lands on controllers first', async () => {
    await walker.open(`${world.controllers}/Home-Show`);
    const panel = panelOf(await walker.open('/'));
    expect(panel).toContain('session-signature → session-bridge');
  });

  it('mixes up no two browsers', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    const other = panelOf(await world.walker().open('/'));
    expect(other).not.toContain('sign-in');
  });

  it('lets time pass: the token is renewed, and the session opened anew', async () => {
    await walker.open('/');
    await walker.post('/basket/lines', { productId: 'clip-lamp', quantity: '1', return: '/' });
    const later = await walker.post('/__bridge/time', { seconds: String(31 * 60), return: '/' });
    expect(later).toMatchObject({ path: '/', who: 'guest', pieces: 1 });
    expect(panelOf(later)).toContain('token-expired: 1 call');
    expect(await walker.open(`${world.controllers}/Cart-Show`)).toMatchObject({ pieces: 1 });
    expectOneShopper(walker, world);
  });

  it('lets no other time pass than it offers', async () => {
    const before = world.platform.clock.now();
    await walker.post('/__bridge/time', { seconds: '99999999', return: '/' });
    expect(world.platform.clock.now() - before).toBeLessThan(60);
  });

  it('is nowhere in the log, and neither is a token', async () => {
    await walker.open('/');
    await walker.post('/login', JANE);
    await walker.open(`${world.controllers}/Cart-Show`);
    const log = world.log.join('');
    expect(log).toContain('"event":"sign-in"');
    const secrets = walker.setCookies
      .map((header) => header.slice(header.indexOf('=') + 1).split(';', 1)[0] ?? '')
      .filter((value) => value.length > 16);
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of [...secrets, JANE.password, JANE.email]) expect(log).not.toContain(secret);
  });
});
