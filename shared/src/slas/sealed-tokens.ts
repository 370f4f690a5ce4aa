import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { sha256, utf8 } from '../core/bytes.ts';
import type { Random } from '../core/random.ts';
import { createKeyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import { parseFields } from './service-answer.ts';
import type { ShopperTokens } from './shopper-pair.ts';

const ROW_ID_BYTES = 32;

/** Makes the id of a row: 256 bits that only the browser keeps. */
export function mintRowId(random: Random): string {
  return encodeBase64url(random(ROW_ID_BYTES));
}

/** Whether text can be the id of a row. */
export function isRowId(text: string): boolean {
  return decodeBase64url(text)?.length === ROW_ID_BYTES;
}

/** Key of a row. It tells nothing about the id, under which the row is sealed. */
export function rowKey(id: string): string {
  return encodeBase64url(sha256(id));
}

/** Seals tokens under the id of their row: whoever has the store alone opens none of them. */
export function sealTokens(tokens: ShopperTokens, id: string, random: Random): Uint8Array {
  const sealed = decodeBase64url(sealerFor(id, random).seal(utf8(JSON.stringify(tokens))));
  if (!sealed) throw new TypeError('a sealer gives base64url');
  return sealed;
}

/** Opens them; null where somebody changed the row, or put another in its place. */
export function openTokens(sealed: Uint8Array, id: string): ShopperTokens | null {
  const opened = sealerFor(id).open(encodeBase64url(sealed));
  if (!opened.ok) return null;
  // What opens was sealed here, under a label that changes with the shape.
  return parseFields(new TextDecoder().decode(opened.bytes)) as ShopperTokens | null;
}

function sealerFor(id: string, random?: Random): Sealer {
  const keyring = createKeyring([{ kid: 'row', secret: decodeBase64url(id) ?? utf8(id) }]);
  return createSealer({ keyring, labels: ['slas', 'kept-shopper-v1'], ...(random && { random }) });
}
