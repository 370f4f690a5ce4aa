import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hangUp, kidOf, type ReloadLine, reloadsOf } from '../rotation/hang-up.ts';
import { age } from '../rotation/key-folder.ts';
import { Shopper } from '../support/http-shopper.ts';
import { until } from '../support/known-shopper.ts';
import { type RunningStore, type Side, startStore } from '../support/running-store.ts';
import { createExampleRunner, type ExampleRun, type ExampleRunner } from './example-runner.ts';
import { type CodeBlock, codeBlocks, readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/keys.md');
const BLOCKS = codeBlocks(PAGE);
const [GENERATE, ...STEPS] = BLOCKS as [CodeBlock, ...CodeBlock[]];
const MINUTES_OF_A_MONTH = 30 * 1_440;
const MUG = { sku: '300172' };

/** How much time passes before a step, as the page says, and in which file of which side. */
const LATER: Readonly<Record<string, readonly [minutes: number, ...files: readonly string[]]>> = {
  'bridge-3-retire.sh': [10, 'shop/bridge.keys', 'checkout/bridge.keys'],
  'cookie-3-retire.sh': [MINUTES_OF_A_MONTH, 'shop/cookie.keys'],
  'signing-2-promote.sh': [10, 'checkout/signing-keys.json'],
  'signing-3-retire.sh': [10, 'checkout/signing-keys.json'],
};

/** Kids that a side names afterwards, by purpose. */
const KIDS: Readonly<
  Record<string, Readonly<Partial<Record<keyof NonNullable<ReloadLine['kids']>, number>>>>
> = {
  'bridge-1-add.sh': { bridge: 2 },
  'bridge-2-promote.sh': { bridge: 2 },
  'bridge-3-retire.sh': { bridge: 1 },
  'cookie-1-add.sh': { cookie: 2 },
  'cookie-2-promote.sh': { cookie: 2 },
  'cookie-3-retire.sh': { cookie: 1 },
  'signing-1-add.sh': { signing: 2 },
  'signing-2-promote.sh': { signing: 2 },
  'signing-3-retire.sh': { signing: 1 },
  'leaked-bridge.sh': { bridge: 1 },
  'leaked-cookie.sh': { cookie: 1 },
  'leaked-signing.sh': { signing: 1 },
  'reload-shop.sh': {},
  'reload-checkout.sh': {},
  'list.sh': {},
};

describe('the runbook of docs/keys.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-runbook-'));
  const places = { SHOP_KEYS: join(folder, 'shop'), CHECKOUT_KEYS: join(folder, 'checkout') };
  const runners: ExampleRunner[] = [];
  const shoppers: Shopper[] = [];
  let store: RunningStore;
  let runner: ExampleRunner;
  let walker: Shopper;

  beforeAll(async () => {
    for (const place of Object.values(places)) mkdirSync(place, { mode: 0o700 });
    expect(await openRunner(places).run(GENERATE)).toMatchObject({ code: 0, stdout: '' });
    store = await startStore({ sides: [] });
    for (const side of ['shopping', 'checkout'] as const) await store.start(side, toldTo(side));
    runner = openRunner({
      ...places,
      SHOP_PID: `${store.processOf('shopping')}`,
      CHECKOUT_PID: `${store.processOf('checkout')}`,
    });
    walker = newShopper();
    await walker.add('shopping', MUG, 2);
  });
  afterAll(async () => {
    await Promise.all(shoppers.map(({ browser }) => browser.close()));
    for (const each of runners) each.close();
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function openRunner(env: Readonly<Record<string, string>>): ExampleRunner {
    const opened = createExampleRunner(env);
    runners.push(opened);
    return opened;
  }

  function newShopper(): Shopper {
    const shopper = new Shopper(store);
    shoppers.push(shopper);
    return shopper;
  }

  /** The environment that the page gives a domain. */
  function toldTo(side: Side): Record<string, string> {
    const rows = tableRows(PAGE).filter(([domain]) => domain === side);
    const [, text = ''] = rows[0] ?? [];
    const place = (name: string): string => places[name as keyof typeof places];
    const pairs = text.split(' ').map((pair) => pair.replace(/\$(\w+)/, (_, name) => place(name)));
    return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  }

  /** Runs a block, and waits until every server that it signals has said what came of it. */
  async function follow(
    block: CodeBlock,
  ): Promise<{ run: ExampleRun; said: readonly ReloadLine[] }> {
    const told = (['shopping', 'checkout'] as const).filter((side) =>
      block.text.includes(side === 'shopping' ? '$SHOP_PID' : '$CHECKOUT_PID'),
    );
    const counts = told.map((side) => reloadsOf(store, side).length);
    const run = await runner.run(block);
    if (run.code === 0) {
      await until(() => told.every((side, i) => reloadsOf(store, side).length > (counts[i] ?? 0)));
    }
    return { run, said: told.flatMap((side) => reloadsOf(store, side).at(-1) ?? []) };
  }

  function secretsOfFiles(): readonly string[] {
    const files = Object.values(places).flatMap((place) =>
      readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8')),
    );
    return files.join('\n').match(/(?<="d": ?"|^[\w-]+:)[\w-]{43}/gm) ?? [];
  }

  const fetchLink = ({ browser }: Shopper, to: Side): Promise<string> =>
    browser.openUntil(`${store.origins[to]}/bridge/start`, '/bridge/accept');

  it.each(STEPS.map((block) => [block.label, block] as const))(
    'works as it stands, and nobody loses a cart: %s',
    async (label, block) => {
      const [minutes, ...files] = LATER[label] ?? [0];
      if (minutes > 0) {
        expect((await follow(block)).run).toMatchObject({ code: 1, stdout: '' });
        for (const file of files) age(join(folder, file), minutes);
      }
      const inFlight = newShopper();
      await inFlight.add('shopping', MUG, 3);
      const link = await fetchLink(inFlight, 'checkout');
      const secrets = secretsOfFiles();
      const { run, said } = await follow(block);
      expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
      for (const line of said) expect(line.msg).toBe('keys reloaded');
      for (const [purpose, count] of Object.entries(KIDS[label] ?? {})) {
        expect(said.map(({ kids }) => kids?.[purpose]?.length)).toEqual(said.map(() => count));
      }
      for (const secret of [...secrets, ...secretsOfFiles()]) {
        expect(run.stdout + store.output()).not.toContain(secret);
      }
      if (label === 'leaked-cookie.sh') return expectCartsOfTheOtherSide(inFlight);
      const { status, body } = await inFlight.browser.ask(link);
      if (label !== 'leaked-bridge.sh') expect(status).toBe(303);
      else expect([status, body]).toEqual([400, expect.stringContaining('Your cart is safe')]);
      await inFlight.cross('checkout');
      expect(await inFlight.cart('checkout')).toEqual({ [MUG.sku]: 3 });
      await walker.cross('checkout');
      await walker.cross('shopping');
      expect(await walker.cart('shopping')).toEqual({ [MUG.sku]: 2 });
    },
  );

  /** The guest's cart on the shop is gone, as the page says; what has crossed comes back. */
  async function expectCartsOfTheOtherSide(neverCrossed: Shopper): Promise<void> {
    expect(await neverCrossed.cart('shopping')).toEqual({});
    expect(await walker.cart('shopping')).toEqual({});
    await walker.cross('shopping');
    expect(await walker.cart('shopping')).toEqual({ [MUG.sku]: 2 });
  }

  it('lists what the servers name: the same kids, and the next step', async () => {
    const list = STEPS.find(({ label }) => label === 'list.sh') as CodeBlock;
    const { stdout } = (await follow(list)).run;
    const [kid = ''] = (await hangUp(store, 'shopping')).kids?.bridge ?? [];
    expect(stdout).toMatch(new RegExp(`^${kid}  seals since .*\nNext: nothing to do`));
    const token = new URL(await fetchLink(newShopper(), 'checkout')).searchParams.get('t') ?? '';
    expect(kidOf(token)).toBe(kid);
  });
});

describe('docs/keys.md', () => {
  it('has an expectation for every command, and no other blocks', () => {
    expect(STEPS.map(({ label }) => label).sort()).toEqual(Object.keys(KIDS).sort());
    expect(new Set(BLOCKS.map(({ language }) => language))).toEqual(new Set(['sh']));
    expect(GENERATE.label).toBe('generate.sh');
  });
});
