import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import {
  createEventForge,
  type EventForge,
  type Forgery,
  INCARNATION,
  ISSUED_AT,
  PARTIES,
} from '../../../test/support/event-forge.ts';
import { SESSION_REVOKED, VERIFICATION } from './event-claims.ts';
import type { FeedEntry } from './feed.ts';
import { verifyEvent } from './security-event.ts';

const NOW = ISSUED_AT * 1000;
const DAY = 24 * 3_600_000;
const FACTS = { seq: 7, at: NOW + 250, txn: 'txn-7', initiatingEntity: 'admin' } as const;
const SUBJECT: FeedEntry = {
  ...FACTS,
  kind: 'subject',
  subject: 'a',
  epoch: NOW + 3,
  reason: 'role-change',
};
const SESSION: FeedEntry = { ...FACTS, kind: 'session', sid: 'sid-1', reason: 'session-ended' };
const EVERYONE: FeedEntry = { ...FACTS, kind: 'everyone', epoch: NOW + 9, reason: 'everyone' };

let us: EventForge;
beforeAll(async () => {
  us = await createEventForge();
});

const verify = (jwt: string, now = NOW) =>
  verifyEvent(jwt, { keys: us.eventKeys, parties: PARTIES, clock: () => now });
const codeOf = (jwt: string, now = NOW): Promise<unknown> =>
  verify(jwt, now).then(
    () => 'accepted',
    ({ code }) => code,
  );
const learnedFrom = async (entry: FeedEntry, withReason = true) => {
  const event = await verify(await us.sign(entry, withReason));
  return event.kind === 'change' ? event.learned : null;
};

describe('an event', () => {
  it('is a Security Event Token of the profile, to the letter', async () => {
    const jwt = await us.sign(SUBJECT);
    expect(decodeProtectedHeader(jwt)).toEqual({
      alg: 'EdDSA',
      typ: 'secevent+jwt',
      kid: us.keys.keys[0].kid,
    });
    expect(decodeJwt(jwt)).toEqual({
      iss: 'https://checkout.test',
      aud: 'http://shop.test',
      iat: ISSUED_AT,
      jti: `${INCARNATION}.7`,
      txn: 'txn-7',
      sub_id: { format: 'iss_sub', iss: 'https://checkout.test', sub: 'sub_a' },
      events: {
        'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {
          event_timestamp: ISSUED_AT,
          initiating_entity: 'admin',
          reason_admin: { en: 'role-change' },
          epoch: NOW + 3,
          seq: 7,
          incarnation: INCARNATION,
        },
      },
    });
  });

  it('about one session names the session, about everybody the stream', async () => {
    const session = decodeJwt(await us.sign(SESSION));
    expect(session).toMatchObject({
      sub_id: { format: 'complex', session: { format: 'opaque', id: 'sid-1' } },
    });
    expect(JSON.stringify(session)).not.toContain('epoch');
    expect(decodeJwt(await us.sign(EVERYONE))).toMatchObject({
      sub_id: { format: 'opaque', id: 'shopping' },
      events: { [SESSION_REVOKED]: { floor_epoch: NOW + 9 } },
    });
  });

  it('teaches what the entry says', async () => {
    expect(await verify(await us.sign(SUBJECT))).toEqual({
      kind: 'change',
      jti: `${INCARNATION}.7`,
      incarnation: INCARNATION,
      seq: 7,
      learned: {
        kind: 'subject',
        subject: 'sub_a',
        epoch: NOW + 3,
        reason: 'role-change',
        at: NOW,
      },
    });
    expect(await learnedFrom(EVERYONE)).toMatchObject({ kind: 'everyone', epoch: NOW + 9 });
    expect(await learnedFrom(SESSION)).toMatchObject({ sid: 'sid-1', signedOut: false });
    expect(await learnedFrom({ ...SESSION, reason: 'sign-out' })).toMatchObject({
      kind: 'session',
      signedOut: true,
    });
  });

  it('holds no reason where the wire is open, nor the id that checkout knows the user by', async () => {
    const jwt = await us.sign({ ...SUBJECT, subject: 'usr_secret' }, false);
    expect(JSON.stringify(decodeJwt(jwt))).not.toContain('role-change');
    expect(decodeJwt(jwt).sub_id).toMatchObject({ sub: 'sub_usr_secret' });
    expect(await learnedFrom(SUBJECT, false)).toMatchObject({ reason: null });
  });

  it('is taken however old it is, and by a clock that is behind', async () => {
    const jwt = await us.sign(SUBJECT);
    expect(await codeOf(jwt, NOW + 1_000 * DAY)).toBe('accepted');
    expect(await codeOf(jwt, NOW - DAY + 3)).toBe('accepted');
  });

  it('is taken with members that nobody knows, in every place', async () => {
    const jwt = await us.forge({
      claims: {
        new: 1,
        nbf: ISSUED_AT + 1_000,
        sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: 'sub_a', new: 1 },
        aud: ['https://other.test', PARTIES.audience],
      },
      payload: { new: 1, reason_user: { en: 'x' }, reason_admin: { de: 'x' } },
    });
    expect(await codeOf(jwt)).toBe('accepted');
  });

  it.each([
    ['words of a newer version', 'passkey-lost', 'passkey-lost'],
    ['anything that is no word', '<b>Call 555</b>', null],
    ['a flood', 'a'.repeat(65), null],
    ['no text', 7, null],
  ])('brings as reason %s as %j → %j', async (_, en, reason) => {
    const event = await verify(await us.forge({ payload: { reason_admin: { en } } }));
    expect(event).toMatchObject({ learned: { reason } });
  });

  it('counts from when it was issued, where it does not say when it took place', async () => {
    const jwt = await us.forge({ payload: { event_timestamp: undefined } });
    expect(await verify(jwt)).toMatchObject({ learned: { at: NOW } });
  });
});

describe('a verification event', () => {
  it('says the state, or that nobody asked', async () => {
    for (const state of ['some-state', null]) {
      const event = await verify(await us.verification(state));
      expect(event).toEqual({ kind: 'verification', jti: 'verification.1', state });
    }
    expect(decodeJwt(await us.verification(null)).events).toEqual({ [VERIFICATION]: {} });
  });

  it.each<[string, Forgery['claims'], string]>([
    ['about another stream', { sub_id: { format: 'opaque', id: 'x' } }, 'ERR_EVENT_WRONG_SUBJECT'],
    ['about a subject', {}, 'ERR_EVENT_MALFORMED'],
    [
      'without a jti',
      { sub_id: { format: 'opaque', id: 'shopping' }, jti: 7 },
      'ERR_EVENT_MALFORMED',
    ],
  ])('is refused %s', async (_, claims, code) => {
    const events = { [VERIFICATION]: {} };
    expect(await codeOf(await us.forge({ claims: { events, ...claims } }))).toBe(code);
  });

  it('is refused with a state that is no text', async () => {
    const sub_id = { format: 'opaque', id: 'shopping' };
    const events = { [VERIFICATION]: { state: 7 } };
    expect(await codeOf(await us.forge({ claims: { events, sub_id } }))).toBe(
      'ERR_EVENT_MALFORMED',
    );
  });
});
