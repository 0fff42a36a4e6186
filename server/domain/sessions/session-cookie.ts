/**
 * The name of the cookie that carries a session: `__Host-` where the server is reached over HTTPS, so that no other host or
 * path of the site can set it; a plain name where it is not, since browsers refuse that prefix there.
 */
export function sessionCookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? '__Host-roster-session' : 'roster-session';
}

/** Whether people reach the server over HTTPS: what decides about `Secure` on every cookie. */
export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
