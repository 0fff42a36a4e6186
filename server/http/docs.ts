import { readFile } from 'node:fs/promises';
import { z } from '@hono/zod-openapi';
import type { Api } from './api.ts';
import { problemSchema } from './schemas.ts';
import type { Route } from './route.ts';

/** A header of an answer, as far as ours go. */
type Header = { description: string; schema: { type: 'string'; example?: string; enum?: string[] } };

const versionTag: Header = {
  description:
    'The version of the thing, for `If-Match`; absent where the answer is no thing, as the effect of a change.',
  schema: { type: 'string', example: '"3"' },
};
const meaningTag: Header = {
  description: 'Stands for what was said, for `If-None-Match`.',
  schema: { type: 'string', example: 'W/"ZEhHV2JkQVd3b0d1MXVzZ1h0aDE"' },
};
const replayed: Header = {
  description: '`true` on the first answer, given again.',
  schema: { type: 'string', enum: ['true'] },
};

/** Enters a route into the OpenAPI document. */
export function documentRoute(api: Api, route: Route): void {
  const { method, path, tag, summary, params, query, body, schema, status = 200, permission } = route;
  const type = route.form?.type ?? 'application/json';
  const [verb, ...nouns] = [method, ...path.split('/').map((part) => part.replaceAll(/[{}]/g, ''))];
  // Of a read without a version the meaning is tagged, and told again only when it is another.
  const isRead = method === 'get' && Boolean(schema) && !route.version;
  const answerHeaders: { [name: string]: Header } = {
    ...((route.version || isRead) && { ETag: route.version ? versionTag : meaningTag }),
    ...(route.idempotent && { 'Idempotency-Replayed': replayed }),
  };
  const headers = {
    ...(route.idempotent && { 'Idempotency-Key': z.string().optional() }),
    ...(route.follow && { 'Last-Event-ID': z.string().optional() }),
    ...(route.conditional && {
      'If-Match': z.string().optional().openapi({
        description: 'The `ETag` that was last seen: refused as `stale` when it is another by now.',
        example: '"3"',
      }),
    }),
    ...(isRead && { 'If-None-Match': z.string().optional() }),
  };
  api.openAPIRegistry.registerPath({
    method,
    path: `/v1${path}`,
    operationId: [verb, ...nouns.filter(Boolean)].join('-'),
    tags: [tag],
    summary,
    description: [route.description, `Needs: ${permission}.`].filter(Boolean).join('\n\n'),
    // No member holds them, and so no session does.
    security: ['token:issue', 'scim'].includes(permission) ? [{ bearer: [] }] : [{ bearer: [] }, { session: [] }],
    request: {
      ...(params && { params: z.object(params) }),
      ...(query && { query: z.object(query) }),
      ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
      ...(body && { body: { required: true, content: { [type]: { schema: body } } } }),
    },
    responses: {
      [status]: {
        description: status === 204 ? 'Done.' : 'The answer.',
        ...(Object.keys(answerHeaders).length > 0 && { headers: answerHeaders }),
        ...(schema && { content: { [type]: { schema } } }),
        ...(route.file && { content: { [route.file.type]: { schema: z.string() } } }),
        ...(route.follow && { content: { 'text/event-stream': { schema: z.string() } } }),
      },
      ...(status !== 204 && schema?.safeParse(undefined).success && { 204: { description: 'Done.' } }),
      ...(isRead && { 304: { description: 'As `If-None-Match` has it.', headers: answerHeaders } }),
      default: {
        description: route.form ? 'What went wrong, in this protocol’s words.' : 'What went wrong, as RFC 9457 has it.',
        content: route.form
          ? { [type]: { schema: z.record(z.string(), z.unknown()) } }
          : { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
}

/** `/openapi.json`, and `/docs`, which shows it without asking any other server for anything. */
export function addDocumentation(api: Api, publicUrl: string): void {
  const registry = api.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A widget token (wt_…) or an API key (rk_…).',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'roster-session',
    description: 'The session of the built-in sign-in, for pages of the same origin.',
  });
  let json: string | undefined;
  api.get('/openapi.json', (c) => {
    json ??= JSON.stringify(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Roster',
          version: '1',
          description: 'User management of one organization: its members, invitations, groups and roles.',
          license: { name: 'MIT' },
        },
        servers: [{ url: publicUrl }],
      }),
    );
    return c.body(json, 200, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
  });
  api.get('/docs', (c) => c.html(page, 200, pageHeaders));
  api.get('/docs/viewer.js', async (c) => {
    return c.body(await readViewer(), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    });
  });
}

/** Where the viewer lies: beside this module in a build, in the package it comes from when run from the source. */
const viewerPlaces = ['./rapidoc-min.js', '../../node_modules/rapidoc/dist/rapidoc-min.js'];

async function readViewer(): Promise<string> {
  const [built, source] = viewerPlaces.map((place) => new URL(place, import.meta.url));
  return readFile(built!, 'utf8').catch(() => readFile(source!, 'utf8'));
}

// The viewer writes styles into its own elements, hence the one exception.
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roster API</title>
<script type="module" src="docs/viewer.js"></script>
</head>
<body>
<rapi-doc spec-url="openapi.json" load-fonts="false" render-style="read" show-header="false" allow-server-selection="false"
 allow-try="true" schema-style="table" regular-font="system-ui, sans-serif" mono-font="ui-monospace, monospace"></rapi-doc>
</body>
</html>
`;
