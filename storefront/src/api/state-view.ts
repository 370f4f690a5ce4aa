import type { Session } from 'domain-bridge/session';
import { type Cart, type ShoppingState, viewCart } from 'domain-bridge/state';

/** The body of `/api/state` and of every write. */
export interface StateView {
  readonly session: { readonly state: Session['state'] };
  readonly cart: Pick<Cart, 'lines'>;
  readonly promotions: Cart['promotions'];
  readonly shipping: Cart['shipping'];
}

/** What an API caller sees of a shopper. */
export function stateView(session: Session, state: ShoppingState): StateView {
  const { lines, promotions, shipping } = viewCart(state);
  return { session: { state: session.state }, cart: { lines }, promotions, shipping };
}
