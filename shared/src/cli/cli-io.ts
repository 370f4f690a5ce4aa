import type { Readable } from 'node:stream';
import type { Fetch } from '../admin/hook-transport.ts';
import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';

/** Everything of the world that the command line tool uses. */
export interface CliIo {
  /** Where a password comes from; at a terminal somebody is asked for it. */
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file as UTF-8; throws when that fails. */
  readonly readFile: (path: string) => string;
  /** Puts a text in place of the one that was read; as `replaceFile` does it. */
  readonly replaceFile: (path: string, before: string, after: string) => void;
  /** Makes a `fetch` that believes certificates of this authority alone (PEM); null: of the usual ones. */
  readonly openFetch: (ca: string | null) => Fetch;
  /** Resolves after so many seconds. */
  readonly sleep: (seconds: number) => Promise<void>;
  /** A signal that aborts after so many seconds. */
  readonly deadline: (seconds: number) => AbortSignal;
  readonly clock: Clock;
  readonly random: Random;
}
