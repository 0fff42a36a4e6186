import { z } from '@hono/zod-openapi';
import { fromId, limits, type Id } from '../contract/index.ts';
import { isScope, scopeWords } from '../domain/credentials/narrowing.ts';
import { cleanName, NameFault } from '../domain/members/identity.ts';

/** Kinds of fields that requests are made of. Each reads what came into what verbs work with. */

/** A public id of this kind; verbs get its UUID. */
export function id<Prefix extends string>(prefix: Prefix) {
  return z
    .string()
    .refine((text) => fromId(prefix, text) !== undefined, {
      message: `This is no id that begins with ${prefix}_.`,
      params: { code: 'malformed_id' },
    })
    .transform((text) => fromId(prefix, text) as string)
    .openapi(idForm(prefix));
}

/** A public id in an answer. */
export function idOut<Prefix extends string>(prefix: Prefix) {
  return z.custom<Id<Prefix>>(isText).openapi(idForm(prefix));
}

/** The same where there may be none. */
export function idOrNull<Prefix extends string>(prefix: Prefix) {
  return idOut(prefix)
    .nullable()
    .openapi({ ...idForm(prefix), type: ['string', 'null'] });
}

/** A field that takes everything counts as one that may be missing. */
export const isText = (value: unknown): boolean => typeof value === 'string';
export const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** How the documentation writes an id of this kind. */
function idForm(prefix: string) {
  return {
    type: 'string',
    pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    example: `${prefix}_01h455vb4pex5vsknk084sn02q`,
  } as const;
}

/** A query parameter that may repeat. */
export function many<S extends z.ZodType>(one: S, most: number = limits.filterValues) {
  return z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(one).max(most)).optional();
}

/** A search: letters somebody typed, taken literally. */
export const searchText = z
  .string()
  .max(limits.query)
  .refine((text) => !/\p{Cc}|\p{Surrogate}/u.test(text), {
    message: 'This contains a character that cannot be searched for.',
    params: { code: 'characters' },
  });

/** Rows of one page. */
export const pageLimit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number)
  .pipe(z.number().max(limits.pageSize))
  .openapi({ type: 'integer', minimum: 1, maximum: limits.pageSize, default: 25 });

/** The order of a list, `-` before it for the other way round. Anything else is refused by name. */
export function sortBy<const Key extends string>(keys: readonly [Key, ...Key[]]) {
  const names = keys.flatMap((key) => [key, `-${key}`] as const);
  return z
    .enum(names)
    .transform((name) => ({ key: name.replace('-', '') as Key, down: name.startsWith('-') }))
    .openapi({ type: 'string', enum: names });
}

export const cursor = z.string().max(2_000);

/** A person's name as it is kept: trimmed, without letters that are not drawn. */
export const personName = z
  .string()
  .transform((text, context) => {
    const name = cleanName(text);
    if (!(name instanceof NameFault)) return name;
    context.addIssue({ code: 'custom', message: name.message, params: { code: name.code }, input: text });
    return z.NEVER;
  })
  .openapi({ type: 'string', maxLength: limits.name });

/** RFC 3339 in UTC. */
export const moment = z.string().openapi({ format: 'date-time' });

/** A permission a credential is narrowed to, `*` for all of them. */
export const scope = z
  .string()
  .max(64)
  .refine(isScope, {
    message: `This is ${scopeWords}.`,
    params: { code: 'malformed' },
  });

/** The name of a group, a role or a key, as it is kept: trimmed, without letters that are not drawn. */
export const label = z
  .string()
  .trim()
  .min(1)
  .max(limits.label)
  .transform((text, context) => {
    const name = cleanName(text);
    if (!(name instanceof NameFault)) return name;
    context.addIssue({ code: 'custom', message: name.message, params: { code: name.code }, input: text });
    return z.NEVER;
  })
  .openapi({ type: 'string', minLength: 1, maxLength: limits.label });

/** What a group or a role is for, in a few lines. */
export const description = z
  .string()
  .trim()
  .max(limits.description)
  .refine((text) => !/(?![\n\t])\p{Cc}|\p{Bidi_Control}/u.test(text), {
    message: 'This contains a character that cannot be kept.',
    params: { code: 'characters' },
  });

/** Whether only what a change would do is asked for. */
export const dryRun = z
  .enum(['true', 'false'])
  .optional()
  .transform((word) => word === 'true')
  .openapi({ type: 'boolean' });
