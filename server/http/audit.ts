import { z } from '@hono/zod-openapi';
import { fromId, limits, type AuditList } from '../contract/index.ts';
import { auditHeadings, exportAudit } from '../domain/audit/export-audit.ts';
import { listAudit } from '../domain/audit/list-audit.ts';
import { byteOrderMark, csvLine } from './csv.ts';
import { cursor, many, moment, pageLimit, isText } from './fields.ts';
import { defineFile, defineRoute } from './route.ts';

const tag = 'Audit';
const permission = 'audit:read';

/** A public id of one of these kinds. */
function idOf(...prefixes: string[]) {
  const read = (text: string): string | undefined => prefixes.map((prefix) => fromId(prefix, text)).find(Boolean);
  return z
    .string()
    .refine((text) => read(text) !== undefined, {
      message: `This is no id that begins with ${prefixes.join('_, ')}_.`,
      params: { code: 'malformed_id' },
    })
    .transform((text) => read(text) as string)
    .openapi({ type: 'string' });
}

/** RFC 3339, in a year that every calendar has. */
const instant = z
  .string()
  .refine(
    (text) =>
      /^(19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
    {
      message: 'This is a time like 2026-01-31T12:00:00Z.',
      params: { code: 'malformed_time' },
    },
  )
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' });

const filters = {
  actor: many(idOf('mem', 'key')),
  target: many(idOf('mem', 'grp', 'rol', 'key', 'org', 'hook')),
  action: many(z.string().regex(/^[a-z_]{1,32}\.[a-z_]{1,32}$/)),
  from: instant.optional(),
  to: instant.optional(),
};

const auditList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.custom<AuditList['items'][number]['id']>(isText).openapi({ type: 'string' }),
          seq: z.int(),
          at: moment,
          action: z.string(),
          actor: z.object({ kind: z.enum(['member', 'key', 'system']), id: z.string().nullable() }),
          target: z.object({
            kind: z.enum(['member', 'group', 'role', 'key', 'organization', 'webhook']),
            id: z.string(),
          }),
          requestId: z.string(),
          changes: z.record(z.string(), z.unknown()),
          values: z.record(z.string(), z.string()),
        })
        .openapi('AuditItem'),
    ),
    next: z.string().nullable(),
    names: z.record(z.string(), z.string()),
  })
  .openapi('AuditList') satisfies z.ZodType<AuditList>;

export const auditRoutes = [
  defineRoute({
    method: 'get',
    path: '/audit',
    tag,
    summary: 'Read what happened',
    description: `Newest first, ${limits.pageSize} at most in a page. Filters combine; several values of one are alternatives. \`from\` is included, \`to\` is not.`,
    permission,
    query: { ...filters, limit: pageLimit.optional(), cursor: cursor.optional() },
    schema: auditList,
    answer: (context, { query }) => listAudit(context, query),
  }),
  defineFile({
    method: 'get',
    path: '/audit/export',
    tag,
    summary: 'Export what happened',
    description: 'What the same filters list, as a file that is safe to open in a spreadsheet.',
    permission,
    query: filters,
    type: 'text/csv; charset=utf-8',
    filename: 'audit.csv',
    async piece(context, { query }, after) {
      const { rows, next } = await exportAudit(context, query, after === undefined ? undefined : Number(after));
      const head = after === undefined ? byteOrderMark + csvLine(auditHeadings) : '';
      return { text: head + rows.map(csvLine).join(''), next: next === null ? null : String(next) };
    },
  }),
];
