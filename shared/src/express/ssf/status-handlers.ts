import type { Request, RequestHandler, Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { DeliveryStore, StreamStatus } from '../../invalidation/delivery-store.ts';
import { jsonOf } from '../request-body.ts';

/** The stream, and where its status is kept. */
export interface StreamOfStatus {
  readonly stream: string;
  readonly deliveries: Pick<DeliveryStore, 'read' | 'setStatus'>;
}

const STATUSES: readonly unknown[] = ['enabled', 'paused', 'disabled'] satisfies StreamStatus[];

/** Shows the status of the stream that `stream_id` names (SSF 1.0 §8.1.2.1). */
export function showStatus({ stream, deliveries }: StreamOfStatus): RequestHandler {
  return async function showStatusHandler(req, res) {
    checkStream(streamInQuery(req), stream);
    await sendStatus(res, { stream, deliveries });
  };
}

/** Changes the status of the stream (SSF 1.0 §8.1.2.2). A reason is passed over. */
export function changeStatus({ stream, deliveries }: StreamOfStatus): RequestHandler {
  return async function changeStatusHandler(req, res) {
    const body = jsonOf(req);
    const { stream_id: named, status } = (body ?? {}) as Readonly<Record<string, unknown>>;
    if (!isStatus(status)) throw malformed();
    checkStream(named, stream);
    await deliveries.setStatus(stream, status);
    await sendStatus(res, { stream, deliveries });
  };
}

async function sendStatus(res: Response, { stream, deliveries }: StreamOfStatus): Promise<void> {
  const { status } = await deliveries.read(stream);
  res.json({ stream_id: stream, status });
}

function streamInQuery({ originalUrl }: Request): string | undefined {
  const at = originalUrl.indexOf('?');
  const named = new URLSearchParams(at < 0 ? '' : originalUrl.slice(at)).getAll('stream_id');
  return named.length === 1 ? named[0] : undefined;
}

function checkStream(named: unknown, stream: string): void {
  if (typeof named !== 'string') throw malformed();
  if (named !== stream) {
    throw new RequestError(404, 'unknown_stream', 'There is no such stream.');
  }
}

function isStatus(value: unknown): value is StreamStatus {
  return STATUSES.includes(value);
}

function malformed(): RequestError {
  return new RequestError(400, 'malformed', 'The request could not be understood.');
}
