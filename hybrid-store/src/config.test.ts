import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@domain-bridge/storefront/config';
import { parseConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(parseConfig({})).toMatchObject({
      origin: { href: 'http://hybrid.localhost:8088', secure: false },
      port: 8088,
      emulatorUrl: 'http://127.0.0.1:8090',
      client: 'private',
      storage: 'cookies',
      mode: 'manual',
      trustProxy: 0,
      logLevel: 'info',
    });
  });

  it('keeps its store in the directory for data', () => {
    expect(parseConfig({ DATA_DIR: '/var/lib/shop' }).storeFile).toBe('/var/lib/shop/hybrid.db');
  });

  it('listens on the port of its origin, or on another one', () => {
    expect(parseConfig({ HYBRID_ORIGIN: 'http://shop.localhost:9000' }).port).toBe(9000);
    expect(parseConfig({ HYBRID_ORIGIN: 'https://www.shop.example' }).port).toBe(8088);
    const proxied = { HYBRID_ORIGIN: 'https://www.shop.example', HYBRID_PORT: '3000' };
    expect(parseConfig(proxied).port).toBe(3000);
  });

  it('reads what is set', () => {
    const config = parseConfig({
      EMULATOR_URL: 'http://127.0.0.1:9999',
      SLAS_CLIENT: 'public',
      STORAGE: 'server',
      BRIDGE_SYNC: 'hybrid-auth',
      TRUST_PROXY: '1',
      LOG_LEVEL: 'silent',
    });
    expect(config).toMatchObject({
      emulatorUrl: 'http://127.0.0.1:9999',
      client: 'public',
      storage: 'server',
      mode: 'hybrid-auth',
      trustProxy: 1,
      logLevel: 'silent',
    });
  });

  it('is the client of the platform where that keeps token and session together', () => {
    expect(parseConfig({ BRIDGE_SYNC: 'hybrid-auth' }).client).toBe('public');
    expect(parseConfig({ BRIDGE_SYNC: 'hybrid-auth', SLAS_CLIENT: 'private' }).client).toBe(
      'private',
    );
  });

  it('tells every problem at once', () => {
    const problems = problemsOf({
      HYBRID_ORIGIN: 'hybrid.localhost',
      HYBRID_PORT: '70000',
      EMULATOR_URL: 'http://127.0.0.1:8090/path',
      SLAS_CLIENT: 'secret',
      STORAGE: 'disk',
      BRIDGE_SYNC: 'both',
      TRUST_PROXY: 'yes',
      LOG_LEVEL: 'loud',
    });
    expect(problems).toEqual([
      'HYBRID_ORIGIN expected an origin such as http://hybrid.localhost:8088',
      'BRIDGE_SYNC expected manual | hybrid-auth',
      'HYBRID_PORT expected a whole number from 0 to 65535',
      'EMULATOR_URL expected an origin such as http://127.0.0.1:8090',
      'SLAS_CLIENT expected public | private',
      'STORAGE expected cookies | httpOnly | server',
      'TRUST_PROXY expected a whole number from 0 to 10',
      'LOG_LEVEL expected trace | debug | info | warn | error | fatal | silent',
    ]);
  });

  it('repeats no text of an origin, which may hold a password', () => {
    const problems = problemsOf({ EMULATOR_URL: 'http://user:geheim@127.0.0.1:8090' });
    expect(problems.join()).not.toContain('geheim');
    expect(problems).toHaveLength(1);
  });
});
