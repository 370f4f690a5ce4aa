import { closeSync, constants, openSync } from 'node:fs';

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
