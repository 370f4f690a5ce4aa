import { describe, expect, it } from '@jest/globals';
import { type EpochBound, readLearned } from './change-reader.ts';
import { MAX_EPOCH_LEAD_MILLISECONDS } from './constants.ts';
import { takeIn } from './event-intake.ts';
import type { VerifyEvent } from './event-reader.ts';
import type { PushError } from './push-error.ts';

const NOW = Date.UTC(2040, 0, 1);
const FURTHEST = NOW + MAX_EPOCH_LEAD_MILLISECONDS;
const PARTIES = {
  issuer: 'https://checkout.test',
  audience: 'http://shop.test',
  stream: 'shopping',
};

function read(epoch: unknown, bound: EpochBound) {
  const claims = { sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: 'sub_a' }, iat: 1 };
  return readLearned(claims, { epoch }, PARTIES, { now: NOW, bound });
}

describe('an epoch that is further ahead than any clock should be', () => {
  it('is refused in a push', () => {
    expect(() => read(FURTHEST + 1, 'refuse')).toThrow('expected an integer');
    expect(read(FURTHEST, 'refuse')).toMatchObject({
      isAhead: false,
      learned: { epoch: FURTHEST },
    });
  });

  it('counts in a poll as far ahead as one may be', () => {
    expect(read(FURTHEST + 1, 'clamp')).toMatchObject({
      isAhead: true,
      learned: { epoch: FURTHEST },
    });
    expect(read(FURTHEST, 'clamp')).toMatchObject({ isAhead: false });
  });

  it.each([-1, 1.5, '1', null, 2 ** 53])('is no excuse for what is no epoch: %p', (epoch) => {
    expect(() => read(epoch, 'clamp')).toThrow('expected an integer');
  });

  it('is taken in from a poll with an alarm, so that nobody else waits for it', async () => {
    const { learned } = read(FURTHEST + 1, 'clamp');
    const verify: VerifyEvent = async (_, bound = 'refuse') => {
      if (bound === 'refuse') throw new Error('polls take in what pushes refuse');
      return { kind: 'change', jti: 'i.1', incarnation: 'i', seq: 1, learned, isAhead: true };
    };
    const refused = new Map<string, PushError>();
    const alarms: unknown[] = [];
    const watch = { onAlarm: (...alarm: unknown[]) => alarms.push(alarm) };
    const options = { verify, refused, refusedBefore: new Map(), watch };
    expect(await takeIn([['i.1', 'jwt']], options)).toEqual([learned]);
    expect({ refused: refused.size, alarms }).toEqual({
      refused: 0,
      alarms: [['epoch_ahead', 'i.1']],
    });
  });
});
