import { HOOK_TOKEN, type HookCaller, openHooks } from '../support/hook-caller.ts';
import {
  type RunningStore,
  type RunningStoreOptions,
  startStore,
} from '../support/running-store.ts';
import { type EventIssuerServer, startEventIssuer } from './event-issuer-server.ts';

/** A running store whose hooks are open, and that believes an identity provider. */
export interface HookedStore extends RunningStore {
  readonly hooks: HookCaller;
  readonly issuer: EventIssuerServer;
}

/** Starts one. */
export async function startHookedStore(options: RunningStoreOptions = {}): Promise<HookedStore> {
  const issuer = await startEventIssuer();
  const env = { HOOK_TOKEN, EVENT_ISSUERS: `${issuer.issuer}=${issuer.jwksUrl}`, ...options.env };
  const store = await startStore({ ...options, env });
  const hooks = openHooks(store);
  return {
    ...store,
    hooks,
    issuer,
    async close() {
      await hooks.close();
      await store.close();
      await issuer.close();
    },
  };
}
