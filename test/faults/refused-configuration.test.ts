import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSigningKeys } from 'domain-bridge/invalidation';
import { PROCESS_ENVIRONMENT } from '../support/process-environment.ts';
import { type RunningStore, type Side, startServer, startStore } from '../support/running-store.ts';

const key = (kid: string) => `${kid}:${randomBytes(32).toString('base64url')}`;

describe('a server that is not to start', () => {
  let dataDir: string;
  let store: RunningStore;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
    store = await startStore();
  });
  afterAll(async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await store.close();
  });

  /** Exit code and lines of a start that fails. */
  async function failToStart(side: Side, env: Readonly<Record<string, string>>) {
    let output = '';
    const environment = { ...PROCESS_ENVIRONMENT, DATA_DIR: dataDir, ...env };
    const server = startServer(side, environment, (text) => {
      output += text;
    });
    const [code] = await once(server, 'close');
    return { code, lines: output.split('\n').filter((line) => line !== '') };
  }

  it('names every problem, one a line, and exits with 1', async () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const { code, lines } = await failToStart('checkout', {
      NODE_ENV: 'production',
      CHECKOUT_ORIGIN: 'http://pay.example',
      BRIDGE_KEYS: `k1:${secret}`,
      BRIDGE_MODE: 'loud',
      CHECKOUT_PORT: 'eighty',
    });
    expect(code).toBe(1);
    expect(lines.map((line) => line.split(/[ :]/, 1)[0])).toEqual([
      'CHECKOUT_PORT',
      'BRIDGE_MODE',
      'BRIDGE_KEYS',
      'CHECKOUT_KEYS',
      'CHECKOUT_ORIGIN',
      'SIGNING_KEYS',
    ]);
    expect(lines.join()).not.toContain(secret);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('says single_domain for two origins with one host name', async () => {
    const { code, lines } = await failToStart('shopping', {
      SHOPPING_ORIGIN: 'http://store.example:8080',
      CHECKOUT_ORIGIN: 'https://store.example:8443',
    });
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^single_domain: /)],
    });
  });

  it('names a port that is taken', async () => {
    const port = new URL(store.origins.shopping).port;
    const { code, lines } = await failToStart('shopping', { SHOPPING_PORT: port });
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining('EADDRINUSE')] });
    expect(lines.join()).toContain(port);
  });

  it('names a certificate that is none', async () => {
    const file = join(dataDir, 'not-a-certificate.pem');
    writeFileSync(file, 'private words');
    for (const TLS_CERT of [file, '/nowhere.pem']) {
      const { code, lines } = await failToStart('checkout', { TLS_CERT, TLS_KEY: file });
      const line = expect.stringMatching(/^TLS_CERT and TLS_KEY expected PEM files/);
      expect({ code, lines }).toEqual({ code: 1, lines: [line] });
    }
  });

  it.each(['{"bridge":"demo:c2VjcmV0c2VjcmV0",}', '{}', 'null'])(
    'names a key file that is damaged, and repeats nothing of it: %s',
    async (content) => {
      const damaged = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
      writeFileSync(join(damaged, 'keys.json'), content);
      const { code, lines } = await failToStart('shopping', { DATA_DIR: damaged });
      expect({ code, lines }).toEqual({
        code: 1,
        lines: [expect.stringMatching(/keys\.json is damaged/)],
      });
      expect(lines.join()).not.toContain('c2VjcmV0');
      rmSync(damaged, { recursive: true });
    },
  );

  it('is a production server on a store with demo users', async () => {
    await store.end('checkout');
    const { code, lines } = await failToStart('checkout', {
      NODE_ENV: 'production',
      DATA_DIR: store.dataDir,
      CHECKOUT_ORIGIN: 'https://pay.example',
      CHECKOUT_TLS: 'off',
      BRIDGE_KEYS: key('k1'),
      CHECKOUT_KEYS: key('c1'),
      SIGNING_KEYS: join(store.dataDir, 'signing-keys.json'),
    });
    const line = expect.stringMatching(/^CHECKOUT_STORE expected without demo users/);
    expect({ code, lines }).toEqual({ code: 1, lines: [line] });
  });
});

describe('a production server', () => {
  it('starts on a DATA_DIR that is not there yet, and makes neither keys nor users', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
    const dataDir = join(directory, 'new', 'data');
    const signingKeys = join(directory, 'signing-keys.json');
    writeFileSync(signingKeys, await generateSigningKeys());
    const store = await startStore({
      env: {
        NODE_ENV: 'production',
        DATA_DIR: dataDir,
        CHECKOUT_TLS: 'off',
        BRIDGE_KEYS: key('k1'),
        SHOPPING_KEYS: key('s1'),
        CHECKOUT_KEYS: key('c1'),
        SIGNING_KEYS: signingKeys,
      },
    });
    const made = readdirSync(dataDir).filter((name) => !/\.db(?:-shm|-wal)?$/.test(name));
    expect(made).toEqual([]);
    expect(store.output()).not.toContain('demo users');
    await store.close();
    rmSync(directory, { recursive: true });
  });
});
