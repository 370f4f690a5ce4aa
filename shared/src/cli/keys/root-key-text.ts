import { isPassedOver, parseKeyFile } from '../../crypto/key-file.ts';
import {
  type KeyEntry,
  type KeyFileText,
  type KeyHistory,
  MOMENTS,
  UNRECORDED,
} from './key-entry.ts';

/** A comment of ours: `#: promoted KID TIME`. */
const RECORD = /^#: (added|promoted|demoted) ([\w-]+) (\d{4}-\S+Z)$/;
const KIND = /^#: kind (\S+)$/;

/**
 * Reads a file of bridge or cookie keys together with what it says of them in comments. Other comments stay.
 *
 * @param kind What the keys are taken for.
 * @throws {TypeError} On what no server takes, and on keys of another kind.
 * @throws {RangeError} On a secret that is not 32 bytes long.
 */
export function readRootKeys(text: string, kind: string): KeyFileText {
  const { keys } = parseKeyFile(text);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  checkKind(lines, kind);
  const texts = lines.filter((line) => !isPassedOver(line)).flatMap((line) => line.split(','));
  const entries = keys.map(({ kid }, index) => ({
    kid,
    history: historyOf(kid, lines),
    text: (texts[index] ?? '').trim(),
  }));
  const comments = lines.filter((line) => line.startsWith('#') && !isOurs(line));
  const head = [...comments, `#: kind ${kind}`];
  return {
    entries,
    textWith: (next) => `${[...head, ...next.flatMap(linesOf)].join('\n')}\n`,
  };
}

/** A bridge key is over within minutes, a cookie key within a month: what is one of them is not the other. */
function checkKind(lines: readonly string[], kind: string): void {
  const written = lines.map((line) => KIND.exec(line)?.[1]).find((word) => word !== undefined);
  if (written !== undefined && written !== kind) {
    throw new TypeError(`the file holds keys of another kind than ${kind}`);
  }
}

function historyOf(kid: string, lines: readonly string[]): KeyHistory {
  let history = UNRECORDED;
  for (const line of lines) {
    const [, moment = '', of, time = ''] = RECORD.exec(line) ?? [];
    const at = Date.parse(time);
    if (of === kid && Number.isFinite(at)) history = { ...history, [moment]: at };
  }
  return history;
}

function isOurs(line: string): boolean {
  return RECORD.test(line) || KIND.test(line);
}

function linesOf({ kid, history, text }: KeyEntry): readonly string[] {
  const records = MOMENTS.flatMap((moment) => {
    const at = history[moment];
    return at === null ? [] : [`#: ${moment} ${kid} ${new Date(at).toISOString()}`];
  });
  return [...records, text];
}
