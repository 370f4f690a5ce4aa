import { CommanderError } from 'commander';
import { AdminError, type AdminErrorCode } from '../admin/errors.ts';
import { connectionFailure } from './connection-failure.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Refused } from './refused.ts';
import type { Report } from './report.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** How a command failed. */
export interface Failure extends Report {
  readonly exitCode: ExitCode;
}

/** The word of `--json` for each failure of the client. */
const WORDS = {
  ERR_ADMIN_REFUSED: 'refused',
  ERR_ADMIN_UNREACHABLE: 'unreachable',
  ERR_ADMIN_TIMEOUT: 'timeout',
  ERR_ADMIN_UNEXPECTED: 'unexpected',
} as const satisfies Record<AdminErrorCode, string>;

/** Says what has happened, and what to do. Holds no credential, password or address. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CommanderError) return usage(withoutValues(error));
  if (error instanceof UsageError) return usage(error.message);
  if (error instanceof Refused) return unchanged(error.message);
  if (error instanceof AdminError) {
    return error.code === 'ERR_ADMIN_REFUSED' ? refusal(error) : silence(error);
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : 'not an error';
  const json = { error: 'internal', message };
  return { exitCode: EXIT.unreachable, lines: [`a mistake of this program: ${message}`], json };
}

function usage(message: string): Failure {
  const lines = [`${message}`, 'Try --help.'];
  return { exitCode: EXIT.usage, lines, json: { error: 'usage', message } };
}

function unchanged(message: string): Failure {
  const lines = [`refused: ${message}`, 'Nothing has changed.'];
  return { exitCode: EXIT.refused, lines, json: { error: WORDS.ERR_ADMIN_REFUSED, message } };
}

/** The parser repeats what it was given; a secret in the wrong place would then stand in the log of a build. */
function withoutValues({ code, message }: CommanderError): string {
  const text = message.replace(/^error: /, '');
  if (code === 'commander.excessArguments') return text.replace(/ but got (\d+): .*$/s, ', got $1');
  return text.replace(/^(unknown option '[^=']*)=.*?'(?= \(|\n|$)/s, "$1=…'");
}

function refusal({ problem, idempotencyKey }: AdminError): Failure {
  const { status, code, detail = '', retryAfterSeconds } = problem ?? {};
  const later = retryAfterSeconds === undefined ? [] : [`Try again in ${retryAfterSeconds} s.`];
  return {
    exitCode: EXIT.refused,
    lines: [`refused: ${safeText(detail)} (${status} ${safeText(code ?? '')})`, ...later],
    json: { error: WORDS.ERR_ADMIN_REFUSED, ...problem, idempotencyKey },
  };
}

function silence(error: AdminError): Failure {
  const { code, message, problem, idempotencyKey } = error;
  const failure = connectionFailure(error);
  const word = WORDS[code];
  const why = failure ? `${message} (${failure.code}). ${failure.advice}` : `${message}.`;
  const unknown =
    idempotencyKey === null
      ? []
      : [
          'Whether something has changed is not known. To find out, and to do it once at most,',
          `repeat the command with --idempotency-key ${idempotencyKey}`,
        ];
  return {
    exitCode: EXIT.unreachable,
    lines: [`${word}: ${why}`, ...unknown],
    json: { error: word, message: why, ...problem, idempotencyKey },
  };
}
