import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { until } from '../support/known-shopper.ts';
import type { RunningStore } from '../support/running-store.ts';
import { seeHeader } from './page-view.ts';
import type { Shopper } from './shopper.ts';

/** Reads a page anew until it says what is waited for; the suite's own limit ends it where it never does. */
export async function reloadUntil(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await page.reload();
}

/** Goes to a page of the shop and reads it anew until it says this about the visitor. */
export async function untilVisitor(
  { page, origins }: Shopper,
  visitor: 'Guest' | 'Welcome back',
  path = '/',
): Promise<void> {
  await page.goto(`${origins.shopping}${path}`);
  await untilShown(page, visitor);
}

/**
 * Reads the page of the shop that is open anew until it says this about the visitor: on a busy machine it may have to
 * hear from checkout first.
 */
export async function untilShown(page: Page, visitor: 'Guest' | 'Welcome back'): Promise<void> {
  await reloadUntil(page, async () => (await seeHeader(page)).visitor.startsWith(visitor));
}

/**
 * Waits until the shop has read the feed of checkout to its end. A push to a plain-HTTP shop comes without
 * the reason, moments before the poll that brings it (docs/protocol.md).
 */
export async function untilShopKnows(store: RunningStore): Promise<void> {
  const happened = read(store, 'checkout', "SELECT max(id) FROM audit WHERE kind <> 'refused'");
  const known = () => read(store, 'shopping', 'SELECT max(seq) FROM peer_cursor');
  await until(() => known() >= happened);
}

function read({ dataDir }: RunningStore, side: string, question: string): number {
  const db = new Database(join(dataDir, `${side}.db`), { readonly: true });
  try {
    return Number(db.prepare(question).pluck().get() ?? 0);
  } finally {
    db.close();
  }
}
