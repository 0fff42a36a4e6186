import type { z } from '@hono/zod-openapi';
import type { RosterPermission } from '../contract/index.ts';
import type { Context } from '../domain/context.ts';
import type { Credential } from '../domain/credentials/authenticate.ts';
import type { Live } from '../domain/events/live.ts';
import type { Form } from './form.ts';

export type Shape = Record<string, z.ZodType>;
type Read<S extends Shape | undefined> = S extends Shape ? z.output<z.ZodObject<S>> : undefined;

/** What a route's `answer` is given, all of it parsed and judged. */
export interface Input<P extends Shape | undefined, Q extends Shape | undefined, B extends z.ZodType | undefined> {
  params: Read<P>;
  query: Read<Q>;
  body: B extends z.ZodType ? z.output<B> : undefined;
  /** The version the caller has seen, from `If-Match: "3"`; absent where it does not care. */
  ifMatch: number | undefined;
}

/**
 * One route, one entry for each fact about it. The API, its documentation and its tests are made from these, so that
 * none can forget one. `answer` calls one verb; it runs inside the tenant's transaction, with the caller known.
 */
export interface RouteSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType | undefined,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/v1`, as OpenAPI writes it: `/members/{id}`. */
  path: `/${string}`;
  tag: string;
  summary: string;
  description?: string;
  /** Named in the documentation; the verb is what asks for it. */
  permission: RosterPermission | 'token:issue' | 'scim' | 'any member';
  params?: P;
  query?: Q;
  body?: B;
  /** 200 with a body, 201 for what was made, 204 without a body; also 204 where an optional `schema` is answered by nothing. */
  status?: 200 | 201 | 204;
  schema?: A;
  /** Takes an `Idempotency-Key`: the same key and body get the first answer again, and nothing happens twice. */
  idempotent?: boolean;
  /** The version in a thing's `ETag`; undefined for an answer that is no thing, as the effect of a change. Reads without it are tagged by what they say. */
  version?: (answer: A extends z.ZodType ? z.output<A> : undefined) => number | undefined;
  /** Heeds an `If-Match`: `answer` passes it on to the verb, which compares. */
  conditional?: true;
  answer: (context: Context, input: Input<P, Q, B>) => Promise<A extends z.ZodType ? z.output<A> : void>;
  /** Spoken in place of our own, where another protocol lays down how: its query may then say more than is read. */
  form?: Form;
  /** In place of `answer`, by `defineFile`. */
  file?: FileSpec<P, Q>;
  /** In place of `answer`, by `defineFeed`. */
  follow?: FeedSpec['follow'];
}

/** An answer that goes on for as long as somebody listens. */
export interface FeedSpec {
  /**
   * Judges the caller in the transaction, and answers what begins the feed when that is over.
   * @param lastEventId where the caller goes on; absent: now
   */
  follow: (context: Context, lastEventId: string | undefined) => Promise<(opening: Opening) => Response>;
}

/** What a feed is opened with. */
export interface Opening {
  credential: Credential;
  live: Live;
  request: Request;
  /** Cuts the connection, where that is in this server's hand. */
  hangUp: () => void;
}

/**
 * An answer of any length, as a file. Each piece is read in a transaction of its own, with the caller judged anew, so that
 * no connection is held for as long as somebody reads, and who is shut out meanwhile gets no more. The first piece decides
 * whether there is an answer at all; no piece is read before the one before it is taken.
 */
export interface FileSpec<P extends Shape | undefined, Q extends Shape | undefined> {
  /** `text/csv; charset=utf-8` */
  type: string;
  /** What it is saved as. */
  filename: string;
  /** @param after what the piece before gave as `next`; undefined for the first one */
  piece: (context: Context, input: Input<P, Q, undefined>, after: string | undefined) => Promise<Piece>;
}

export interface Piece {
  text: string;
  /** Where the next piece begins; null at the end. */
  next: string | null;
}

/** A route whose kinds of input no longer matter. */
export type Route = RouteSpec<Shape | undefined, Shape | undefined, z.ZodType | undefined, z.ZodType | undefined>;

export function defineRoute<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<P, Q, B, A>): Route {
  return spec as unknown as Route;
}

export function defineFile<P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  spec: Omit<RouteSpec<P, Q, undefined, undefined>, 'answer' | 'body' | 'schema' | 'stream' | 'file'> & FileSpec<P, Q>,
): Route {
  const { type, filename, piece, ...rest } = spec;
  return { ...rest, file: { type, filename, piece } } as unknown as Route;
}

export function defineFeed(
  spec: Omit<RouteSpec<undefined, undefined, undefined, undefined>, 'answer' | 'body' | 'schema' | 'stream'> & FeedSpec,
): Route {
  return spec as unknown as Route;
}
