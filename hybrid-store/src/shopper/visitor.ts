import type { RequestShopper, Shopper } from 'domain-bridge/slas';
import { SlasError } from 'domain-bridge/slas';
import { type Basket, EMPTY_BASKET } from '../basket/basket.ts';
import { readBasket } from '../basket/basket-calls.ts';
import { fieldsOf, textOf } from '../catalogue/json-fields.ts';

/** Who is looking at a page, and what is known of them. */
export interface Visitor {
  /** Null: SLAS cannot be reached, and this browser brought no token. */
  readonly shopper: Shopper | null;
  /** First name of somebody who has signed in; null for guests, and while SCAPI does not tell. */
  readonly firstName: string | null;
  /** Null: it cannot be read at the moment. */
  readonly basket: Basket | null;
  /** What the page has to say of it. */
  readonly trouble: 'unreachable' | 'credentials-changed' | null;
}

const CUSTOMERS = '/customer/shopper-customers/v1/organizations/{organizationId}/customers';
const UNREACHABLE: Visitor = {
  shopper: null,
  firstName: null,
  basket: null,
  trouble: 'unreachable',
};

/** Finds out who a page is for. Never throws a `SlasError`: a page is shown whatever SLAS and SCAPI do. */
export async function loadVisitor(request: RequestShopper): Promise<Visitor> {
  const shopper = await request.get();
  if (shopper === null) return UNREACHABLE;
  try {
    const firstName = await readFirstName(request, shopper);
    return { shopper, firstName, basket: await readBasket(request, shopper), trouble: null };
  } catch (error) {
    if (!(error instanceof SlasError)) throw error;
    return visitorAfter(error, request);
  }
}

/** The bridge has made a guest of somebody whose password was changed; a guest who was just made has no basket. */
async function visitorAfter({ code }: SlasError, request: RequestShopper): Promise<Visitor> {
  const shopper = await request.get();
  if (shopper?.kind === 'guest' && code === 'ERR_SLAS_CREDENTIALS_CHANGED') {
    return { shopper, firstName: null, basket: EMPTY_BASKET, trouble: 'credentials-changed' };
  }
  return { ...UNREACHABLE, shopper };
}

async function readFirstName(
  request: RequestShopper,
  { kind, customerId }: Shopper,
): Promise<string | null> {
  if (kind === 'guest') return null;
  const path = `${CUSTOMERS}/${encodeURIComponent(customerId)}`;
  const { body } = await request.scapi({ method: 'GET', path });
  return textOf(fieldsOf(body).firstName) || null;
}
