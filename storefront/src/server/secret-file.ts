import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ConfigError } from '../config/config-error.ts';

/**
 * Reads a JSON file; makes and writes it first when it is not there. Only its owner can read it.
 *
 * @throws {ConfigError} When it is damaged; the parser's own message would repeat a part of it.
 */
export async function readOrMake<Content extends object>(
  file: string,
  make: () => Content,
): Promise<Content> {
  const sample = make();
  if (!existsSync(file)) writeSecret(file, `${JSON.stringify(sample, null, 2)}\n`);
  return readJsonLike(file, sample);
}

/**
 * Reads a JSON file that has what `sample` has.
 *
 * @throws {ConfigError} When it has not, or cannot be read; the parser's own message would repeat a part of it.
 */
export function readJsonLike<Content extends object>(file: string, sample: Content): Content {
  const content = parseJson(readText(file));
  if (isLike(content, sample)) return content;
  throw new ConfigError([`${file} is damaged; without it, a new one is made`]);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'not readable' } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${file} expected a readable file (${code})`]);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether `content` has what `sample` has, each of the same type. */
function isLike<Content extends object>(content: unknown, sample: Content): content is Content {
  if (typeof content !== 'object' || content === null) return false;
  const fields = new Map<string, unknown>(Object.entries(content));
  return Object.entries(sample).every(([name, value]) => typeof fields.get(name) === typeof value);
}

/** Writes a file at once or not at all, so that a killed start leaves no half of it. */
export function writeSecret(file: string, text: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
