import { parseDomainConfig } from '@domain-bridge/storefront/config';
import { describe, expect, it } from '@jest/globals';
import type { Role } from 'domain-bridge/handoff';
import { readPage, tableRows } from './page.ts';

const page = readPage('docs/operations.md');
const section = page.slice(page.indexOf('## Environment'), page.indexOf('## Production'));
const [, ...rows] = tableRows(section);
const documented = new Map(rows.map(([name = '', fallback = '']) => [name, fallback]));
const ROLES: readonly Role[] = ['shopping', 'checkout'];

/** The variables that either domain looks at, found by looking on. */
function variablesRead(): Set<string> {
  const read = new Set<string>();
  const watched = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get(_, name) {
        read.add(String(name));
        return undefined;
      },
    },
  );
  for (const role of ROLES) parseDomainConfig(watched, role);
  return read;
}

describe('the table of variables in docs/operations.md', () => {
  it('lists what the configuration reads, and nothing else', () => {
    expect([...documented.keys()].sort()).toEqual([...variablesRead()].sort());
  });

  it('states the defaults: setting one of them changes nothing', () => {
    const stated = [...documented].filter(
      ([, value]) => /^[\w:/.]+$/.test(value) && value !== 'unset',
    );
    expect(stated.length).toBeGreaterThan(12);
    for (const role of ROLES) {
      const untouched = parseDomainConfig({}, role);
      expect(parseDomainConfig(Object.fromEntries(stated), role)).toEqual(untouched);
    }
  });
});

describe('what docs/operations.md says about production', () => {
  it('is what production refuses', () => {
    const attempt = () => parseDomainConfig({ NODE_ENV: 'production' }, 'checkout');
    expect(attempt).toThrow(/BRIDGE_KEYS[\s\S]*CHECKOUT_KEYS[\s\S]*CHECKOUT_TLS=off/);
    const plain = { NODE_ENV: 'production', CHECKOUT_ORIGIN: 'http://checkout.example' };
    expect(() => parseDomainConfig(plain, 'shopping')).toThrow(/CHECKOUT_ORIGIN expected https/);
  });
});
