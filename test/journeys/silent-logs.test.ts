import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import type { Answer } from '../support/http-exchange.ts';
import { type Account, demoAccount, newAccount, type Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

const KEY = 'idempotency-0123456789abcdef';
const WRONG = 'a wrong password 4711';

describe.each(STORE_MODES)(
  'the logs of a whole journey, at the most talkative level (%s)',
  (mode) => {
    const open = openStore({ env: { BRIDGE_MODE: mode, LOG_LEVEL: 'trace' } });
    let shopper: Shopper;
    let account: Account;

    beforeAll(async () => {
      shopper = open.shopper();
      account = newAccount();
      await walkThrough(shopper, account);
      await stumble(shopper, account);
      await shopper.signIn(demoAccount(open.store, 'wholesale'));
      await shopper.signOut();
      await Promise.all([open.store.end('shopping'), open.store.end('checkout')]);
    });

    /** What both servers wrote, but for the line that tells the demo password on purpose. */
    function log(): string {
      const lines = open.store.output().split('\n');
      const told = lines.filter((line) => line.startsWith('demo users: '));
      expect(told).toHaveLength(1);
      return lines.filter((line) => !line.startsWith('demo users: ')).join('\n');
    }

    it('tell routes, answers and why something was refused', () => {
      expect(log()).toContain('"route":"/bridge/accept"');
      expect(log()).toContain('"route":"/api/cart/lines/:id"');
      for (const code of ['handoff_refused', 'wrong_credentials', 'credentials_refused']) {
        expect(log()).toContain(code);
      }
      expect(log()).not.toContain('internal_error');
    });

    it('hold no cookie, token, flow or session id that ever went over the wire', () => {
      const sent = shopper.browser.history.flatMap(secretsOf);
      expect(sent.length).toBeGreaterThan(20);
      const found = sent.filter((secret) => log().includes(secret));
      expect(found).toEqual([]);
    });

    it('hold no key, password, e-mail address or idempotency key', () => {
      const { dataDir } = open.store;
      const read = (name: string) => readFileSync(join(dataDir, name), 'utf8');
      const keys: string[] = Object.values(JSON.parse(read('keys.json')));
      const secrets = [
        ...keys.flatMap((key) => [key, key.slice('demo:'.length)]),
        ...read('certificate-key.pem').split('\n').slice(1, -2),
        open.store.demoPassword(),
        account.email,
        account.password,
        'example.com',
        'example.org',
        KEY,
        WRONG,
      ];
      expect(secrets.length).toBeGreaterThan(12);
      expect(secrets.filter((secret) => log().includes(secret))).toEqual([]);
    });

    it('hold no address, cookie header or user agent', () => {
      expect(log()).not.toMatch(/127\.0\.0\.1|::1|cookie|user-agent|authorization/i);
    });
  },
);

/** The journey as it should be. */
async function walkThrough(shopper: Shopper, account: Account): Promise<void> {
  await shopper.add('shopping', { sku: '300172' }, 2);
  await shopper.send('shopping', 'PUT', '/api/cart/lines/300172', { quantity: 3 });
  await shopper.cross('checkout');
  await shopper.register(account);
  await shopper.send('checkout', 'GET', '/api/account');
  await shopper.order(KEY);
  await shopper.cross('shopping');
  await shopper.signOut();
  await shopper.signIn(account);
}

/** Everything that may go wrong, with secrets where they do not belong. */
async function stumble(shopper: Shopper, { email, password }: Account): Promise<void> {
  const { browser } = shopper;
  const login = shopper.url('checkout', '/api/login');
  await browser.ask(login, { json: { email, password: WRONG } });
  await browser.ask(login, { form: { email, password: WRONG } });
  const broken = `{"email":"${email}","password":"${password}"`;
  await browser.ask(login, { body: broken, headers: { 'content-type': 'application/json' } });
  await browser.ask(login, { body: broken, headers: { 'content-type': 'text/plain' } });
  await shopper.send('checkout', 'POST', '/api/register', { email, password });
  await shopper.send('shopping', 'POST', '/login', { email, password });
  await browser.ask(shopper.url('shopping', `/?password=${encodeURIComponent(password)}`));

  const start = shopper.url('checkout', '/bridge/start');
  const accept = await browser.openUntil(start, '/bridge/accept');
  const token = new URL(accept).searchParams.get('t') ?? '';
  await browser.ask(accept);
  await browser.ask(`${accept.slice(0, -2)}AA`);
  await browser.ask(`${accept}&t=${token}`);
  for (const path of ['/nowhere', '/api/cart/lines', '/products', `/orders`]) {
    await browser.ask(shopper.url('checkout', `${path}/${token}?t=${token}&email=${email}`));
  }
  await shopper.send('checkout', 'DELETE', `/api/cart/lines/${token}`);
  await shopper.send('checkout', 'PUT', `/api/cart/lines/${token}`, { quantity: 1 });
  const cookie = `__Host-bridge-session=${token}; __Host-bridge-state=${token}`;
  await browser.ask(shopper.url('checkout', '/checkout'), { headers: { cookie } });
}

/** Cookie values and query values of an answer that nobody else may know. */
function secretsOf({ setCookies, location }: Answer): string[] {
  const cookies = setCookies.map((each) => each.split(';', 1)[0]?.replace(/^[^=]*=/, '') ?? '');
  const query = location === null ? [] : [...new URL(location).searchParams];
  const parameters = query.filter(([name]) => ['t', 'flow', 'challenge'].includes(name));
  const values = [...cookies, ...parameters.map(([, value]) => value)];
  return values.filter((value) => value.length >= 16);
}
