import { type Request, type Response, Router } from 'express';
import type { Accepted } from '../flows/accept.ts';
import { bridgeLink } from '../flows/bridge-link.ts';
import { type BridgeModes, ENCRYPTED } from '../flows/bridge-modes.ts';
import type { BridgeOptions } from '../flows/bridge-options.ts';
import { createParts } from '../flows/create-parts.ts';
import type { LocalCart } from '../flows/local-cart.ts';
import { type BridgeParts, peerOriginOf } from '../flows/parts.ts';
import { readSignedState, type SignedState } from '../flows/signed-state.ts';
import type { PlainCart } from '../state/reconcile.ts';
import type { Cart } from '../state/view.ts';
import { createBridgeRouter } from './bridge-router.ts';
import { createParkedRouter } from './parked-router.ts';
import { sendPlainPage } from './plain-page.ts';
import { type ProblemHandlerOptions, problemHandler } from './problem-handler.ts';
import { ShopperRequest } from './shopper-request.ts';

/** Options of the Express bridge. */
export interface ExpressBridgeOptions extends Omit<BridgeOptions, 'modes'> {
  /**
   * `signed`: tokens can be read on the way, see docs/protocol.md §4.2. `off`: links lead straight across and nothing
   * goes along. Default: `encrypted`.
   */
  readonly mode?: 'encrypted' | 'signed' | 'off' | BridgeModes;
  /** The cart of this request, for a store that keeps its own. Goes with `writeCart`. */
  readonly readCart?: (req: Request) => PlainCart | Promise<PlainCart>;
  /** Replaces the cart of this request by what a hand-off made of it. */
  readonly writeCart?: (req: Request, res: Response, cart: Cart) => void | Promise<void>;
  /** Is told how each acceptance went; for the log. */
  readonly onAccept?: (accepted: Accepted, req: Request) => void;
  /**
   * How refused hand-offs are answered. Default: a plain page with a way back to browsers, RFC 9457 to
   * programs. `pass-on` leaves them to the error handler of the app, e.g. `problemHandler`.
   */
  readonly problems?: ProblemHandlerOptions | 'pass-on';
}

/** One domain's end of the bridge. */
export interface Bridge {
  /** Serves `/bridge/*`. Mount it at the root: `app.use(bridge.router)`. */
  readonly router: Router;
  /** The framework-free parts, for flows of your own. */
  readonly parts: BridgeParts;
  /** The shopper behind a request; the same object for the whole request. */
  shopper(req: Request, res: Response): ShopperRequest;
  /**
   * A URL that takes the shopper along; unchanged when it stays on this domain or the bridge is off.
   * @throws {HandoffError} `ERR_HANDOFF_FOREIGN_ORIGIN` when it leads to neither domain.
   */
  bridgeLink(url: string): string;
  /** Origin of the other domain, so that nobody has to parse a URL for it. */
  peerOrigin(): string;
  /** Reads a signed token that came to this domain, for a customisation; see the flow `readSignedState`. */
  readSignedState(token: string): Promise<SignedState>;
}

/**
 * Makes one domain's end of the bridge.
 *
 * @throws {TypeError} | {RangeError} When the options do not fit together; at start, not at the first request.
 */
export function createBridge(options: ExpressBridgeOptions): Bridge {
  const { readCart, writeCart, mode = 'encrypted', onAccept = () => {} } = options;
  const { problems = { renderPage: sendPlainPage } } = options;
  if (Boolean(readCart) !== Boolean(writeCart)) {
    throw new TypeError('"readCart" and "writeCart" go together');
  }
  const parts = createParts({ ...options, modes: modesOf(mode) });
  const shoppers = new WeakMap<Request, ShopperRequest>();
  const shopper = (req: Request, res: Response): ShopperRequest => {
    const known = shoppers.get(req) ?? new ShopperRequest(parts, req, res);
    shoppers.set(req, known);
    return known;
  };
  const cart = (req: Request, res: Response): LocalCart | undefined =>
    readCart && writeCart
      ? { read: () => readCart(req), write: (merged) => writeCart(req, res, merged) }
      : undefined;
  const enabled = mode !== 'off';
  const router = Router();
  if (enabled) router.use(createParkedRouter(parts));
  router.use('/bridge', createBridgeRouter({ parts, enabled, shopper, cart, onAccept }));
  if (problems !== 'pass-on') router.use('/bridge', problemHandler(problems));
  return {
    router,
    parts,
    shopper,
    bridgeLink: (url) => {
      const bridged = bridgeLink(parts, url);
      return enabled ? bridged : url;
    },
    peerOrigin: () => peerOriginOf(parts).href,
    readSignedState: (token) => readSignedState(parts, token),
  };
}

function modesOf(mode: NonNullable<ExpressBridgeOptions['mode']>): BridgeModes {
  if (typeof mode === 'object') return mode;
  if (mode === 'signed') return { toCheckout: 'signed', toShopping: 'signed' };
  if (mode === 'encrypted' || mode === 'off') return ENCRYPTED;
  throw new TypeError('"mode" expected "encrypted", "signed", "off" or one for each direction');
}
