import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningStore } from './running-store.ts';

/** The mails to an address, as a store without a mail server puts them into files; the oldest first. */
export function mailsTo(store: Pick<RunningStore, 'dataDir'>, address: string): string[] {
  const folder = join(store.dataDir, 'mail');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const mails = files.sort().map((name) => plainOf(readFileSync(join(folder, name), 'utf8')));
  return mails.filter((mail) => addresseeOf(mail) === address);
}

/** The links of mails to a page for a new password, the oldest first. */
export function resetLinksTo(store: Pick<RunningStore, 'dataDir'>, address: string): string[] {
  return mailsTo(store, address).flatMap(
    (mail) => mail.match(/https:\S+\/reset\?token=[\w-]+/) ?? [],
  );
}

/** Who it is to; a long address stands on a line of its own (RFC 5322 §2.2.3). */
function addresseeOf(mail: string): string | undefined {
  return /^To:\s*(\S+)$/m.exec(mail)?.[1];
}

/** Undoes the quoted-printable encoding (RFC 2045 §6.7), as far as it hides ASCII. */
function plainOf(message: string): string {
  return message
    .replaceAll('\r\n', '\n')
    .replaceAll('=\n', '')
    .replaceAll(/=([2-7][0-9A-F])/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
