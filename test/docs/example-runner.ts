import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binArguments, runProcess } from '../cli/bin-process.ts';
import type { CodeBlock } from './page.ts';

/** How an example ended. */
export interface ExampleRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the examples of a page, one after the other in one directory, as a reader would. */
export interface ExampleRunner {
  run(example: CodeBlock): Promise<ExampleRun>;
  close(): void;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONDITIONS = '--conditions=@domain-bridge/source';
/** What runs a file, by the language of the block. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  sh: ['bash', '-euo', 'pipefail'],
  js: [process.execPath],
  ts: [process.execPath, CONDITIONS],
  py: ['python3'],
};

/** The languages whose examples are run. */
export const RUN_LANGUAGES: readonly string[] = Object.keys(PROGRAMS);

/**
 * The program that an example needs and this machine lacks; null where there is none. Those of the page itself
 * are there wherever the tests are.
 */
export function missingProgram({ language, text }: CodeBlock): string | null {
  const needed = [...(text.match(/^(?:curl|sqlite3)\b/gm) ?? []), PROGRAMS[language]?.[0] ?? ''];
  return needed.find((program) => spawnSync(program, ['--version']).error) ?? null;
}

/** Makes a runner. `domain-bridge` is on its path, and so are the packages of this repository. */
export function createExampleRunner(env: Readonly<Record<string, string>>): ExampleRunner {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-examples-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const command = [process.execPath, ...binArguments([])].map((word) => `'${word}'`).join(' ');
  writeFileSync(join(folder, 'domain-bridge'), `#!/bin/sh\nexec ${command} "$@"\n`, {
    mode: 0o755,
  });
  const PATH = `${folder}${delimiter}${process.env.PATH ?? ''}`;
  return {
    async run({ language, label, text }) {
      const [program = '', ...argv] = PROGRAMS[language] ?? [];
      writeFileSync(join(folder, label), text);
      return runProcess(program, [...argv, label], { ...env, PATH }, { cwd: folder });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
