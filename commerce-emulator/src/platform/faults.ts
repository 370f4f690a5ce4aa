/** Something that goes wrong on purpose. */
export interface Fault {
  /** Name of the operation (see `Operation`), or `*` for every one. */
  readonly operation: string;
  /** How often; null: until it is cleared. */
  readonly times: number | null;
  /** Real seconds before anything else happens. */
  readonly delaySeconds: number;
  /** Answers this status rather than doing what was asked: 429, 500, 502 (an HTML page), 503, 409, … */
  readonly status: number | null;
  /** `Retry-After` of that answer. */
  readonly retryAfterSeconds: number | null;
  /** Never answers. */
  readonly hang: boolean;
  /** `before`: drops the connection; `after`: does what was asked, and then drops it, so the answer is lost. */
  readonly drop: 'before' | 'after' | null;
  /** `jwks` shows keys that signed nothing. */
  readonly wrongKeys: boolean;
}

/** The faults that are waiting. */
export interface Faults {
  add(fault: Fault): void;
  /** The first fault for an operation, counted as used. */
  take(operation: string): Fault | null;
  list(): readonly Fault[];
  clear(): void;
}

/** Faults in the order in which they came. */
export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add(fault) {
      waiting.push(fault);
    },
    take(operation) {
      const fault = waiting.find((each) => each.operation === '*' || each.operation === operation);
      if (!fault || fault.times === null) return fault ?? null;
      const left = { ...fault, times: fault.times - 1 };
      waiting = waiting.flatMap((each) => (each !== fault ? [each] : left.times > 0 ? [left] : []));
      return fault;
    },
    list: () => waiting,
    clear() {
      waiting = [];
    },
  };
}

/** What a fault is unless it says otherwise; `operation` has no default. */
const QUIET: Omit<Fault, 'operation'> = {
  times: null,
  delaySeconds: 0,
  status: null,
  retryAfterSeconds: null,
  hang: false,
  drop: null,
  wrongKeys: false,
};

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;

const CHECKS: Readonly<Record<keyof Fault, (value: unknown) => boolean>> = {
  operation: (value) => typeof value === 'string' && value !== '',
  times: (value) => value === null || (isCount(value) && value !== 0),
  delaySeconds: (value) => typeof value === 'number' && value >= 0 && value <= 600,
  status: (value) =>
    value === null || (isCount(value) && Number(value) >= 400 && Number(value) < 600),
  retryAfterSeconds: (value) => value === null || isCount(value),
  hang: (value) => typeof value === 'boolean',
  drop: (value) => value === null || value === 'before' || value === 'after',
  wrongKeys: (value) => typeof value === 'boolean',
};

/**
 * Reads a fault.
 *
 * @throws {TypeError} Names the members that are unknown or wrong.
 */
export function parseFault(input: unknown): Fault {
  if (typeof input !== 'object' || input === null)
    throw new TypeError('a fault expected an object');
  const fault = { operation: '', ...QUIET, ...input };
  const wrong = Object.entries(fault).filter(
    ([name, value]) => !Object.hasOwn(CHECKS, name) || !CHECKS[name as keyof Fault](value),
  );
  if (wrong.length > 0) {
    throw new TypeError(`a fault has a wrong ${wrong.map(([name]) => name).join(', ')}`);
  }
  return fault;
}
