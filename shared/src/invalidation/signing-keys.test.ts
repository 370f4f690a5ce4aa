import { describe, expect, it } from '@jest/globals';
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { generateSigningKeys, parseSigningKeys, publicJwks } from './signing-keys.ts';

/** RFC 8037 appendix A: the key, and its thumbprint in A.3. */
const EXAMPLE = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
/** The public half of another key: RFC 8032 §7.1, test 2. */
const SECOND_X = Buffer.from(
  '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  'hex',
).toString('base64url');
const EXAMPLE_KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const textOf = (...keys: readonly object[]): string => JSON.stringify({ keys });

describe('signing keys', () => {
  it('are named by their RFC 7638 thumbprint, whatever name they bring', async () => {
    const { keys } = await parseSigningKeys(textOf({ ...EXAMPLE, kid: 'mine' }));
    expect(keys.map(({ kid }) => kid)).toEqual([EXAMPLE_KID]);
  });

  it('are published without their secret', async () => {
    const keys = await parseSigningKeys(textOf(EXAMPLE));
    const { d, ...publicPart } = EXAMPLE;
    const published = publicJwks(keys);
    expect(published).toEqual({
      keys: [{ ...publicPart, kid: EXAMPLE_KID, use: 'sig', alg: 'EdDSA' }],
    });
    expect(JSON.stringify(published)).not.toContain(d);
  });

  it('are made fresh in a form that can be read again, and sign what the published half checks', async () => {
    const text = await generateSigningKeys();
    expect(text).not.toBe(await generateSigningKeys());
    const keys = await parseSigningKeys(text);
    const [{ privateKey, publicJwk, kid }] = keys.keys;
    expect(await calculateJwkThumbprint(publicJwk)).toBe(kid);
    const header = { alg: 'EdDSA', kid };
    const signed = await new CompactSign(new Uint8Array(3))
      .setProtectedHeader(header)
      .sign(privateKey);
    const checked = await compactVerify(signed, await importJWK(publicJwk, 'EdDSA'));
    expect(checked.protectedHeader).toEqual(header);
  });

  it('keep their order: the first one signs', async () => {
    const other = JSON.parse(await generateSigningKeys()).keys[0];
    const { keys } = await parseSigningKeys(textOf(other, EXAMPLE));
    expect(keys[1]?.kid).toBe(EXAMPLE_KID);
    expect(keys).toHaveLength(2);
  });

  it.each([
    ['no JSON', '{"keys":[{"d":"nWGxne'],
    ['no set', '[]'],
    ['an empty set', textOf()],
    ['something that is no key', '{"keys":[null]}'],
    ['a public key', textOf({ ...EXAMPLE, d: undefined })],
    ['a key of another curve', textOf({ ...EXAMPLE, crv: 'X25519' })],
    ['a key of another kind', textOf({ ...EXAMPLE, kty: 'EC' })],
    ['a secret that is too short', textOf({ ...EXAMPLE, d: EXAMPLE.d.slice(1) })],
    ['half of a key that is none', textOf({ ...EXAMPLE, x: 'A'.repeat(43) })],
    ['halves of two keys', textOf({ ...EXAMPLE, x: SECOND_X })],
    ['one key twice', textOf(EXAMPLE, { ...EXAMPLE, kid: 'other' })],
    ['one key in two spellings', textOf(EXAMPLE, { ...EXAMPLE, x: `${EXAMPLE.x.slice(0, -1)}p` })],
  ])('are refused when there is %s, and no secret stands in the message', async (_, text) => {
    const error = await parseSigningKeys(text).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TypeError);
    const { message, cause } = error as TypeError;
    expect(message).not.toContain(EXAMPLE.d.slice(0, 6));
    expect(cause).toBeUndefined();
  });
});
