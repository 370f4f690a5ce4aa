import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBin } from '../cli/bin-process.ts';

/** Key files of a store, as its operators have them: each side its own copy of the bridge keys. */
export interface KeyFolder {
  readonly files: {
    readonly shopBridge: string;
    readonly checkoutBridge: string;
    readonly shopping: string;
    readonly checkout: string;
    readonly signing: string;
  };
  /** What each side is told. */
  readonly env: Readonly<Record<'shopping' | 'checkout', Readonly<Record<string, string>>>>;
  close(): void;
}

/** Makes the files with the command line tool. */
export async function makeKeyFolder(): Promise<KeyFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-keys-'));
  const write = async (name: string, kind: string, text?: string): Promise<string> => {
    const file = join(folder, name);
    writeFileSync(file, text ?? (await freshKey(kind)), { mode: 0o600 });
    return file;
  };
  const bridge = await freshKey();
  const files = {
    shopBridge: await write('shop-bridge.keys', 'bridge', bridge),
    checkoutBridge: await write('checkout-bridge.keys', 'bridge', bridge),
    shopping: await write('shopping.keys', 'cookie'),
    checkout: await write('checkout.keys', 'cookie'),
    signing: await write('signing-keys.json', 'signing'),
  };
  return {
    files,
    env: {
      shopping: { BRIDGE_KEYS_FILE: files.shopBridge, SHOPPING_KEYS_FILE: files.shopping },
      checkout: {
        BRIDGE_KEYS_FILE: files.checkoutBridge,
        CHECKOUT_KEYS_FILE: files.checkout,
        SIGNING_KEYS: files.signing,
      },
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What `keys generate` prints. */
export async function freshKey(kind = 'bridge'): Promise<string> {
  const { stdout } = await runBin(['keys', 'generate', '--kind', kind]);
  return stdout;
}

/** Takes a step of a rotation. */
export async function takeStep(
  file: string,
  kind: string,
  step: string,
  ...more: readonly string[]
): Promise<void> {
  const argv = ['keys', 'rotate', '--file', file, '--kind', kind, '--step', step, ...more];
  const { code, stderr } = await runBin(argv);
  if (code !== 0) throw new Error(`keys rotate ended with ${code}: ${stderr}`);
}

/** As if so much time had passed since whatever a file of keys records. */
export function age(file: string, minutes: number): void {
  const text = readFileSync(file, 'utf8');
  const earlier = text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) =>
    new Date(Date.parse(time) - minutes * 60_000).toISOString(),
  );
  writeFileSync(file, earlier);
}
