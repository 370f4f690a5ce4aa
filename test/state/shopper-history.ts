import { STATE_COOKIE } from '../../shared/src/state/state-cookie.ts';
import type { Change } from './causal-history.ts';
import type { ModelBrowser } from './model-browser.ts';
import { ModelShopper } from './model-shopper.ts';
import { ACCOUNT, ModelWorld } from './model-world.ts';
import { type Action, type Scope, toWish } from './shopper-action.ts';
import type { SplitStore } from './split-store.ts';

const BROWSERS = 3;

/**
 * Lets a history take place on `split`; the oracle looks at every cart on the way.
 *
 * @throws {Error} When a cart is wrong, or a dot was used twice.
 */
export async function playHistory(split: SplitStore, history: readonly Action[]): Promise<void> {
  const world = new ModelWorld(split, BROWSERS);
  await split.parts.checkout.epochs?.raise(ACCOUNT, 1);
  const signOuts = new Set<Set<Change>>();
  const shoppers = world.browsers.map((browser) => new ModelShopper(world, browser, signOuts));
  const lostRows = new Set<string>();
  for (const action of history) {
    if (action.kind === 'lose rows') {
      // Once per domain: see `BrowserReplica`; what was lost twice nobody can tell apart.
      if (!lostRows.has(action.role)) split.states[action.role].loseBrowserRows();
      lostRows.add(action.role);
      world.trustCookiesOnly();
    } else if (!(await tamper(world, action))) {
      await shop(shoppers[action.browser] as ModelShopper, action);
    }
  }
}

async function shop(shopper: ModelShopper, action: Action): Promise<void> {
  switch (action.kind) {
    case 'look':
      return shopper.look(action.role, action.lost);
    case 'change':
      return shopper.change(action.role, toWish(action.wish), action.lost);
    case 'at once':
      return shopper.changeAtOnce(action.role, action.wishes.map(toWish), new Set(action.lost));
    case 'cross':
      return shopper.cross(action.to, action.lost);
    case 'sign in':
      return shopper.signIn(action.lost);
    case 'sign out':
      return shopper.signOut(action.lost);
    case 'order':
      return shopper.order();
  }
}

async function tamper(world: ModelWorld, action: Action): Promise<boolean> {
  const browser = world.browsers[action.browser] as ModelBrowser;
  switch (action.kind) {
    case 'forget':
      browser.forget(action.role, within(action.scope));
      return true;
    case 'restore':
      world.share(browser, action.role);
      browser.restore(action.role, action.age, within(action.scope));
      world.share(browser, action.role);
      return true;
    case 'copy': {
      const target = world.browsers[action.into] as ModelBrowser;
      world.share(browser, action.role);
      target.take(action.role, browser.cookies(action.role), within(action.scope));
      return true;
    }
    case 'wait':
      world.split.clock.advance(action.seconds);
      if (action.seconds < 0) world.trustNoClock();
      return true;
    case 'sweep':
      await world.split.states.shopping.sweep(world.now());
      await world.split.states.checkout.sweep(world.now());
      return true;
    default:
      return false;
  }
}

function within(scope: Scope): (name: string) => boolean {
  return (name) => scope === 'all' || name === STATE_COOKIE;
}
