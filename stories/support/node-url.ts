/** The part of `node:url` that the API asks for, for a page: the browser's own address parser knows the same. */
export function domainToASCII(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}
