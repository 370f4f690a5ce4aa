import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Whether this process has a terminal that controls it. It has none under a service manager or in a container, and
 * none any more when the terminal that it was started from has closed: the kernel takes it away from every process
 * of the session before it sends SIGHUP. What stdin and stdout are says less: they may be files, and the terminal
 * still the one that ends.
 */
export function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY));
    return true;
  } catch {
    return false;
  }
}

const STDOUT = 1;

/**
 * Where a log goes whose stdout is a terminal; null where it is a file or a pipe. When the terminal has closed, every
 * line would fail, and pino would keep the process until it had written the last one. Here it is lost, and the
 * process told, in case that nobody has: shells do not tell jobs that were disowned.
 */
export function terminalOutput(): { write(line: string): void } | null {
  if (!isatty(STDOUT)) return null;
  return {
    write(line) {
      try {
        writeSync(STDOUT, line);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EIO') throw error;
        process.kill(process.pid, 'SIGHUP');
      }
    },
  };
}
