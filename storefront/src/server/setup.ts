import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Keyring, parseKeyring } from 'domain-bridge/handoff';
import { DEMO_KID, type DomainConfig } from '../config/domain-config.ts';
import { type Certificate, ownCertificate, readCertificate } from './certificate.ts';
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
  /** Null when this server speaks plain HTTP. */
  readonly certificate: Certificate | null;
  /** What the certificate of the other server is checked against; null: the system's authorities. */
  readonly peerCa: string | null;
  /** Null in production. */
  readonly demoUsers: DemoUsers | null;
}

interface DemoKeys {
  readonly bridge: string;
  readonly shopping: string;
  readonly checkout: string;
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
    const { dataDir, role, shopping, checkout } = config;
    const keys = await readOrMake(join(dataDir, 'keys.json'), makeDemoKeys);
    const own = await ownCertificate(dataDir, [checkout.hostname, shopping.hostname], now);
    return {
      bridgeKeys: config.bridgeKeys ?? parseKeyring(keys.bridge),
      cookieKeys: config.cookieKeys ?? parseKeyring(keys[role]),
      certificate: config.tls === 'own' ? own : certificateFromFiles(config),
      peerCa: config.peerCaFile ? readFileSync(config.peerCaFile, 'utf8') : own.cert,
      demoUsers: await readOrMake(join(dataDir, 'demo-users.json'), makeDemoUsers),
    };
  });
}

function productionSetup(config: DomainConfig): Setup {
  const { bridgeKeys, cookieKeys, peerCaFile } = config;
  if (!bridgeKeys || !cookieKeys) throw new TypeError('production runs on configured keys only');
  return {
    bridgeKeys,
    cookieKeys,
    certificate: certificateFromFiles(config),
    peerCa: peerCaFile ? readFileSync(peerCaFile, 'utf8') : null,
    demoUsers: null,
  };
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
