import { createSeededRandom } from '../../support/seeded-random.ts';
import {
  isArgon2Hash,
  hasCost,
  OWASP_COST,
  createDummyHash,
} from '../../../checkout-domain/src/accounts/argon2-hash.ts';
import { parseResetToken } from '../../../checkout-domain/src/accounts/reset-token.ts';
import { parseEmail } from '../../../checkout-domain/src/accounts/user.ts';
import { parseMailUrl } from '../../../checkout-domain/src/mail/mail-url.ts';
import { parseIdempotencyKey } from '../../../checkout-domain/src/orders/idempotency-key.ts';
import { shownCart } from '../../../checkout-domain/src/routes/order-key.ts';
import { findPasswordProblems } from '../../../checkout-domain/src/accounts/password-rules.ts';
import { parseSessionId } from '../../../shared/src/session/session-id.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, holdSilence, Refused, tryParse } from '../engine/properties.ts';

const email: FuzzTarget = {
  name: 'email',
  form: 'text',
  seeds: [
    ...['ann@example.com', ' Ann@EXAMPLE.com ', "o'neil+x@sub.example", 'a@b', 'a..b@c', '"a"@b'],
    ...[`${'a'.repeat(64)}@b`, `a@${'b.'.repeat(120)}c`, 'a@-b', 'a@b\n', 'İ@b', 'K@b'],
  ],
  words: ['@', '.', '-', '\n', ' ', '\u212a', 'ſ'],
  check(input) {
    const parsed = parseEmail(input);
    if (parsed === null) return;
    hold(parseEmail(parsed) === parsed, 'has a second spelling');
    hold(/^[\x21-\x7e]{3,254}$/.test(parsed) && !/[\s,;<>"]/.test(parsed), 'is no address');
  },
};

const RESET = `rst_${'A'.repeat(43)}`;
const ORDER = `${'A'.repeat(22)}.${'0'.repeat(64)}`;
const SESSION = `ses_${'A'.repeat(43)}`;

const ids: FuzzTarget = {
  name: 'checkout-ids',
  form: 'text',
  seeds: [RESET, ORDER, SESSION, 'x'.repeat(255), `${RESET}\n`, `ses_${'A'.repeat(42)}B`, ''],
  words: ['rst_', 'ses_', RESET, ORDER, '\n'],
  check(text) {
    hold(parseResetToken(text) === null || /^rst_[\w-]{43}$/.test(text), 'takes no reset token');
    hold(!text.includes('\n') || parseResetToken(text) === null, 'takes a line break');
    const key = parseIdempotencyKey(text);
    hold(key === null || (key.length <= 255 && !/\s/.test(key)), 'takes a key that is none');
    hold(shownCart(text) === null || text.length === 87, 'takes an order key that is none');
    const session = parseSessionId(text);
    hold(session === null || session.length === SESSION.length, 'takes a session that is none');
  },
};

const mailUrl: FuzzTarget = {
  name: 'mail-url',
  form: 'text',
  seeds: [
    ...['smtp://mail.example:587', 'smtps://user:p%40ss@mail.example', 'smtp://', 'SMTP://a/'],
    ...['smtp://a/?logger=true', 'smtps://a#x', 'http://a', 'smtp:a', 'smtp://[::1]:25/'],
  ],
  words: ['smtp://', 'smtps://', '?', '#', '@', ':', '/', '%3f'],
  check(text) {
    const parsed = tryParse(TypeError, () => parseMailUrl(text));
    if (parsed instanceof Refused) return void holdSilence(parsed, text, 60);
    const { protocol, search, hash, hostname } = new URL(parsed);
    hold(['smtp:', 'smtps:'].includes(protocol) && hostname !== '', 'mails to nowhere');
    hold(search + hash === '', 'lets options through');
  },
};

const HASH = createDummyHash(OWASP_COST, createSeededRandom('hash'));

const hash: FuzzTarget = {
  name: 'password-hash',
  form: 'text',
  seeds: [HASH, HASH.replace('argon2id', 'argon2i'), HASH.replace('m=19456', 'm=8'), 'x', '$', ''],
  words: ['$', 'm=', 't=', 'p=', ',', 'v=19', '4294967296', '-1'],
  check(text) {
    hold(!hasCost(text, OWASP_COST) || isArgon2Hash(text), 'has a cost and is no hash');
  },
};

const password: FuzzTarget = {
  name: 'password',
  form: 'text',
  seeds: [
    'correct horse battery',
    'password1',
    'ann@example.com',
    '😀'.repeat(64),
    'x'.repeat(2_000),
  ],
  check(text) {
    const problems = findPasswordProblems(text, { email: 'ann@example.com' } as never);
    hold(
      problems.every((word) => word.length > 0 && word.length < 200),
      'has endless problems',
    );
    for (const problem of problems) hold(text.length < 12 || !problem.includes(text), 'repeats it');
  },
};

/** What checkout reads of people, forms and files. */
export const CHECKOUT_TARGETS: readonly FuzzTarget[] = [email, ids, mailUrl, hash, password];
