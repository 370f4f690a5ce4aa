import type { HybridShopper } from './hybrid-shopper.ts';
import { CLIENTS } from './slas-world.ts';

const OAUTH2 = '/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2';

/**
 * Ends the refresh token of a browser behind the back of the bridge: that of a public client is redeemed elsewhere, that
 * of a private one is revoked.
 */
export async function endRefreshToken({ browser, world }: HybridShopper): Promise<void> {
  const token = browser.cookie('cc-nx_RefArch') ?? browser.cookie('cc-nx-g_RefArch') ?? '';
  const { clientId, clientSecret } = CLIENTS.private;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const post = (path: string, fields: Record<string, string>, headers = {}) =>
    fetch(`${world.emulator.origin}${OAUTH2}/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
    });
  const revoked = await post('revoke', { token }, { authorization: `Basic ${basic}` });
  const redeemed = await post('token', {
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: CLIENTS.public.clientId,
    channel_id: 'RefArch',
  });
  if (!revoked.ok && !redeemed.ok) throw new Error('there was no refresh token to be ended');
}
