import { problems, type ProblemCode } from '../../server/contract/index.ts';
import { failure } from '../../components/source/failure.ts';
import { routes } from '../../components/source/routes.ts';
import type { Source } from '../../components/source/source.ts';

/** How requests fare, as the toolbar has it. */
export type Network = 'fast' | 'slow' | 'offline' | '403' | '429' | '500' | 'expired';

/** Milliseconds until anything is answered: long enough for whatever is shown while one waits. */
const slowness = 2_500;

/** Seconds after which to ask again. */
const retryAfter = 12;

const refusals = { '403': 'forbidden', '429': 'rate_limited', expired: 'unauthenticated' } as const satisfies Partial<
  Record<Network, ProblemCode>
>;

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, slowness));

/** What a page gets of the API through this network. @throws TypeError as `fetch` does, offline. */
export async function overNetwork(network: Network, ask: () => Promise<Response>): Promise<Response> {
  if (network === 'fast') return ask();
  if (network === 'slow') return later().then(ask);
  if (network === 'offline') throw new TypeError('Failed to fetch');
  // Of something before the API, which writes no problem documents.
  if (network === '500') return new Response('Internal Server Error', { status: 500 });
  const code = refusals[network];
  const { status, title } = problems[code];
  return Response.json(
    { type: `urn:roster:problem:${code}`, title, status, detail: `${title}.`, code, requestId: 'req_story' },
    { status, headers: { 'content-type': 'application/problem+json', 'retry-after': String(retryAfter) } },
  );
}

const wrapped = new WeakMap<Source, Map<Network, Source>>();

/** The same data through this network; the same object for the same network, so that a page keeps what it shows. */
export function sourceOver(network: Network, source: Source): Source {
  if (network === 'fast') return source;
  const known = wrapped.get(source) ?? new Map<Network, Source>();
  wrapped.set(source, known);
  const one = known.get(network) ?? wrap(network, source);
  known.set(network, one);
  return one;
}

function wrap(network: Exclude<Network, 'fast'>, source: Source): Source {
  const methods = source as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
  const asked =
    (name: string) =>
    async (...values: unknown[]) => {
      if (network !== 'slow') throw failureOf(network);
      await later();
      return methods[name]!.apply(source, values);
    };
  const slowed = Object.fromEntries(Object.keys(routes).map((name) => [name, asked(name)]));
  return Object.assign(Object.create(source) as Source, slowed);
}

function failureOf(network: Exclude<Network, 'fast' | 'slow'>): Error {
  if (network === 'offline') return failure('unavailable', { offline: true });
  if (network === '500') return failure('unavailable', { status: 500 });
  const code = refusals[network];
  return failure(code, { status: problems[code].status, ...(network === '429' && { retryAfter }) });
}
