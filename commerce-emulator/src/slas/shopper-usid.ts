import type { Platform } from '../platform/platform.ts';
import type { Usid } from '../platform/usids.ts';
import { badParameters, usidAssignedElsewhere } from './slas-problem.ts';

/**
 * The SLAS shopper of a usid that a request names, or a new one.
 *
 * @throws {SlasProblem} 400 for one whose refresh tokens have expired, or which is no usid: plugin_slas does not
 * decode what it finds in a Location, so there it must need no encoding.
 */
export function claimUsid({ usids }: Platform, usid: string | null, channelId: string): Usid {
  if (usid !== null && !/^[\w-]{1,128}$/.test(usid)) throw badParameters();
  const shopper = usids.claim(usid, channelId);
  if (!shopper) throw usidAssignedElsewhere();
  return shopper;
}
