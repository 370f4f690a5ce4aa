/** Fields of a JSON object that came from outside; empty for anything else. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** The fields of a value. */
export function fieldsOf(value: unknown): JsonFields {
  return typeof value === 'object' && value !== null ? (value as JsonFields) : {};
}

/** The entries of a list; none of anything else. */
export function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number of minor units out of SCAPI's major ones, e.g. 18.5 → 1850. */
export function centsOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 100) : 0;
}
