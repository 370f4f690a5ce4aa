import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { generateSigningKeys } from 'domain-bridge/invalidation';
import { type Answer, send } from '../support/http-exchange.ts';
import { until } from '../support/known-shopper.ts';
import { PROCESS_ENVIRONMENT } from '../support/process-environment.ts';
import { freePort } from '../support/running-store.ts';
import { codeBlock, readPage } from './page.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECKOUT = 'https://checkout.example';
const IDLE_SECONDS = 21 * 60;
const key = (kid: string) => `${kid}:${Buffer.alloc(32, kid).toString('base64url')}`;

/**
 * What the page leaves to its reader, as little as will do: hashes are the passwords. While the new one is worked out
 * for "of the thief", the owner's reset comes to its end in another process.
 */
const YOURS = `
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
const db = () => new Database('checkout.db');
const now = Date.now;
Date.now = () => now() + (existsSync('later') ? Number(readFileSync('later', 'utf8')) * 1000 : 0);
globalThis.authenticate = async (email, password) =>
  db().prepare(\`SELECT users.id, role, max(epoch, floor_epoch) AS epoch
    FROM users JOIN subject_state ON subject = users.id JOIN global_state
   WHERE email = ? AND password_hash = ?\`).get(email, password) ?? null;
globalThis.verifyPassword = async (hash, password) => hash === password;
globalThis.hashPassword = async (password) => {
  if (password === 'of the thief') db().exec("UPDATE users SET password_hash = 'of the owner'");
  return password;
};
`;

describe('the checkout of docs/adopting.md §3', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-adopter-'));
  let server: ChildProcess;
  let port: number;
  let db: Database.Database;

  beforeAll(async () => {
    port = await freePort();
    const page = codeBlock(readPage('docs/adopting.md'), 'ts', 'checkout-sessions.ts');
    const files = {
      'package.json': '{ "type": "module" }',
      'yours.js': YOURS,
      'signing-keys.json': await generateSigningKeys(),
      'checkout.ts': page.replace('app.listen(8081', `app.listen(${port}`),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const argv = ['--conditions=@domain-bridge/source', '--import', './yours.js', 'checkout.ts'];
    server = spawn(process.execPath, argv, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...PROCESS_ENVIRONMENT,
        BRIDGE_KEYS: key('b'),
        CHECKOUT_KEYS: key('c'),
        PAIRWISE_KEY: Buffer.alloc(32, 7).toString('base64url'),
        SIGNING_KEYS: 'signing-keys.json',
      },
    });
    await until(() => post('/logout', {}).then(isThere, () => false));
    db = new Database(join(folder, 'checkout.db'));
  });
  afterAll(async () => {
    db?.close();
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    rmSync(join(folder, 'later'), { force: true });
    db.exec(`DELETE FROM users;
      INSERT INTO users (id, email, password_hash, role) VALUES ('ann', 'ann@example.com', 'old', 'customer')`);
  });

  function post(
    path: string,
    form: Readonly<Record<string, string>>,
    cookie = '',
  ): Promise<Answer> {
    const headers = {
      cookie,
      origin: CHECKOUT,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams(form).toString();
    return send(`${CHECKOUT}${path}`, port, { method: 'POST', headers, body });
  }
  /** Signs in; resolves with the cookies. */
  async function signIn(password: string): Promise<string> {
    const answer = await post('/login', { email: 'ann@example.com', password });
    expect(answer.status).toBe(303);
    return answer.setCookies.map((each) => each.split(';', 1)[0]).join('; ');
  }
  const change = (cookie: string, currentPassword: string, newPassword: string) =>
    post('/password', { currentPassword, newPassword }, cookie);
  const hash = () => db.prepare('SELECT password_hash FROM users').pluck().get();

  it('changes the password, ends the other sessions and goes on with this one', async () => {
    const [here, there] = [await signIn('old'), await signIn('old')];
    const changed = await change(here, 'old', 'new');
    expect([changed.status, hash()]).toEqual([303, 'new']);
    expect(changed.setCookies.some((each) => each.startsWith('__Host-bridge-session='))).toBe(true);
    expect((await change(there, 'new', 'newer')).status).toBe(401);
    expect(hash()).toBe('new');
  });

  it('takes the current password', async () => {
    const answer = await change(await signIn('old'), 'guessed', 'new');
    expect([answer.status, hash()]).toEqual([401, 'old']);
  });

  it('overwrites no reset that came to its end meanwhile (R1, R3)', async () => {
    const answer = await change(await signIn('old'), 'old', 'of the thief');
    expect([answer.status, hash()]).toEqual([401, 'of the owner']);
  });

  it('signs out everywhere only whom it knows by a sign-in, not whom it recognizes', async () => {
    const [here, there] = [await signIn('old'), await signIn('old')];
    const everywhere = { everywhere: '1' };
    writeFileSync(join(folder, 'later'), String(IDLE_SECONDS));
    expect((await post('/logout', everywhere, here)).status).toBe(401);
    rmSync(join(folder, 'later'));
    const again = await signIn('old');
    expect((await post('/logout', everywhere, again)).status).toBe(303);
    expect((await change(there, 'old', 'new')).status).toBe(401);
  });
});

function isThere({ status }: Answer): boolean {
  return status < 500;
}
