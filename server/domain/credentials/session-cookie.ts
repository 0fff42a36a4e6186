/** Begins every session's token: `rs_<account><secret>`. */
export const sessionPrefix = 'rs';

/**
 * The cookie's name. Over HTTPS the prefix `__Host-` makes browsers refuse it from anywhere but this very host, with
 * `Path=/` and `Secure`; without HTTPS, as on a developer's machine, they would refuse the prefix itself.
 */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-roster-session' : 'roster-session';
}
