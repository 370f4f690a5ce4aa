import type { CliIo } from './cli-io.ts';
import { safeJson } from './safe-text.ts';

/** What a command has to say, for people and for programs. */
export interface Report {
  /** Lines for people. */
  readonly lines: readonly string[];
  /** The same as one JSON document. */
  readonly json: unknown;
}

/** Options of every command that reports. */
export interface OutputOptions {
  /** One JSON document instead of lines. */
  readonly json?: boolean;
}

/** Writes a report to stdout. */
export function writeReport(io: CliIo, options: OutputOptions, { lines, json }: Report): void {
  io.stdout(options.json ? `${safeJson(json)}\n` : lines.map((line) => `${line}\n`).join(''));
}
