import { describe, expect, it } from '@jest/globals';
import { overlaps, parsePattern } from './hybrid-pattern.ts';
import { createHybridRoutes, DEFAULT_HYBRID_RULES, type HybridRule } from './hybrid-routes.ts';

describe('the preset', () => {
  const { sideOf } = createHybridRoutes();

  it.each([
    '/',
    '/?lang=en',
    '/category/men',
    '/product/25518704M',
    '/category/men/boots?start=24',
  ])('has the headless side render %s', (path) => {
    expect(sideOf(path)).toBe('headless');
  });

  it.each([
    '/cart',
    '/checkout',
    '/checkout/shipping',
    '/order/00000101',
    '/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show',
    '/on/demandware.static/-/Library/logo.png',
    '/account',
    '/product',
    '/Product/1',
    '/productx',
  ])('has controllers render %s', (path) => {
    expect(sideOf(path)).toBe('controllers');
  });

  it('names basket to order, so that rules put behind it do not take them', () => {
    const all: HybridRule = { to: 'headless', path: '/*' };
    const open = createHybridRoutes({ rules: [...DEFAULT_HYBRID_RULES, all] });
    for (const path of ['/cart', '/checkout', '/checkout/x', '/order', '/order/1', '/on/x']) {
      expect([path, open.sideOf(path)]).toEqual([path, 'controllers']);
    }
    expect(open.sideOf('/account')).toBe('headless');
  });
});

describe('rules', () => {
  it('decide in their order', () => {
    const rules: readonly HybridRule[] = [
      { to: 'controllers', path: '/p/old/*' },
      { to: 'headless', path: '/p/*' },
      { to: 'controllers', path: '/p/new' },
    ];
    const { sideOf } = createHybridRoutes({ rules });
    expect(['/p/old/1', '/p/1', '/p/new', '/p'].map(sideOf)).toEqual([
      'controllers',
      'headless',
      'headless',
      'controllers',
    ]);
  });

  it('leave the rest to whom it is given', () => {
    const { sideOf } = createHybridRoutes({
      rules: [{ to: 'controllers', path: '/cart' }],
      otherwise: 'headless',
    });
    expect(['/cart', '/cart/', '/x'].map(sideOf)).toEqual(['controllers', 'headless', 'headless']);
  });

  it('do not decide what servers read differently: it stays with the controllers', () => {
    const { sideOf } = createHybridRoutes({
      rules: [{ to: 'headless', path: '/*' }],
      otherwise: 'headless',
    });
    for (const path of ['/p%2f1', '/p\\1', '/p/%00', '/%zz', '/../p', '*', '', '/a b', '/a#b']) {
      expect([path, sideOf(path)]).toEqual([path, 'controllers']);
    }
    expect(sideOf('/p%2e1')).toBe('headless');
  });
});

describe('making routes', () => {
  it.each([
    '',
    'p',
    '*',
    '/p*',
    '/*/p',
    '/p/**',
    '/p//',
    '//p',
    '/p/../x',
    '/.',
    '/..',
    '/p/./*',
    '/p/../*',
    '/p%20x',
    '/caf\u00e9',
    '/a b',
    '/a"b',
    '/a;b',
    '/a$b',
    '/p\n',
    '/p?x',
    undefined,
    7,
    ['/p'],
  ])('refuses the path %j', (path) => {
    const rules = [{ to: 'headless', path }] as unknown as HybridRule[];
    expect(() => createHybridRoutes({ rules })).toThrow('rule 1: "path" expected /path or /path/*');
  });

  it('refuses with the same words what cannot be written out', () => {
    const path = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
    const rules = [{ to: 'headless', path }] as unknown as HybridRule[];
    const expected = 'rule 1: "path" expected /path or /path/*, got object';
    expect(() => createHybridRoutes({ rules })).toThrow(new TypeError(expected));
  });

  it.each(['/', '/*', '/p', '/p/', '/p/*', '/...', '/.well-known/*', '/a_b~c-d.e/f'])(
    'takes the path %j',
    (path) => {
      expect(createHybridRoutes({ rules: [{ to: 'headless', path }] }).routes).toHaveLength(1);
    },
  );

  it('refuses sides that do not exist, and names every bad rule', () => {
    const rules = [
      { to: 'headless', path: '/ok' },
      { to: 'sfra', path: '/p' },
      { to: 'headless', path: 'p' },
    ] as unknown as HybridRule[];
    expect(() => createHybridRoutes({ rules })).toThrow(
      new TypeError(
        'rule 2: "to" expected headless or controllers, got "sfra"\n' +
          'rule 3: "path" expected /path or /path/*, got "p"',
      ),
    );
    const otherwise = 'nobody' as 'headless';
    expect(() => createHybridRoutes({ otherwise })).toThrow('"otherwise" expected headless');
  });
});

describe('two patterns', () => {
  it.each([
    ['/p', '/p', true],
    ['/p', '/p/*', false],
    ['/p/', '/p/*', true],
    ['/p/1', '/p/*', true],
    ['/p/old/*', '/p/*', true],
    ['/p/*', '/q/*', false],
    ['/*', '/', true],
    ['/p/1', '/p/2', false],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    const [first, second] = [parsePattern(one), parsePattern(other)];
    expect([overlaps(first, second), overlaps(second, first)]).toEqual([expected, expected]);
  });
});
