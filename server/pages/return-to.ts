/**
 * Where a person asked to go back to, if that is a place of this very server: a path, never another origin in any of the
 * disguises browsers accept (`//evil`, `/\evil`, tabs in between, `/.//evil`).
 */
export function ownPath(text: string | undefined, publicUrl: string): string | undefined {
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])/.test(text) || /[\s\\\p{Cc}]/u.test(text))
    return undefined;
  const { origin } = new URL(publicUrl);
  if (!URL.canParse(text, origin)) return undefined;
  const url = new URL(text, origin);
  const path = url.pathname + url.search + url.hash;
  // Dots are resolved by now, which may have brought two slashes to the front.
  return url.origin === origin && !path.startsWith('//') ? path : undefined;
}
