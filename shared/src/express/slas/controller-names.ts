/** Names of the controllers that the bridge has to know, as they stand at the end of their paths. */
export interface ControllerNames {
  /** The form is posted here to sign in. Default: `Account-Login`, of SFRA. */
  readonly signIn: string;
  /** The form is posted here to make an account. Default: `Account-SubmitRegistration`. */
  readonly registration: string;
  /** Signs out. Default: `Login-Logout`. */
  readonly signOut: string;
  /** Page with the form, shown again when signing in fails, with `error=<code>`. Default: `Login-Show`. */
  readonly signInPage: string;
  /** Page after signing in. Default: `Account-Show`. */
  readonly afterSignIn: string;
  /** Page after signing in on the way to the checkout, which SFRA says by `rurl=2`. Default: `Checkout-Begin`. */
  readonly afterSignInAtCheckout: string;
}

/** The names of the Storefront Reference Architecture. */
export const SFRA_CONTROLLERS: ControllerNames = {
  signIn: 'Account-Login',
  registration: 'Account-SubmitRegistration',
  signOut: 'Login-Logout',
  signInPage: 'Login-Show',
  afterSignIn: 'Account-Show',
  afterSignInAtCheckout: 'Checkout-Begin',
};

/**
 * What requests beside a page ask for. They come before the page's cookies have arrived: a session of their own would
 * make a second guest of the shopper. The list is that of plugin_slas.
 */
const BESIDE_PAGES =
  /^(?:__Analytics(?:-\w+)?|__SYSTEM|ConsentTracking-(?:Check|GetContent|SetConsent|SetSession))(?:-|$)/;

/** Name of the controller that a path leads to, e.g. `Cart-Show`; null for a path that ends in none. */
export function controllerNameOf(path: string): string | null {
  const { last } = splitPath(path);
  return /^\w+(?:-\w+)+$/.test(last) ? last : null;
}

/** Whether a path is asked for beside a page, rather than as one. */
export function standsBesidePages(path: string): boolean {
  return path.split('/').some((segment) => BESIDE_PAGES.test(segment));
}

/** The path of another controller of the same site and locale. */
export function siblingPath(path: string, name: string): string {
  return `${splitPath(path).before}${name}`;
}

/** The last segment and what stands before it. Slashes behind it lead to the same controller. */
function splitPath(path: string): { readonly before: string; readonly last: string } {
  const segments = path.split('/');
  while (segments.length > 1 && segments.at(-1) === '') segments.pop();
  const last = segments.pop() ?? '';
  return { before: `${segments.join('/')}/`, last };
}
