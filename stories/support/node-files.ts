/** A page has no files: what the API would read from one is answered as missing. */
export async function readFile(file: string | URL): Promise<never> {
  throw new Error(`There is no file ${String(file)} in a page.`);
}

export function createRequire(): { resolve(name: string): string } {
  return { resolve: (name) => name };
}
