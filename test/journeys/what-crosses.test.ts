import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from 'cborg';
import {
  createSealer,
  crossingLabels,
  directionTo,
  openToken,
  parseKeyring,
  parseOrigin,
} from 'domain-bridge/handoff';
import { decodeState } from 'domain-bridge/state';
import { demoAccount, type Shopper, type Variant } from '../support/http-shopper.ts';
import { inlineState } from '../support/inline-state.ts';
import { openStore } from '../support/open-store.ts';
import type { RunningStore, Side } from '../support/running-store.ts';

/**
 * Everything that crosses between the domains, element by element. Whoever adds one changes this list, and
 * thinks about what a plain-HTTP shop and its listeners are told.
 */
const CLAIMS = [
  'jti',
  'issuedAt',
  'flow',
  'challenge',
  'returnPath',
  'state',
  'link',
  'returnHandle',
];
/** Place of the link among them. */
const LINK_AT = CLAIMS.indexOf('link');
const LINK = ['entity', 'sid', 'epoch'];
const STATE = [
  'version of the format',
  'visitor id',
  'actors',
  'counters of the actors',
  'words of the options',
  'SKUs',
  'options',
  'lines: writes per line',
  'lines: runs',
  'lines: deltas',
  'lines: quantities',
  'promotion codes',
  'promotions: writes per code',
  'promotions: runs',
  'promotions: deltas',
  'registers: shipping method, country, postal code, locale, currency',
  'registers: writes per register',
  'registers: runs',
  'registers: deltas',
  'registers: values',
];

describe('what crosses', () => {
  const open = openStore();
  let mug: Variant;
  beforeAll(async () => {
    [mug] = (await open.variants(1)) as [Variant];
  });

  async function crossing(shopper: Shopper, to: Side) {
    const start = shopper.url(to, '/bridge/start');
    const issue = await shopper.browser.openUntil(start, '/bridge/issue');
    const accept = await shopper.browser.openUntil(issue, '/bridge/accept');
    const token = new URL(accept).searchParams.get('t') ?? '';
    return { issue, accept, token, ...openCrossing(open.store, to, token) };
  }

  it('is in the query: a flow, a challenge and a path one way, the sealed token the other', async () => {
    const { issue, accept } = await crossing(open.shopper(), 'checkout');
    expect([...new URL(issue).searchParams.keys()]).toEqual(['flow', 'challenge', 'return']);
    expect([...new URL(accept).searchParams.keys()]).toEqual(['t']);
  });

  it('is nothing but the listed fields, to checkout and without a link', async () => {
    const shopper = open.shopper();
    await fill(shopper, mug);
    const { fields, claims } = await crossing(shopper, 'checkout');
    expect(fields).toHaveLength(CLAIMS.length);
    expect(Object.keys(claims)).toEqual(CLAIMS);
    expect(claims.link).toBeNull();
    expect(decode(inlineState(claims))).toHaveLength(STATE.length);
  });

  it('is nothing but the listed fields, to the shop and with a link of three', async () => {
    const shopper = open.shopper();
    await fill(shopper, mug);
    await shopper.cross('checkout');
    await shopper.signIn(demoAccount(open.store));
    const { fields, claims } = await crossing(shopper, 'shopping');
    expect(fields).toHaveLength(CLAIMS.length);
    expect(decode(inlineState(claims))).toHaveLength(STATE.length);
    expect(Object.keys(claims.link ?? {})).toEqual(['kind', ...LINK]);
    expect(fields[LINK_AT]).toHaveLength(LINK.length);
  });

  it('names nobody: no e-mail, password, user id, role, price, address or user agent', async () => {
    const shopper = open.shopper();
    await fill(shopper, mug);
    await shopper.cross('checkout');
    const account = demoAccount(open.store, 'wholesale');
    await shopper.signIn(account);
    const { body } = await shopper.send('checkout', 'GET', '/api/account');
    const { user } = JSON.parse(body);
    const { bytes, claims } = await crossing(shopper, 'shopping');
    const told = `${Buffer.from(bytes).toString('latin1')} ${JSON.stringify(claims)}`;
    const secrets = [account.email, account.password, user.id, user.role, 'wholesale', '127.0.0.1'];
    for (const secret of [...secrets, 'Mozilla', 'undici']) {
      expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    // Too short to be looked for among random letters: as elements of the state, then.
    const elements = (decode(inlineState(claims)) as unknown[]).flat(Number.POSITIVE_INFINITY);
    for (const price of ['EUR', 1850, 1295, '1850', '1295']) expect(elements).not.toContain(price);
  });

  it('carries exactly the cart and the choices that were made', async () => {
    const shopper = open.shopper();
    await fill(shopper, mug);
    const { claims } = await crossing(shopper, 'checkout');
    const { lines, promotions, registers } = decodeState(inlineState(claims));
    expect(lines.size).toBe(1);
    expect([...promotions.keys()]).toEqual(['WELCOME10']);
    expect([...registers.keys()].sort()).toEqual([
      'shipping.country',
      'shipping.method',
      'shipping.postalCode',
    ]);
  });

  it('says after a sign-out no more than which session ended', async () => {
    const shopper = open.shopper();
    await shopper.signIn(demoAccount(open.store));
    await shopper.send('checkout', 'POST', '/api/logout');
    const { fields } = await crossing(shopper, 'shopping');
    expect(fields[LINK_AT]).toEqual([expect.stringMatching(/^[\w-]{16,64}$/)]);
  });
});

async function fill(shopper: Shopper, variant: Variant): Promise<void> {
  await shopper.add('shopping', variant, 3);
  await shopper.send('shopping', 'POST', '/api/promotions', { code: 'welcome10' });
  await shopper.send('shopping', 'PUT', '/api/shipping', {
    method: 'standard',
    country: 'IE',
    postalCode: 'D02 X285',
  });
}

/** Opens a token with the keys of the demo set-up, as only the two servers can. */
function openCrossing({ dataDir, origins }: RunningStore, to: Side, token: string) {
  const keys = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'));
  const pair = {
    shopping: parseOrigin(origins.shopping),
    checkout: parseOrigin(origins.checkout),
  };
  const sealer = createSealer({
    keyring: parseKeyring(keys.bridge),
    labels: crossingLabels('handoff', directionTo(to), pair),
  });
  const opened = sealer.open(token);
  if (!opened.ok) throw new Error(`the token does not open: ${opened.reason}`);
  const fields: unknown[] = decode(opened.bytes);
  return { bytes: opened.bytes, fields, claims: openToken(token, sealer) };
}
