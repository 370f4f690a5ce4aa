import type { RequestShopper, Shopper } from 'domain-bridge/slas';
import { SlasError } from 'domain-bridge/slas';
import { type Basket, parseBaskets } from './basket.ts';

const BASKETS = '/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets';
const CUSTOMERS = '/customer/shopper-customers/v1/organizations/{organizationId}/customers';

/** What goes into a basket. */
export interface Addition {
  readonly productId: string;
  /** Pieces, 1 or more. */
  readonly quantity: number;
}

/** Reads the shopper's basket. @throws {SlasError} */
export async function readBasket(
  request: RequestShopper,
  { customerId }: Pick<Shopper, 'customerId'>,
): Promise<Basket> {
  const path = `${CUSTOMERS}/${encodeURIComponent(customerId)}/baskets`;
  return parseBaskets((await request.scapi({ method: 'GET', path })).body);
}

/** Adds to the shopper's basket; makes one where there is none. @throws {SlasError} */
export async function addToBasket(
  request: RequestShopper,
  shopper: Pick<Shopper, 'customerId'>,
  addition: Addition,
): Promise<void> {
  const { basketId } = await readBasket(request, shopper);
  if (basketId !== null) return addItems(request, basketId, addition);
  try {
    await request.scapi({ method: 'POST', path: BASKETS, body: { productItems: [addition] } });
  } catch (error) {
    if (!(error instanceof SlasError) || error.code !== 'ERR_SLAS_REFUSED') throw error;
    // A second tab may have made the one basket that a shopper can have.
    const { basketId: made } = await readBasket(request, shopper);
    if (made === null) throw error;
    await addItems(request, made, addition);
  }
}

async function addItems(
  request: RequestShopper,
  basketId: string,
  addition: Addition,
): Promise<void> {
  const path = `${BASKETS}/${encodeURIComponent(basketId)}/items`;
  await request.scapi({ method: 'POST', path, body: [addition] });
}
