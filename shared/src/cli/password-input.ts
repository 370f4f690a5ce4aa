import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CliIo } from './cli-io.ts';
import { UsageError } from './usage-error.ts';

/**
 * Takes a password: one line of stdin, or, at a terminal, asked for twice and not shown. There is no argument for
 * it: arguments stand in the shell's history and in the list of processes, where every user of the machine
 * reads them.
 *
 * @throws {UsageError} When there is none, or the two differ.
 */
export async function readPassword(io: CliIo): Promise<string> {
  const password = io.stdin.isTTY ? await askTwice(io) : await readLine(io);
  if (password === '') throw new UsageError('no password: write it to stdin, in one line');
  return password;
}

async function readLine({ stdin }: CliIo): Promise<string> {
  const text = decode(await buffer(stdin)).replace(/\r?\n$/, '');
  if (/[\r\n]/.test(text)) throw new UsageError('expected one line on stdin, the password');
  return text;
}

/** Bytes that are no text would become another password than the one that was meant. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError('expected UTF-8 on stdin', { cause });
  }
}

async function askTwice({ stdin, stderr }: CliIo): Promise<string> {
  // As a terminal the reader switches the echo of the real one off and draws itself: into nothing.
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nothing, terminal: true, historySize: 0 });
  const lines = reader[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    stderr(question);
    const line = await lines.next();
    stderr('\n');
    return line.done ? '' : line.value;
  };
  try {
    const password = await ask('New password: ');
    if (password !== '' && (await ask('Once more: ')) !== password) {
      throw new UsageError('the two passwords differ');
    }
    return password;
  } finally {
    reader.close();
  }
}
