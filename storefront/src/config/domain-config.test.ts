import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { parseDomainConfig } from './domain-config.ts';
import type { Environment } from './environment-reader.ts';

const key = (kid: string) => `${kid}:${randomBytes(32).toString('base64url')}`;
const PRODUCTION: Environment = {
  NODE_ENV: 'production',
  SHOPPING_ORIGIN: 'http://shop.example',
  CHECKOUT_ORIGIN: 'https://pay.example',
  BRIDGE_KEYS: key('k1'),
  SHOPPING_KEYS: key('s1'),
  CHECKOUT_KEYS: key('c1'),
  CHECKOUT_TLS: 'off',
};

function problemsOf(environment: Environment, role: 'shopping' | 'checkout' = 'checkout') {
  try {
    parseDomainConfig(environment, role);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the configuration of a domain', () => {
  it('has a default for everything', () => {
    expect(parseDomainConfig({}, 'shopping')).toMatchObject({
      role: 'shopping',
      production: false,
      shopping: { href: 'http://shop.localhost:8080' },
      checkout: { href: 'https://checkout.localhost:8443' },
      port: 8080,
      tls: 'off',
      peerUrl: 'https://checkout.localhost:8443',
      peerCaFile: null,
      trustProxy: 0,
      dataDir: resolve('.data'),
      storeFile: resolve('.data', 'shopping.db'),
      mode: 'encrypted',
      bridgeKeys: { from: 'first-start' },
      cookieKeys: { from: 'first-start' },
      stateLifetimeSeconds: 30 * 86_400,
      sessionLifetimes: {
        idleSeconds: 20 * 60,
        authenticatedSeconds: 8 * 3_600,
        recognizedSeconds: 30 * 86_400,
      },
      logLevel: 'info',
    });
    expect(parseDomainConfig({}, 'checkout')).toMatchObject({
      port: 8443,
      tls: 'own',
      peerUrl: 'http://shop.localhost:8080',
      storeFile: resolve('.data', 'checkout.db'),
    });
  });

  it('takes an empty variable for none', () => {
    const empty = { SHOPPING_PORT: '', BRIDGE_KEYS: '', DATA_DIR: '', TLS_CERT: '' };
    expect(parseDomainConfig(empty, 'shopping')).toEqual(parseDomainConfig({}, 'shopping'));
  });

  it('listens where its origin says, unless told otherwise', () => {
    const origins = { SHOPPING_ORIGIN: 'http://shop.test:9000' };
    expect(parseDomainConfig(origins, 'shopping').port).toBe(9000);
    expect(parseDomainConfig({ ...origins, SHOPPING_PORT: '9001' }, 'shopping').port).toBe(9001);
    const proxied = { SHOPPING_ORIGIN: 'https://shop.test', SHOPPING_TLS: 'off' };
    expect(parseDomainConfig(proxied, 'shopping')).toMatchObject({ port: 8080, tls: 'off' });
  });

  it('reads its own variables and not those of the other side', () => {
    const both = {
      SHOPPING_PORT: '1',
      CHECKOUT_PORT: '2',
      SHOPPING_INTERNAL_URL: 'http://shop:1',
      CHECKOUT_INTERNAL_URL: 'https://pay:2',
      SHOPPING_STORE: 'sqlite:/var/shop.db',
      SHOPPING_KEYS: key('s1'),
    };
    expect(parseDomainConfig(both, 'shopping')).toMatchObject({
      port: 1,
      peerUrl: 'https://pay:2',
      storeFile: '/var/shop.db',
      cookieKeys: { from: 'environment', keyring: { keys: [{ kid: 's1' }] } },
    });
    expect(parseDomainConfig(both, 'checkout')).toMatchObject({
      port: 2,
      cookieKeys: { from: 'first-start' },
    });
  });

  it('takes several keys, the first one to seal', () => {
    const environment = { BRIDGE_KEYS: `${key('b')},${key('a')}` };
    expect(parseDomainConfig(environment, 'checkout').bridgeKeys).toMatchObject({
      keyring: { keys: [{ kid: 'b' }, { kid: 'a' }] },
    });
  });

  it('takes files in place of keys, and leaves it to the start to read them', () => {
    const files = { BRIDGE_KEYS_FILE: '/run/bridge.keys', SHOPPING_KEYS_FILE: 'shop.keys' };
    expect(parseDomainConfig({ NODE_ENV: 'production', ...files }, 'shopping')).toMatchObject({
      bridgeKeys: { from: 'file', variable: 'BRIDGE_KEYS_FILE', file: '/run/bridge.keys' },
      cookieKeys: { from: 'file', variable: 'SHOPPING_KEYS_FILE', file: 'shop.keys' },
    });
    const { cookieKeys } = parseDomainConfig({ CHECKOUT_KEYS_FILE: 'c' }, 'checkout');
    expect(cookieKeys).toMatchObject({ variable: 'CHECKOUT_KEYS_FILE' });
  });

  it('does not choose between keys and a file of keys', () => {
    const both = { BRIDGE_KEYS: key('b'), BRIDGE_KEYS_FILE: 'b.keys' };
    const own = { CHECKOUT_KEYS: key('c'), CHECKOUT_KEYS_FILE: 'c.keys' };
    expect(problemsOf({ ...both, ...own })).toEqual([
      'BRIDGE_KEYS or BRIDGE_KEYS_FILE expected, not both',
      'CHECKOUT_KEYS or CHECKOUT_KEYS_FILE expected, not both',
    ]);
  });

  it('tells every problem at once', () => {
    const problems = problemsOf({
      SHOPPING_ORIGIN: 'shop.example',
      CHECKOUT_ORIGIN: 'ftp://pay.example',
      CHECKOUT_PORT: '70000',
      CHECKOUT_TLS: 'maybe',
      TLS_CERT: '/etc/cert.pem',
      SHOPPING_INTERNAL_URL: 'nowhere',
      TRUST_PROXY: '-1',
      CHECKOUT_STORE: 'postgres://db',
      BRIDGE_MODE: 'loud',
      BRIDGE_KEYS: 'k1',
      CHECKOUT_KEYS: 'k1:short',
      STATE_DAYS: '0',
      SESSION_IDLE_MINUTES: '1.5',
      SESSION_HOURS: 'eight',
      RECOGNIZED_DAYS: '1e2',
      LOG_LEVEL: 'loud',
    });
    expect(problems.map((problem) => problem.split(/[ :]/, 1)[0])).toEqual([
      'SHOPPING_ORIGIN',
      'CHECKOUT_ORIGIN',
      'CHECKOUT_PORT',
      'CHECKOUT_TLS',
      'TLS_CERT',
      'SHOPPING_INTERNAL_URL',
      'TRUST_PROXY',
      'CHECKOUT_STORE',
      'BRIDGE_MODE',
      'BRIDGE_KEYS',
      'CHECKOUT_KEYS',
      'STATE_DAYS',
      'SESSION_IDLE_MINUTES',
      'SESSION_HOURS',
      'RECOGNIZED_DAYS',
      'LOG_LEVEL',
    ]);
    for (const problem of problems) expect(problem).not.toContain('\n');
  });

  it.each([
    ['http://shop.example', 'https://shop.example'],
    ['http://shop.example:8080', 'https://SHOP.example:8443'],
  ])('refuses two origins with one host name: %s and %s', (shopping, checkout) => {
    const origins = { SHOPPING_ORIGIN: shopping, CHECKOUT_ORIGIN: checkout };
    expect(problemsOf(origins)).toEqual([
      expect.stringMatching(/^single_domain: .*shop\.example$/),
    ]);
  });

  it.each(['http://shop.example/', 'http://shop.example/path', 'http://shop.example?x', 'shop'])(
    'refuses the origin %s',
    (origin) => {
      const problems = problemsOf({ SHOPPING_ORIGIN: origin });
      expect(problems.every((problem) => problem.startsWith('SHOPPING_ORIGIN expected'))).toBe(
        true,
      );
      expect(problems).toHaveLength(origin.endsWith('example/') ? 0 : 1);
    },
  );

  it('repeats neither keys nor what stands in a URL', () => {
    const secret = 'dGhpcyBpcyBhIHNlY3JldA';
    const problems = problemsOf({
      BRIDGE_KEYS: `k1:${secret}`,
      CHECKOUT_KEYS: secret,
      SHOPPING_ORIGIN: `http://user:${secret}@shop.example`,
      SHOPPING_INTERNAL_URL: `http://user:${secret}@10.0.0.1`,
      CHECKOUT_STORE: `postgres://user:${secret}@db`,
    });
    expect(problems).toHaveLength(5);
    expect(problems.join()).not.toContain(secret);
  });
});

