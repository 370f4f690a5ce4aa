const LOOPBACK = /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name means this machine: `localhost` and below (RFC 6761 §6.3), 127.0.0.0/8 or ::1. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
