import { createHash } from 'node:crypto';
import { CookieJar } from '../../../shared/src/core/cookie.ts';
import { crossingLabels } from '../../../shared/src/crypto/direction.ts';
import { createSealer } from '../../../shared/src/crypto/sealer.ts';
import {
  encodeClaims,
  type HandoffClaims,
  parseClaims,
} from '../../../shared/src/handoff/claims.ts';
import { HandoffError } from '../../../shared/src/handoff/errors.ts';
import { parseReturnHandle } from '../../../shared/src/handoff/return-handle.ts';
import { safeReturnPath } from '../../../shared/src/handoff/return-path.ts';
import { openToken, sealToken } from '../../../shared/src/handoff/token.ts';
import {
  clearFlows,
  holdsVerifier,
  parseChallenge,
  parseFlowId,
  startFlow,
} from '../../../shared/src/handoff/verifier.ts';
import { encodeState } from '../../../shared/src/state/encode.ts';
import { rich } from '../../support/encoded-state.ts';
import { PAIR } from '../../support/peer-calls.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { testKeyring } from '../../support/store-pair.ts';
import { bytesOf, type FuzzTarget, inputOf } from '../engine/fuzz-target.ts';
import { hold, holdEqual, Refused, tryParse } from '../engine/properties.ts';

const random = createSeededRandom('handoff');
const VERIFIER = new Uint8Array(32).fill(9);
const FLOW = 'oKGio6SlpqeoqaqrA'.slice(0, 16);
const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 1_800_000_000,
  flow: FLOW,
  challenge: createHash('sha256').update(VERIFIER).digest(),
  returnPath: '/checkout',
  state: encodeState(rich),
  link: null,
};
const LINKED: readonly HandoffClaims[] = [
  CLAIMS,
  { ...CLAIMS, link: { kind: 'identity', entity: 'sub_x', sid: 'sid_x', epoch: 7 } },
  { ...CLAIMS, link: { kind: 'signed-out', sid: 'sid_x' } },
  { ...CLAIMS, returnHandle: Buffer.alloc(16, 2).toString('base64url') },
  { ...CLAIMS, state: { ref: Buffer.alloc(16, 3).toString('base64url') } },
];
const ring = {
  keyring: testKeyring('b1', 'b2'),
  labels: crossingLabels('handoff', 'to-checkout', PAIR),
};
const sealer = createSealer({ ...ring, random });
/** Each with a nonce of its own that stays: a token that is kept is one of these, or a forgery. */
const TOKENS = LINKED.map((each, i) => {
  return sealToken(each, createSealer({ ...ring, random: createSeededRandom(`token ${i}`) }));
});
const GENUINE = new Set(TOKENS);

const claims: FuzzTarget = {
  name: 'handoff-claims',
  form: 'cbor',
  seeds: LINKED.map((each) => inputOf(encodeClaims(each))),
  check(input) {
    const parsed = tryParse(HandoffError, () => parseClaims(bytesOf(input)));
    if (parsed instanceof Refused) return;
    const again = encodeClaims(parsed);
    holdEqual(
      encodeClaims(parseClaims(again)),
      again,
      'says another thing when it is sealed again',
    );
  },
};

const token: FuzzTarget = {
  name: 'handoff-token',
  form: 'text',
  sealsSeeds: true,
  seeds: [...TOKENS, '', 'A', 'A'.repeat(6_001), 'eyJhbGciOiJub25lIn0.e30.'],
  words: ['AQJiMQ', 'AQJiMg', '.', '='],
  check(text) {
    const opened = tryParse(HandoffError, () => openToken(text, sealer));
    hold(opened instanceof Refused || GENUINE.has(text), 'opens though nobody sealed it');
  },
};

const PATHS = { fallback: '/checkout', allowed: ['/account', '/products/*'] };

