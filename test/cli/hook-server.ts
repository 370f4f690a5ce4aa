import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, ownCertificate } from '@domain-bridge/storefront/server';
import { parseHookTokens } from 'domain-bridge/invalidation';
import express from 'express';
import { HOOKS_PATH } from '../../shared/src/express/hooks/hook-route.ts';
import { createHooksRouter } from '../../shared/src/express/hooks/hooks-router.ts';
import { createFakeDirectory, type FakeDirectory } from '../support/fake-directory.ts';

/** The hooks over TLS on this machine, on users in memory. */
export interface HookServer {
  readonly directory: FakeDirectory;
  /** On `checkout.localhost`. */
  readonly origin: string;
  /** Of a credential with every scope but `admin`. */
  readonly token: string;
  /** File with the certificate (PEM). */
  readonly caFile: string;
  /** Writes a file that only the test sees, and returns its path. */
  write(name: string, text: string): string;
  close(): Promise<void>;
}

const TOKEN = 'a-token-of-the-hook-server-0123456789';

/** Starts the hooks with these users, by `subject: role`. */
export async function startHookServer(
  roles: Readonly<Record<string, string>>,
): Promise<HookServer> {
  const directory = createFakeDirectory(roles, Date.now);
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-cli-'));
  const app = express();
  app.use(
    HOOKS_PATH,
    createHooksRouter({
      credentials: parseHookTokens(`cli:revoke+role+password+status+everyone+audit:${TOKEN}`),
      users: directory.users,
      invalidator: directory.invalidator,
      audit: directory.audit,
      whenAcknowledged: async () => ['shopping'],
      peers: ['shopping'],
    }),
  );
  const certificate = await ownCertificate(folder, ['checkout.localhost'], Date.now());
  const server = await listen(app, 0, certificate);
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  return {
    directory,
    origin: `https://checkout.localhost:${server.port}`,
    token: TOKEN,
    caFile: join(folder, 'certificate.pem'),
    write,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
