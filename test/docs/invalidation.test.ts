import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { LEASE_SECONDS, POLL_HOLD_SECONDS } from '../../shared/src/invalidation/constants.ts';
import { parsePollAnswer } from '../../shared/src/invalidation/poll-answer.ts';
import { parsePollRequest } from '../../shared/src/invalidation/poll-request.ts';
import { signEvent } from '../../shared/src/invalidation/security-event.ts';
import {
  generateSigningKeys,
  parseSigningKeys,
} from '../../shared/src/invalidation/signing-keys.ts';
import { codeBlocks, readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/invalidation.md');
const NAMES = [...named('I', 26), ...named('F', 21)];
const OPEN = ['F16', 'F17'];

/** The targets of the benches, in the order of the page, and the bench that measures each. */
const TARGETS: readonly (readonly [target: string, bench: string])[] = [
  ['ending costs the same for 1, 1,000 and 100,000 sessions, within 1.5 ×', 'end-sessions'],
  ['ending all sessions of a user, durable, median at most 300 µs', 'end-sessions'],
  ['at least 500 × less than deleting the 100,000 rows', 'end-sessions'],
  ['the validity check adds at most 2 µs to a session read', 'end-sessions'],
  ['p99 under 250 ms over 1000 changes', 'propagation'],
  ['pushes blocked: never later than the lease of 10 s', 'propagation'],
  ['no way between the servers at all: never later than the lease of 10 s', 'propagation'],
];

/** A line of the table of what is proven. */
interface Proof {
  readonly name: string;
  readonly file: string;
  readonly title: string;
}

const PROOFS: readonly Proof[] = tableRows(PAGE)
  .filter(([name = '']) => /^[IF]\d+$/.test(name))
  .map(([name = '', , file = '', title = '']) => ({ name, file, title }));
const PROVEN = PROOFS.filter(({ file }) => file !== 'open');

function named(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}

/** A file of this repository; null when it is not there. */
function readSource(path: string): string | null {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

describe('the table of what is proven in docs/invalidation.md', () => {
  it('lists I1 to I26 and F1 to F21, in this order', () => {
    const listed = PROOFS.map(({ name }) => name);
    expect(listed.filter((name, i) => name !== listed[i - 1])).toEqual(NAMES);
  });

  it('says of F16 and F17 alone that they are open', () => {
    const open = PROOFS.filter(({ file }) => file === 'open').map(({ name }) => name);
    expect(open).toEqual(OPEN);
    expect(PAGE).toContain(
      'What concerns PostgreSQL and Redis alone is open: F16, F17, and of I18',
    );
  });

  it.each(PROVEN)('names a test that is there: $name, $title', ({ file, title }) => {
    expect(readSource(file)).toContain(title);
  });

  it.each(NAMES.filter((name) => !OPEN.includes(name)))('leads to a test that says %s', (name) => {
    const files = PROVEN.filter((proof) => proof.name === name).map(({ file }) => file);
    const says = files.filter((file) => new RegExp(`\\b${name}\\b`).test(readSource(file) ?? ''));
    expect(says).not.toEqual([]);
  });
});

describe('the figures of docs/invalidation.md', () => {
  const rows = tableRows(PAGE.slice(PAGE.indexOf('## 11.'), PAGE.indexOf('## 12.'))).slice(1);

  it('are measured against the targets, each by its bench', () => {
    const stated = rows.map(([target, , bench]) => [target, bench]);
    expect(stated).toEqual(TARGETS.map(([target, bench]) => [target, `bench/${bench}.ts`]));
  });

  it('are there, with a unit', () => {
    for (const [, measured] of rows) expect(measured).toMatch(/^−?\d[\d.]* (×|µs|ms)( at most)?$/);
  });

  it.each(TARGETS)('have a target that the bench judges by: %s', (target, bench) => {
    const source = readSource(`bench/${bench}.ts`) ?? '';
    const numbers = { TARGET_MILLISECONDS: '250', CHANGES: '1000', LEASE_SECONDS: '10' };
    const texts = Object.entries(numbers).reduce(
      (text, [name, value]) => text.replaceAll(`\${${name}}`, value),
      source,
    );
    expect(texts).toContain(target);
  });
});

/** The two JSON documents of the block that has `text` in it. */
function shownPair(text: string): readonly [Record<string, unknown>, Record<string, unknown>] {
  const block = codeBlocks(PAGE).find((each) => each.text.includes(text))?.text ?? '';
  const [first = '', second = ''] = block.split(/(?<=^\})\n(?=\{)|(?<= \})\n(?=\{)/m);
  return [JSON.parse(first), JSON.parse(second)];
}

describe('what docs/invalidation.md shows of the wire', () => {
  const incarnation = '5f0c1d0e6a7b4c3d8e9fa0b1c2d3e4f5';

  it('is the event that the package makes, member by member', async () => {
    const keys = await parseSigningKeys(await generateSigningKeys());
    const clock = () => 1_795_200_000_123;
    const entry = {
      kind: 'subject',
      seq: 42,
      at: clock(),
      reason: 'password-change',
      initiatingEntity: 'user',
      txn: '9b1f30c5d1a24e0c8a5f0d9e7c6b5a49',
      subject: 'usr_1',
      epoch: clock(),
    } as const;
    const parties = {
      issuer: 'https://checkout.example',
      audience: 'http://shop.example',
      stream: 'shopping',
    };
    const pairwise = () => 'sub_<pseudonym>';
    const options = { parties, incarnation, pairwise, withReason: true };
    const jwt = await signEvent(entry, options, { keys, clock });
    const header = { ...decodeProtectedHeader(jwt), kid: '<RFC 7638 thumbprint>' };
    expect(shownPair('"sub_id"')).toEqual([header, decodeJwt(jwt)]);
  });

  it('is a poll that the package takes, and an answer', () => {
    const chain = 'A'.repeat(43);
    const withChain = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll('<chain>', chain));
    const [request, answer] = shownPair('"highest_epoch"').map(withChain);
    expect(parsePollRequest(request)).toMatchObject({
      maxEvents: 500,
      returnImmediately: false,
      cursor: { incarnation, seq: 41, chain },
      highestEpoch: 1_795_200_000_100,
      holdSeconds: POLL_HOLD_SECONDS,
    });
    const received = { status: 200, header: () => null, body: JSON.stringify(answer) };
    expect(parsePollAnswer(received)).toMatchObject({ cursor: { incarnation, seq: 42, chain } });
  });

  it('has the times of the package', () => {
    expect(PAGE).toContain(`\`LEASE_SECONDS\`, ${LEASE_SECONDS} by default`);
    expect(PAGE).toContain(`held up to ${POLL_HOLD_SECONDS} s`);
  });
});
