import { readAuditPage } from '../../../shared/src/admin/audit-page.ts';
import { checkCallOptions, checkToken } from '../../../shared/src/admin/call-options.ts';
import { parseCheckoutAddress } from '../../../shared/src/admin/checkout-address.ts';
import { AdminError } from '../../../shared/src/admin/errors.ts';
import { readEffect } from '../../../shared/src/admin/hook-answer.ts';
import { safeJson, safeText } from '../../../shared/src/cli/safe-text.ts';
import { UsageError } from '../../../shared/src/cli/usage-error.ts';
import { parseUser, parseUserId } from '../../../shared/src/cli/user-argument.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, holdSilence, Refused, tryParse } from '../engine/properties.ts';

const ENTRY = {
  ...{ id: 1, kind: 'change', at: 1_800_000_000_000, actor: 'hook:ci', initiating_entity: 'admin' },
  ...{ reason: 'role-change', note: null, txn: 'x', sub: 'usr_x', sid: null, old_epoch: 1 },
  ...{ new_epoch: 2, acknowledgements: [{ peer: 'shopping', after_milliseconds: 3 }] },
};

const answer: FuzzTarget = {
  name: 'hook-answer',
  form: 'json',
  seeds: [
    { entries: [ENTRY] },
    { epoch: 7, peers: { shopping: 'acked' } },
    { code: 'forbidden', detail: 'x' },
  ].map((each) => JSON.stringify(each)),
  words: ['acked', 'pending', 'entries', 'peers'],
  check(text) {
    for (const [status, type] of STATUSES) {
      const headers = new Headers({ 'content-type': type, 'retry-after': '9' });
      tryParse(AdminError, () => readEffect({ status, headers, text }));
      const page = tryParse(AdminError, () => readAuditPage({ status, headers, text }));
      if (!(page instanceof Refused))
        hold(
          page.every(({ id }) => Number.isInteger(id)),
          'no id',
        );
    }
  },
};

const STATUSES = [
  [200, 'application/json'],
  [403, 'application/problem+json'],
  [502, 'text/html'],
] as const;

const address: FuzzTarget = {
  name: 'checkout-address',
  form: 'text',
  seeds: ['https://checkout.example', 'http://localhost:8443', 'http://127.0.0.1', 'http://a.test'],
  words: ['http://', 'https://', 'localhost', '127.0.0.1', '[::1]', '@', '%00'],
  check(text) {
    const parsed = tryParse(TypeError, () => parseCheckoutAddress(text));
    if (parsed instanceof Refused) return void holdSilence(parsed, text, 30);
    const { secure, hostname } = parsed;
    const isLocal = /(?:^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
    hold(secure || isLocal, 'sends a credential over an open wire');
  },
};

const argument: FuzzTarget = {
  name: 'user-argument',
  form: 'text',
  seeds: ['a@example.com', 'id:usr_x', 'iss:https://issuer.test#sub', 'iss:#', 'x y@z', '@'],
  words: ['id:', 'iss:', '#', '@', ' '],
  check(text) {
    const user = tryParse(UsageError, () => parseUser(text));
    if (user instanceof Refused) holdSilence(user, text, 30);
    tryParse(UsageError, () => parseUserId(text));
    const isHeld = tryParse(TypeError, () => checkToken(text));
    hold(isHeld instanceof Refused || /^[\x21-\x7e]+$/.test(text), 'takes what no header can hold');
    tryParse(TypeError, () => checkCallOptions({ idempotencyKey: text }));
  },
};

const shown: FuzzTarget = {
  name: 'shown-text',
  form: 'text',
  seeds: ['plain', '\u001b[2J', '\u202etxt.exe', '\u2028', '\ud800', '\u009b31m', '\u{e0001}'],
  words: ['\u001b', '\u0007', '\u200b', '\u2066', '\ud83d', '\r'],
  check(text) {
    for (const safe of [safeText(text), safeJson(text), safeJson({ [text]: [text] })]) {
      hold(!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(safe), 'shows what a terminal obeys');
    }
    hold(JSON.parse(safeJson(text)) === text, 'is another text when it is read again');
  },
};

/** What the admin client and the command line take in. */
export const ADMIN_TARGETS: readonly FuzzTarget[] = [answer, address, argument, shown];
