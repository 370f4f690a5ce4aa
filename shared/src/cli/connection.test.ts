import { describe, expect, it } from '@jest/globals';
import { answering } from '../../../test/support/answering-fetch.ts';
import { CHECKOUT, runCli, TOKEN } from '../../../test/support/run-cli.ts';

const REVOKE = ['revoke', 'id:usr_1'];
const ENV = { CHECKOUT_ORIGIN: CHECKOUT, DOMAIN_BRIDGE_TOKEN: TOKEN };

async function requestOf(argv: readonly string[], world: Parameters<typeof runCli>[1] = {}) {
  const { fetch, seen } = answering(new Response(null, { status: 204 }));
  const run = await runCli([...REVOKE, ...argv], { ...world, fetch });
  return { ...run, url: seen[0]?.url, authorization: seen[0]?.headers.get('authorization') };
}

describe('the checkout domain', () => {
  it('is the one of --checkout, of the environment, or of the demo', async () => {
    const hook = '/hooks/v1/revoke';
    const told = await requestOf(['--checkout', 'https://other.example']);
    expect(told.url).toBe(`https://other.example${hook}`);
    expect((await requestOf([])).url).toBe(`${CHECKOUT}${hook}`);
    const demo = { DOMAIN_BRIDGE_TOKEN: TOKEN, CHECKOUT_ORIGIN: '' };
    const { url } = await requestOf([], { env: demo });
    expect(url).toBe(`https://checkout.localhost:8443${hook}`);
  });

  it.each(['http://checkout.example', 'checkout.example', 'https://ann:hunter2@checkout.example'])(
    'is not %j, and nothing is sent there',
    async (checkout) => {
      const { code, url, stderr } = await requestOf(['--checkout', checkout]);
      expect([code, url]).toEqual([2, undefined]);
      expect(stderr).not.toContain('hunter2');
    },
  );
});

describe('the credential', () => {
  it('is that of the file, without the line end, and else of the environment', async () => {
    const files = { 'crm.token': 'token-of-the-file\n' };
    const argv = ['--token-file', 'crm.token'];
    const { authorization } = await requestOf(argv, { files, env: ENV });
    expect(authorization).toBe('Bearer token-of-the-file');
    expect((await requestOf([])).authorization).toBe(`Bearer ${TOKEN}`);
  });

  it.each([
    ['a file that is not there', ['--token-file', 'gone'], {}, /--token-file: ENOENT/],
    ['an empty file', ['--token-file', 'empty'], {}, /--token-file is empty/],
    ['none at all', [], { DOMAIN_BRIDGE_TOKEN: '' }, /DOMAIN_BRIDGE_TOKEN/],
    ['one with a blank', [], { DOMAIN_BRIDGE_TOKEN: 'my secret' }, /expected visible ASCII/],
  ])('is refused when it is %s', async (_, argv, env, message) => {
    const run = await requestOf(argv, { files: { empty: ' \n' }, env: { ...ENV, ...env } });
    expect(run).toMatchObject({ code: 2, url: undefined, stderr: expect.stringMatching(message) });
    expect(run.stderr).not.toContain('my secret');
  });

  it('is never an option with the secret itself', async () => {
    const { code, stderr } = await requestOf([`--token=${TOKEN}`]);
    expect(code).toBe(2);
    expect(stderr).not.toContain(TOKEN);
  });
});

describe('the certificate authority', () => {
  it('is the one of --ca, and else the usual ones', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n';
    const files = { 'ca.pem': pem };
    expect((await requestOf(['--ca', 'ca.pem'], { files })).authorities).toEqual([pem]);
    expect((await requestOf([])).authorities).toEqual([null]);
  });

  it.each([
    ['gone', /--ca: ENOENT/],
    ['key.pem', /holds no certificate/],
  ])('is not to be had from the file %s', async (file, message) => {
    const run = await requestOf(['--ca', file], { files: { 'key.pem': 'a private key' } });
    expect(run).toMatchObject({ code: 2, url: undefined, stderr: expect.stringMatching(message) });
    expect(run.stderr).not.toContain('a private key');
  });
});
