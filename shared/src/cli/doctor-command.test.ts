import { describe, expect, it } from '@jest/globals';
import { json, problem } from '../../../test/support/answering-fetch.ts';
import { type CliWorld, runCli, TOKEN } from '../../../test/support/run-cli.ts';
import type { Fetch } from '../admin/hook-transport.ts';
import type { Finding } from './doctor/finding.ts';

const SHOP = 'https://shop.example';
const CHECKOUT = 'https://checkout.example';
const NOW = Date.UTC(2026, 10, 20, 12);
const SHOP_ALIVE = `${SHOP}/healthz`;
const SHOP_READY = `${SHOP}/readyz`;
const ALIVE = `${CHECKOUT}/healthz`;
const READY = `${CHECKOUT}/readyz`;
const METADATA = `${CHECKOUT}/.well-known/ssf-configuration`;
const KEYS = `${CHECKOUT}/.well-known/jwks.json`;
const AUDIT = `${CHECKOUT}/hooks/v1/audit?limit=1`;
const SELF_SIGNED = 'DEPTH_ZERO_SELF_SIGNED_CERT';
const OTHER_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';
const FOREIGN_KEYS = { issuer: CHECKOUT, jwks_uri: 'https://evil.example/keys' };

type Answers = Readonly<Record<string, Response | Error>>;

const HEALTHY: Answers = {
  [SHOP_ALIVE]: alive(),
  [SHOP_READY]: json({ store: 'ok', peer: 'up' }),
  [ALIVE]: alive(),
  [READY]: json({ store: 'ok', peer: 'up' }),
  [METADATA]: json({ issuer: CHECKOUT, jwks_uri: KEYS }),
  [KEYS]: json({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }] }),
  [AUDIT]: json({ entries: [] }),
};

function alive(secondsAhead = 0): Response {
  const date = new Date(NOW + secondsAhead * 1000).toUTCString();
  return Response.json({ status: 'ok' }, { headers: { date } });
}

function failure(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
}

