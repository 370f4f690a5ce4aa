import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyringReader } from './keyring-reader.ts';

const key = (kid: string): string => `${kid}:${randomBytes(32).toString('base64url')}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function reader(text: string | null, production = false) {
  const file = join(folder, 'bridge.keys');
  if (text !== null) writeFileSync(file, text);
  const source = { from: 'file', variable: 'BRIDGE_KEYS_FILE', file } as const;
  return { file, read: keyringReader(source, 'bridge', { production, demoFile: '' }) };
}

describe('the reader of a key file', () => {
  it('reads it again each time', () => {
    const { file, read } = reader(`# keys\n${key('a')}\n`);
    expect(read().keys.map(({ kid }) => kid)).toEqual(['a']);
    writeFileSync(file, `${key('b')}\n${key('a')}\n`);
    expect(read().keys.map(({ kid }) => kid)).toEqual(['b', 'a']);
  });

  it.each([
    ['is not there', null, /expected a readable file \(ENOENT\)$/],
    ['is empty', '\n', /expected at least one key$/],
    ['is something else', 'k1:c2VjcmV0', /expected 32 bytes, got 6$/],
    ['is cut off', key('k1').slice(0, -3), /expected (kid:base64url|32 bytes)/],
  ])('refuses one that %s, by name, and repeats nothing of it', (_, text, expected) => {
    const { file, read } = reader(text);
    expect(read).toThrow(expected);
    expect(read).toThrow(`BRIDGE_KEYS_FILE (${file})`);
    for (const part of text?.match(/[\w-]{8,}/g) ?? []) {
      expect(read).not.toThrow(part);
    }
  });

  it('refuses demo keys in production, and takes them elsewhere', () => {
    const text = `${key('k1')}\n${key('demo')}\n`;
    expect(reader(text).read().keys).toHaveLength(2);
    expect(reader(text, true).read).toThrow('the kid demo is refused');
  });
});

describe('the reader of the keys of a first start', () => {
  const write = (content: unknown): string => {
    const demoFile = join(folder, 'keys.json');
    writeFileSync(demoFile, JSON.stringify(content));
    return demoFile;
  };
  const source = { from: 'first-start' } as const;

  it('reads them again each time', () => {
    const demo = { bridge: key('demo'), shopping: key('demo'), checkout: key('demo') };
    const demoFile = write(demo);
    const read = keyringReader(source, 'shopping', { production: false, demoFile });
    expect(read().keys.map(({ kid }) => kid)).toEqual(['demo']);
    write({ ...demo, shopping: `${key('next')},${demo.shopping}` });
    expect(read().keys.map(({ kid }) => kid)).toEqual(['next', 'demo']);
  });

  it.each([
    {},
    { bridge: 1, shopping: '', checkout: '' },
    { bridge: 'x', shopping: '', checkout: '' },
  ])('refuses damaged ones: %j', (content) => {
    const demoFile = write(content);
    const read = keyringReader(source, 'bridge', { production: false, demoFile });
    expect(read).toThrow(`${demoFile} is damaged`);
  });

  it('makes none where there are none: the other side would have others', () => {
    const demoFile = join(folder, 'keys.json');
    const read = keyringReader(source, 'bridge', { production: false, demoFile });
    expect(read).toThrow(`${demoFile} expected a readable file (ENOENT)`);
  });
});
