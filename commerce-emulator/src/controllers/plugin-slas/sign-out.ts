import { MINUTE } from '../../platform/duration.ts';
import type { Visit } from '../visit.ts';
import type { PluginTools } from './plugin-tools.ts';

/** Tells a PWA that its access token is not this shopper's any more. Chunks behind the first one stay where they are. */
const REFRESH = 'refresh';

/** Signs out at SLAS as well as it can, and then on the platform. */
export async function signOut(tools: PluginTools, visit: Visit): Promise<void> {
  const { names, platform } = tools;
  const refreshToken = visit.requestCookies[names.registeredRefreshToken];
  if (refreshToken) await revoke(tools, refreshToken);
  visit.cookies.remove(names.registeredRefreshToken);
  visit.cookies.remove(names.guard);
  visit.cookies.remove(names.usid);
  visit.cookies.set(names.accessToken, REFRESH, { maxAgeSeconds: 30 * MINUTE });
  platform.sessions.signOut(visit.session.dwsid);
}

/** The plugin writes failures into its log and goes on: the shopper wants to be signed out either way. */
async function revoke({ slas }: PluginTools, refreshToken: string): Promise<void> {
  try {
    const tokens = await slas.refresh(refreshToken);
    await slas.logout(tokens.access_token, tokens.refresh_token);
  } catch {
    // The call log of the emulator has it.
  }
}
