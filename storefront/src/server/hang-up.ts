import { hasTerminal } from './terminal.ts';

/** What a SIGHUP may mean. */
export interface HangUpHandlers {
  /** Somebody asks for the keys to be read again. */
  readonly onReload: () => void;
  /** The terminal that the process was started from has closed. */
  readonly onTerminalClosed: () => void;
}

/** What of the system is looked at. */
export interface HangUpWorld {
  readonly hasTerminal: () => boolean;
  readonly platform: NodeJS.Platform;
  /** Calls back after so many milliseconds, if the process still runs then. */
  readonly later: (act: () => void, milliseconds: number) => void;
}

/** A shell that ends tells its jobs first and lets go of the terminal then. */
const SECOND_LOOK_MILLISECONDS = 2_000;

const system: HangUpWorld = {
  hasTerminal,
  platform: process.platform,
  later: (act, milliseconds) => void setTimeout(act, milliseconds).unref(),
};

/**
 * Makes the handler of SIGHUP. It is two messages in one: "read your files again", and "your terminal is gone".
 * A process that had a terminal and has it no more was told the second; it must end, or nobody could end it with
 * Ctrl-C again. On Windows there is only the second.
 */
export function createHangUpHandler(
  { onReload, onTerminalClosed }: HangUpHandlers,
  { hasTerminal, platform, later }: HangUpWorld = system,
): () => void {
  const hadTerminal = hasTerminal();
  const isClosed = (): boolean => platform === 'win32' || (hadTerminal && !hasTerminal());
  return function onHangUp() {
    if (isClosed()) return onTerminalClosed();
    onReload();
    later(() => {
      if (isClosed()) onTerminalClosed();
    }, SECOND_LOOK_MILLISECONDS);
  };
}
