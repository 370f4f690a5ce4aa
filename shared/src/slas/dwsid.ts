/** 86 characters of base64url and `==` as B2C Commerce makes them; wider, for what it may make one day. */
const DWSID = /^[\w+/-]{1,254}={0,2}$/;

/** Whether text can be a session id: it then fits into a cookie and a header without harm. */
export function isDwsid(text: string): boolean {
  return DWSID.test(text);
}
