import { compareUtf8 } from '../core/bytes.ts';
import type { CborReader } from '../core/cbor-reader.ts';
import type { CborWriter } from '../core/cbor-writer.ts';
import { MAX_OPTIONS } from './limits.ts';
import { hasOptions, lineKeyOf, lineTexts } from './line.ts';
import { check } from './malformed.ts';
import { isLineText } from './text.ts';

const DIGIT_0 = 0x30;
const DIGIT_1 = 0x31;
const DIGIT_9 = 0x39;
const MAX_DECIMAL_DIGITS = 9;
const MAX_DECIMAL = 10 ** MAX_DECIMAL_DIGITS - 1;

/**
 * Writes the articles of lines as three columns: words, SKUs, options. Options repeat themselves: every name and
 * value stands once in the words, in order of first use, and lines refer to it.
 */
export function writeArticles(writer: CborWriter, keys: readonly string[]): void {
  if (!keys.some(hasOptions)) {
    writer.array(0);
    writeSkus(writer, keys);
    writer.array(0);
    return;
  }
  const words = new Map<string, number>();
  const rows = keys.map(lineTexts);
  const options = rows.map((texts) => texts.slice(1).map((word) => indexIn(words, word)));
  writer.texts([...words.keys()]);
  writeSkus(
    writer,
    rows.map(([sku = '']) => sku),
  );
  writer.array(options.length);
  for (const row of options) writer.integers(row);
}

function writeSkus(writer: CborWriter, skus: readonly string[]): void {
  writer.array(skus.length);
  for (const sku of skus) {
    if (isDecimal(sku)) writer.integer(Number(sku));
    else writer.text(sku);
  }
}

function indexIn(words: Map<string, number>, word: string): number {
  const index = words.get(word) ?? words.size;
  words.set(word, index);
  return index;
}

/**
 * Reads the keys of lines out of these columns, such as `writeArticles` makes them and no others.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED`.
 */
export function readArticles(reader: CborReader): readonly string[] {
  const words = reader.texts(isLineText);
  const skus: string[] = [];
  for (let left = reader.array(); left > 0; left--) skus.push(readSku(reader));
  const rows = reader.array();
  // Without words no line has options, and then there are no rows to say so.
  check(rows === (words.length === 0 ? 0 : skus.length));
  if (words.length === 0) return skus;
  check(new Set(words).size === words.length);
  return readOptions(reader, skus, words);
}

/** A decimal SKU is an integer on the wire and nothing else. */
function readSku(reader: CborReader): string {
  if (reader.isInteger()) return String(reader.integer(1, MAX_DECIMAL));
  const sku = reader.text();
  check(isLineText(sku) && !isDecimal(sku));
  return sku;
}

function readOptions(
  reader: CborReader,
  skus: readonly string[],
  words: readonly string[],
): string[] {
  let used = 0;
  const keys = skus.map((sku) => {
    const row = reader.integers(0, words.length - 1);
    check(row.length % 2 === 0 && row.length <= 2 * MAX_OPTIONS);
    const texts = row.map((index) => {
      // Words stand in order of first use: the next new one is the next in the list.
      check(index <= used);
      if (index === used) used++;
      return words[index] ?? '';
    });
    check(hasNamesInOrder(texts));
    return lineKeyOf([sku, ...texts]);
  });
  check(used === words.length);
  return keys;
}

function hasNamesInOrder(texts: readonly string[]): boolean {
  for (let at = 2; at < texts.length; at += 2) {
    if (compareUtf8(texts[at - 2] ?? '', texts[at] ?? '') >= 0) return false;
  }
  return true;
}

/** Whether `sku` is `[1-9][0-9]{0,8}`. */
function isDecimal(sku: string): boolean {
  const { length } = sku;
  if (length === 0 || length > MAX_DECIMAL_DIGITS || sku.charCodeAt(0) < DIGIT_1) return false;
  for (let i = 0; i < length; i++) {
    const unit = sku.charCodeAt(i);
    if (unit < DIGIT_0 || unit > DIGIT_9) return false;
  }
  return true;
}
