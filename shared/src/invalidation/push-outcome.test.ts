import { describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import type { PeerAnswer } from '../peer/bounded-fetch.ts';
import { PeerError } from '../peer/errors.ts';
import { pollDelayMilliseconds, pushDelaySeconds } from './backoff.ts';
import { judgeAnswer, judgeFailure } from './push-outcome.ts';

const NOW = Date.UTC(2040, 0, 1);
const lowest = () => new Uint8Array(4);
const highest = () => new Uint8Array(4).fill(255);

function answer(status: number, body = '', retryAfter: string | null = null): PeerAnswer {
  return { status, body, header: (name) => (name === 'retry-after' ? retryAfter : null) };
}
const judge = (given: PeerAnswer, failures = 1) =>
  judgeAnswer(given, { failures, random: lowest, now: NOW });
const refusal = (err: string): PeerAnswer => answer(400, JSON.stringify({ err, description: 'x' }));

describe('a push', () => {
  it('has arrived with 202, and with no other success', () => {
    expect(judge(answer(202))).toEqual({ kind: 'pushed' });
    for (const status of [200, 201, 204, 299]) {
      expect(judge(answer(status))).toMatchObject({ kind: 'failed', word: `status_${status}` });
    }
  });

  it.each(['invalid_request', 'invalid_issuer', 'invalid_audience', 'invalid_state'])(
    'is given up when it is refused as %s',
    (err) => {
      expect(judge(refusal(err), 5)).toEqual({ kind: 'skipped', word: err });
    },
  );

  it.each([
    ['invalid_key', 5, 10],
    ['authentication_failed', 60, 120],
    ['access_denied', 60, 120],
  ])('is tried again when it is refused as %s: after %i s, then %i s', (err, first, second) => {
    expect(judge(refusal(err))).toEqual({ kind: 'failed', word: err, delaySeconds: first });
    expect(judge(refusal(err), 2)).toMatchObject({ delaySeconds: second });
  });

  it.each([
    [408, 1],
    [429, 1],
    [500, 1],
    [503, 1],
    [404, 1],
    [401, 60],
    [403, 60],
  ])('is tried again after status %i, in %i s', (status, delaySeconds) => {
    const word = `status_${status}`;
    expect(judge(answer(status))).toEqual({ kind: 'failed', word, delaySeconds });
  });

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '{"err":"toString"}',
    '{"err":7}',
    '{"error":"invalid_key"}',
  ])('is tried again after a 400 that nobody of ours has sent: %j', (body) => {
    expect(judge(answer(400, body))).toMatchObject({ kind: 'failed', word: 'status_400' });
  });

  it('ends the stream with 410', () => {
    expect(judge(answer(410))).toEqual({ kind: 'gone' });
  });

  it.each([
    ['120', 120],
    ['0', 1],
    ['86400', 3_600],
    [new Date(NOW + 90_000).toUTCString(), 90],
    [new Date(NOW - 90_000).toUTCString(), 1],
    ['soon', 1],
    ['-5', 1],
    ['1e9', 1],
  ])('waits as long as the receiver asks for, up to an hour: %j → %i s', (retryAfter, seconds) => {
    expect(judge(answer(503, '', retryAfter))).toMatchObject({ delaySeconds: seconds });
  });

  it.each([
    ['ERR_PEER_TIMEOUT', 'timeout'],
    ['ERR_PEER_UNREACHABLE', 'unreachable'],
    ['ERR_PEER_REDIRECTED', 'redirected'],
    ['ERR_PEER_ANSWER_TOO_LARGE', 'answer_too_large'],
  ] as const)('is tried again after %s', (code, word) => {
    const attempt = { failures: 1, random: lowest, now: NOW };
    const outcome = judgeFailure(new PeerError(code, 'secret'), attempt);
    expect(outcome).toEqual({ kind: 'failed', word, delaySeconds: 1 });
  });
});

describe('the waits', () => {
  it('of pushes are 1, 5, 15, 60 s and then up to five minutes', () => {
    const waits = [1, 2, 3, 4].map((failures) => pushDelaySeconds('soon', failures, lowest));
    expect(waits).toEqual([1, 5, 15, 60]);
    for (const failures of [5, 6, 1_000, 10 ** 9]) {
      expect(pushDelaySeconds('soon', failures, lowest)).toBe(60);
      expect(pushDelaySeconds('soon', failures, highest)).toBeCloseTo(300, 5);
    }
  });

  it('of polls begin at 250 ms, double up to 5 s, and lose up to half of it', () => {
    const waits = [1, 2, 3, 4, 5, 6, 2_000].map((n) => pollDelayMilliseconds(n, lowest));
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(pollDelayMilliseconds(6, highest)).toBeCloseTo(2_500, 3);
  });

  it('are spread', () => {
    const random = createSeededRandom();
    const waits = Array.from({ length: 200 }, () => pushDelaySeconds('key', 9, random));
    expect(Math.min(...waits)).toBeLessThan(110);
    expect(Math.max(...waits)).toBeGreaterThan(270);
  });
});
