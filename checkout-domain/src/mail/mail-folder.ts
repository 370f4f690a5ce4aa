import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const RANDOM_BYTES = 8;

/**
 * Writes a message into a file of its own, at once or not at all. Only its owner can read it: it may hold
 * a reset link.
 *
 * @param directory Made when it is missing.
 * @param now Epoch milliseconds; file names sort by it.
 */
export async function writeMailFile(
  directory: string,
  message: Uint8Array,
  now: number,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const time = new Date(now).toISOString().replace(/[-:]/g, '');
  const file = join(directory, `${time}-${randomBytes(RANDOM_BYTES).toString('hex')}.eml`);
  const draft = `${file}.new`;
  await writeFile(draft, message, { mode: 0o600, flag: 'wx', flush: true });
  await rename(draft, file);
}
