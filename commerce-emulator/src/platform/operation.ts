/** Which part of the platform is called. */
export type Service = 'slas' | 'ocapi' | 'scapi' | 'controllers';

/** What a request calls, by a name that holds no id of anybody. */
export interface Operation {
  readonly service: Service;
  /**
   * `authorize`, `token`, `session-bridge/token`, `sessions`, `customers/auth`, `baskets/{id}/items`,
   * `baskets/actions/merge`, `Cart-Show`, …: the path below the organization, ids left out.
   */
  readonly name: string;
  /** Whether a browser comes here for a page, rather than a storefront for an answer. */
  readonly isPage: boolean;
}

const SLAS = /^\/shopper\/auth\/v1\/organizations\/[^/]+\/oauth2\/(.+)$/;
const OCAPI = /^(?:\/s\/[^/]+)?\/dw\/shop\/v[^/]+\/(.+)$/;
const SCAPI = /^\/[a-z-]+\/[a-z-]+\/v\d+\/organizations\/[^/]+\/(.+)$/;
const CONTROLLER = /^\/on\/demandware\.store\/[^/]+\/[^/]+\/([^/]+)$/;

/** Words of SCAPI paths; what stands between them is an id. */
const RESOURCES = new Set(
  'baskets items actions merge customers login password products product-search merge-basket'.split(
    ' ',
  ),
);

/** Controllers that render a page or answer a form; the others are called by a bridge. */
const PAGE_GROUPS = /^(?:Home|Search|Product|Cart|Checkout|CheckoutServices|Login|Account|Order)-/;

/** What a path calls; null for pages of the emulator's own and its controls. */
export function operationOf(path: string): Operation | null {
  const slas = SLAS.exec(path)?.[1];
  if (slas !== undefined) return { service: 'slas', name: slas, isPage: false };
  const ocapi = OCAPI.exec(path)?.[1];
  if (ocapi !== undefined) return { service: 'ocapi', name: ocapi, isPage: false };
  const controller = CONTROLLER.exec(path)?.[1];
  if (controller !== undefined) {
    return { service: 'controllers', name: controller, isPage: PAGE_GROUPS.test(controller) };
  }
  const scapi = SCAPI.exec(path)?.[1];
  return scapi === undefined ? null : { service: 'scapi', name: withoutIds(scapi), isPage: false };
}

function withoutIds(path: string): string {
  return path
    .split('/')
    .map((part) => (RESOURCES.has(part) ? part : '{id}'))
    .join('/');
}
