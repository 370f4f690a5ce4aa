import { findCredential, parseHookTokens } from '../../../shared/src/invalidation/hook-tokens.ts';
import type { InvalidationError } from '../../../shared/src/invalidation/errors.ts';
import { parseEventId, writeEventId } from '../../../shared/src/invalidation/event-id.ts';
import { parseEventIssuers } from '../../../shared/src/invalidation/event-issuers.ts';
import { parseCursor, writeCursor } from '../../../shared/src/invalidation/feed.ts';
import { parsePollAnswer } from '../../../shared/src/invalidation/poll-answer.ts';
import { parsePollRequest } from '../../../shared/src/invalidation/poll-request.ts';
import { judgeAnswer } from '../../../shared/src/invalidation/push-outcome.ts';
import { parseSigningKeys } from '../../../shared/src/invalidation/signing-keys.ts';
import { parseSubjectId } from '../../../shared/src/invalidation/subject-id.ts';
import { INCARNATION } from '../../support/event-forge.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import {
  hold,
  holdEqual,
  holdSilence,
  Refused,
  tryParse,
  tryParseLater,
} from '../engine/properties.ts';

const CHAIN = 'A'.repeat(43);
const CURSOR = `${INCARNATION}.7.${CHAIN}`;

/** The value of a JSON text; undefined for another text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const place: FuzzTarget = {
  name: 'feed-place',
  form: 'text',
  seeds: [CURSOR, `${INCARNATION}.0.`, `${INCARNATION}.7`, `${INCARNATION}.9007199254740993`, ''],
  words: [INCARNATION, CHAIN, '.0.', '.'],
  check(text) {
    const cursor = parseCursor(text);
    if (cursor) hold(writeCursor(cursor) === text, 'has a second spelling');
    const id = parseEventId(text);
    if (id) hold(writeEventId(id) === text, 'has a second spelling');
  },
};

const pollRequest: FuzzTarget = {
  name: 'poll-request',
  form: 'json',
  seeds: [
    {},
    { maxEvents: 500, returnImmediately: true, ack: [`${INCARNATION}.7`], cursor: CURSOR },
    { setErrs: { x: { err: 'invalid_key', description: 'y' } }, cursor: null },
    { highest_epoch: 1_800_000_000_000, hold_seconds: 10, maxEvents: 0 },
  ].map((each) => JSON.stringify(each)),
  words: ['ack', 'setErrs', 'cursor', CURSOR],
  check(text) {
    const poll = parsePollRequest(jsonOf(text));
    if (!poll) return;
    const { maxEvents, holdSeconds, highestEpoch, ack, setErrs } = poll;
    hold(maxEvents >= 0 && maxEvents <= 500 && holdSeconds >= 0, 'asks for too much');
    hold(holdSeconds <= 10 && Number.isSafeInteger(highestEpoch), 'waits too long');
    hold([...ack, ...setErrs.keys(), ...setErrs.values()].every(isText), 'lets in what is no text');
  },
};

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

const pollAnswer: FuzzTarget = {
  name: 'poll-answer',
  form: 'json',
  seeds: [
    { sets: {}, cursor: CURSOR },
    { sets: { [`${INCARNATION}.7`]: 'a.b.c' }, moreAvailable: true, cursor: CURSOR },
    { sets: [], cursor: null },
  ].map((each) => JSON.stringify(each)),
  words: ['sets', CURSOR],
  check(body) {
    const answer = parsePollAnswer({ status: 200, header: () => null, body });
    if (typeof answer === 'string') return void hold(answer === 'malformed', 'says another word');
    hold(answer.sets.length <= 500 && answer.sets.flat().every(isText), 'lets in what is no text');
  },
};

const subject: FuzzTarget = {
  name: 'subject-id',
  form: 'json',
  seeds: [
    { format: 'email', email: 'a@example.com' },
    { format: 'iss_sub', iss: 'https://issuer.test', sub: 'x' },
    { format: 'opaque', id: 'usr_x' },
    { format: 'opaque', id: 'x'.repeat(256), email: 'x' },
  ].map((each) => JSON.stringify(each)),
  words: ['format', 'email', 'iss_sub', 'opaque', 'id'],
  check(text) {
    const parsed = parseSubjectId(jsonOf(text));
    if (parsed) holdEqual(parseSubjectId(parsed), parsed, 'is another one when it is read again');
  },
};

const SECRET = 'abcdefghijklmnopqrstuvwx';

const hookTokens: FuzzTarget = {
  name: 'hook-tokens',
  form: 'text',
  seeds: [
    `ci:revoke+role:${SECRET}`,
    `a:audit:${SECRET}1,b:admin:${SECRET}2`,
    SECRET,
    `:${SECRET}`,
  ],
  words: [SECRET, 'revoke', 'admin', '+', ':', ','],
  check(text) {
    const parsed = tryParse(TypeError, () => parseHookTokens(text));
    if (parsed instanceof Refused) return void holdSilence(parsed, text);
    hold(parsed.length === text.split(',').length, 'has another number of credentials');
    hold(
      parsed.every(({ scopes }) => scopes.size > 0),
      'takes a credential without a scope',
    );
  },
};

const CREDENTIALS = parseHookTokens(`ci:revoke:${SECRET}`);

const bearer: FuzzTarget = {
  name: 'hook-authorization',
  form: 'text',
  seeds: [`Bearer ${SECRET}`, `bearer  ${SECRET}`, 'Bearer', `Basic ${SECRET}`, ''],
  words: [SECRET, 'Bearer ', ' ', ','],
  check(header) {
    const found = findCredential(CREDENTIALS, header);
    hold(found === null || new RegExp(`^bearer +${SECRET}$`, 'i').test(header), 'lets in a guess');
  },
};

const issuers: FuzzTarget = {
  name: 'event-issuers',
  form: 'text',
  seeds: [
    'https://idp.example=https://idp.example/jwks',
    'https://a.example=https://a.example/jwks?x=1,https://b.example=https://b.example/jwks',
    'http://localhost:9=http://127.0.0.1:9/jwks',
    'http://idp.example=https://u:p@idp.example/#x',
  ],
  words: ['https://', 'http://', '=', ',', '@', '#', '?', 'localhost', '%2C'],
  check(text) {
    const parsed = tryParse(TypeError, () => parseEventIssuers(text));
    if (parsed instanceof Refused) return void holdSilence(parsed, text, 24);
    for (const { issuer, jwksUrl } of parsed) {
      hold(issuer.length <= 190, 'takes an issuer that the audit trail cannot');
      for (const { protocol, hostname } of [new URL(issuer), new URL(jwksUrl)]) {
        const isLocal = /(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
        hold(protocol === 'https:' || isLocal, 'takes keys over an open wire');
      }
    }
  },
};

/** A key that nobody uses; both halves belong together. */
const JWK = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
};

