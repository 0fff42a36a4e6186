import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Actor } from '../domain/context.ts';
import type { Log } from '../domain/log.ts';
import type { ApiEnv } from './api.ts';

/** What the routes tell the log as they learn it. */
export interface LogFields {
  /** The pattern, `/members/{id}`: the address itself may hold what somebody typed. */
  route?: string;
  organizationId?: string;
  actor?: Actor;
}

/** Gives each request an id, the caller's own where it is a sane one, and writes one line when it is answered. */
export function requestLog(log: Log): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    const fields: LogFields = {};
    c.set('requestId', requestId);
    c.set('logFields', fields);
    const start = performance.now();
    await next();
    c.header('x-request-id', requestId);
    log('info', 'request', {
      method: c.req.method,
      route: fields.route ?? null,
      status: c.res.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
      requestId,
      ...(fields.organizationId !== undefined && { organizationId: fields.organizationId }),
      ...actorFields(fields.actor),
    });
  };
}

function actorFields(actor: Actor | undefined): Record<string, string> {
  if (actor?.kind === 'member') return { actor: 'member', actorId: actor.memberId };
  return actor?.kind === 'key' ? { actor: 'key', actorId: actor.keyId } : {};
}
