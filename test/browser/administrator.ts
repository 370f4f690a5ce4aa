import type { Account } from '../support/http-shopper.ts';
import type { Shopper } from './shopper.ts';
import { signIn } from './signed-in.ts';
import { follow } from './steps.ts';

/** Somebody at the pages of the administration; each step ends on the page that it leads to. */
export interface Administrator {
  readonly shopper: Shopper;
  /** Finds a user by the e-mail address and opens the page about him. */
  find(email: string): Promise<void>;
  /** @param role As the list has it, e.g. “Wholesale customer”. */
  changeRole(email: string, role: string): Promise<void>;
  disable(email: string): Promise<void>;
  requireReset(email: string): Promise<void>;
  endSessions(email: string): Promise<void>;
  endEveryone(): Promise<void>;
}

/** Signs somebody in who has the role. */
export async function openAdmin(shopper: Shopper, account: Account): Promise<Administrator> {
  const { page, origins } = shopper;
  await signIn(shopper, account);

  const find = async (email: string): Promise<void> => {
    await page.goto(`${origins.checkout}/admin`);
    await page.getByLabel('Find a user', { exact: true }).fill(email);
    await follow(page.getByRole('button', { name: 'Find' }));
    await follow(page.getByRole('link', { name: email, exact: true }).first());
  };
  const act = async (email: string, label: string, fill?: () => Promise<unknown>) => {
    await find(email);
    await page.locator('summary', { hasText: label }).click();
    await fill?.();
    await follow(page.getByRole('button', { name: label, exact: true }));
  };
  return {
    shopper,
    find,
    changeRole: (email, role) =>
      act(email, 'Change the role', () =>
        page.getByLabel('Role', { exact: true }).selectOption({ label: role }),
      ),
    disable: (email) => act(email, 'Disable the account'),
    requireReset: (email) => act(email, 'Require a new password'),
    endSessions: (email) => act(email, 'Sign out on all devices'),
    async endEveryone() {
      await page.goto(`${origins.checkout}/admin/everyone`);
      await page.getByLabel('Reason', { exact: true }).fill('A drill');
      await page.getByLabel('Type EVERYONE to confirm', { exact: true }).fill('EVERYONE');
      await follow(page.getByRole('button', { name: 'Sign everybody out' }));
    },
  };
}
