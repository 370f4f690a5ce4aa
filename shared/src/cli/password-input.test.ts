import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { CliIo } from './cli-io.ts';
import { readPassword } from './password-input.ts';

function read(stdin: CliIo['stdin'], stderr: (text: string) => void = () => {}): Promise<string> {
  return readPassword({ stdin, stderr } as CliIo);
}

describe('a password from a pipe', () => {
  it.each([
    ['one line\n', 'one line'],
    ['no line end', 'no line end'],
    ['dos\r\n', 'dos'],
    [' blanks stay ', ' blanks stay '],
    ['\ufeffmark stays', '\ufeffmark stays'],
    ['pässwörd', 'pässwörd'],
  ])('%j is %j', async (text, password) => {
    expect(await read(Readable.from([Buffer.from(text)]))).toBe(password);
  });

  it('may come in pieces, also within a character', async () => {
    const bytes = Buffer.from('pässword');
    expect(await read(Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]))).toBe('pässword');
  });

  it.each([
    ['nothing', '', /no password/],
    ['an empty line', '\n', /no password/],
    ['two lines', 'a\nb\n', /one line/],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]), /UTF-8/],
  ])('is not %s', async (_, given, message) => {
    await expect(read(Readable.from([Buffer.from(given)]))).rejects.toThrow(message);
  });
});

describe('a password typed at a terminal', () => {
  function terminal() {
    const modes: boolean[] = [];
    const stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (on: boolean) => void modes.push(on),
    });
    const asked: string[] = [];
    return { stdin, modes, asked, stderr: (text: string) => void asked.push(text) };
  }

  it('is asked for twice, with the echo switched off meanwhile', async () => {
    const { stdin, stderr, modes, asked } = terminal();
    stdin.write('secret\rsecret\r');
    expect(await read(stdin, stderr)).toBe('secret');
    expect(asked).toEqual(['New password: ', '\n', 'Once more: ', '\n']);
    expect([modes[0], modes.at(-1)]).toEqual([true, false]);
  });

  it('may be corrected with the keys of a terminal', async () => {
    const { stdin } = terminal();
    stdin.write('sek\u007fcret\rsecret\r');
    expect(await read(stdin)).toBe('secret');
  });

  it('is refused when the two differ, without showing either', async () => {
    const { stdin, stderr, asked } = terminal();
    stdin.write('secret\rsecert\r');
    await expect(read(stdin, stderr)).rejects.toThrow(/^the two passwords differ$/);
    expect(asked.join('')).not.toMatch(/sec/);
  });

  it.each([
    ['nothing is typed', '\r'],
    ['it is broken off with Ctrl-C', 'sec\u0003'],
    ['it is broken off with Ctrl-D', '\u0004'],
  ])('is none when %s', async (_, typed) => {
    const { stdin, modes } = terminal();
    stdin.write(typed);
    await expect(read(stdin)).rejects.toThrow(/no password/);
    expect(modes.at(-1)).toBe(false);
  });
});
