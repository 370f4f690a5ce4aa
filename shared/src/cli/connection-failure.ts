/** Codes of OpenSSL for a certificate that nobody vouches for whom we believe. */
const UNTRUSTED = /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/;
const TLS = /CERT|SIGNED|ALTNAME|UNABLE_TO|SSL|EPROTO/;

/** Why there was no connection. */
export interface ConnectionFailure {
  /** Code of the system or of TLS, e.g. `ECONNREFUSED`. */
  readonly code: string;
  /** Whether it is about the certificate, or about TLS altogether. */
  readonly isTls: boolean;
  /** What to do, in a sentence. */
  readonly advice: string;
}

/** Reads why out of an error and its causes; null where none of them has a code. */
export function connectionFailure(error: unknown): ConnectionFailure | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown };
    // What we did ourselves says nothing of the connection.
    const isOurs = typeof code !== 'string' || /^ERR_ADMIN|^ABORT_ERR$/.test(code);
    if (!isOurs) return { code, isTls: TLS.test(code), advice: adviceFor(code) };
  }
  return null;
}

function adviceFor(code: string): string {
  if (UNTRUSTED.test(code)) {
    return 'Its certificate is not trusted: pass --ca FILE (the demo has .data/certificate.pem).';
  }
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return 'Its certificate is out of date: renew it.';
  if (/ALTNAME/.test(code)) return 'Its certificate is for another host name: check the address.';
  if (/SSL|EPROTO/.test(code)) return 'It speaks no TLS there: is it http rather than https?';
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return 'Nobody knows the host name: check the address.';
  if (/ECONNREFUSED/.test(code)) return 'Nothing listens there: is the server running?';
  return 'Check the address, and the network between here and there.';
}
