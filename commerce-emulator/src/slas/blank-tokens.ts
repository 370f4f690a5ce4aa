/** What logout and revoke answer: a token response without values, `"null"` being a word. */
export function blankTokens(refreshToken = ''): object {
  return {
    access_token: '',
    id_token: 'null',
    refresh_token: refreshToken,
    expires_in: 0,
    refresh_token_expires_in: 0,
    token_type: 'Bearer',
    usid: 'null',
    customer_id: 'null',
    enc_user_id: 'null',
    idp_access_token: '',
    idp_refresh_token: 'null',
    dnt: 'null',
  };
}
