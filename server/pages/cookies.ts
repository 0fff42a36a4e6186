import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/**
 * The cookies of the pages: for this host alone, out of reach of scripts, sent along when a person follows a link and with
 * nothing that another site starts.
 */
export interface PageCookies {
  get(c: Context, name: string): string | undefined;
  set(c: Context, name: string, value: string, seconds?: number): void;
  clear(c: Context, name: string): void;
}

export function pageCookies(publicUrl: string): PageCookies {
  const secure = publicUrl.startsWith('https:');
  const named = (name: string): string => (secure && !name.startsWith('__Host-') ? `__Host-${name}` : name);
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  return {
    get: (c, name) => getCookie(c, named(name)),
    set(c, name, value, seconds) {
      setCookie(c, named(name), value, { ...options, ...(seconds !== undefined && { maxAge: seconds }) });
    },
    clear(c, name) {
      setCookie(c, named(name), '', { ...options, maxAge: 0 });
    },
  };
}
