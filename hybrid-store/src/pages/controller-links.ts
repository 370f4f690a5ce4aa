/** Controllers that pages lead to, as SFRA names them. */
export type ControllerName =
  | 'Cart-Show'
  | 'Checkout-Begin'
  | 'Home-Show'
  | 'Login-Logout'
  | 'Login-Show';

/** The site whose controllers these are. */
export const SITE_ID = 'RefArch';

/** Path of a controller, e.g. `/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show`. */
export function controllerHref(name: ControllerName | 'DomainBridge-Session'): string {
  return `/on/demandware.store/Sites-${SITE_ID}-Site/en_US/${name}`;
}
