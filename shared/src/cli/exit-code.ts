/** How the command line tool ends; docs/admin-tools.md. */
export const EXIT = {
  /** It is done, or there was nothing to do. */
  done: 0,
  /** The server said no, or `keys rotate` did. Nothing has changed. */
  refused: 1,
  /** The command was not understood, or lacks something. Nothing was sent. */
  usage: 2,
  /** No answer, or none of this server. Whether something changed is not known. */
  unreachable: 3,
  /** `doctor` found a failure. */
  unhealthy: 4,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
