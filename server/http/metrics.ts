import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { DatabaseUnavailable, type Database } from '../domain/context.ts';
import type { Live } from '../domain/events/live.ts';
import { bounds, families, type FamilyName, type Figure, type Meter } from '../domain/meter.ts';
import { readBacklog, type Backlog } from '../domain/read-backlog.ts';
import { newUuid } from '../domain/uuid.ts';
import type { LogFields } from './request-log.ts';
import { problemResponse } from './problem.ts';

export interface MetricsOptions {
  database: Database;
  meter: Meter;
  live: Live;
  /** Of this package. */
  version: string;
}

/**
 * `/metrics` in the text format of Prometheus, for the server's root and for callers on the same machine alone: it names
 * nobody, and yet says how many there are at work.
 */
export function makeMetrics({ database, meter, live, version }: MetricsOptions): Hono {
  const metrics = new Hono();
  metrics.get('/metrics', async (c) => {
    if (!isLocal(c.req.raw, c.env))
      return problemResponse('forbidden', { detail: 'Metrics are for this machine alone.' }, newUuid());
    const backlog = await readBacklog(database).catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) return undefined;
      throw error;
    });
    const { total, idle, waiting } = database.stats();
    const lines = [
      ...(Object.keys(families) as FamilyName[]).flatMap((name) => family(name, meter.read(name))),
      ...gauge('roster_database_up', 'Whether the database answered just now.', backlog ? 1 : 0),
      ...gauge('roster_database_connections_in_use', 'Connections at work.', total - idle),
      ...gauge('roster_database_connections_idle', 'Connections that wait for work.', idle),
      ...gauge('roster_database_callers_waiting', 'Callers in line for a connection.', waiting),
      ...gauge('roster_event_streams_open', 'Streams of events that are open.', live.count()),
      ...backlogLines(backlog ?? []),
      ...processLines(),
      ...labelled('roster_build_info', 'What runs here; always 1.', [
        { labels: { version, node: process.versions.node, database: database.kind }, value: 1 },
      ]),
    ];
    return c.body(`${lines.join('\n')}\n`, 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
  return metrics;
}

/** Counts each request under the template of its route, once it is answered. */
export function measureRequests(meter: Meter): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const known = (c.get('logFields') as LogFields | undefined)?.route;
    const labels = { method: methodOf(c.req.method), route: known ?? templateOf(routePath(c, -1)) };
    meter.add('roster_requests_total', { ...labels, status: `${Math.floor(c.res.status / 100)}xx` });
    meter.observe('roster_request_seconds', labels, (performance.now() - start) / 1_000);
  };
}

/** What no route of ours answered is one thing, whatever was asked for. */
function templateOf(path: string): string {
  return path.includes('*') ? 'other' : path;
}

function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}

const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const loopbackName = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const loopbackAddress = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;

/**
 * By the socket's own address, which nobody can make up. A proxy on this machine brings others' requests under that same
 * address: it says so in a header, or keeps the public name. A page in a browser of this machine says where it is from.
 */
function isLocal({ headers }: Request, env: unknown): boolean {
  const peer = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket;
  if (!loopbackAddress.test(peer?.remoteAddress ?? '')) return false;
  if (forwarding.some((name) => headers.has(name)) || headers.has('origin')) return false;
  if (!['none', null].includes(headers.get('sec-fetch-site'))) return false;
  const host = headers.get('host');
  return host === null || loopbackName.test(host);
}

function family(name: FamilyName, figures: readonly Figure[]): string[] {
  const { help, type, labels: names } = families[name];
  return [...head(name, help, type), ...figures.flatMap((figure) => figureLines(name, names, figure))];
}

function figureLines(name: string, names: readonly string[], { labels, value, within, count }: Figure): string[] {
  const own = Object.fromEntries(names.map((label, at) => [label, labels[at]!]));
  if (!within) return [line(name, own, value)];
  return [
    ...within.map((total, at) => line(`${name}_bucket`, { ...own, le: String(bounds[at]) }, total)),
    line(`${name}_bucket`, { ...own, le: '+Inf' }, count!),
    line(`${name}_sum`, own, value),
    line(`${name}_count`, own, count!),
  ];
}

function backlogLines(backlog: readonly Backlog[]): string[] {
  return [
    ...labelled(
      'roster_outbox_waiting',
      'Messages that have not left yet.',
      backlog.map(({ kind, waiting }) => ({ labels: { kind }, value: waiting })),
    ),
    ...labelled(
      'roster_outbox_oldest_seconds',
      'Age of the oldest of them.',
      backlog.map(({ kind, oldest }) => ({ labels: { kind }, value: oldest })),
    ),
  ];
}

function processLines(): string[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    ...gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    ...gauge('nodejs_heap_used_bytes', 'What of it the heap of the runtime holds.', heapUsed),
    ...gauge('process_start_time_seconds', 'When the process started.', Math.round(performance.timeOrigin / 1_000)),
    ...head('process_cpu_seconds_total', 'Time at work on a processor.', 'counter'),
    line('process_cpu_seconds_total', {}, (user + system) / 1_000_000),
  ];
}

function gauge(name: string, help: string, value: number): string[] {
  return labelled(name, help, [{ labels: {}, value }]);
}

function labelled(name: string, help: string, figures: { labels: Record<string, string>; value: number }[]): string[] {
  return [...head(name, help, 'gauge'), ...figures.map(({ labels, value }) => line(name, labels, value))];
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, labels: Record<string, string>, value: number): string {
  const pairs = Object.entries(labels).map(([label, word]) => `${label}="${escaped(word)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

function escaped(word: string): string {
  return word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
