import { describe, expect, it } from '@jest/globals';
import { parseConfig as parseCheckout } from '../../checkout-domain/src/config.ts';
import { parseConfig as parseShopping } from '../../shopping-domain/src/config.ts';
import { readPage, tableRows } from './page.ts';

const page = readPage('docs/operations.md');
const section = page.slice(page.indexOf('## Environment'), page.indexOf('## Production'));
const [, ...rows] = tableRows(section);
const documented = new Map(rows.map(([name = '', fallback = '']) => [name, fallback]));
const PARSERS = [parseShopping, parseCheckout];

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
  for (const parse of PARSERS) parse(watched);
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
    for (const parse of PARSERS) {
      expect(parse(Object.fromEntries(stated))).toEqual(parse({}));
    }
  });
});

describe('what docs/operations.md says about production', () => {
  it('is what production refuses', () => {
    const attempt = () => parseCheckout({ NODE_ENV: 'production' });
    expect(attempt).toThrow(/BRIDGE_KEYS[\s\S]*CHECKOUT_KEYS[\s\S]*CHECKOUT_TLS=off/);
    expect(attempt).toThrow(/SIGNING_KEYS/);
    const bare = { NODE_ENV: 'production', HOOK_TOKEN: 'x'.repeat(32) };
    expect(() => parseCheckout(bare)).toThrow(/HOOK_TOKEN is refused/);
    const plain = { NODE_ENV: 'production', CHECKOUT_ORIGIN: 'http://checkout.example' };
    expect(() => parseShopping(plain)).toThrow(/CHECKOUT_ORIGIN expected https/);
  });
});
