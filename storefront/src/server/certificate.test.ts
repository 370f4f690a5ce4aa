import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../config/config-error.ts';
import { ownCertificate, readCertificate } from './certificate.ts';

const HOSTS = ['checkout.localhost', 'shop.localhost'];
const DAY = 86_400_000;
const NOW = Date.UTC(2040, 0, 1);

describe('the certificate of the first start', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('covers both hosts for little more than a year, and is kept', async () => {
    const made = await ownCertificate(dataDir, HOSTS, NOW);
    const certificate = new X509Certificate(made.cert);
    for (const host of HOSTS) expect(certificate.checkHost(host)).toBe(host);
    expect(certificate.checkHost('evil.localhost')).toBeUndefined();
    expect(certificate.validToDate.getTime()).toBe(NOW + 397 * DAY);
    expect(await ownCertificate(dataDir, HOSTS, NOW + 395 * DAY)).toEqual(made);
    expect(statSync(join(dataDir, 'certificate-key.pem')).mode & 0o077).toBe(0);
  });

  it('is made anew before it runs out, and for another host', async () => {
    const made = await ownCertificate(dataDir, HOSTS, NOW);
    const next = await ownCertificate(dataDir, HOSTS, NOW + 396.5 * DAY);
    expect(next.cert).not.toBe(made.cert);
    const moved = await ownCertificate(dataDir, ['pay.test', 'shop.test'], NOW + 397 * DAY);
    expect(new X509Certificate(moved.cert).checkHost('pay.test')).toBe('pay.test');
  });

  it('can stand in the files of TLS_CERT and TLS_KEY, which have to go together', async () => {
    const made = await ownCertificate(dataDir, HOSTS, NOW);
    const file = (name: string): string => join(dataDir, name);
    expect(readCertificate(file('certificate.pem'), file('certificate-key.pem'))).toEqual(made);
    const { key } = await ownCertificate(dataDir, ['other.test'], NOW);
    writeFileSync(file('old.pem'), made.cert);
    writeFileSync(file('new.key'), key);
    for (const [cert, secret] of [
      ['old.pem', 'new.key'],
      ['nowhere.pem', 'new.key'],
      ['new.key', 'old.pem'],
    ] as const) {
      expect(() => readCertificate(file(cert), file(secret))).toThrow(ConfigError);
    }
  });
});
