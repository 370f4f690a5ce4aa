import type { CallService } from './service-call.ts';
import type { PluginSettings } from './settings.ts';

/** Takes the basket of the guest along to the account. */
export interface BasketService {
  merge(accessToken: string): Promise<void>;
}

/** @param origin Where SCAPI is. */
export function createBasketService(
  call: CallService,
  { organizationId, siteId }: PluginSettings,
  origin: string,
): BasketService {
  const baskets = `${origin}/checkout/shopper-baskets/v1/organizations/${organizationId}/baskets`;
  return {
    async merge(accessToken) {
      await call({
        method: 'POST',
        url: `${baskets}/actions/merge`,
        query: {
          siteId,
          createDestinationBasket: 'true',
          productItemMergeMode: 'sum_quantities',
        },
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        expects: null,
      });
    },
  };
}
