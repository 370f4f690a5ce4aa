import type { FuzzTarget } from './engine/fuzz-target.ts';
import { ADMIN_TARGETS } from './targets/admin.ts';
import { CHECKOUT_TARGETS } from './targets/checkout.ts';
import { CORE } from './targets/core.ts';
import { EVENT_TARGETS } from './targets/events.ts';
import { HANDOFF_TARGETS } from './targets/handoff.ts';
import { HOOK_TARGETS } from './targets/hooks.ts';
import { INVALIDATION_TARGETS } from './targets/invalidation.ts';
import { PEER_TARGETS } from './targets/peer.ts';
import { SEALED_TARGETS } from './targets/sealed.ts';
import { SIGNED_TARGETS } from './targets/signed.ts';
import { SLAS_TARGETS } from './targets/slas.ts';
import { STATE_TARGETS } from './targets/state.ts';
import { STOREFRONT_TARGETS } from './targets/storefront.ts';

/** Every parser that takes something from outside. A new one gets its place in one of these lists. */
export const TARGETS: readonly FuzzTarget[] = [
  ...CORE,
  ...SEALED_TARGETS,
  ...STATE_TARGETS,
  ...HANDOFF_TARGETS,
  ...SIGNED_TARGETS,
  ...PEER_TARGETS,
  ...INVALIDATION_TARGETS,
  ...EVENT_TARGETS,
  ...HOOK_TARGETS,
  ...SLAS_TARGETS,
  ...ADMIN_TARGETS,
  ...STOREFRONT_TARGETS,
  ...CHECKOUT_TARGETS,
];
