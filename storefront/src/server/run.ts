import { ConfigError } from '../config/config-error.ts';
import type { Logger } from './logger.ts';

/** A started server, as `runServer` sees it. */
export interface Stoppable {
  /** Finishes what is under way and lets go of everything. */
  stop(): Promise<void>;
  readonly log: Logger;
}

/** Databases, keys and logs are nobody else's business. */
const OWNER_ALONE = 0o077;

/**
 * Starts a server and stops it in good order on SIGTERM or SIGINT. A configuration that does not hold, or
 * that the system does not allow, ends the process with exit code 1 and one problem a line on stderr.
 */
export async function runServer(start: () => Promise<Stoppable>): Promise<void> {
  process.umask(OWNER_ALONE);
  try {
    stopOnSignal(await start());
  } catch (error) {
    if (!(error instanceof ConfigError) && !isSystemError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** A signal that comes again, as with Ctrl-C under `npm start`, must not cut off what the first one lets finish. */
function stopOnSignal({ log, stop }: Stoppable): void {
  let isStopping = false;
  const stopOnce = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    await stop();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stopOnce());
}

/** E.g. a port that is taken, a directory that is not writable: their messages name the place, and no secret. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
