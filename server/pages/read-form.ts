import { PageError } from './page-error.ts';

/** A password of 200 letters in any script, percent-encoded, with everything beside it. */
const largest = 16 * 1024;

/** What was typed into a form. A field that is not there is empty. */
export type Form = (name: string) => string;

/**
 * Reads a form, no further than its limit, and before anything costly begins.
 * @throws PageError 413, 415, or 400 where a field comes twice
 */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(;\s*charset=utf-8)?$/i.test(type)) {
    throw new PageError(415, 'notForm');
  }
  const fields = new URLSearchParams(await readText(request));
  for (const name of new Set(fields.keys())) {
    if (fields.getAll(name).length > 1) {
      throw new PageError(400, 'repeated');
    }
  }
  return (name) => fields.get(name) ?? '';
}

async function readText(request: Request): Promise<string> {
  const tooLarge = (): PageError => new PageError(413, 'tooLong');
  if (Number(request.headers.get('content-length') ?? 0) > largest) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || !value) break;
    size += value.length;
    if (size > largest) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
