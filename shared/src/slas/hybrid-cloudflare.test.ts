import { describe, expect, it } from '@jest/globals';
import { compileExpression, edgePathOf } from '../../../test/slas/cloudflare-edge.ts';
import { HYBRID_PATHS, INVERTED_ROUTES, LAYERED_ROUTES } from '../../../test/slas/hybrid-paths.ts';
import { toCloudflare, toEcdnRules } from './hybrid-cloudflare.ts';
import { createHybridRoutes, type HybridRule } from './hybrid-routes.ts';

const HOSTS = { host: 'www.shop.example', mrtHostname: 'shop-production.mobify-storefront.com' };

/** What no browser sends, and a CDN has settled before a rule sees it; or refuses by itself. */
function isSettledBefore(target: string): boolean {
  const [path = ''] = target.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
  return (
    path.includes('\\') || path.includes('#') || /%(?![0-9a-f]{2})/i.test(path) || climbs(path)
  );
}

function climbs(path: string): boolean {
  let depth = 0;
  const segments = path.replaceAll(/%2e/gi, '.').split('/').filter(Boolean);
  return segments.some((segment) => {
    if (segment !== '.') depth += segment === '..' ? -1 : 1;
    return depth < 0;
  });
}

describe('routes as an expression', () => {
  it('read as their rules do', () => {
    const rules: readonly HybridRule[] = [
      { to: 'headless', path: '/' },
      { to: 'controllers', path: '/p/old/*' },
      { to: 'headless', path: '/p/*' },
    ];
    expect(toCloudflare(createHybridRoutes({ rules }))).toBe(
      'not (http.request.uri.path contains "%2F" or http.request.uri.path contains "%00") and ' +
        '(http.request.uri.path eq "/" or (not starts_with(http.request.uri.path, "/p/old/") and ' +
        '(starts_with(http.request.uri.path, "/p/"))))',
    );
  });

  it('read as plainly for a storefront that is headless but for some pages', () => {
    const rules: readonly HybridRule[] = [
      { to: 'headless', path: '/x' },
      { to: 'controllers', path: '/cart' },
    ];
    expect(toCloudflare(createHybridRoutes({ rules, otherwise: 'headless' }))).toBe(
      'not (http.request.uri.path contains "%2F" or http.request.uri.path contains "%00") and ' +
        '(not http.request.uri.path eq "/cart")',
    );
  });

  it('leave out rules that agree with those behind them, or come too late', () => {
    const rules: readonly HybridRule[] = [
      { to: 'controllers', path: '/x/*' },
      { to: 'controllers', path: '/x/y' },
      { to: 'headless', path: '/p/*' },
      { to: 'controllers', path: '/p/late' },
    ];
    expect(toCloudflare(createHybridRoutes({ rules }))).toMatch(
      / and \(starts_with\(http\.request\.uri\.path, "\/p\/"\)\)$/,
    );
    expect(toCloudflare(createHybridRoutes({ rules: rules.slice(0, 2) }))).toBe('false');
  });

  it('leave out what would be so without it', () => {
    const expression = toCloudflare(createHybridRoutes());
    expect(expression).not.toMatch(/cart|checkout|order|"\/on\//);
    expect(expression).toMatch(
      /and \(http\.request\.uri\.path eq "\/" or starts_with\(http\.request\.uri\.path, "\/category\/"\) or starts_with\(http\.request\.uri\.path, "\/product\/"\)\)$/,
    );
  });

  it.each([
    ['the preset', createHybridRoutes()],
    ['layered rules', LAYERED_ROUTES],
    ['rules of a headless store', INVERTED_ROUTES],
    ['a headless store without rules', createHybridRoutes({ rules: [], otherwise: 'headless' })],
  ])('send a CDN the way that Node goes, under %s', (_, routes) => {
    const isHeadless = compileExpression(toCloudflare(routes));
    const paths = HYBRID_PATHS.filter((path) => !isSettledBefore(path));
    expect(paths.length).toBeGreaterThan(150);
    expect(paths.map((path) => [path, isHeadless({ host: '', path: edgePathOf(path) })])).toEqual(
      paths.map((path) => [path, routes.sideOf(path) === 'headless']),
    );
  });

  it('are false where everything stays with the controllers', () => {
    const rules: readonly HybridRule[] = [
      { to: 'controllers', path: '/*' },
      { to: 'headless', path: '/p/*' },
    ];
    for (const routes of [createHybridRoutes({ rules: [] }), createHybridRoutes({ rules })]) {
      expect(compileExpression(toCloudflare(routes))({ host: '', path: '/p/1' })).toBe(false);
    }
  });

  it('are not longer than Cloudflare takes', () => {
    const rules = Array.from({ length: 100 }, (_, i) => ({
      to: 'headless' as const,
      path: `/category-${i}/*`,
    }));
    expect(() => toCloudflare(createHybridRoutes({ rules }))).toThrow(RangeError);
    expect(() => toCloudflare(createHybridRoutes({ rules: rules.slice(50) }))).not.toThrow();
  });
});

describe('the rules of an eCDN zone', () => {
  it('are one expression for one host', () => {
    const routes = createHybridRoutes();
    const { mrtHostname, expressions, descriptions } = toEcdnRules(routes, HOSTS);
    expect(mrtHostname).toBe(HOSTS.mrtHostname);
    expect([expressions.length, descriptions.length]).toEqual([1, 1]);
    const isHeadless = compileExpression(expressions[0] as string);
    expect(isHeadless({ host: HOSTS.host, path: '/product/1' })).toBe(true);
    expect(isHeadless({ host: HOSTS.host, path: '/cart' })).toBe(false);
    expect(isHeadless({ host: 'other.example', path: '/product/1' })).toBe(false);
  });

  it('are none where no page is headless', () => {
    const routes = createHybridRoutes({ rules: [] });
    expect(toEcdnRules(routes, HOSTS)).toEqual({
      mrtHostname: HOSTS.mrtHostname,
      expressions: [],
      descriptions: [],
    });
  });

  it('count the host into their length', () => {
    const rules = Array.from({ length: 100 }, (_, i) => ({
      to: 'headless' as const,
      path: `/c-${i}/*`,
    }));
    const fits = rules.findLastIndex((_, i) => fitsAlone(rules.slice(0, i + 1)));
    const routes = createHybridRoutes({ rules: rules.slice(0, fits + 1) });
    expect(() => toCloudflare(routes)).not.toThrow();
    const host = `${'a'.repeat(60)}.example`;
    expect(() => toEcdnRules(routes, { ...HOSTS, host })).toThrow(RangeError);
  });

  it.each([
    '',
    'shop.example:443',
    'https://shop.example',
    'shop" or true or "',
    'Shop.example',
    '-',
  ])('are not made for %j', (host) => {
    const routes = createHybridRoutes();
    expect(() => toEcdnRules(routes, { ...HOSTS, host })).toThrow('"host" expected a host name');
    expect(() => toEcdnRules(routes, { ...HOSTS, mrtHostname: host })).toThrow('"mrtHostname"');
  });
});

function fitsAlone(rules: readonly HybridRule[]): boolean {
  try {
    return toCloudflare(createHybridRoutes({ rules })) !== '';
  } catch {
    return false;
  }
}
