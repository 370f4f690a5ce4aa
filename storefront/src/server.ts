/** Door `@domain-bridge/storefront/server`: everything around the routes of a server. */
export { type Certificate, ownCertificate } from './server/certificate.ts';
export { createHealthRouter, type HealthOptions } from './server/health.ts';
export { listen, type RunningServer } from './server/http-server.ts';
export {
  createKeySource,
  type KeyPurpose,
  type KeySource,
  type KidsByPurpose,
  reloadKeys,
} from './server/key-source.ts';
export { createLogger, type Logger, logRequests, routeOf } from './server/logger.ts';
export {
  createPeerConnection,
  type PeerAddress,
  type PeerConnection,
} from './server/peer-connection.ts';
export { runServer, type Stoppable } from './server/run.ts';
export { writeSecret } from './server/secret-file.ts';
export { securityHeaders } from './server/security-headers.ts';
export { type DemoUsers, prepareSetup, type Setup } from './server/setup.ts';
export { withSetupLock } from './server/setup-lock.ts';
export { createStoreCheck } from './server/store-check.ts';
export { type Sweepable, startSweeping } from './server/sweeper.ts';
