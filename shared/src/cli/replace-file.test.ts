import {
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileChanged, replaceFile } from './replace-file.ts';

/** Nobody else can give a file away. */
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped "leaves it to its owner": only root gives files away\n');
const itAsRoot = isRoot ? it : it.skip;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  file = join(folder, 'bridge.keys');
  writeFileSync(file, 'before', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('replacing a file', () => {
  it('leaves the new text, readable by its owner alone, and nothing beside it', () => {
    replaceFile(file, 'before', 'after');
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['bridge.keys']);
  });

  it('puts another file in its place: whoever has the old one open reads the old text to its end', () => {
    const { ino } = statSync(file);
    replaceFile(file, 'before', 'after');
    expect(statSync(file).ino).not.toBe(ino);
  });

  it('does nothing to a file that has changed meanwhile', () => {
    writeFileSync(file, 'by somebody else');
    expect(() => replaceFile(file, 'before', 'after')).toThrow(FileChanged);
    expect(readFileSync(file, 'utf8')).toBe('by somebody else');
    expect(readdirSync(folder)).toEqual(['bridge.keys']);
  });

  it('keeps its hands off while somebody else is at it, and leaves the draft to him', () => {
    writeFileSync(`${file}.new`, 'half');
    expect(() => replaceFile(file, 'before', 'after')).toThrow(`${file}.new is there`);
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readFileSync(`${file}.new`, 'utf8')).toBe('half');
  });

  it('follows a link, and leaves it one', () => {
    const link = join(folder, 'link');
    symlinkSync(file, link);
    replaceFile(link, 'before', 'after');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('after');
  });

  itAsRoot('leaves it to its owner, also when an administrator does it', () => {
    chownSync(file, 12_345, 23_456);
    replaceFile(file, 'before', 'after');
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 23_456 });
  });

  it('makes no file where there is none', () => {
    const missing = join(folder, 'missing');
    expect(() => replaceFile(missing, '', 'after')).toThrow('ENOENT');
    expect(existsSync(missing)).toBe(false);
  });
});
