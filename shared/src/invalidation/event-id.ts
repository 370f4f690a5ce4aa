/** Where in which history an entry of the feed stands. */
export interface EventPlace {
  readonly incarnation: string;
  readonly seq: number;
}

const EVENT_ID = /^([0-9a-f]{32})\.([1-9][0-9]{0,15})$/;

/** The `jti` of a feed entry's event: the same entry has the same one, however often it is sent. */
export function writeEventId({ incarnation, seq }: EventPlace): string {
  return `${incarnation}.${seq}`;
}

/** Reads what `writeEventId` wrote; null on anything else. */
export function parseEventId(value: unknown): EventPlace | null {
  const match = typeof value === 'string' ? EVENT_ID.exec(value) : null;
  const [, incarnation = '', digits = ''] = match ?? [];
  const seq = Number(digits);
  return match && Number.isSafeInteger(seq) ? { incarnation, seq } : null;
}
