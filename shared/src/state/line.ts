import { encodeBase64url } from '../core/base64url.ts';
import { compareUtf8, sha256 } from '../core/bytes.ts';
import { StateError } from './errors.ts';
import { MAX_OPTIONS, MAX_TEXT } from './limits.ts';
import type { Pairs } from './observed-remove.ts';
import { isLineText } from './text.ts';

/** Chosen options of a line, e.g. `{ colour: 'blue', size: 'M' }`. */
export type Options = Readonly<Record<string, string>>;

/** What is bought: a SKU with its options. Two lines of the same article are one line. */
export interface Article {
  /** 1–64 characters, no control characters. */
  readonly sku: string;
  readonly options?: Options;
}

const SEPARATOR = '\u0000';
const LINE_ID_HASH_CHARACTERS = 11;

/**
 * The canonical name of an article: SKU, then option names and values, sorted by the names' UTF-8 bytes.
 *
 * @throws {StateError} `ERR_STATE_INVALID_LINE` when a text or the number of options is out of bounds.
 */
export function lineKey({ sku, options = {} }: Article): string {
  const entries = Object.entries(options).sort(([a], [b]) => compareUtf8(a, b));
  const texts = [sku, ...entries.flat()];
  if (entries.length > MAX_OPTIONS || !texts.every(isLineText)) {
    throw new StateError(
      'ERR_STATE_INVALID_LINE',
      `a line takes a SKU and up to ${MAX_OPTIONS} options of 1-${MAX_TEXT} printable characters`,
    );
  }
  return lineKeyOf(texts);
}

/** The key of these texts, which are in their canonical order and fit. */
export function lineKeyOf(texts: readonly string[]): string {
  return texts.join(SEPARATOR);
}

/** Whether the line with this key has options. */
export function hasOptions(key: string): boolean {
  return key.includes(SEPARATOR);
}

/** SKU, name, value, name, value …: the texts of a line key in their canonical order. */
export function lineTexts(key: string): readonly string[] {
  return key.split(SEPARATOR);
}

/** The article that a line key names. */
export function articleOf(key: string): Article {
  const [sku = '', ...texts] = lineTexts(key);
  if (texts.length === 0) return { sku };
  const entries = texts.flatMap((name, i) => (i % 2 === 0 ? [[name, texts[i + 1] ?? '']] : []));
  return { sku, options: Object.fromEntries(entries) };
}

/** A line's public id: the SKU, followed by `~` and a hash of the options where there are any. */
export function lineId(key: string): string {
  const end = key.indexOf(SEPARATOR);
  if (end < 0) return key;
  return `${key.slice(0, end)}~${encodeBase64url(sha256(key)).slice(0, LINE_ID_HASH_CHARACTERS)}`;
}

/** A short mark of a line's present writes: it changes with every change of the line, and only then. */
export function lineVersion(pairs: Pairs<number>): string {
  const dots = pairs.map(({ actor, counter }) => `${actor}.${counter}`).join(',');
  return encodeBase64url(sha256(dots)).slice(0, LINE_ID_HASH_CHARACTERS);
}
