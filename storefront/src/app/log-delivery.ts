import type { DeliveryWatch } from 'domain-bridge/invalidation';
import type { Logger } from '../server.ts';

/** Writes down how the delivery of events does, in words that name neither subject nor event content. */
export function logDelivery(log: Logger): DeliveryWatch {
  return {
    onFailure: (reason) => log.warn({ reason }, 'delivery of events fails'),
    onRecovery: () => log.info('delivery of events works again'),
    onAlarm: (reason, event) => log.error({ reason, event }, 'delivery of events needs a look'),
  };
}
