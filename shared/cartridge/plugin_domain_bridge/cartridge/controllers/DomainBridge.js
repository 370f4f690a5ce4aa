'use strict';

/* global request, session, customer */

/**
 * @namespace DomainBridge
 */

var server = require('server');

/** Custom site preference that holds the secret, e.g. 43 random characters of base64url. */
var SECRET_PREFERENCE = 'domainBridgeSecret';

/**
 * Whether two texts are the same, in a time that tells nothing of where they differ: digests are compared, and to
 * their end.
 *
 * @param {string} one - A text.
 * @param {string} other - Another one.
 * @returns {boolean} Whether they are the same.
 */
function isSameText(one, other) {
  var first = digestOf(one);
  var second = digestOf(other);
  var difference = first.length ^ second.length;
  var i;
  for (i = 0; i < first.length; i++) {
    difference |= first.charCodeAt(i) ^ second.charCodeAt(i);
  }
  return difference === 0;
}

/**
 * @param {string} text - Any text.
 * @returns {string} Its SHA-256, 64 hexadecimal digits.
 */
function digestOf(text) {
  var MessageDigest = require('dw/crypto/MessageDigest');
  var Encoding = require('dw/crypto/Encoding');
  var Bytes = require('dw/util/Bytes');
  var digest = new MessageDigest(MessageDigest.DIGEST_SHA_256).digestBytes(new Bytes(text));
  return Encoding.toHex(digest);
}

/**
 * Whether the bridge calls. Without the preference nobody may.
 *
 * @returns {boolean} Whether the header says the secret.
 */
function isBridge() {
  var Site = require('dw/system/Site');
  var secret = Site.getCurrent().getCustomPreferenceValue(SECRET_PREFERENCE);
  var given = request.httpHeaders.get('x-domain-bridge-auth');
  return Boolean(secret) && Boolean(given) && isSameText(String(given), String(secret));
}

/**
 * Whether the session of this request is the one that the cookie names. Where that one has ended, the platform has
 * started another one before this controller ran, and nobody is to get tokens for it.
 *
 * The platform tells the id of the running session in the header x-is-session_id, in the form of the cookie. The
 * property sessionID is documented as an identifier for external systems, which need not be the same.
 *
 * @returns {boolean} Whether they are the same.
 */
function isSessionOfCookie() {
  var cookie = request.httpCookies.dwsid;
  var named = cookie ? plainId(cookie.value) : '';
  if (named === '') {
    return false;
  }
  return (
    named === plainId(request.httpHeaders.get('x-is-session_id')) ||
    named === plainId(session.sessionID)
  );
}

/**
 * @param {string|null} id - The id of a session, its last two characters encoded or not.
 * @returns {string} The id with both as they are.
 */
function plainId(id) {
  return String(id || '').replace(/%3[Dd]/g, '=');
}

/**
 * DomainBridge-Session: signs the session of the shopper whose cookie came along. Answers
 * `{"dwsgst":"…"}` for a guest, `{"dwsrst":"…","login_id":"…"}` for somebody signed in, 404 `{"error":"no_session"}`
 * where no session lives, and 401 `{"error":"unauthorized"}` to everybody but the bridge.
 *
 * No cache filter is named, so the platform forbids every cache to keep the answer.
 *
 * @param {Object} _req - SFRA's request; what is asked of it stands in the global one.
 * @param {Object} res - SFRA's response.
 * @param {Function} next - Goes on to SFRA's end of the route.
 */
function signSession(_req, res, next) {
  if (!isBridge()) {
    res.setStatusCode(401);
    res.json({ error: 'unauthorized' });
  } else if (!isSessionOfCookie()) {
    res.setStatusCode(404);
    res.json({ error: 'no_session' });
  } else if (customer.authenticated && customer.profile) {
    res.json({
      dwsrst: session.generateRegisteredSessionSignature(),
      login_id: customer.profile.credentials.login,
    });
  } else {
    res.json({ dwsgst: session.generateGuestSessionSignature() });
  }
  next();
}

server.post('Session', server.middleware.https, signSession);

module.exports = server.exports();
