/** The command cannot be meant as it stands. Nothing was sent. Repeats nothing of what may be a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a check of the package that answers with a `TypeError` or `RangeError`, as one of usage. */
export function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}
