/** A SLAS client, as its administrator registers it. */
export interface Client {
  /** UUID in practice, at most 40 characters. */
  readonly id: string;
  /** Set for a private client; a public one proves itself by PKCE alone. */
  readonly secret: string | null;
  /** Exact URIs beside those on this machine. */
  readonly redirectUris: readonly string[];
  /** Whether any `http(s)` URI on `localhost`, `*.localhost` or `127.0.0.1` may be redirected to. */
  readonly loopbackRedirects: boolean;
  /** Ids of the sites it may act for. */
  readonly channels: readonly string[];
  /** Scopes of its tokens. `sfcc.session_bridge` allows the session bridge. */
  readonly scopes: readonly string[];
  /** Shorter than the platform's refresh lifetimes, in seconds. */
  readonly refreshSeconds?: { readonly guest: number; readonly registered: number };
}

/** The clients of an organization. */
export interface Clients {
  find(id: string): Client | null;
  /** Adds one, or takes the place of the one with its id. */
  add(client: Client): void;
  all(): readonly Client[];
  reset(): void;
}

/** The public client of an untouched emulator. */
export const PUBLIC_CLIENT_ID = 'c9c45bfd-0ed3-4aa2-9971-40f88962b836';
/** The private client of an untouched emulator. */
export const PRIVATE_CLIENT_ID = '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11';
/** Its secret, which protects nothing: it is printed in the documentation. */
export const PRIVATE_CLIENT_SECRET = 'emulator-secret';

/** Real scope names, as many as bring an access token to its real size of about 2,250 characters. */
const SCOPES = [
  'sfcc.shopper-baskets-orders.rw',
  'sfcc.shopper-categories',
  'sfcc.shopper-context.rw',
  'sfcc.shopper-customers.login',
  'sfcc.shopper-customers.register',
  'sfcc.shopper-discovery-search',
  'sfcc.shopper-experience',
  'sfcc.shopper-gift-certificates',
  'sfcc.shopper-myaccount.addresses',
  'sfcc.shopper-myaccount.addresses.rw',
  'sfcc.shopper-myaccount.baskets',
  'sfcc.shopper-myaccount.orders',
  'sfcc.shopper-myaccount.paymentinstruments',
  'sfcc.shopper-myaccount.paymentinstruments.rw',
  'sfcc.shopper-myaccount.productlists',
  'sfcc.shopper-myaccount.productlists.rw',
  'sfcc.shopper-myaccount.rw',
  'sfcc.shopper-product-search',
  'sfcc.shopper-productlists',
  'sfcc.shopper-products',
  'sfcc.shopper-promotions',
  'sfcc.shopper-seo',
  'sfcc.shopper-stores',
  'sfcc.session_bridge',
  'sfcc.ts_ext_on_behalf_of',
  'sfcc.pwdless_login',
  'sfcc.shopper-consents.rw',
  'sfcc.shopper-configurations',
  'sfcc.shopper-payments.rw',
  'sfcc.shopper-availability',
  'sfcc.shopper-custom_objects',
  'sfcc.orders.rw',
  'c_loyalty_r',
  'c_delivery_dates_r',
  'c_store_locator_r',
  'c_wishlist_share_rw',
  'c_back_in_stock_rw',
  'c_storefront_r',
];

/** The clients of an untouched emulator, for one site. */
export function createClients(siteId: string): Clients {
  const shared = { redirectUris: [], loopbackRedirects: true, channels: [siteId], scopes: SCOPES };
  const first: readonly Client[] = [
    { id: PUBLIC_CLIENT_ID, secret: null, ...shared },
    { id: PRIVATE_CLIENT_ID, secret: PRIVATE_CLIENT_SECRET, ...shared },
  ];
  const known = new Map<string, Client>();
  const clients: Clients = {
    find: (id) => known.get(id) ?? null,
    add(client) {
      known.set(client.id, client);
    },
    all: () => [...known.values()],
    reset() {
      known.clear();
      for (const client of first) clients.add(client);
    },
  };
  clients.reset();
  return clients;
}
