/** Door `domain-bridge/express`: the bridge in an Express app. Needs `express`. */
export { type Problem, RequestError } from './core/request-error.ts';
export { type Bridge, createBridge, type ExpressBridgeOptions } from './express/bridge.ts';
export { toProblem } from './express/problem.ts';
export {
  type ProblemHandlerOptions,
  problemHandler,
  wantsPage,
} from './express/problem-handler.ts';
export { ShopperRequest } from './express/shopper-request.ts';
export { refuseCrossOrigin } from './express/write-guard.ts';