describe('in production', () => {
  it.each(['shopping', 'checkout'] as const)('%s runs on what it was told', (role) => {
    expect(parseDomainConfig(PRODUCTION, role)).toMatchObject({ production: true, tls: 'off' });
  });

  it('demo keys are refused, those that are missing and those that were copied', () => {
    const missing = { ...PRODUCTION, BRIDGE_KEYS: undefined, CHECKOUT_KEYS: '' };
    const copied = { ...PRODUCTION, BRIDGE_KEYS: key('demo'), CHECKOUT_KEYS: key('demo') };
    for (const environment of [missing, copied]) {
      expect(problemsOf(environment)).toEqual([
        'BRIDGE_KEYS or BRIDGE_KEYS_FILE expected in production: demo keys are refused',
        'CHECKOUT_KEYS or CHECKOUT_KEYS_FILE expected in production: demo keys are refused',
      ]);
    }
  });

  it('a checkout without TLS is refused, by either side', () => {
    const environment = { ...PRODUCTION, CHECKOUT_ORIGIN: 'http://pay.example' };
    for (const role of ['shopping', 'checkout'] as const) {
      expect(problemsOf(environment, role)).toEqual([
        'CHECKOUT_ORIGIN expected https in production',
      ]);
    }
  });

  it('the certificate of the first start is refused', () => {
    expect(problemsOf({ ...PRODUCTION, CHECKOUT_TLS: 'on' })).toEqual([
      'CHECKOUT_TLS=off, or TLS_CERT and TLS_KEY, expected in production',
    ]);
    const files = { TLS_CERT: '/c.pem', TLS_KEY: '/k.pem' };
    expect(problemsOf({ ...PRODUCTION, CHECKOUT_TLS: 'on', ...files })).toEqual([]);
  });
});
