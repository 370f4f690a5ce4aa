import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestScheduler, type TestScheduler } from '../../../test/support/test-scheduler.ts';
import { PeerError } from '../peer/errors.ts';
import type { PeerClient, PeerRequest } from '../peer/peer-client.ts';
import { createStreamVerification, type VerifyStream } from './stream-verification.ts';

const ASK = { stream_id: 'shopping', state: 'some-state' };

/** I22, the transmitter's side. */
describe('the verification of a stream', () => {
  let scheduler: TestScheduler;
  let verifyStream: VerifyStream;
  let pushed: PeerRequest[];
  let reply: { status: number; body: string } | Error;
  let heard: string[];
  beforeEach(() => {
    scheduler = createTestScheduler();
    [pushed, heard, reply] = [[], [], { status: 202, body: '' }];
    const peer: PeerClient = {
      async call(request) {
        pushed.push(request);
        if (reply instanceof Error) throw reply;
        return { ...reply, header: () => null };
      },
    };
    verifyStream = createStreamVerification({
      stream: 'shopping',
      peer,
      sign: async (verification) => JSON.stringify(verification),
      clock: () => 0,
      scheduler,
      random: createSeededRandom(),
      watch: { onFailure: (word) => void heard.push(word) },
    });
  });
  const sent = async (body: unknown) => {
    const outcome = verifyStream(body);
    if (outcome.kind === 'accepted') await outcome.sent;
    return outcome.kind;
  };

  it('pushes the state at once, under an id of its own', async () => {
    expect(await sent(ASK)).toBe('accepted');
    expect(pushed).toHaveLength(1);
    expect(pushed[0]?.path).toBe('/bridge/events');
    expect(JSON.parse(pushed[0]?.body ?? '')).toEqual({
      jti: expect.stringMatching(/^verification\.[\w-]{22}$/),
      state: 'some-state',
    });
  });

  it('may be asked for without a state', async () => {
    await sent({ stream_id: 'shopping' });
    expect(JSON.parse(pushed[0]?.body ?? '')).toMatchObject({ state: null });
  });

  it('takes place once a minute', async () => {
    await sent(ASK);
    await scheduler.advance(100);
    expect(verifyStream(ASK)).toEqual({ kind: 'too_soon', retryAfterSeconds: 60 });
    await scheduler.advance(59_899);
    expect(verifyStream(ASK)).toEqual({ kind: 'too_soon', retryAfterSeconds: 1 });
    await scheduler.advance(1);
    expect(await sent(ASK)).toBe('accepted');
    expect(pushed).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['malformed', null],
    ['malformed', 'shopping'],
    ['malformed', {}],
    ['malformed', { stream_id: 7 }],
    ['malformed', { stream_id: 'shopping', state: 7 }],
    ['malformed', { stream_id: 'shopping', state: 'x'.repeat(257) }],
    ['unknown_stream', { stream_id: 'other', state: 'x' }],
  ])('is %s for %j, and the minute does not begin', async (kind, body) => {
    expect(await sent(body)).toBe(kind);
    expect(await sent({ stream_id: 'shopping', state: 'x'.repeat(256) })).toBe('accepted');
  });

  it.each([
    ['invalid_state', { status: 400, body: '{"err":"invalid_state"}' }],
    ['status_503', { status: 503, body: '' }],
    ['gone', { status: 410, body: '' }],
    ['timeout', new PeerError('ERR_PEER_TIMEOUT', 'x')],
  ])('that fails is not tried again, and the log hears of it: %s', async (word, given) => {
    reply = given;
    await sent(ASK);
    await scheduler.advance(3_600_000);
    expect(heard).toEqual([word]);
    expect(pushed).toHaveLength(1);
  });
});
