import type { Request } from 'express';
import type { Platform } from '../platform/platform.ts';
import { OcapiFault } from './ocapi-fault.ts';

/** The client of `x-dw-client-id` or `?client_id=`, if there is one. @throws {OcapiFault} 400 for an unknown one. */
export function checkClientHeader({ clients }: Platform, request: Request): string | null {
  const named = request.get('x-dw-client-id') ?? request.query.client_id;
  if (named === undefined) return null;
  const client = typeof named === 'string' ? clients.find(named) : null;
  if (!client) {
    throw new OcapiFault(400, 'InvalidClientIdException', 'The client id is not known.');
  }
  return client.id;
}
