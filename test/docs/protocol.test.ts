import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Item, readCbor } from './cbor-reader.ts';
import { codeBlock, readPage, tableRows } from './page.ts';
import { openSeal } from './seal-reader.ts';
import { readState } from './state-reader.ts';
import { makeWorkedExample } from './worked-example.ts';

const page = readPage('docs/protocol.md');
const inputs = new Map(tableRows(page).map(([name = '', value = '']) => [name, value]));
const STATE = hexBlock('state');
const CLAIMS = hexBlock('claims').replace('STATE', STATE);
const TOKEN = codeBlock(page, 'text', 'token').replaceAll('\n', '');
const [S, C] = ['680102030405', 'd11112131415'];

/** The bytes of a commented block; the comments begin with a semicolon. */
function hexBlock(label: string): string {
  return codeBlock(page, 'hex', label).replace(/;.*$/gm, '').replace(/\s/g, '');
}

function input(name: string): Buffer {
  return Buffer.from(inputs.get(name) ?? '', 'hex');
}

function openToken(): Uint8Array {
  const info = codeBlock(page, 'text', 'info').trimEnd();
  return openSeal(TOKEN, { kid: inputs.get('kid') ?? '', root: input('root key'), info });
}

describe('the worked example of docs/protocol.md', () => {
  it('has the bytes that the package makes of it', () => {
    expect({ state: STATE, claims: CLAIMS, token: TOKEN }).toEqual(makeWorkedExample());
  });

  it('states the right lengths', () => {
    expect(page).toContain(`The state, ${STATE.length / 2} bytes`);
    expect(page).toContain(`The claims, ${CLAIMS.length / 2} bytes`);
    expect(page).toContain(`the token has ${TOKEN.length} characters`);
  });

  it('opens with node:crypto alone', () => {
    expect(Buffer.from(openToken()).toString('hex')).toBe(CLAIMS);
  });

  it('has its nonce and kid where the page says', () => {
    const sealed = Buffer.from(TOKEN, 'base64url');
    expect(sealed.subarray(0, 4).toString('hex')).toBe('01026b31');
    expect(sealed.subarray(4, 28)).toEqual(input('nonce'));
  });

  it('says what the page says that it says', () => {
    const [jti, issuedAt, flow, challenge, returnPath, , link] = readCbor(openToken()) as Item[];
    expect(Buffer.from(jti as Uint8Array)).toEqual(input('jti'));
    expect(String(issuedAt)).toBe(inputs.get('issued at'));
    expect(flow).toBe(inputs.get('flow'));
    expect(challenge).toEqual(createHash('sha256').update(input('verifier')).digest());
    expect([returnPath, link]).toEqual(['/checkout', null]);
  });

  it('carries the writes that the page tells of', () => {
    const claims = readCbor(openToken()) as readonly Item[];
    expect(readState(readCbor(claims[5] as Uint8Array))).toEqual({
      visitorId: inputs.get('visitor id'),
      vector: { [C]: 3, [S]: 7 },
      lines: {
        [`MUG colour=blue size=L ${C}.1`]: 4,
        [`MUG colour=blue size=L ${S}.5`]: 2,
        [`10482 ${S}.3`]: 3,
      },
      promotions: { [`WELCOME10 ${S}.4`]: true },
      registers: {
        [`shipping.method ${C}.2`]: 'express',
        [`shipping.method ${S}.6`]: 'standard',
        [`shipping.country ${C}.3`]: 'FR',
        [`shipping.country ${S}.7`]: 'IE',
      },
    });
  });
});