const signingKeys: FuzzTarget = {
  name: 'signing-keys',
  form: 'json',
  seeds: [
    { keys: [JWK] },
    { keys: [JWK, { ...JWK, x: `${JWK.x.slice(0, -1)}p` }] },
    { keys: [] },
    {},
  ].map((each) => JSON.stringify(each)),
  words: [JWK.x, JWK.d, 'keys', 'Ed25519'],
  async check(text) {
    const parsed = await tryParseLater(TypeError, () => parseSigningKeys(text));
    if (parsed instanceof Refused) return void holdSilence(parsed, text, 30);
    const kids = new Set(parsed.keys.map(({ publicJwk }) => decoded(publicJwk.x ?? '')));
    hold(kids.size === parsed.keys.length, 'takes one key twice');
    hold(
      parsed.keys.every(({ publicJwk }) => !('d' in publicJwk)),
      'publishes a secret',
    );
  },
};

function decoded(text: string): string {
  return Buffer.from(text, 'base64url').toString('hex');
}

const NOW = 1_800_000_000_000;

const pushAnswer: FuzzTarget = {
  name: 'push-answer',
  form: 'json',
  seeds: [
    { status: 400, body: '{"err":"invalid_key","description":"x"}', after: '7' },
    { status: 503, body: '', after: 'Fri, 15 Jan 2027 08:00:00 GMT' },
    { status: 202, body: 'null', after: '' },
  ].map((each) => JSON.stringify(each)),
  words: ['{"err":"access_denied"}', '{"err":"toString"}', 'null', '1e999', '99999999999999999999'],
  check(text) {
    const { status, body, after } = { ...(jsonOf(text) as object) } as Record<string, unknown>;
    const answer = {
      status: typeof status === 'number' ? status : 400,
      body: typeof body === 'string' ? body : text,
      header: () => (typeof after === 'string' ? after : null),
    };
    const outcome = judgeAnswer(answer, {
      failures: 3,
      random: (n) => new Uint8Array(n),
      now: NOW,
    });
    if (outcome.kind !== 'failed') return;
    const { delaySeconds } = outcome;
    hold(delaySeconds >= 0 && delaySeconds <= 3_600, `waits ${delaySeconds} s`);
  },
};

/** Whether a refusal of an event has one of the documented codes. */
export function holdEventCode(refused: Refused): void {
  const { code } = refused.error as InvalidationError;
  hold(code.startsWith('ERR_EVENT_'), `refuses with ${code}`);
}

/** What the feed, the polls and the pushes bring, and who may bring it. */
export const INVALIDATION_TARGETS: readonly FuzzTarget[] = [
  ...[place, pollRequest, pollAnswer, subject, hookTokens],
  ...[bearer, issuers, signingKeys, pushAnswer],
];
