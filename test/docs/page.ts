import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A page of the documentation, by its path from the root of the repository, e.g. `docs/errors.md`. */
export function readPage(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

/** A fenced block of a page. */
export interface CodeBlock {
  /** The word after the fence, e.g. `ts`. */
  readonly language: string;
  /** What follows the language, e.g. a file name; empty when nothing does. */
  readonly label: string;
  readonly text: string;
}

/** Every fenced block of a page, in order. */
export function codeBlocks(page: string): CodeBlock[] {
  const fences = page.matchAll(/^```(\S*)[ ]?(.*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language = '', label = '', text = '']) => ({ language, label, text }));
}

/** The one block with this language and label. */
export function codeBlock(page: string, language: string, label: string): string {
  const found = codeBlocks(page).find((b) => b.language === language && b.label === label);
  if (!found) throw new RangeError(`the page has no block "${language} ${label}"`);
  return found.text;
}

/** The cells of every table row of a page, without blanks and code marks around them. */
export function tableRows(page: string): string[][] {
  const lines = page
    .split('\n')
    .filter((line) => /^\|.*\|$/.test(line) && !/^\|[-|]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell)),
  );
}

/** The text of every heading of one level. */
export function headings(page: string, level: number): string[] {
  const found = page.matchAll(new RegExp(`^#{${level}} (.+)$`, 'gm'));
  return [...found].map(([, text = '']) => plain(text));
}

function plain(text: string): string {
  return text.trim().replace(/^`([^`]*)`$/, '$1');
}
