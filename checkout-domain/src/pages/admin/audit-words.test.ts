import { describe, expect, it } from '@jest/globals';
import { END_REASONS } from 'domain-bridge/invalidation';
import { actorText, durationText, initiatorOf, whatOf } from './audit-words.ts';

describe('the words of the audit trail', () => {
  it.each(END_REASONS)('have one for every reason: %s', (reason) => {
    expect(whatOf({ kind: 'subject', reason })).toMatch(/^[A-Z][a-z: ]+$/);
  });

  it('tell one device from all others, and a refusal from a change', () => {
    expect(whatOf({ kind: 'session', reason: 'session-ended' })).toBe('One device signed out');
    expect(whatOf({ kind: 'subject', reason: 'other-sessions-ended' })).toBe(
      'All other devices signed out',
    );
    expect(whatOf({ kind: 'refused', reason: 'invalid_token' })).toBe('Refused: invalid_token');
  });

  it.each(['a-reason-of-tomorrow', '__proto__'])(
    'take over one that they do not know: %s',
    (reason) => {
      expect(whatOf({ kind: 'subject', reason })).toBe(reason);
    },
  );

  it.each([
    ['hook:crm', 'hook crm'],
    ['issuer:https://idp.example', 'events of https://idp.example'],
    ['sql', 'a statement in the database'],
    ['system', 'system'],
    ['usr_gone', 'usr_gone'],
  ])('say who it was: %s', (actor, words) => {
    expect(actorText(actor)).toBe(words);
  });

  it('say on whose behalf', () => {
    expect(initiatorOf({ initiatingEntity: 'admin' })).toBe('administrator');
  });

  it.each([
    [-3, '0 ms'],
    [38, '38 ms'],
    [999, '999 ms'],
    [1_234, '1.2 s'],
    [59_999, '60.0 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [90_000_000, '1 d'],
  ])('say how long %i ms are', (milliseconds, words) => {
    expect(durationText(milliseconds)).toBe(words);
  });
});
