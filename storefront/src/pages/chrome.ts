/** Which of the two domains is speaking; the secure one shows a lock. */
export type Site = 'shopping' | 'checkout';

/** What the shop knows of the person (design §2). `authenticated` exists on checkout alone. */
export type Visitor = 'anonymous' | 'recognized' | 'authenticated';

/** Ready-made addresses for header and footer. They may be bridge links or absolute. */
export interface ChromeLinks {
  /** The product list. */
  readonly shop: string;
  /** The cart page of the shopping domain. */
  readonly cart: string;
  /** The checkout page; from shopping this crosses to the secure domain. */
  readonly checkout: string;
  /** The sign-in form, on the secure domain. */
  readonly signIn: string;
  /** The registration form, on the secure domain. */
  readonly register: string;
  /** The account page, on the secure domain. */
  readonly account: string;
}

/** One sentence about what just happened, announced to screen readers. */
export interface Notice {
  /** Colour and icon; `error` is announced at once, the others politely. */
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  /** Plain text; it is escaped. */
  readonly text: string;
  /** Where to go on to: one of the header's links, under words of its own. */
  readonly link?: { readonly to: keyof ChromeLinks; readonly label: string };
}

/** What the header's navigation and search box show. Shopping domain only. */
export interface Browse {
  /** Category names, in the order of the navigation. */
  readonly categories: readonly string[];
  /** The category being looked at, exactly as in `categories`. */
  readonly category?: string;
  /** What was searched for, to stay in the search box. */
  readonly text?: string;
}

/** Everything around the content of a page: header, navigation, notice, footer. */
export interface Chrome {
  /** The domain that renders the page. */
  readonly site: Site;
  /** Title of this page, without the shop's name. */
  readonly title: string;
  /** Decides what the header says about the visitor. */
  readonly visitor: Visitor;
  /** Shown to an authenticated visitor on checkout only, whatever else is passed. */
  readonly userEmail?: string;
  /** Number of pieces in the cart. */
  readonly cartCount: number;
  /** Where header and footer lead. */
  readonly links: ChromeLinks;
  /** Action of the sign-out form (POST); given on checkout, for everybody but anonymous visitors. */
  readonly signOut?: { readonly action: string };
  /** Shown at the top of the content. */
  readonly notice?: Notice;
  /** Local path of this page, for the `return` fields of forms and for marking the current link. */
  readonly path: string;
  /** Category navigation and search text of the shopping domain. Default: no navigation. */
  readonly browse?: Browse;
}

/**
 * The address to show, or `null`: shopping never shows one, even if it is handed over by mistake,
 * because nothing personal may appear before sign-in (design §2).
 */
export function shownEmail(chrome: Chrome): string | null {
  const mayShow = chrome.site === 'checkout' && chrome.visitor === 'authenticated';
  return mayShow ? (chrome.userEmail ?? null) : null;
}
