/** Door `domain-bridge/express`: the bridge in an Express app. Needs `express`. */
export { type Problem, RequestError } from './core/request-error.ts';
export { type Bridge, createBridge, type ExpressBridgeOptions } from './express/bridge.ts';
export { HOOKS_PATH } from './express/hooks/hook-route.ts';
export {
  createHooksRouter,
  type HookLimits,
  type HooksRouterOptions,
} from './express/hooks/hooks-router.ts';
export { toProblem } from './express/problem.ts';
export {
  type ProblemHandlerOptions,
  problemHandler,
  wantsPage,
} from './express/problem-handler.ts';
export { type BodyOptions, readBody } from './express/request-body.ts';
export { createSettledRouter, type SettledRouterOptions } from './express/settled-router.ts';
export { ShopperRequest } from './express/shopper-request.ts';
export type { PeerGuardOptions } from './express/ssf/peer-guard.ts';
export { createReceiverRouter, type ReceiverRouterOptions } from './express/ssf/receiver-router.ts';
export {
  createTransmitterRouter,
  type TransmitterRouterOptions,
} from './express/ssf/transmitter-router.ts';
export { refuseCrossOrigin } from './express/write-guard.ts';
