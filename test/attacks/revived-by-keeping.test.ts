import { describe, expect, it } from '@jest/globals';
import { CookieJar, changeKeepingCurrent, signOut } from 'domain-bridge/flows';
import type { ChangeOutcome } from 'domain-bridge/invalidation';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import { sidOf, signedInOnBoth } from '../support/session-steps.ts';
import { CHECKOUT } from '../support/store-pair.ts';

describe('a change that keeps the acting session', () => {
  const pair = eachInvalidationPair();

  /** What the browser’s session is after its own change, in which somebody else has been faster. */
  async function keepDuring(meanwhile: (sid: string, jar: CookieJar) => Promise<unknown>) {
    const browser = await signedInOnBoth(pair());
    const sid = await sidOf(browser);
    const { parts } = pair().checkout.bridge;
    const cookies = browser.cookies(CHECKOUT).join('; ');
    const jar = new CookieJar(cookies, true);
    const change = async (): Promise<ChangeOutcome> => {
      await meanwhile(sid, new CookieJar(cookies, true));
      return pair().revoke();
    };
    await changeKeepingCurrent(parts, jar, change);
    return parts.sessions?.read(jar);
  }

  it('goes on where nobody else has done anything', async () => {
    expect(await keepDuring(async () => {})).toMatchObject({ state: 'authenticated' });
  });

  it('does not go on after an administrator has taken the role away meanwhile', async () => {
    const session = await keepDuring(() => pair().revoke(undefined, 'role-change'));
    expect(session).toMatchObject({ state: 'anonymous' });
  });

  it('does not go on after everybody’s sessions were ended meanwhile', async () => {
    const session = await keepDuring(() => pair().endEveryone());
    expect(session).toMatchObject({ state: 'anonymous' });
  });

  it('does not go on after another device has ended this session meanwhile', async () => {
    const session = await keepDuring((sid) => pair().endSession(sid));
    expect(session).toMatchObject({ state: 'anonymous' });
  });

  it('does not go on after a sign-out in another tab meanwhile', async () => {
    const { parts } = pair().checkout.bridge;
    const session = await keepDuring((_, jar) => signOut(parts, jar, '/'));
    expect(session).toMatchObject({ state: 'anonymous' });
  });
});
