/** Controllers of the site that a request or a page can name, as SFRA calls them. */
export type ControllerName =
  | 'Account-Login'
  | 'Account-SubmitRegistration'
  | 'Cart-AddProduct'
  | 'Cart-Show'
  | 'Cart-UpdateQuantity'
  | 'Checkout-Begin'
  | 'DomainBridge-Session'
  | 'Home-Show'
  | 'Login-Logout'
  | 'Login-Show'
  | 'Product-Show';

/** Makes the path of a controller, with its query. */
export type ControllerUrl = (
  name: ControllerName,
  query?: Readonly<Record<string, string>>,
) => string;

/** Where the controllers of a site are, e.g. `/on/demandware.store/Sites-RefArch-Site/en_US`. */
export function controllerBase(siteId: string): string {
  return `/on/demandware.store/Sites-${siteId}-Site/en_US`;
}

/** Where static files of a site are. */
export function staticBase(siteId: string): string {
  return `/on/demandware.static/Sites-${siteId}-Site/-/default`;
}

/** The URLs of one site. */
export function createControllerUrl(siteId: string): ControllerUrl {
  const base = controllerBase(siteId);
  return (name, query = {}) => {
    const parameters = new URLSearchParams(query).toString();
    return parameters === '' ? `${base}/${name}` : `${base}/${name}?${parameters}`;
  };
}
