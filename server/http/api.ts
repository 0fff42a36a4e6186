import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import { limits } from '../contract/index.ts';
import type { Actor, Context, Database, Services } from '../domain/context.ts';
import { makeLive, type Live } from '../domain/events/live.ts';
import { answerOnce, type Answer } from '../domain/idempotency/answer-once.ts';
import type { Log } from '../domain/log.ts';
import { Refused } from '../domain/refused.ts';
import { answerInPieces } from './answer-in-pieces.ts';
import { addDocumentation, documentRoute } from './docs.ts';
import { isKnown, tagOfBody, tagOfVersion, versionIn } from './etag.ts';
import { inTenant } from './in-tenant.ts';
import { corsHeaders, makeOrigins, preflightHeaders, type Origins } from './origins.ts';
import { errorResponse, problemResponse } from './problem.ts';
import { readCredential } from './read-credential.ts';
import { readBody, readParams, readQuery } from './read-input.ts';
import { readJson } from './read-json.ts';
import { requestLog, type LogFields } from './request-log.ts';
import { resources } from './resources.ts';
import type { Route } from './route.ts';
import { apiHeaders } from './security-headers.ts';
import { makeTurnstile, type Quota, type Turnstile } from './turnstile.ts';

export interface ApiOptions {
  database: Database;
  services: Services;
  log: Log;
  /** Pages of other origins that may use the API with a widget token: `https://app.example`. */
  allowedOrigins?: readonly string[];
  /** What one organization may ask of this process; absent: as much as it likes. */
  quota?: Quota;
  /** The routes below `/v1`; tests may give fewer or other ones. */
  routes?: readonly Route[];
  /** Who reads events; closed by whoever gives it. */
  live?: Live;
}

export interface ApiEnv {
  Variables: { requestId: string; logFields: LogFields };
}

export type Api = OpenAPIHono<ApiEnv>;

type AnyInput = Parameters<Route['answer']>[1];

interface Parts extends ApiOptions {
  origins: Origins;
  live: Live;
  turnstile: Turnstile | undefined;
}

