/** Door `domain-bridge/peer`: calls between the two servers, and time for what runs in the background. */
export { type Random, systemRandom } from './core/random.ts';
export { type Scheduler, systemScheduler } from './core/scheduler.ts';
export type {
  PeerAnswer,
  PeerFetch,
  PeerFetchInit,
  PeerFetchResponse,
} from './peer/bounded-fetch.ts';
export { PeerError, type PeerErrorCode } from './peer/errors.ts';
export {
  createPeerClient,
  type PeerClient,
  type PeerClientOptions,
  type PeerRequest,
} from './peer/peer-client.ts';
export {
  createPeerSealer,
  openPeerCredential,
  type PeerCall,
  type PeerClaims,
  sealPeerCredential,
} from './peer/peer-credential.ts';
