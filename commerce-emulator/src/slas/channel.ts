import type { Client } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import { badParameters, type SlasProblem } from './slas-problem.ts';
import type { SlasRequest } from './slas-request.ts';

/** How a channel is asked for. */
export interface ChannelRule {
  /** What it is while channels are not strict and none was named. */
  readonly otherwise: string;
  /** What is thrown. Default: 400 for parameters. */
  readonly refusal?: () => SlasProblem;
}

/** The site of a grant. @throws {SlasProblem} Where it is missing, or not one of the client's. */
export function requireChannel(
  { switches }: Platform,
  client: Client,
  { parameters }: SlasRequest,
  { otherwise, refusal = badParameters }: ChannelRule,
): string {
  const named = parameters.get('channel_id');
  if (named === null && switches.strictChannel) throw refusal();
  const channelId = named ?? otherwise;
  // Clients without a site send the word `undefined`, which is no site either.
  if (!client.channels.includes(channelId)) throw refusal();
  return channelId;
}
