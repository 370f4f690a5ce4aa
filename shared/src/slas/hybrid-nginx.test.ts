import { describe, expect, it } from '@jest/globals';
import { type NginxOptions, toNginx } from './hybrid-nginx.ts';
import { createHybridRoutes } from './hybrid-routes.ts';

const OPTIONS: NginxOptions = {
  headless: 'http://127.0.0.1:3000',
  controllers: 'https://shop.demandware.example',
  serverName: 'www.shop.example',
  listen: 80,
};
const routes = createHybridRoutes({
  rules: [
    { to: 'headless', path: '/' },
    { to: 'controllers', path: '/p.old/*' },
    { to: 'headless', path: '/p.x' },
  ],
});

/** That nginx takes it, and goes by it, is shown by test/slas/hybrid-routes-nginx.test.ts. */
describe('routes as configuration of nginx', () => {
  it('keep the order of the rules, and compare letter by letter', () => {
    expect(toNginx(routes, OPTIONS)).toContain(
      [
        'map "$hybrid_ambiguous$uri" $hybrid_side {',
        '  "~^1" controllers;',
        String.raw`  "~^0/\z" headless;`,
        String.raw`  "~^0/p\.old/" controllers;`,
        String.raw`  "~^0/p\.x\z" headless;`,
        '  default controllers;',
        '}',
      ].join('\n'),
    );
  });

  it('check the certificate of a side on https, by its own name', () => {
    const text = toNginx(routes, OPTIONS);
    expect(text).toContain('  server shop.demandware.example:443;');
    expect(text).toContain('  controllers https://hybrid_controllers;');
    expect(text).toContain('  controllers shop.demandware.example;');
    expect(text).toContain('proxy_ssl_verify on;');
    expect(text).toContain('proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;');
    const own = toNginx(routes, { ...OPTIONS, trustedCertificates: '/etc/own.pem' });
    expect(own).toContain('proxy_ssl_trusted_certificate /etc/own.pem;');
  });

  it('say nothing of certificates where there are none', () => {
    const text = toNginx(routes, { ...OPTIONS, controllers: 'http://127.0.0.1:8090' });
    expect(text).not.toContain('proxy_ssl');
  });

  it.each([
    [{ headless: 'ftp://x' }, 'expected an origin'],
    [{ controllers: 'http://x/path' }, 'expected an origin'],
    [{ controllers: 'http://user:word@x' }, 'expected an origin'],
    [{ serverName: 'x; } server {' }, '"serverName" expected words of nginx'],
    [{ serverName: '' }, '"serverName"'],
    [{ listen: '80;' }, '"listen"'],
    [{ listen: '80\n' }, '"listen"'],
    [{ trustedCertificates: '/a b' }, '"trustedCertificates"'],
  ])('are not made of %j', (change, message) => {
    expect(() => toNginx(routes, { ...OPTIONS, ...change })).toThrow(message);
  });
});
