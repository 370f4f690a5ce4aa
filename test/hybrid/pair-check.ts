import { expect } from '@jest/globals';
import type { HybridWorld } from './hybrid-world.ts';
import type { Walker } from './walker.ts';

/** Whom the token and the session of a browser name, asked of the emulator. */
export function namedBy(walker: Walker, { platform }: HybridWorld) {
  const checked = platform.tokens.check(walker.accessToken() ?? '');
  const session = platform.sessions.living(walker.cookie('dwsid') ?? '');
  return {
    token: checked.ok ? checked.token.identity : checked.reason,
    session: session?.identity ?? null,
  };
}

/** Token and session of a browser name one shopper, by the emulator's word. For storages that keep tokens in cookies. */
export function expectOneShopper(walker: Walker, world: HybridWorld): void {
  const { token, session } = namedBy(walker, world);
  expect(token).toMatchObject({ kind: expect.any(String) });
  expect(session).toMatchObject(withoutFormerGuest(token));
}

/** A session that was opened for a token need not know which guest its shopper was. */
function withoutFormerGuest(identity: object | string): object {
  if (typeof identity === 'string') return { refused: identity };
  const { kind, rcid, gcid } = identity as { kind: string; rcid?: string; gcid: string };
  return kind === 'guest' ? { kind, gcid } : { kind, rcid };
}
