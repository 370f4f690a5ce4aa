import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The file is not any more what was read, or somebody else is at it. Nothing has changed. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/**
 * Puts a text in place of one that was read: all of it or nothing, whenever the power fails. Its owner stays, and
 * nobody else may read it (0600). The draft beside it, `FILE.new`, is the lock: who finds one keeps his hands off.
 *
 * @param path A link is followed: what it leads to is replaced.
 * @param before What was read.
 * @throws {FileChanged} Where the file holds something else by now, or a draft is there.
 * @throws {Error} Of the system.
 */
export function replaceFile(path: string, before: string, after: string): void {
  const file = realpathSync(path);
  const draft = `${file}.new`;
  const descriptor = openDraft(draft);
  try {
    try {
      if (readFileSync(file, 'utf8') !== before) throw new FileChanged('the file has changed');
      keepOwner(descriptor, file);
      writeFileSync(descriptor, after);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  // So that the new name is there after a power cut as well.
  if (process.platform !== 'win32') syncFolder(dirname(file));
}

function openDraft(draft: string): number {
  try {
    return openSync(draft, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const message = `${draft} is there: somebody else is at it, or was cut off; remove it then`;
    throw new FileChanged(message, { cause: error });
  }
}

/** An administrator must not take the file away from the user that the server runs as. */
function keepOwner(descriptor: number, file: string): void {
  const { uid, gid } = statSync(file);
  const isOwn = process.getuid?.() === uid && process.getgid?.() === gid;
  if (!isOwn) fchownSync(descriptor, uid, gid);
  fchmodSync(descriptor, 0o600);
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
