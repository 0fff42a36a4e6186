/** What the manifest says of one element; as far as TypeScript needs it. */
export function readElements(manifest: unknown): { tag: string; variables: { name: string; description: string }[] }[];
