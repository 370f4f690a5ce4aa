import { addOwnPart, type Cart, isSameCart, mergeCarts, newCart } from './cart-oracle.ts';
import { CheckoutEnds, type ModelAccount } from './checkout-ends.ts';
import {
  type Expected,
  type ModelEnd,
  type ModelPlace,
  type ModelSession,
  type Request,
  visitSession,
} from './session-oracle.ts';

/** What checkout has to do, said in carts and sessions. */
export class CheckoutModel {
  readonly ends: CheckoutEnds;
  readonly #accounts = new Map<string, ModelAccount>();

  /** @param places What each browser has from checkout. */
  constructor(places: readonly ModelPlace[], users: readonly string[]) {
    for (const user of users) this.#accounts.set(user, { cart: newCart(), version: 0 });
    this.ends = new CheckoutEnds(places, users, (user) => this.#account(user));
  }

  /** A page, or what comes before anything else that needs the cart. */
  visit(request: Request): Expected {
    const { place, hasCart, lost, now } = request;
    if (!hasCart) place.cart = newCart();
    const { session } = place;
    const state = visitSession(session, now);
    if (!session || state === 'anonymous') {
      return { state: 'anonymous', user: null, cart: this.#becomeGuest(request) };
    }
    const { user } = session;
    if (state === 'authenticated') return { state, user, cart: this.#absorb(user, place.cart) };
    const cart = mergeCarts(place.cart, this.#account(user).cart);
    if (hasCart || !lost) place.cart = cart;
    return { state, user, cart };
  }

  /** Changes the cart that a visit shows. */
  changeCart(request: Request, change: (cart: Cart) => Cart): Expected {
    const { state, user } = this.visit(request);
    const { place } = request;
    if (state === 'authenticated' && user !== null) {
      return { state, user, cart: this.#change(user, change) };
    }
    place.cart = change(place.cart);
    return { state, user, cart: place.cart };
  }

  /** Signs in under `sid`. */
  signIn(request: Request, user: string, sid: string): void {
    const { place, hasCart, now } = request;
    if (!hasCart) place.cart = newCart();
    const before = place.session;
    const isKnown = visitSession(before, now) !== 'anonymous';
    if (before?.end?.kind === 'signed out') this.#becomeGuest(request);
    if (before && isKnown && before.user !== user) {
      const earlier = this.#account(before.user).cart;
      this.#change(user, (account) => addOwnPart(account, place.cart, earlier));
      place.cart = newCart();
    } else {
      this.#absorb(user, place.cart);
    }
    const born = this.ends.countOf(user);
    place.session = { user, sid, born, signedInAt: now, seenAt: now, end: null };
  }

  /** Signs out, perhaps everywhere. A guest stays as he is. */
  signOut({ place, hasCart, lost, now }: Request, everywhere: boolean): void {
    const { session } = place;
    if (!session || (session.end && place.told === markOf(session.sid, session.end))) return;
    if (!hasCart) place.cart = newCart();
    const state = visitSession(session, now);
    if (state === 'authenticated') this.#absorb(session.user, place.cart);
    if (state !== 'anonymous') this.ends.signOut(session);
    if (state !== 'anonymous' && everywhere) this.ends.revoke(session.user);
    if (lost) return;
    place.session = null;
    place.cart = newCart(session.sid);
  }

  /** Changes the password of whoever is there, and goes on with a fresh session under `sid`. */
  changePassword({ place, lost, now }: Request, sid: string): void {
    const before = place.session;
    if (!before) return;
    const isFresh = visitSession(before, now) === 'authenticated';
    this.ends.revoke(before.user);
    if (!isFresh || lost) return;
    const born = this.ends.countOf(before.user);
    place.session = { ...before, sid, born, seenAt: now, end: null };
  }

  #becomeGuest({ place, hasCart, lost }: Request): Cart {
    const { session, cart: carried } = place;
    if (!session?.end) return carried;
    const mark = markOf(session.sid, session.end);
    if (place.told === mark) return carried;
    const cart = this.#guestCart(carried, session, session.end);
    // Where there is a state already, the store keeps what becomes of it also if the answer is lost.
    if (!lost || (hasCart && session.end.kind !== 'signed out')) place.cart = cart;
    if (!lost) place.told = mark;
    return cart;
  }

  #guestCart(carried: Cart, { user, sid }: ModelSession, end: ModelEnd): Cart {
    if (end.kind === 'signed out') return carried.endedSid === sid ? carried : newCart(sid);
    const account = this.#account(user);
    const left = end.kind === 'ended' ? end.cart : account.cart;
    const isThere = end.kind === 'ended' || end.version === account.version;
    return { ...(isThere ? mergeCarts(carried, left) : carried), endedSid: null };
  }

  #absorb(user: string, carried: Cart): Cart {
    return this.#change(user, (account) => mergeCarts(account, carried));
  }

  #change(user: string, change: (cart: Cart) => Cart): Cart {
    const { cart: before, version } = this.#account(user);
    const cart = change(before);
    const isSame = isSameCart(cart, before);
    this.#accounts.set(user, { cart, version: isSame ? version : version + 1 });
    return cart;
  }

  #account(user: string): ModelAccount {
    const account = this.#accounts.get(user);
    if (!account) throw new Error('the model knows no such user');
    return account;
  }
}

function markOf(sid: string, { kind }: ModelEnd): string {
  return `${sid} ${kind === 'signed out' ? 'left' : 'kept'}`;
}
