import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, type FuzzTarget, inputOf, isBinary } from './fuzz-target.ts';

/** What is kept of a target, in the order in which it came. Bytes stand in hexadecimal in the file. */
export interface Corpus {
  /** Values as our encoders made them once: they stay when the encoders change. */
  readonly seeds: readonly string[];
  /** Inputs that reached code which none before had reached. */
  readonly reached: readonly string[];
  /** Inputs for which a property did not hold. They hold now, and stay. */
  readonly found: readonly string[];
}

const FOLDER = join(import.meta.dirname, '../corpus');
const GROUPS = ['seeds', 'reached', 'found'] as const;

/** Reads the corpus of a target; empty where there is no file. */
export function readCorpus(target: FuzzTarget): Corpus {
  const file = fileOf(target);
  const kept: Corpus = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { seeds: [], reached: [], found: [] };
  return mapInputs(kept, (text) => (isBinary(target.form) ? fromHex(text) : text));
}

/** Everything to begin with: what is kept, and what the target makes today. Each input once. */
export function inputsOf(target: FuzzTarget): readonly string[] {
  const { seeds, reached, found } = readCorpus(target);
  return [...new Set([...target.seeds, ...seeds, ...reached, ...found])];
}

/** Writes the corpus of a target. */
export function writeCorpus(target: FuzzTarget, corpus: Corpus): void {
  const written = mapInputs(corpus, (input) => (isBinary(target.form) ? toHex(input) : input));
  writeFileSync(fileOf(target), `${JSON.stringify(written, null, 2)}\n`);
}

function mapInputs(corpus: Corpus, change: (input: string) => string): Corpus {
  const groups = GROUPS.map((group) => [group, [...new Set(corpus[group])].map(change)] as const);
  return Object.fromEntries(groups) as unknown as Corpus;
}

function fileOf({ name }: FuzzTarget): string {
  return join(FOLDER, `${name}.json`);
}

function toHex(input: string): string {
  return Buffer.from(bytesOf(input)).toString('hex');
}

function fromHex(text: string): string {
  return inputOf(Buffer.from(text, 'hex'));
}
