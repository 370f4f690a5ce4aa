import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { PROCESS_ENVIRONMENT } from '../support/process-environment.ts';

const PACKAGE = new URL('../../shared/', import.meta.url);
const CONDITIONS = '--conditions=@domain-bridge/source';

/** How a process of the command line tool ended. */
export interface BinRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The source of what the package installs as `domain-bridge`. */
export function binSource(): string {
  const { bin } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'));
  const source = String(bin['domain-bridge']).replace(/^dist\/(.*)\.js$/, 'src/$1.ts');
  return fileURLToPath(new URL(source, PACKAGE));
}

/** How to run it: the arguments of `node`. */
export function binArguments(argv: readonly string[]): string[] {
  return [CONDITIONS, binSource(), ...argv];
}

/** Runs it in a process of its own. */
export function runBin(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin = '',
): Promise<BinRun> {
  return runProcess(process.execPath, binArguments(argv), env, { stdin });
}

/** Runs a program. Its environment is what is given, and that of every process of the tests. */
export async function runProcess(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { stdin = '', cwd = '.' }: { readonly stdin?: string; readonly cwd?: string } = {},
): Promise<BinRun> {
  const child = spawn(program, argv, { env: { ...PROCESS_ENVIRONMENT, ...env }, cwd });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
