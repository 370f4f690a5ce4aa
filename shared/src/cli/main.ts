import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { describeFailure } from './failure.ts';
import { createProgram } from './program.ts';
import { safeJson } from './safe-text.ts';
import { Unhealthy } from './unhealthy.ts';

/**
 * Runs the command line tool.
 *
 * @param argv Arguments behind the name of the program.
 * @returns The exit code. Never throws.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    await createProgram(io, version()).parseAsync(argv, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof Unhealthy) return EXIT.unhealthy;
    if (error instanceof CommanderError && isHelp(error)) {
      return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    // Not of the parsed options: it may be the parsing that failed.
    return fail(error, io, argv.includes('--json'));
  }
}

function fail(error: unknown, io: CliIo, asJson: boolean): ExitCode {
  const { exitCode, lines, json } = describeFailure(error);
  const text = asJson ? [safeJson(json)] : lines;
  io.stderr(text.map((line) => `${line}\n`).join(''));
  return exitCode;
}

/** What was asked for, or shown for want of a command, has been shown. */
function isHelp({ code }: CommanderError): boolean {
  return ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(code);
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}
