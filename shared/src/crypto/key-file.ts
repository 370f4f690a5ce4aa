import { createKeyring, type Keyring, parseRootKey } from './keyring.ts';

/**
 * Reads the text of a key file, the form of `BRIDGE_KEYS_FILE`: one `kid:base64url` a line, or several with commas
 * between them. Blank lines and lines that begin with `#` are passed over. The first key seals, all of them open.
 *
 * @throws {TypeError} On anything else; the message names the line and never repeats it, because it holds secrets.
 * @throws {RangeError} On a secret that is not 32 bytes long.
 */
export function parseKeyFile(text: string): Keyring {
  const keys = text.split('\n').flatMap((line, index) => {
    if (isPassedOver(line)) return [];
    return line.split(',').map((entry) => parseRootKey(entry, `line ${index + 1}`));
  });
  return createKeyring(keys);
}

/** Whether a line of a key file holds no key: it is blank, or a comment. */
export function isPassedOver(line: string): boolean {
  return /^(?:#|$)/.test(line.trim());
}
