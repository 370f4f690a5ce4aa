import { describe, expect, it } from '@jest/globals';
import { parseMailUrl } from './mail-url.ts';

describe('parseMailUrl', () => {
  it.each([
    'smtp://mail.example',
    'smtp://mail.example:587',
    'smtps://shop:p%40ss@mail.example:465/',
    'smtp://[::1]:2525',
  ])('takes %s as it is', (url) => {
    expect(parseMailUrl(url)).toBe(url);
  });

  it.each([
    ['', 'nothing'],
    ['mail.example:587', 'no scheme'],
    ['https://mail.example', 'another scheme'],
    ['direct://mail.example', "one of nodemailer's own"],
    ['smtp://', 'no host'],
    ['smtp:mail.example', 'no slashes'],
    ['smtp://mail.example/inbox', 'a path'],
    ['smtp://mail.example?logger=true&debug=true', 'what would log every mail'],
    ['smtp://mail.example#x', 'a fragment'],
  ])('refuses %s (%s)', (url) => {
    expect(() => parseMailUrl(url)).toThrow(TypeError);
  });

  it('does not repeat a password', () => {
    expect(() => parseMailUrl('smtp://shop:hunter2@mail.example?x=1')).not.toThrow(/hunter2/);
    expect(() => parseMailUrl('smtp://shop:hunter2@mail.example?x=1')).toThrow(/expected smtp/);
  });
});