/** The HTTP API, to be mounted at the host's base path: `/v1/…`, `/openapi.json`, `/docs`. */
export function makeApi(options: ApiOptions): Api {
  const { services, log, routes = resources } = options;
  const parts: Parts = {
    ...options,
    origins: makeOrigins(services.publicUrl, options.allowedOrigins ?? []),
    live: options.live ?? makeLive(options),
    turnstile: options.quota && makeTurnstile(options.quota, () => options.database.stats().waiting),
  };
  const api: Api = new OpenAPIHono<ApiEnv>();
  api.onError((error, c) => errorResponse(error, c.get('requestId'), log));
  api.use('*', requestLog(log));
  api.use('/v1/*', apiHeaders);
  api.use('/v1/*', (c, next) => crossOrigin(parts.origins, c, next));
  for (const route of routes) {
    documentRoute(api, route);
    const read = inputReader(route);
    api.on(route.method.toUpperCase(), `/v1${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, (c) =>
      serve(parts, route, read, c).catch((error: unknown) => {
        if (!route.form) throw error;
        return errorResponse(error, c.get('requestId'), log, route.form);
      }),
    );
  }
  api.all('/v1/*', (c) => unmatched(routes, c));
  addDocumentation(api, services.publicUrl);
  return api;
}

async function crossOrigin(
  origins: Origins,
  c: HonoContext<ApiEnv>,
  next: () => Promise<void>,
): Promise<Response | void> {
  const origin = origins.crossOrigin(c.req.raw);
  if (c.req.method === 'OPTIONS')
    c.res = new Response(null, { status: 204, headers: origin === null ? {} : preflightHeaders });
  else await next();
  for (const [name, value] of Object.entries(origin === null ? {} : corsHeaders(origin)))
    c.res.headers.set(name, value);
}

async function serve(
  { database, services, origins, live, turnstile }: Parts,
  route: Route,
  read: InputReader,
  c: HonoContext<ApiEnv>,
): Promise<Response> {
  const request = c.req.raw;
  const fields = c.get('logFields');
  fields.route = route.path;
  turnstile?.refuseOverload();
  const credential = await readCredential(request, {
    database,
    origins,
    publicUrl: services.publicUrl,
    lookUp: turnstile?.lookUp,
  });
  fields.organizationId = credential.organizationId;
  // Waits for the caller, so it comes before the transaction; what it means is judged after who sent it.
  const body = route.method === 'get' ? undefined : await readJson(request, route.form?.type);
  const inside = <T>(work: (context: Context) => Promise<T>, goesOn = false): Promise<T> => {
    const through = (known: () => void): Promise<T> => {
      const onActor = (actor: Actor): void => {
        fields.actor = actor;
        known();
      };
      return inTenant(database, services, { credential, requestId: c.get('requestId'), onActor }, work);
    };
    return turnstile ? turnstile.pass(credential, through, goesOn) : through(() => {});
  };
  if (route.file) {
    const { piece, ...file } = route.file;
    return answerInPieces(file, (after) =>
      inside(
        (context) => piece(context, read(c, undefined) as Parameters<typeof piece>[1], after),
        after !== undefined,
      ),
    );
  }
  if (route.follow) {
    const { follow } = route;
    const begin = await inside((context) => {
      read(c, undefined);
      return follow(context, c.req.header('last-event-id'));
    });
    const hangUp = (): void => (c.env as { outgoing?: { destroy(): void } } | undefined)?.outgoing?.destroy();
    return begin({ credential, live, request, hangUp });
  }
  const answer = await inside((context) => {
    const input = read(c, body?.value);
    const key = route.idempotent ? idempotencyKey(c) : undefined;
    const work = (): Promise<Answer> => answerOf(context, route, input);
    const said = `${request.method} ${new URL(request.url).pathname}\n${body?.text ?? ''}`;
    return key === undefined ? work() : answerOnce(context, { key, request: said }, work);
  });
  return respond(c, route, answer);
}

type InputReader = (c: HonoContext<ApiEnv>, body: unknown) => AnyInput;

/** Once for each route, because making a schema costs more than reading by it. */
function inputReader(route: Route): InputReader {
  const params = route.params && z.object(route.params);
  // Another protocol's clients add what they like to its addresses.
  const query = route.form ? z.object(route.query ?? {}) : z.strictObject(route.query ?? {});
  return (c, body) => ({
    params: params && readParams(params, c.req.param()),
    query: readQuery(query, new URL(c.req.raw.url).searchParams),
    body: route.body && readBody(route.body, body),
    ifMatch: versionIn(c.req.header('if-match'), Boolean(route.form)),
  });
}

async function answerOf(context: Context, route: Route, input: AnyInput): Promise<Answer> {
  const status = route.status ?? 200;
  const answer = await route.answer(context, input);
  if (status === 204 || answer === undefined) return { status: 204, body: '' };
  const body = JSON.stringify(answer);
  const version = route.version?.(answer);
  const etag =
    version !== undefined
      ? tagOfVersion(version)
      : (route.form?.tagOf(answer) ?? (route.method === 'get' ? tagOfBody(context, body) : undefined));
  const location = status === 201 ? route.form?.locationOf(answer) : undefined;
  return { status, body, etag, ...(location !== undefined && { location }) };
}

function respond(c: HonoContext<ApiEnv>, route: Route, answer: Answer & { replayed?: true }): Response {
  if (answer.etag) c.header('etag', answer.etag);
  if (answer.location !== undefined) c.header('location', answer.location);
  if (answer.replayed) c.header('idempotency-replayed', 'true');
  // A version says that the thing is the same, not that the caller may still do the same with it: always told in full.
  const known =
    route.method === 'get' && !route.version && answer.etag && isKnown(c.req.header('if-none-match'), answer.etag);
  if (known) return c.body(null, 304);
  if (answer.status === 204) return c.body(null, 204);
  return c.body(answer.body, answer.status as 200 | 201, { 'content-type': route.form?.type ?? 'application/json' });
}

function idempotencyKey(c: HonoContext<ApiEnv>): string | undefined {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (key.length > limits.idempotencyKey || !/^[\x21-\x7e]+$/.test(key)) {
    throw new Refused('malformed', {
      detail: `An Idempotency-Key has 1 to ${limits.idempotencyKey} visible ASCII characters.`,
    });
  }
  return key;
}

/** Nothing here under that address, or nothing by that method. Says so to nobody without a credential's form. */
function unmatched(routes: readonly Route[], c: HonoContext<ApiEnv>): Response {
  const path = c.req.path.slice(c.req.path.indexOf('/v1/') + 3);
  const methods = routes.filter((route) => matches(route.path, path)).map(({ method }) => method.toUpperCase());
  // Whatever lies beside the routes of another protocol is answered in its words.
  const form = routes.find(
    (route) => route.form && path.startsWith(route.path.slice(0, route.path.lastIndexOf('/') + 1)),
  )?.form;
  if (methods.length === 0) return problemResponse('not_found', {}, c.get('requestId'), form);
  const answer = problemResponse('method_not_allowed', {}, c.get('requestId'), form);
  answer.headers.set('allow', methods.join(', '));
  return answer;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  );
}
