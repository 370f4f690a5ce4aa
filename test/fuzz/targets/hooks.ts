import { isClientError } from './requests.ts';
import {
  canonicalJson,
  fieldsOf,
  readJsonBody,
} from '../../../shared/src/express/hooks/json-body.ts';
import { readIdempotencyKey } from '../../../shared/src/express/hooks/idempotency.ts';
import { readWait } from '../../../shared/src/express/hooks/wait-preference.ts';
import { isFetchedAhead, isNavigation } from '../../../shared/src/express/navigation.ts';
import { checkOwnWrite } from '../../../shared/src/express/write-guard.ts';
import { parseOrigin } from '../../../shared/src/core/origin.ts';
import { RequestError } from '../../../shared/src/core/request-error.ts';
import { parseHookTokens } from '../../../shared/src/invalidation/hook-tokens.ts';
import { bytesOf, type FuzzTarget, inputOf } from '../engine/fuzz-target.ts';
import { hold, Refused, tryParse } from '../engine/properties.ts';
import { requestOf, runHandler } from './requests.ts';

const [, parseBody] = readJsonBody();
const [credential] = parseHookTokens('ci:revoke:abcdefghijklmnopqrstuvwx');

/** Runs in JSON's own form, so that changes of members are found; bytes that are no UTF-8 come from splices. */
const jsonBody: FuzzTarget = {
  name: 'hook-body',
  form: 'json',
  seeds: [
    { sub_id: { format: 'email', email: 'a@example.com' }, role: 'wholesale' },
    { reason: 'x', sub_id: { format: 'opaque', id: 'usr_x' }, disabled: true, n: 1 },
    {},
  ].map((each) => JSON.stringify(each)),
  words: [
    '{"a":1,"a":2}',
    '123456789012345678901234567890',
    '-0',
    '1e400',
    '"\\ud800"',
    '9007199254740993',
  ],
  check(text) {
    const req = requestOf({ body: bytesOf(inputOf(Buffer.from(text))) });
    const refused = runHandler(RequestError, parseBody, req);
    if (refused) return void hold(isClientError(refused), `refuses with ${String(refused.error)}`);
    const fields = fieldsOf(req);
    hold(Object.getPrototypeOf(fields) === null, 'has members that nobody sent');
    const canonical = canonicalJson(fields);
    hold(canonicalJson(JSON.parse(canonical)) === canonical, 'has a second spelling');
    readIdempotencyKey(
      requestOf({ headers: { 'idempotency-key': 'k' } }),
      { credential } as never,
      fields,
    );
  },
};

const prefer: FuzzTarget = {
  name: 'prefer',
  form: 'text',
  seeds: [
    'wait=2',
    'respond-async, wait="10"; x',
    'wait=999999999',
    'wait = 5',
    'wait=-1',
    'WAIT=1',
  ],
  words: ['wait=', '"', ';', ','],
  check(header) {
    const seconds = readWait(header);
    hold(seconds === null || (seconds >= 0 && seconds <= 10), 'waits longer than it may');
  },
};

const repetition: FuzzTarget = {
  name: 'idempotency-key',
  form: 'text',
  seeds: ['k', 'x'.repeat(255), 'x'.repeat(256), 'a, b', '"k"', ''],
  check(key) {
    const req = requestOf({ headers: { 'idempotency-key': key } });
    const read = tryParse(RequestError, () => readIdempotencyKey(req, { credential } as never, {}));
    if (read instanceof Refused) return void hold(isClientError(read), 'is no fault of the caller');
    hold(/^[\x21-\x7e]{1,255}$/.test(read?.key ?? 'x'), 'takes a key that no header can hold');
  },
};

const OWN = parseOrigin('https://checkout.test');

const writeHeaders: FuzzTarget = {
  name: 'write-headers',
  form: 'json',
  seeds: [
    { 'sec-fetch-site': 'same-origin', origin: OWN.href },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
    { 'content-type': 'application/json', 'content-length': '2' },
    { purpose: 'prefetch', accept: 'text/html', 'sec-fetch-dest': 'document' },
    { accept: 'image/avif,*/*;q=0.8', 'x-moz': 'prefetch' },
  ].map((each) => JSON.stringify(each)),
  words: [
    'same-origin',
    'none',
    'null',
    OWN.href,
    'text/html',
    'application/json; charset=x',
    'POST',
  ],
  check(text) {
    const headers = headersIn(text);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const req = requestOf({ headers, method });
      const allowed = tryParse(RequestError, () => checkOwnWrite(req, OWN));
      const { origin = OWN.href, 'sec-fetch-site': site = 'none' } = headers;
      const isOwn = origin === OWN.href && ['none', 'same-origin'].includes(site);
      hold(isOwn || allowed instanceof Refused, 'lets another site write');
    }
    isFetchedAhead(requestOf({ headers }));
    isNavigation(requestOf({ headers }));
  },
};

/** Headers as Node hands them on: lower-case names, texts. */
function headersIn(text: string): Record<string, string> {
  try {
    const all = Object.entries(JSON.parse(text) ?? {}).filter(([name]) => name !== '__proto__');
    return Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), `${value}`]));
  } catch {
    return {};
  }
}

/** What hooks and writes read of a request. */
export const HOOK_TARGETS: readonly FuzzTarget[] = [jsonBody, prefer, repetition, writeHeaders];
