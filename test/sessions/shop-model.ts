import { type Cart, mergeCarts, newCart } from './cart-oracle.ts';
import { type Expected, HeardEnds, type ModelSession, type Request } from './session-oracle.ts';

/** What a token from checkout says. */
export interface ModelToken {
  readonly cart: Cart;
  /** Whose it is; `signed out` names the session that was. */
  readonly link:
    | { readonly kind: 'identity'; readonly session: ModelSession }
    | { readonly kind: 'signed out'; readonly sid: string }
    | null;
}

/** What the shop has to do, said in carts and sessions. */
export class ShopModel {
  readonly heard = new HeardEnds();
  isFresh = true;

  /** A page. */
  visit(request: Request): Expected {
    const cart = this.#becomeGuest(request);
    const { session } = request.place;
    const isShown = session && this.isFresh && !this.heard.endOf(session);
    return {
      state: isShown ? 'recognized' : 'anonymous',
      user: isShown ? session.user : null,
      cart,
    };
  }

  /** Changes the cart. */
  changeCart(request: Request, change: (cart: Cart) => Cart): Expected {
    const { place } = request;
    place.cart = change(this.#becomeGuest(request));
    return this.visit({ ...request, hasCart: true });
  }

  /** A token arrives; `isFirst` unless the same browser has brought it before. */
  accept(request: Request, { cart: arrived, link }: ModelToken, isFirst: boolean): void {
    const { place } = request;
    place.cart = this.#becomeGuest(request);
    if (link?.kind === 'signed out' && link.sid !== place.cart.endedSid) {
      place.session = null;
      place.cart = mergeCarts(newCart(link.sid), arrived);
    } else if (link?.kind === 'identity') {
      this.#follow(request, { session: link.session, arrived, isFirst });
    } else {
      place.cart = mergeCarts(place.cart, arrived);
    }
  }

  #follow(
    { place }: Request,
    { session, arrived, isFirst }: { session: ModelSession; arrived: Cart; isFirst: boolean },
  ): void {
    const end = this.heard.endOf(session);
    if (end === 'signed out' || session.sid === place.cart.endedSid) return;
    const present = place.session && !this.heard.endOf(place.session) ? place.session : null;
    const isOther = !end && present !== null && present.user !== session.user;
    if (isOther && !isFirst) return;
    place.cart = mergeCarts(isOther ? newCart() : place.cart, arrived);
    if (end) return;
    this.heard.hearCount(session.user, session.born);
    place.session = session;
  }

  #becomeGuest({ place, hasCart, lost }: Request): Cart {
    if (!hasCart) place.cart = newCart();
    const { session } = place;
    const end = session && this.heard.endOf(session);
    const mark = `${session?.sid} ${end}`;
    if (!session || !end || place.told === mark) return place.cart;
    const leaves = end === 'signed out' && place.cart.endedSid !== session.sid;
    const cart = leaves ? newCart(session.sid) : place.cart;
    if (!lost) {
      place.cart = cart;
      place.told = mark;
    }
    return cart;
  }
}
