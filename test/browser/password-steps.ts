import type { Shopper } from './shopper.ts';
import { follow } from './steps.ts';

/** A change of one's own password. */
export interface PasswordStep {
  readonly current: string;
  readonly next: string;
  /** Whether this browser stays signed in. Default: no. */
  readonly keepCurrent?: boolean;
}

/** Changes the password on the page for it. */
export async function changePassword(
  { page, origins }: Shopper,
  { current, next, keepCurrent = false }: PasswordStep,
): Promise<void> {
  await page.goto(`${origins.checkout}/account/password`);
  await page.getByLabel('Current password', { exact: true }).fill(current);
  await page.getByLabel('New password', { exact: true }).fill(next);
  if (keepCurrent) await page.getByLabel('Keep me signed in on this device').check();
  await follow(page.getByRole('button', { name: 'Change password' }));
}
