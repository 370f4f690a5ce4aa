import { Readable } from 'node:stream';
import type { Fetch } from 'domain-bridge/admin';
import type { CliIo } from '../../shared/src/cli/cli-io.ts';
import { main } from '../../shared/src/cli/main.ts';
import { FileChanged } from '../../shared/src/cli/replace-file.ts';

/** How a run of the command line tool ended. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Seconds slept, in turn. */
  readonly slept: readonly number[];
  /** Authorities that were asked for, in turn. */
  readonly authorities: readonly (string | null)[];
}

/** What a run finds. */
export interface CliWorld {
  readonly fetch?: Fetch;
  readonly env?: Readonly<Record<string, string>>;
  /** Text by path; commands that write change it. */
  readonly files?: Record<string, string>;
  /** Instead of writing to `files`. */
  readonly replaceFile?: CliIo['replaceFile'];
  readonly stdin?: CliIo['stdin'];
  readonly clock?: () => number;
  readonly sleep?: (seconds: number) => Promise<void>;
  readonly deadline?: (seconds: number) => AbortSignal;
}

/** Where the runs of tests find the checkout domain, unless told otherwise. */
export const CHECKOUT = 'https://checkout.example';
/** The credential that they have. */
export const TOKEN = 'token-of-the-tests-0123456789';

/** Runs the command line tool in this process. */
export async function runCli(argv: readonly string[], world: CliWorld = {}): Promise<CliRun> {
  const { files = {}, clock = () => Date.UTC(2026, 10, 20) } = world;
  const { env = { CHECKOUT_ORIGIN: CHECKOUT, DOMAIN_BRIDGE_TOKEN: TOKEN } } = world;
  const { deadline = () => new AbortController().signal, sleep = async () => {} } = world;
  const written = { stdout: '', stderr: '' };
  const slept: number[] = [];
  const authorities: (string | null)[] = [];
  let drawn = 0;
  const code = await main(argv, {
    stdin: world.stdin ?? Readable.from([]),
    stdout: (text) => {
      written.stdout += text;
    },
    stderr: (text) => {
      written.stderr += text;
    },
    env,
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
    replaceFile:
      world.replaceFile ??
      ((path, before, after) => {
        if (files[path] !== before) throw new FileChanged('the file has changed');
        files[path] = after;
      }),
    openFetch: (ca) => {
      authorities.push(ca);
      return world.fetch ?? refuse;
    },
    sleep: (seconds) => {
      slept.push(seconds);
      return sleep(seconds);
    },
    deadline,
    clock,
    random: (length) => new Uint8Array(length).fill(++drawn),
  });
  return { code, ...written, slept, authorities };
}

const refuse: Fetch = () => {
  throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
};
