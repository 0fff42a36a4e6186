import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivOctets = 12;
const tagOctets = 16;

/** What a sealed value is bound to: it opens with the same key and binding only. */
export interface Seal {
  key: Uint8Array;
  binding: string;
}

/** A value that whoever carries it can neither read nor change, with the moment it was sealed at; base64url. */
export function seal({ key, binding }: Seal, value: unknown): string {
  const iv = randomBytes(ivOctets);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(binding, 'utf8'));
  const text = JSON.stringify([Date.now(), value]);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/**
 * @returns the value and how many milliseconds ago it was sealed
 * @throws Error for anything that was not sealed so
 */
export function unseal({ key, binding }: Seal, text: string): { value: unknown; age: number } {
  const sealed = Buffer.from(text, 'base64url');
  if (sealed.toString('base64url') !== text) throw new Error('not canonical');
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivOctets), { authTagLength: tagOctets });
  decipher.setAAD(Buffer.from(binding, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-tagOctets));
  const opened = Buffer.concat([decipher.update(sealed.subarray(ivOctets, -tagOctets)), decipher.final()]);
  const [madeAt, value] = JSON.parse(opened.toString('utf8')) as [number, unknown];
  return { value, age: Date.now() - madeAt };
}
