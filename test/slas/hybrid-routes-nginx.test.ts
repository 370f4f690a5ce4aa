import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toNginx } from '../../shared/src/slas/hybrid-nginx.ts';
import { createHybridRoutes, type HybridRoutes } from '../../shared/src/slas/hybrid-routes.ts';
import { freePort } from '../support/running-store.ts';
import { HYBRID_PATHS, INVERTED_ROUTES, LAYERED_ROUTES } from './hybrid-paths.ts';
import {
  askRaw,
  findNginx,
  NO_NGINX,
  type NginxProcess,
  startNginx,
  startUpstream,
  type Upstream,
} from './nginx-process.ts';

const HOST = 'Host: shop.example:8443';

/** Tests that need nginx: without it they are skipped and say so; under `REQUIRE_NGINX=1` that is a failure. */
function describeWithNginx(title: string, body: (program: string) => void): void {
  const program = findNginx();
  if (program !== null) {
    describe(title, () => body(program));
  } else if (process.env.REQUIRE_NGINX === '1') {
    describe(title, failWithoutNginx);
  } else {
    process.stderr.write(`skipped "${title}": ${NO_NGINX}\n`);
    describe.skip(title, () => body(''));
  }
}

function failWithoutNginx(): void {
  it('has an nginx to run', () => {
    throw new Error(NO_NGINX);
  });
}

describeWithNginx('the nginx that the routes are exported to', (nginxProgram) => {
  const upstreams: Upstream[] = [];
  const processes: NginxProcess[] = [];
  const ports = new Map<HybridRoutes, number>();

  /** Starts an nginx for these routes in front of the upstreams. */
  async function start(routes: HybridRoutes): Promise<void> {
    const [headless, controllers] = upstreams as [Upstream, Upstream];
    const port = await freePort();
    const text = toNginx(routes, {
      headless: headless.origin,
      controllers: controllers.origin,
      serverName: 'shop.example',
      listen: `127.0.0.1:${port}`,
    });
    processes.push(await startNginx(nginxProgram, text, port));
    ports.set(routes, port);
  }

  const ROUTES: readonly (readonly [string, HybridRoutes])[] = [
    ['the preset', createHybridRoutes()],
    ['layered rules', LAYERED_ROUTES],
    ['rules of a headless store', INVERTED_ROUTES],
    ['no rules at all', createHybridRoutes({ rules: [] })],
  ];
  const [, preset] = ROUTES[0] as readonly [string, HybridRoutes];
  const ask = (target: string, headers = [HOST]) =>
    askRaw(ports.get(preset) as number, target, headers);

  beforeAll(async () => {
    upstreams.push(await startUpstream('headless'), await startUpstream('controllers'));
    for (const [, routes] of ROUTES) await start(routes);
  });
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.close()));
    await Promise.all(upstreams.map((each) => each.close()));
  });
  const lastOf = (side: number) => upstreams[side]?.reached.at(-1);

  it.each(ROUTES)('goes the way that Node goes, under %s', async (_, routes) => {
    const port = ports.get(routes) as number;
    const answers = await Promise.all(
      HYBRID_PATHS.map(async (path) => {
        const { status, values } = await askRaw(port, path);
        // What nginx takes for no path at all goes to nobody.
        return [path, status === 400 ? 'controllers' : values('X-Side')[0]];
      }),
    );
    expect(HYBRID_PATHS.length).toBeGreaterThan(150);
    expect(answers).toEqual(HYBRID_PATHS.map((path) => [path, routes.sideOf(path)]));
  });

  it('answers most of them, and from both sides: the agreement says something', async () => {
    const answers = await Promise.all(HYBRID_PATHS.map((path) => ask(path)));
    const count = (side: string) => answers.filter(({ values }) => values('X-Side')[0] === side);
    expect(count('headless').length).toBeGreaterThan(30);
    expect(count('controllers').length).toBeGreaterThan(60);
  });

  it('passes a path on as it was sent', async () => {
    for (const path of ['/%70roduct//x/../y?a=%2F&b', '/product/%c3%a9', '//']) {
      await ask(path);
      expect([path, lastOf(0)?.target]).toEqual([path, path]);
    }
  });

  it('keeps the host, and says who asks and how, whatever the browser says', async () => {
    const forged = ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-Host: evil.example'];
    const more = ['X-Forwarded-Proto: https', 'X-Forwarded-Port: 1', 'Forwarded: for=6.6.6.6'];
    await ask('/cart', [HOST, ...forged, ...more]);
    const headers = lastOf(1)?.headers;
    expect(headers).toMatchObject({
      host: 'shop.example:8443',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'shop.example:8443',
      'x-forwarded-port': String(ports.get(preset)),
      'x-forwarded-proto': 'http',
    });
    expect(headers).not.toHaveProperty('forwarded');
    // What nginx keeps open towards a side is not the browser's to close.
    expect(headers).not.toHaveProperty('connection');
  });

  it('passes on the header that names the session', async () => {
    await ask('/', [HOST, 'sfdc_dwsid: of-this-session']);
    expect(lastOf(0)?.headers.sfdc_dwsid).toBe('of-this-session');
  });

  it('carries tokens in cookies, both ways', async () => {
    const token = 'a'.repeat(12_000);
    upstreams[0]?.answerWith(`Set-Cookie: cc-at=${token}`, `Set-Cookie: cc-at_2=${token}`);
    const { status, values } = await ask('/', [HOST, `Cookie: cc-at=${token}; cc-at_2=${token}`]);
    upstreams[0]?.answerWith();
    expect([status, values('Set-Cookie').length]).toEqual([200, 2]);
    expect(lastOf(0)?.headers.cookie).toHaveLength(2 * token.length + 'cc-at=; cc-at_2='.length);
  });

  it.each([
    ['a page that sets cookies is nobody else’s', ['Set-Cookie: dwsid=x'], ['private, no-store']],
    [
      'whatever it says of itself',
      ['Set-Cookie: a=b', 'Set-Cookie: c=d', 'Cache-Control: public, max-age=60'],
      ['private, no-store'],
    ],
    ['a page that sets none stays as it is', ['Cache-Control: max-age=60'], ['max-age=60']],
    ['also without a word on it', [], []],
  ])('%s', async (_, headers, expected) => {
    upstreams[1]?.answerWith(...headers);
    const answers = [await ask('/cart'), await ask('/cart?status=500')];
    upstreams[1]?.answerWith();
    for (const { values } of answers) expect(values('Cache-Control')).toEqual(expected);
  });

  it('leads back to the public host whoever is sent to a side’s own', async () => {
    const own = upstreams[1]?.origin;
    upstreams[1]?.answerWith(`Location: ${own}/checkout?x=1`);
    const inside = await ask('/cart');
    upstreams[1]?.answerWith('Location: https://pay.example/');
    const outside = await ask('/cart');
    upstreams[1]?.answerWith();
    expect(inside.values('Location')).toEqual(['http://shop.example:8443/checkout?x=1']);
    expect(outside.values('Location')).toEqual(['https://pay.example/']);
  });

  it('takes a configuration with sides on https, warning of nothing', async () => {
    const port = await freePort();
    const text = toNginx(preset, {
      headless: 'https://[::1]:1',
      controllers: 'https://127.0.0.1',
      serverName: 'shop.example *.shop.example',
      listen: `127.0.0.1:${port} default_server`,
    });
    const nginx = await startNginx(nginxProgram, text, port);
    const { status } = await askRaw(port, '/');
    await nginx.close();
    expect(status).toBe(502);
    expect(nginx.output()).not.toMatch(/\[(warn|emerg)\]/);
  });
});