const returnPath: FuzzTarget = {
  name: 'return-path',
  form: 'text',
  seeds: [
    ...['/account', '/products/mug?size=L', '/products/../admin', '//evil.test', '/\\evil.test'],
    ...[
      '/products/%2e%2e/x',
      '/products/a%2fb',
      '/products/%252e',
      '/products/a/./b',
      'https://evil.test/account',
      '/account#x',
    ],
    ...['/account?a=\'"<>', '/account?next=//evil.test', '/products/é', '/products/\tx'],
  ],
  words: ['/account', '/products/', '//', '/../', '%2f', '%5c', '\\', '@', '?', '#', ';'],
  check(path) {
    const safe = safeReturnPath(path, PATHS);
    const url = new URL(safe, 'https://checkout.test');
    hold(url.origin === 'https://checkout.test', 'leads to another origin');
    hold(safe.length <= 3 * 512, 'grows without bounds');
    const { pathname } = url;
    const known = pathname === '/checkout' || pathname === '/account';
    hold(known || pathname.startsWith('/products/'), 'leads to a path that is not allowed');
    hold(!/%(?:2[ef5]|5c|[01].|7f)/i.test(pathname), 'means another path to another server');
    hold(/^[\x21-\x7e]+$/.test(safe), 'holds what no header takes');
    hold(safe.length > 512 || safeReturnPath(safe, PATHS) === safe, 'has a second spelling');
  },
};

const flow: FuzzTarget = {
  name: 'flow',
  form: 'text',
  seeds: [FLOW, 'A'.repeat(43), 'A'.repeat(22), `${'A'.repeat(42)}B`, '../../../../etc/', ''],
  words: ['A'.repeat(16), 'A'.repeat(43)],
  check(text) {
    hold(parseFlowId(text) === null || /^[\w-]{16}$/.test(text), 'takes a flow that is none');
    const challenge = parseChallenge(text);
    if (challenge) {
      hold(Buffer.from(challenge).toString('base64url') === text, 'has a second spelling');
    }
    const handle = parseReturnHandle(text);
    hold(handle === null || /^[\w-]{22}$/.test(handle), 'takes a handle that is none');
  },
};

const NAME = `__Host-bridge-flow-${FLOW}`;
const VALUE = `1800000000.${Buffer.from(VERIFIER).toString('base64url')}`;

const verifier: FuzzTarget = {
  name: 'verifier-cookie',
  form: 'text',
  seeds: [
    `${NAME}=${VALUE}`,
    `${NAME}=${VALUE}; ${NAME}=x`,
    [0, 1, 2, 3, 4, 5, 6].map((i) => `__Host-bridge-flow-AAAAAAAAAAAAAAA${i}=${i}.x`).join('; '),
    '__Host-bridge-flow-=1; __Host-bridge-flow-\u0001=2',
  ],
  words: [NAME, VALUE, 'bridge-flow-', '; ', '.', '1e999'],
  check(header) {
    const jar = new CookieJar(header, true);
    if (holdsVerifier(jar, CLAIMS)) {
      hold(header.includes(VALUE.split('.')[1] as string), 'holds what it was not given');
    }
    startFlow(jar, random, () => 1_800_000_000_000);
    const names = jar.namesWithPrefix('bridge-flow-');
    const left = names.filter((name) => parseFlowId(name.slice(12)) && jar.get(name) !== null);
    hold(left.length <= 5, 'keeps more flows than five');
    clearFlows(jar);
    holdEqual(holdsVerifier(jar, CLAIMS), false, 'holds a flow that was cleared');
    for (const line of jar.toHeaders()) {
      hold(
        /^__Host-bridge-flow-[\w-]{16}=[\w.-]*; Max-Age=\d+; Path=\//.test(line),
        'sends another cookie',
      );
    }
  },
};

/** What reads the crossing itself. */
export const HANDOFF_TARGETS: readonly FuzzTarget[] = [claims, token, returnPath, flow, verifier];
