import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createSlasCaller } from '../../test/support/slas-caller.ts';

describe('app', () => {
  it('has a page to redirect to, for browsers that follow from another origin', async () => {
    const { app } = createSlasCaller();
    const answer = await request(app).get('/callback?code=x').set('Origin', 'http://localhost:1');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:1',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': expect.any(String),
    });
  });

  it('answers in JSON to what it cannot read', async () => {
    const { app } = createSlasCaller();
    const { body, headers } = await request(app)
      .post('/__emulator/clock')
      .set('Content-Type', 'application/json')
      .send('{')
      .expect(400);
    expect(body).toMatchObject({ status: 400, title: 'Bad Request' });
    expect(headers['content-type']).toContain('json');
    expect(JSON.stringify(body)).not.toContain('node_modules');
    await request(app).post('/s/%/dw/shop/v23_2/sessions').expect(400);
  });

  it('answers 404 elsewhere', async () => {
    const { app } = createSlasCaller();
    const { body, headers } = await request(app).get('/nowhere').expect(404);
    expect(body).toEqual({ type: 'about:blank', title: 'Not Found', status: 404 });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
