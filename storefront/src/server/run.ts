import { ConfigError } from '../config/config-error.ts';
import { createHangUpHandler } from './hang-up.ts';
import type { Logger } from './logger.ts';

/** A started server, as `runServer` sees it. */
export interface Stoppable {
  /** Finishes what is under way and lets go of everything. */
  stop(): Promise<void>;
  /** Reads its keys again and says in the log what came of it. A server without it has no keys, and stops instead. */
  reload?(): Promise<void>;
  readonly log: Logger;
}

/** Databases, keys and logs are nobody else's business. */
const OWNER_ALONE = 0o077;

/**
 * Starts a server, has it read its keys again on SIGHUP, and stops it in good order on SIGTERM or SIGINT, or when
 * its terminal closes. A configuration that does not hold, or that the system does not allow, ends the process with
 * exit code 1 and one problem a line on stderr.
 */
export async function runServer(start: () => Promise<Stoppable>): Promise<void> {
  process.umask(OWNER_ALONE);
  try {
    const starting = start().then(stoppingOnce);
    // From now on: a SIGHUP that nobody listens to ends the process, also one that has only come a little early.
    listenForHangUp(starting);
    const { stop } = await starting;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  } catch (error) {
    if (!(error instanceof ConfigError) && !isSystemError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** A signal that comes again, as with Ctrl-C under `npm start`, must not cut off what the first one lets finish. */
function stoppingOnce(server: Stoppable): Stoppable {
  const { log } = server;
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    await server.stop();
    log.info('stopped');
  };
  return { ...server, stop };
}

function listenForHangUp(starting: Promise<Stoppable>): void {
  // One after the other: what was written last counts in the end.
  let last: Promise<void> = starting.then(
    () => {},
    () => {},
  );
  const afterwards = (act: (server: Stoppable) => Promise<void>): void => {
    last = last.then(() => starting.then(act, () => {}));
  };
  const hangUp = createHangUpHandler({
    onReload: () => afterwards(({ reload, stop }) => (reload ?? stop)()),
    onTerminalClosed: () => afterwards(({ stop }) => stop()),
  });
  process.on('SIGHUP', hangUp);
}

/** E.g. a port that is taken, a directory that is not writable: their messages name the place, and no secret. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
