import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import { ConfigError } from '../config/config-error.ts';
import { writeSecret } from './secret-file.ts';

/** A certificate with its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const VALID_DAYS = 397;
const DAY_MILLISECONDS = 86_400_000;

/**
 * Reads the certificate and key of `TLS_CERT` and `TLS_KEY`.
 *
 * @throws {ConfigError} When they cannot be read or do not belong together.
 */
export function readCertificate(certFile: string, keyFile: string): Certificate {
  try {
    const certificate = {
      cert: readFileSync(certFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    };
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const { code = 'not readable' } = error as NodeJS.ErrnoException;
    throw new ConfigError([`TLS_CERT and TLS_KEY expected PEM files that go together (${code})`]);
  }
}

/** The demo certificate in `dataDir`: made when there is none, it does not cover `hostnames`, or it runs out. */
export async function ownCertificate(
  dataDir: string,
  hostnames: readonly string[],
  now: number,
): Promise<Certificate> {
  const certFile = join(dataDir, 'certificate.pem');
  const keyFile = join(dataDir, 'certificate-key.pem');
  if (existsSync(certFile) && existsSync(keyFile)) {
    const present = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    if (covers(present, hostnames, now)) return present;
  }
  const made = await makeCertificate(hostnames, now);
  writeSecret(keyFile, made.key);
  writeSecret(certFile, made.cert);
  return made;
}

function covers(own: Certificate, hostnames: readonly string[], now: number): boolean {
  const certificate = parseCertificate(own);
  if (!certificate) return false;
  const outlives = certificate.validToDate.getTime() > now + DAY_MILLISECONDS;
  return outlives && hostnames.every((name) => certificate.checkHost(name) !== undefined);
}

/** Null when certificate and key are damaged or do not belong together. */
function parseCertificate({ cert, key }: Certificate): X509Certificate | null {
  try {
    createSecureContext({ cert, key });
    return new X509Certificate(cert);
  } catch {
    return null;
  }
}

async function makeCertificate(hostnames: readonly string[], now: number): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: hostnames[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    notBeforeDate: new Date(now - DAY_MILLISECONDS),
    notAfterDate: new Date(now + VALID_DAYS * DAY_MILLISECONDS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...hostnames.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
