import { describe, expect, it } from '@jest/globals';
import { decode, encode } from 'cborg';
import { actorOf, codeOf, newState } from '../../../test/support/state-builder.ts';
import { decodeRecord, encodeRecord } from './record.ts';

describe('a record', () => {
  it('comes back with its actor and what it knows of a sign-out', () => {
    for (const actor of [null, actorOf(1)]) {
      for (const endedSid of [null, 'sid_1']) {
        const record = { state: newState(), actor, endedSid };
        expect(decodeRecord(encodeRecord(record))).toEqual(record);
      }
    }
  });

  it('refuses every other shape with its code', () => {
    const fields = decode(
      encodeRecord({ state: newState(), actor: null, endedSid: null }),
    ) as unknown[];
    const strange = [undefined, 'x'.repeat(65), 1, {}, [], new Uint8Array(5), new Uint8Array(7)];
    const shapes = fields.flatMap((_, at) => strange.map((value) => fields.with(at, value)));
    for (const shape of [...shapes, [], [...fields, 0], {}, null]) {
      expect(codeOf(() => decodeRecord(encode(shape)))).toBe('ERR_STATE_MALFORMED');
    }
    expect(codeOf(() => decodeRecord(new Uint8Array(0)))).toBe('ERR_STATE_MALFORMED');
  });
});
