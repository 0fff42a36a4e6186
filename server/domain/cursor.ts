import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';

const algorithm = 'aes-256-gcm';
const ivOctets = 12;
const tagOctets = 16;
const life = 24 * 60 * 60 * 1000;

/**
 * Where the next page of a list begins, sealed: the place holds an address or a name, and cursors stand in URLs. It opens
 * for the same organization and the same question only, and for a day.
 */
export function sealCursor(context: Context, question: string, place: unknown): string {
  const iv = randomBytes(ivOctets);
  const cipher = createCipheriv(algorithm, context.services.secrets.key('cursor'), iv);
  cipher.setAAD(bindingOf(context, question));
  const text = JSON.stringify([Date.now(), place]);
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** @throws Refused `bad_cursor` for one that was changed, is too old, or belongs to another organization or question */
export function openCursor(context: Context, question: string, cursor: string): unknown {
  try {
    const sealed = Buffer.from(cursor, 'base64url');
    if (sealed.toString('base64url') !== cursor) throw new Error('not canonical');
    const decipher = createDecipheriv(algorithm, context.services.secrets.key('cursor'), sealed.subarray(0, ivOctets), {
      authTagLength: tagOctets,
    });
    decipher.setAAD(bindingOf(context, question));
    decipher.setAuthTag(sealed.subarray(-tagOctets));
    const text = Buffer.concat([decipher.update(sealed.subarray(ivOctets, -tagOctets)), decipher.final()]).toString(
      'utf8',
    );
    const [madeAt, place] = JSON.parse(text) as [number, unknown];
    if (Date.now() - madeAt > life) throw new Error('too old');
    return place;
  } catch (cause) {
    throw new Refused('bad_cursor', { detail: 'Ask for the first page of this list again.', cause });
  }
}

function bindingOf({ organizationId }: Context, question: string): Buffer {
  return Buffer.from(`${organizationId} ${question}`, 'utf8');
}
