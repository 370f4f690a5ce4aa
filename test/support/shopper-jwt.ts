import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** 1 January 2040, at which the clock of tests stands. */
export const JWT_ISSUED_AT: number = Date.UTC(2040, 0, 1) / 1000;
export const GUEST_ISB =
  'uido:slas::upn:Guest::uidn:Guest User::gcid:abdtkZzH6sqInJGIHNR1yUw90A::chid:RefArch';
export const REGISTERED_ISB =
  'uido:ecom::upn:jane@example.com::uidn:Jane Doe::gcid:abdtkZzH6sqInJGIHNR1yUw90A::rcid:bcrcZzH6sqInJGIHNR1yUw90B1::chid:RefArch';
export const USID = '51b61c73-3a52-4b29-ac90-5ace596e5b27';
export const CLIENT_ID = 'c9c45bfd-0ed3-4aa2-9971-40f88962b836';

/** Claims of a guest's access token, as SLAS writes them. */
export function guestClaims(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    aut: 'GUID',
    // As long as real ones, so that a cookie takes the token in two chunks.
    scp: Array.from({ length: 30 }, (_, index) => `sfcc.shopper-scope-${index}.rw`).join(' '),
    sub: `cc-slas::zzrf_001::scid:${CLIENT_ID}::usid:${USID}`,
    ctx: 'slas',
    iss: 'slas/prod/zzrf_001',
    ist: 1,
    dnt: '0',
    aud: 'commercecloud/prod/zzrf_001',
    nbf: JWT_ISSUED_AT - 30,
    sty: 'User',
    isb: GUEST_ISB,
    exp: JWT_ISSUED_AT + 1800,
    iat: JWT_ISSUED_AT,
    jti: 'C2C904886407090488640732211745812143',
    ...over,
  };
}

/** A token that nobody has signed. */
export function unsignedJwt(claims: Readonly<Record<string, unknown>> = guestClaims()): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'ES256', kid: 'k1', typ: 'jwt' })}.${part(claims)}.${'A'.repeat(86)}`;
}

/** Somebody who signs tokens. */
export interface TokenSigner {
  readonly jwk: JWK;
  sign(claims?: Readonly<Record<string, unknown>>, kid?: string): Promise<string>;
}

/** Makes a signer with an ES256 key of its own. */
export async function createTokenSigner(kid = 'k1'): Promise<TokenSigner> {
  const { publicKey, privateKey }: { publicKey: CryptoKey; privateKey: CryptoKey } =
    await generateKeyPair('ES256');
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' },
    sign: (claims = guestClaims(), named = kid) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: named, typ: 'jwt' })
        .sign(privateKey),
  };
}

/** A token response of SLAS. */
export function tokenResponse(
  over: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    access_token: unsignedJwt(),
    id_token: '',
    refresh_token: 'EgMYpjfFKdlSy-a3PYeyihmP95IpIp3FaDpPmVH1yu8',
    expires_in: 1800,
    refresh_token_expires_in: 2_592_000,
    token_type: 'Bearer',
    usid: USID,
    customer_id: 'abdtkZzH6sqInJGIHNR1yUw90A',
    enc_user_id: 'ADB831A7FDD83DD1E2A309CE7591DFF8',
    idp_access_token: '',
    ...over,
  };
}
