import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, type FuzzTarget, inputOf, isBinary } from './fuzz-target.ts';

/** What is kept of a target, each in the order in which it came. */
export interface Corpus {
  /** Values as our encoders made them once: they stay when the encoders change. */
  readonly seed: readonly string[];
  /** Inputs that reached code which none before had reached. */
  readonly reached: readonly string[];
  /** Inputs for which a property did not hold. They hold now, and stay. */
  readonly found: readonly string[];
}

const FOLDER = join(import.meta.dirname, '../corpus');
const GROUPS = ['seed', 'reached', 'found'] as const;

/** Reads the corpus of a target; empty where there is no file. */
export function readCorpus(target: FuzzTarget): Corpus {
  const file = fileOf(target);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const groups = GROUPS.map((group) => {
    const own = lines.filter((line) => line.startsWith(`${group} `));
    return [group, own.map((line) => fromLine(target, line.slice(group.length + 1)))] as const;
  });
  return Object.fromEntries(groups) as unknown as Corpus;
}

/** Everything to begin with: what is kept, and what the target makes today. Each input once. */
export function inputsOf(target: FuzzTarget): readonly string[] {
  const { seed, reached, found } = readCorpus(target);
  return [...new Set([...target.seeds, ...seed, ...reached, ...found])];
}

/** Writes the corpus of a target: an input a line, text as a string of JSON, bytes in hexadecimal. */
export function writeCorpus(target: FuzzTarget, corpus: Corpus): void {
  const lines = GROUPS.flatMap((group) =>
    [...new Set(corpus[group])].map((input) => `${group} ${toLine(target, input)}\n`),
  );
  writeFileSync(fileOf(target), lines.join(''));
}

function fileOf({ name }: FuzzTarget): string {
  return join(FOLDER, `${name}.txt`);
}

function toLine({ form }: FuzzTarget, input: string): string {
  return isBinary(form) ? Buffer.from(bytesOf(input)).toString('hex') : JSON.stringify(input);
}

function fromLine({ form }: FuzzTarget, line: string): string {
  return isBinary(form) ? inputOf(Buffer.from(line, 'hex')) : JSON.parse(line);
}
