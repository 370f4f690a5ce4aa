import { describe, expect, it } from '@jest/globals';
import { createPlatform } from './platform.ts';
import { secureTokenName, sessionCookies } from './platform-cookies.ts';

function createWorld(switches = {}) {
  const platform = createPlatform({ switches });
  return { platform, session: platform.sessions.enter(null, 'RefArch').session };
}

describe('sessionCookies', () => {
  it('gives dwsid, dwanonymous and the deletion of dwsecuretoken', () => {
    const { platform, session } = createWorld();
    expect(sessionCookies(platform, session)).toEqual([
      `dwsid=${session.dwsid}; Path=/; HttpOnly; Secure`,
      expect.stringMatching(
        new RegExp(`^dwanonymous_[0-9a-f]{32}=${session.identity.gcid}; Path=/; Max-Age=15552000$`),
      ),
      expect.stringMatching(
        /^dwsecuretoken_[0-9a-f]{32}=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=\/$/,
      ),
    ]);
  });

  it('gives a real dwsecuretoken while HTTPS is not enforced', () => {
    const { platform, session } = createWorld({ enforceHttps: false });
    expect(sessionCookies(platform, session)[2]).toBe(
      `${secureTokenName('RefArch')}=${session.secureToken}; Path=/`,
    );
  });

  it('leaves HttpOnly and Secure away by their switches', () => {
    const { platform, session } = createWorld({ httpOnlyDwsid: false, secureCookies: false });
    expect(sessionCookies(platform, session)[0]).toBe(`dwsid=${session.dwsid}; Path=/`);
    expect(sessionCookies(platform, session, 'hybrid-auth')[0]).toBe(
      `dwsid=${session.dwsid}; Path=/`,
    );
  });

  it('gives scripts the session of Hybrid Auth', () => {
    const { platform, session } = createWorld();
    const [dwsid, ...others] = sessionCookies(platform, session, 'hybrid-auth');
    expect(dwsid).toBe(`dwsid=${session.dwsid}; Path=/; Secure; SameSite=None`);
    expect(others).toHaveLength(1);
  });

  it('gives dwanonymous to guests alone', () => {
    const { platform, session } = createWorld();
    platform.sessions.identify(session.dwsid, {
      kind: 'registered',
      gcid: 'g',
      rcid: 'r',
      login: 'l',
    });
    expect(sessionCookies(platform, session).join()).not.toContain('dwanonymous');
  });
});