async function examine(changes: Answers, world: CliWorld = {}, argv: readonly string[] = []) {
  const answers = { ...HEALTHY, ...changes };
  const asked: { url: string; authorization: string | null }[] = [];
  const fetch: Fetch = async (url, { headers }) => {
    asked.push({ url, authorization: new Headers(headers).get('authorization') });
    const answer = answers[url] ?? new Response(null, { status: 404 });
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const env = { SHOPPING_ORIGIN: SHOP, CHECKOUT_ORIGIN: CHECKOUT, DOMAIN_BRIDGE_TOKEN: TOKEN };
  const run = await runCli(['doctor', '--json', ...argv], {
    fetch,
    env,
    clock: () => NOW,
    ...world,
  });
  const report = JSON.parse(run.stdout || '{"healthy":null,"findings":[]}');
  const findings: readonly Finding[] = report.findings;
  const of = (name: string) => findings.find(({ check }) => check === name);
  return { ...run, healthy: report.healthy, findings, of, asked };
}

describe('doctor', () => {
  it('finds nothing wrong with a healthy store', async () => {
    const { code, healthy, findings } = await examine({});
    expect([code, healthy]).toEqual([0, true]);
    expect(Object.fromEntries(findings.map(({ check, status }) => [check, status]))).toEqual({
      names: 'ok',
      'checkout.scheme': 'ok',
      'shopping.scheme': 'ok',
      'shopping.tls': 'ok',
      'shopping.alive': 'ok',
      'shopping.ready': 'ok',
      'checkout.tls': 'ok',
      'checkout.alive': 'ok',
      'checkout.ready': 'ok',
      clocks: 'ok',
      issuer: 'ok',
      'issuer.keys': 'ok',
      credential: 'ok',
    });
  });

  it('shows its credential to the hooks alone', async () => {
    const { asked } = await examine({});
    const shown = asked.filter(({ authorization }) => authorization !== null);
    expect(shown).toEqual([{ url: AUDIT, authorization: `Bearer ${TOKEN}` }]);
  });

  it.each<[string, string, Response | Error, string, RegExp]>([
    ['a shop that is down', SHOP_ALIVE, failure('ECONNREFUSED'), 'shopping.alive fail', /running/],
    ['an unknown host', SHOP_ALIVE, failure('ENOTFOUND'), 'shopping.alive fail', /address/],
    ['an untrusted certificate', ALIVE, failure(SELF_SIGNED), 'checkout.tls fail', /--ca/],
    ['an old certificate', ALIVE, failure('CERT_HAS_EXPIRED'), 'checkout.tls fail', /renew/],
    ["another's certificate", ALIVE, failure(OTHER_NAME), 'checkout.tls fail', /host name/],
    ['http for https', ALIVE, failure('EPROTO'), 'checkout.tls fail', /http rather than https/],
    ['something else', SHOP_ALIVE, new Response('<html>'), 'shopping.alive fail', /Something else/],
    ['a store that fails', READY, json({ store: 'failing' }, 503), 'checkout.ready fail', /disk/],
    ['no word of readiness', READY, failure('ECONNRESET'), 'checkout.ready fail', /network/],
    ['a lonely server', SHOP_READY, json({ peer: 'down' }), 'shopping.ready warn', /PEER_CA/],
    ['clocks far apart', SHOP_ALIVE, alive(-16), 'clocks fail', /NTP/],
    ['clocks drifting apart', SHOP_ALIVE, alive(5), 'clocks warn', /NTP/],
    ['a server without a clock', SHOP_ALIVE, json({ status: 'ok' }), 'clocks warn', /Date/],
    ['no metadata', METADATA, json({}, 404), 'issuer fail', /checkout domain/],
    [
      'another issuer',
      METADATA,
      json({ issuer: `${CHECKOUT}/` }),
      'issuer fail',
      /CHECKOUT_ORIGIN/,
    ],
    ['keys from elsewhere', METADATA, json(FOREIGN_KEYS), 'issuer.keys fail', /proxy/],
    ['no keys', KEYS, json({ keys: [] }), 'issuer.keys fail', /log/],
    [
      'a private key in public',
      KEYS,
      json({ keys: [{ x: 'A', d: 'A' }] }),
      'issuer.keys fail',
      /now/,
    ],
    [
      'an unknown credential',
      AUDIT,
      problem(401, 'invalid_token'),
      'credential fail',
      /HOOK_TOKENS/,
    ],
    ['hooks switched off', AUDIT, problem(404, 'not_found'), 'credential fail', /Set HOOK_TOKENS/],
    ['a limit', AUDIT, problem(429, 'too_many_requests'), 'credential warn', /minute/],
    ['a trail that is none', AUDIT, json({}), 'credential fail', /log/],
  ])('finds %s, and nothing else', async (_, url, answer, found, advice) => {
    const { code, findings } = await examine({ [url]: answer });
    const notable = findings.filter(({ status }) => status !== 'ok');
    expect(notable.map(({ check, status }) => `${check} ${status}`)).toEqual([found]);
    expect(notable[0]?.advice).toMatch(advice);
    expect(code).toBe(found.endsWith('fail') ? 4 : 0);
  });

  it('is content with a credential that may not read the audit trail', async () => {
    const { of, code } = await examine({ [AUDIT]: problem(403, 'insufficient_scope') });
    expect(of('credential')).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/lacks the scope audit/),
    });
    expect(code).toBe(0);
  });

  it('says that it tried no hooks without a credential', async () => {
    const env = { SHOPPING_ORIGIN: SHOP, CHECKOUT_ORIGIN: CHECKOUT };
    const { of, code, asked } = await examine({}, { env });
    expect([of('credential')?.status, code]).toEqual(['warn', 0]);
    expect(asked.some(({ url }) => url.includes('/hooks/'))).toBe(false);
  });

  it('does not ask a server that is not there for more', async () => {
    const { asked, of } = await examine({ [ALIVE]: failure('ECONNREFUSED') });
    expect(asked.filter(({ url }) => url.startsWith(CHECKOUT))).toHaveLength(1);
    expect([of('clocks'), of('issuer'), of('credential')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('calls a server silent that does not answer in time', async () => {
    const deadline = () => AbortSignal.abort();
    const changes = { [SHOP_ALIVE]: new Error('aborted') };
    const { of } = await examine(changes, { deadline });
    expect(of('shopping.alive')).toMatchObject({
      message: expect.stringMatching(/ETIMEDOUT/),
      advice: expect.stringMatching(/overloaded/),
    });
  });
});

describe('what the addresses alone tell', () => {
  it.each([
    ['one host name for both', 'https://x.example', 'https://x.example:8443', 'names', 'fail'],
    ['a shop on http', 'http://shop.example', CHECKOUT, 'shopping.scheme', 'warn'],
    ['a demo shop on http', 'http://shop.localhost:8080', CHECKOUT, 'shopping.scheme', 'ok'],
    ['checkout on http here', SHOP, 'http://checkout.localhost', 'checkout.scheme', 'warn'],
    ['checkout on http', SHOP, 'http://checkout.example', 'checkout.scheme', 'fail'],
  ])('is %s', async (_, shopping, checkout, check, status) => {
    const { of } = await examine({}, {}, ['--shopping', shopping, '--checkout', checkout]);
    expect(of(check)).toMatchObject({ status });
  });

  it('keeps the credential from a checkout on http', async () => {
    const checkout = 'http://checkout.example';
    const changes = { [`${checkout}/healthz`]: json({ status: 'ok' }) };
    const { of, asked } = await examine(changes, {}, ['--checkout', checkout]);
    expect(of('credential')).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/not sent over plain http/),
    });
    expect(asked.some(({ authorization }) => authorization !== null)).toBe(false);
  });

  it('repeats no password that stands in a URL', async () => {
    const { code, stderr } = await examine({}, {}, [
      '--shopping',
      'https://a:hunter2@shop.example',
    ]);
    expect([code, stderr.includes('hunter2')]).toEqual([2, false]);
  });
});

it('doctor tells people the same in lines, with what to do below', async () => {
  const { code, stdout } = await runCli(['doctor'], { env: {} });
  expect(code).toBe(4);
  expect(stdout).toMatch(
    /^fail {2}shopping\.alive {4}no connection to http:\/\/shop\.localhost:8080/m,
  );
  expect(stdout).toMatch(/^ {24}Nothing listens there: is the server running\?$/m);
  expect(stdout).toMatch(/^3 ok, 0 to look at, 2 failed$/m);
});
