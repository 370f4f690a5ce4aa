import { because, changeRoute, malformed } from './change-route.ts';
import type { HookParts } from './hook-parts.ts';
import type { HookRoute } from './hook-route.ts';

/** `POST /revoke-everyone {reason, actor?}`: ends all sessions of all users; why has to be said. */
export function everyoneRoute(parts: HookParts): HookRoute {
  return changeRoute(parts, {
    path: '/revoke-everyone',
    scope: 'everyone',
    async run(_fields, asked) {
      if (asked.note === undefined) throw malformed('"reason" has to be given.');
      return parts.invalidator.endEveryone(because('everyone', asked));
    },
  });
}
