import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { createPlatform } from '../platform/platform.ts';
import { createSessionHelper, SESSION_HELPER_SECRET } from './session-helper.ts';

const PATH = '/on/demandware.store/Sites-RefArch-Site/en_US/SLASSessionHelper-SaveSession';

function createWorld(secret?: string | null) {
  const platform = createPlatform();
  const app = express().use(createSessionHelper(platform, secret));
  const { dwsid } = platform.sessions.create({ siteId: 'RefArch' });
  const save = (auth: string, sessionVars: unknown) =>
    request(app)
      .post(PATH)
      .set({ Cookie: `dwsid=${dwsid}`, 'x-sf-custom-auth': auth })
      .send({ sessionVars });
  return { platform, dwsid, save };
}

describe('SLASSessionHelper-SaveSession', () => {
  it('writes variables into a session of an API, and is its start', async () => {
    const { dwsid, platform, save } = createWorld();
    const variables = { custom: { colour: 'red' }, privacy: { street: 'Main' } };
    await save(SESSION_HELPER_SECRET, variables).expect(200);
    expect(platform.sessions.living(dwsid)).toMatchObject(variables);
    expect(platform.sessions.enter(dwsid, 'RefArch').isStart).toBe(false);
  });

  it('answers 401 to a wrong secret, and 501 where there is none', async () => {
    const { dwsid, platform, save } = createWorld();
    await save('wrong', { custom: { colour: 'red' } }).expect(401);
    expect(platform.sessions.living(dwsid)?.custom).toEqual({});
    await createWorld(null).save(SESSION_HELPER_SECRET, {}).expect(501);
  });

  it('leaves out what has another shape', async () => {
    const { dwsid, platform, save } = createWorld();
    await save(SESSION_HELPER_SECRET, { custom: 'x', privacy: null }).expect(200);
    expect(platform.sessions.living(dwsid)).toMatchObject({ custom: {}, privacy: {} });
  });
});
