/** Door `domain-bridge/flows`: the stories, told with plain values. The Express layer is one host of them. */
export { CookieJar } from './core/cookie.ts';
export { type Accepted, acceptHandoff } from './flows/accept.ts';
export { bridgeLink } from './flows/bridge-link.ts';
export type { BridgeOptions, BridgeStores } from './flows/bridge-options.ts';
export { createParts } from './flows/create-parts.ts';
export { type IssueRequest, issueHandoff } from './flows/issue.ts';
export type { LocalCart } from './flows/local-cart.ts';
export { type BridgeParts, peerOriginOf, selfOf } from './flows/parts.ts';
export { changeRecord, type Freshness, readRecord, readSession } from './flows/shopper.ts';
export { type MergeReport, type SignedInUser, signIn } from './flows/sign-in.ts';
export { signOut } from './flows/sign-out.ts';
export { startHandoff, startPath } from './flows/start.ts';
