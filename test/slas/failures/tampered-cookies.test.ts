import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

const ALG_NONE = Buffer.from('{"alg":"none"}').toString('base64url');

/** A token whose claims say that its bearer is somebody else; the signature is that of before. */
function tampered(jwt: string, change: (claims: Record<string, unknown>) => void): string {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  change(claims);
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

describe('a cookie that was tampered with', () => {
  it('makes nobody of a guest: the token is renewed, and the shopper is who it was', async () => {
    const shopper = await start({ client: 'public' });
    const { browser } = shopper;
    await shopper.readBoth();
    await shopper.add(1);
    const { accessToken, customerId } = JSON.parse((await shopper.readHeadless()).body);
    const forged = tampered(accessToken, (claims) => {
      claims.isb = String(claims.isb).replace('upn:Guest', 'upn:jane@example.com');
    });
    browser.plant('cc-at_RefArch', forged.slice(0, 1_199));
    browser.plant('cc-at_RefArch_2', forged.slice(1_199));
    const seen = JSON.parse((await shopper.readHeadless()).body);
    expect([seen.kind, seen.customerId, seen.loginId]).toEqual(['guest', customerId, null]);
    expect(await inspect(shopper)).toMatchObject({ pieces: 1 });
  });

  it.each([
    [
      'another signature',
      (at: string) => `${at.slice(0, -10)}${[...at.slice(-10)].toReversed().join('')}`,
    ],
    ['no algorithm', (at: string) => `${ALG_NONE}.${at.split('.')[1]}.`],
    ['rubbish', () => 'x'.repeat(1_199)],
    ['nothing', () => ''],
  ])('is not believed: %s', async (_, forge) => {
    const shopper = await start({ client: 'public' });
    const { browser } = shopper;
    await shopper.readBoth();
    await shopper.add(1);
    const { accessToken } = JSON.parse((await shopper.readHeadless()).body);
    const forged = forge(accessToken);
    browser.plant('cc-at_RefArch', forged.slice(0, 1_199));
    browser.plant('cc-at_RefArch_2', forged.slice(1_199));
    const mark = await shopper.world.emulator.lastCall();
    await shopper.readHeadless();
    const operations = await shopper.world.emulator.operations(mark);
    expect(operations.filter((operation) => operation !== 'jwks')).toEqual(['token']);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 1 });
  });

  it('costs the shopper no more than it has lost: a made-up refresh token beside a living session', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(2);
    browser.plant('cc-nx-g_RefArch', 'made-up');
    browser.lose('cc-at_RefArch');
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ pieces: 2 });
    expect(world.news.at(-1)?.event).toBe('tokens-missing');
  });
});
