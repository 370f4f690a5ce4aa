/** Door `domain-bridge/slas`: one shopper behind a SLAS token and a `dwsid` session of Salesforce B2C Commerce. */
export { type HybridProxyOptions, hybridProxy } from './express/slas/hybrid-proxy.ts';
export { RequestShopper } from './express/slas/request-shopper.ts';
export { SFRA_CONTROLLERS, type ControllerNames } from './express/slas/controller-names.ts';
export {
  type ControllersOptions,
  slasBridge,
  type SlasBridgeOptions,
} from './express/slas/slas-bridge.ts';
export type { BridgeNews } from './slas/bridge-parts.ts';
export type { ControllerVerdict, ControllerVisit } from './slas/controller-visit.ts';
export { SlasError, type SlasErrorCode } from './slas/errors.ts';
export type { Flight, FlightStore } from './slas/flight-store.ts';
export {
  type EcdnMrtRules,
  type EcdnOptions,
  toCloudflare,
  toEcdnRules,
} from './slas/hybrid-cloudflare.ts';
export { type NginxOptions, toNginx } from './slas/hybrid-nginx.ts';
export {
  createHybridRoutes,
  DEFAULT_HYBRID_RULES,
  type HybridRoutes,
  type HybridRoutesOptions,
  type HybridRule,
  type HybridSide,
} from './slas/hybrid-routes.ts';
export type { KeptShopper, KeptShopperStore } from './slas/kept-shopper-store.ts';
export {
  createOcapiClient,
  type CustomerAuth,
  type OcapiClient,
  type OcapiClientOptions,
  type OcapiCustomer,
} from './slas/ocapi-client.ts';
export {
  type BrowserAnswer,
  type CallName,
  type Impossible,
  type Plan,
  planFor,
  type SessionSource,
} from './slas/plan.ts';
export { type BridgeCookie, cookiesOf, type PlanCookies } from './slas/plan-cookies.ts';
export type { Credentials } from './slas/run-plan.ts';
export {
  createScapiClient,
  type CustomerProfile,
  type MergeOutcome,
  type ScapiAnswer,
  type ScapiClient,
  type ScapiClientOptions,
  type ScapiRequest,
} from './slas/scapi-client.ts';
export type { Shopper } from './slas/shopper.ts';
export {
  type BridgedRequest,
  createShopperBridge,
  type ShopperBridge,
  type ShopperBridgeOptions,
  type VisitRequest,
} from './slas/shopper-bridge.ts';
export type { ShopperClaims } from './slas/shopper-claims.ts';
export type {
  ControllerSession,
  PlatformCookie,
  ShopperKind,
  ShopperPair,
  ShopperTokens,
} from './slas/shopper-pair.ts';
export { decodeShopperToken } from './slas/shopper-token.ts';
export type { ShopperVisit } from './slas/shopper-visit.ts';
export {
  createSignatureClient,
  type SignatureClient,
  type SignatureClientOptions,
} from './slas/signature-client.ts';
export {
  BRIDGE_MODES,
  type BridgeMode,
  CLIENT_KINDS,
  type ClientKind,
  ENTRIES,
  type Entry,
  SHOPPER_EVENTS,
  type ShopperEvent,
  type Situation,
  SITUATIONS,
} from './slas/situation.ts';
export {
  type AuthorizeRequest,
  createSlasClient,
  type LoginRequest,
  type SlasClient,
  type SlasClientOptions,
} from './slas/slas-client.ts';
export type { CommerceSettings, SlasClientSettings } from './slas/slas-options.ts';
export { jwksUrlOf } from './slas/slas-settings.ts';
export type { StorageKind } from './slas/storage.ts';
export type { SessionSignature, TokenGrant } from './slas/token-grant.ts';
export {
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './slas/token-verifier.ts';
