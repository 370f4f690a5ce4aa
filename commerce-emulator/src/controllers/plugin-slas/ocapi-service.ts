import { parseSetCookie, type SetCookie } from 'cookie';
import type { CallService } from './service-call.ts';
import type { PluginSettings } from './settings.ts';

/** A session for an access token, by `POST /sessions`. */
export interface OcapiService {
  /** The cookies of a new session. */
  openSession(accessToken: string, clientIp: string | null): Promise<readonly SetCookie[]>;
}

/** @param origin Where the instance is. */
export function createOcapiService(
  call: CallService,
  { siteId, ocapiVersion, clientIpHeader }: PluginSettings,
  origin: string,
): OcapiService {
  return {
    async openSession(accessToken, clientIp) {
      const response = await call({
        method: 'POST',
        url: `${origin}/s/${siteId}/dw/shop/v${ocapiVersion}/sessions`,
        query: {},
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(clientIpHeader === null || clientIp === null ? {} : { [clientIpHeader]: clientIp }),
        },
        expects: null,
      });
      return response.headers.getSetCookie().map((cookie) => parseSetCookie(cookie));
    },
  };
}
