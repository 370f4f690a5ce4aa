import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AdminClient, createAdminClient } from 'domain-bridge/admin';
import { HOOK_SCOPES } from 'domain-bridge/invalidation';
import { EXIT } from '../../shared/src/cli/exit-code.ts';
import { createNodeFetch } from '../../shared/src/cli/node-fetch.ts';
import { Shopper } from '../support/http-shopper.ts';
import { type RunningStore, startStore } from '../support/running-store.ts';
import { compile } from './compiler.ts';
import {
  createExampleRunner,
  type ExampleRunner,
  missingProgram,
  RUN_LANGUAGES,
} from './example-runner.ts';
import { type CodeBlock, codeBlocks, readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/admin-tools.md');
const EXAMPLES = codeBlocks(PAGE).filter(({ language }) => RUN_LANGUAGES.includes(language));
const TOKEN = 'token-of-the-examples-0123456789';
const TESTER = 'token-of-the-tester-0123456789';
const SHOPPER = { email: 'shopper@example.com', password: 'the password of before' };

/** The answers that the page shows, by the example that gets them. */
const SHOWN_ANSWERS = new Map(
  codeBlocks(PAGE)
    .filter(({ language, label }) => language === 'json' && label !== '')
    .map(({ label, text }) => [label, text]),
);

/** What each example leaves in the audit trail, oldest first. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'make-credential.sh': [],
  'header.sh': [],
  'revoke.sh': ['sessions-revoked'],
  'set-role.sh': ['role-change'],
  'set-password.sh': ['password-change'],
  'disable.sh': ['account-disabled'],
  'enable.sh': [],
  'end-everyone.sh': ['everyone'],
  'audit.sh': [],
  'admin-client.ts': ['sessions-revoked'],
  'plain-fetch.js': ['sessions-revoked'],
  'revoke.py': ['sessions-revoked'],
  'commands.sh': [
    'sessions-revoked',
    'role-change',
    'password-change',
    'account-disabled',
    'account-enabled',
    'everyone',
  ],
  'diagnosis.sh': [],
  'machine-readable.sh': ['sessions-revoked'],
  'sql.sh': ['role-change', 'account-disabled', 'account-enabled'],
  'other-system.ts': ['sessions-revoked'],
};

/** Where a program is missing, its examples are skipped, and say so. */
function itWith(example: CodeBlock) {
  const missing = missingProgram(example);
  if (missing === null) return it;
  process.stderr.write(`skipped ${example.label}: there is no ${missing}\n`);
  return it.skip;
}

describe('the examples of docs/admin-tools.md', () => {
  let store: RunningStore;
  let runner: ExampleRunner;
  let tester: AdminClient;
  let lastId = 0;

  beforeAll(async () => {
    const all = HOOK_SCOPES.join('+');
    const scopes = all.replace('+events+admin', '');
    // Node and Python find no names below localhost, wherever the system does not.
    store = await startStore({
      checkoutHost: 'localhost',
      env: { HOOK_TOKENS: `examples:${scopes}:${TOKEN},tester:${all}:${TESTER}` },
    });
    const certificate = `${store.dataDir}/certificate.pem`;
    const { checkout: checkoutUrl, shopping } = store.origins;
    runner = createExampleRunner({
      CHECKOUT_ORIGIN: checkoutUrl,
      SHOPPING_ORIGIN: shopping,
      DOMAIN_BRIDGE_TOKEN: TOKEN,
      DATA_DIR: store.dataDir,
      CURL_CA_BUNDLE: certificate,
      NODE_EXTRA_CA_CERTS: certificate,
      SSL_CERT_FILE: certificate,
    });
    const fetch = createNodeFetch(store.certificate());
    tester = createAdminClient({ checkoutUrl, token: TESTER, fetch });
  });
  afterAll(async () => {
    runner.close();
    await store.close();
  });

  /** Everybody finds the same user: a customer who may sign in, and has. */
  beforeEach(async () => {
    const subId = { format: 'email', email: SHOPPER.email } as const;
    await tester.setRole({ subId, role: 'customer' });
    await tester.setDisabled({ subId, disabled: false });
    await tester.setPassword({ subId, password: SHOPPER.password });
    const [newest] = await tester.audit({ limit: 1 });
    lastId = newest?.id ?? 0;
  });

  async function signIn(): Promise<Shopper> {
    const shopper = new Shopper(store);
    await shopper.signIn(SHOPPER);
    return shopper;
  }

  async function entriesSince() {
    const entries = await tester.audit({ after: lastId, limit: 200 });
    return entries.map(({ reason, actor }) => ({ reason, actor }));
  }

  for (const example of EXAMPLES) {
    itWith(example)(`work as they stand: ${example.label}`, async () => {
      const shopper = await signIn();
      const { code, stdout, stderr } = await runner.run(example);
      expect({ code, stderr: code === 0 ? '' : `${stderr}${stdout}` }).toEqual({
        code: 0,
        stderr: '',
      });
      const expected = LEFT[example.label] ?? [];
      const entries = await entriesSince();
      expect(entries.map(({ reason }) => reason)).toEqual(expected);
      const by = example.label === 'sql.sh' ? 'sql' : 'hook:examples';
      expect(entries.every(({ actor }) => actor.startsWith(by))).toBe(true);
      const { status } = await shopper.send('checkout', 'GET', '/api/account');
      expect(status).toBe(expected.length > 0 ? 401 : 200);
    });
  }

  for (const example of EXAMPLES.filter(({ label }) => SHOWN_ANSWERS.has(label))) {
    itWith(example)(`answer as shown: ${example.label}`, async () => {
      const shown = JSON.parse(SHOWN_ANSWERS.get(example.label) ?? '');
      const { stdout } = await runner.run(example);
      expect(JSON.parse(stdout)).toEqual({
        ...shown,
        epoch: expect.any(Number),
        // How fast the shop answers is not for this test to say.
        peers: { shopping: expect.stringMatching(/^(acked|pending)$/) },
      });
    });
  }
});

describe('docs/admin-tools.md', () => {
  it('has an expectation for every example, and no other', () => {
    expect(EXAMPLES.map(({ label }) => label).sort()).toEqual(Object.keys(LEFT).sort());
  });

  it('has blocks that are not run only where nothing can be: set-up and answers', () => {
    const others = codeBlocks(PAGE).filter(({ language }) => !RUN_LANGUAGES.includes(language));
    expect(new Set(others.map(({ language }) => language))).toEqual(new Set(['json', 'console']));
    const ofJson = ({ language }: CodeBlock) => language === 'json';
    for (const { text } of others.filter(ofJson)) expect(() => JSON.parse(text)).not.toThrow();
  });

  it('has TypeScript that compiles with the settings of the project', () => {
    const files = EXAMPLES.filter(({ language }) => language === 'ts');
    expect(compile(Object.fromEntries(files.map(({ label, text }) => [label, text])))).toBe('');
  });

  it('lists the exit codes that there are', () => {
    const codes = rowsBelow('exit code').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });

  it('lists the scopes that there are', () => {
    const named = rowsBelow('you want to').map(([, , scope = '']) => /\w+/.exec(scope)?.[0]);
    expect([...named, 'admin'].sort()).toEqual([...HOOK_SCOPES].sort());
  });

  it('lists the codes of hooks.openapi.json, each with its status', () => {
    const listed = rowsBelow('status').map(([status, code]) => `${status} ${code}`);
    expect(listed.sort()).toEqual([...codesOfApi()].sort());
  });
});

/** The rows of the table whose first heading this is. */
function rowsBelow(heading: string): string[][] {
  const rows = tableRows(PAGE);
  const start = rows.findIndex(([cell]) => cell === heading);
  const columns = rows[start]?.length;
  const below = rows.slice(start + 1);
  const end = below.findIndex((row) => row.length !== columns || isHeading(row));
  return end < 0 ? below : below.slice(0, end);
}

function isHeading([cell = '']: readonly string[]): boolean {
  return ['you want to', 'exit code', 'event of CAEP 1.0', 'status'].includes(cell);
}

/** Every problem that the description of the hooks knows, but for our own failure. */
function codesOfApi(): Set<string> {
  const { components } = JSON.parse(readPage('docs/hooks.openapi.json'));
  const examples = Object.values(components.responses).flatMap((response) => {
    const { content = {} } = response as {
      content?: Record<
        string,
        { examples: Record<string, { value: { status: number; code: string } }> }
      >;
    };
    return Object.values(content['application/problem+json']?.examples ?? {});
  });
  const codes = examples.map(({ value }) => `${value.status} ${value.code}`);
  return new Set(codes.filter((code) => code !== '500 internal_error'));
}
