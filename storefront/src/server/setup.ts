import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLiveKeys, type Keyring, type LiveKeys, type RootKey } from 'domain-bridge/handoff';
import type { DomainConfig } from '../config/domain-config.ts';
import { DEMO_KID } from '../config/keyring-config.ts';
import { type Certificate, ownCertificate, readCertificate } from './certificate.ts';
import { createKeySource, type KeySource, readAll } from './key-source.ts';
import { type DemoKeys, keyringReader } from './keyring-reader.ts';
import { readOrMake } from './secret-file.ts';
import { withSetupLock } from './setup-lock.ts';

/** Accounts for trying out; never made in production. */
export interface DemoUsers {
  readonly password: string;
  readonly emails: readonly string[];
}

/** What a server needs beside its configuration, made on the first start where that is allowed. */
export interface Setup {
  readonly bridgeKeys: Keyring;
  readonly cookieKeys: Keyring;
  /** What reads the two again, and puts what it has read in use. */
  readonly keySources: readonly KeySource[];
  /** Null when this server speaks plain HTTP. */
  readonly certificate: Certificate | null;
  /** What the certificate of the other server is checked against; null: the system's authorities. */
  readonly peerCa: string | null;
  /** Null in production. */
  readonly demoUsers: DemoUsers | null;
}

const DEMO_EMAILS = ['shopper@example.com', 'wholesale@example.com', 'admin@example.com'];

/**
 * Makes keys, certificate and demo users under `dataDir`, whichever side starts first, and reads them.
 * In production only the directory of the store is made: the configuration has the rest.
 *
 * @throws {ConfigError} When a file that the configuration names, or that was made before, is of no use.
 */
export async function prepareSetup(config: DomainConfig, now: number): Promise<Setup> {
  mkdirSync(dirname(config.storeFile), { recursive: true, mode: 0o700 });
  if (config.production) return productionSetup(config);
  return withSetupLock(config.dataDir, async () => {
    const { dataDir, shopping, checkout } = config;
    await readOrMake(demoFileOf(config), makeDemoKeys);
    const own = await ownCertificate(dataDir, [checkout.hostname, shopping.hostname], now);
    return {
      ...(await loadKeys(config)),
      certificate: config.tls === 'own' ? own : certificateFromFiles(config),
      peerCa: config.peerCaFile ? readFileSync(config.peerCaFile, 'utf8') : own.cert,
      demoUsers: await readOrMake(join(dataDir, 'demo-users.json'), makeDemoUsers),
    };
  });
}

async function productionSetup(config: DomainConfig): Promise<Setup> {
  const { bridgeKeys, cookieKeys, peerCaFile } = config;
  if ([bridgeKeys, cookieKeys].some(({ from }) => from === 'first-start')) {
    throw new TypeError('production runs on configured keys only');
  }
  return {
    ...(await loadKeys(config)),
    certificate: certificateFromFiles(config),
    peerCa: peerCaFile ? readFileSync(peerCaFile, 'utf8') : null,
    demoUsers: null,
  };
}

async function loadKeys(
  config: DomainConfig,
): Promise<Pick<Setup, 'bridgeKeys' | 'cookieKeys' | 'keySources'>> {
  const { role, production } = config;
  const options = { production, demoFile: demoFileOf(config) };
  const readBridge = keyringReader(config.bridgeKeys, 'bridge', options);
  const readCookie = keyringReader(config.cookieKeys, role, options);
  const [bridgeKeys, cookieKeys] = (await readAll([readBridge, readCookie])).map((keyring) =>
    createLiveKeys(keyring),
  ) as [LiveKeys<RootKey>, LiveKeys<RootKey>];
  const keySources = [
    createKeySource('bridge', bridgeKeys, readBridge),
    createKeySource('cookie', cookieKeys, readCookie),
  ];
  return { bridgeKeys, cookieKeys, keySources };
}

function demoFileOf({ dataDir }: DomainConfig): string {
  return join(dataDir, 'keys.json');
}

function certificateFromFiles({ tls }: DomainConfig): Certificate | null {
  return typeof tls === 'string' ? null : readCertificate(tls.certFile, tls.keyFile);
}

function makeDemoKeys(): DemoKeys {
  return { bridge: makeDemoKey(), shopping: makeDemoKey(), checkout: makeDemoKey() };
}

function makeDemoKey(): string {
  return `${DEMO_KID}:${randomBytes(32).toString('base64url')}`;
}

function makeDemoUsers(): DemoUsers {
  return { password: randomBytes(9).toString('base64url'), emails: DEMO_EMAILS };
}
