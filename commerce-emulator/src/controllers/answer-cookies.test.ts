import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { type AnswerCookies, answerCookies } from './answer-cookies.ts';

async function setCookies(write: (cookies: AnswerCookies) => void, secure = true) {
  const app = express();
  app.get('/', (_req, res) => {
    write(answerCookies(res, secure));
    res.end();
  });
  const { headers } = await request(app).get('/');
  return [headers['set-cookie'] ?? []].flat();
}

describe('answerCookies', () => {
  it('writes a cookie as the platform does: for every path, readable, of no site', async () => {
    expect(await setCookies((cookies) => cookies.set('dwsid', 'abc=='))).toEqual([
      'dwsid=abc==; Path=/; Secure',
    ]);
  });

  it('writes a lifetime and HttpOnly where they are wanted, and Secure unless it is switched off', async () => {
    const life = { maxAgeSeconds: 60, httpOnly: true };
    expect(await setCookies((cookies) => cookies.set('a', '1', life), false)).toEqual([
      'a=1; Max-Age=60; Path=/; HttpOnly',
    ]);
  });

  it('writes a name once: the last word counts', async () => {
    const written = await setCookies((cookies) => {
      cookies.remove('cc-sg');
      cookies.add('dwsid=first; Path=/; HttpOnly');
      cookies.set('cc-sg', '1');
      cookies.set('dwsid', 'second');
    });
    expect(written).toEqual(['cc-sg=1; Path=/; Secure', 'dwsid=second; Path=/; Secure']);
  });

  it('removes a cookie', async () => {
    expect(await setCookies((cookies) => cookies.remove('a'))).toEqual([
      'a=; Max-Age=0; Path=/; Secure',
    ]);
  });
});
