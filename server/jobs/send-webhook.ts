import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { hostOf } from '../domain/webhooks/judge-url.ts';
import { isPublicAddress } from '../domain/webhooks/public-address.ts';

/** Why a message did not arrive, in a sentence for an admin. */
export class NotDelivered extends Error {
  override name = 'NotDelivered';
  /** The endpoint says that it is there no more. */
  readonly gone: boolean;

  constructor(message: string, gone = false) {
    super(message);
    this.gone = gone;
  }
}

export interface Message {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface SendOptions {
  /** Whether `http` and addresses of private networks will do. */
  allowPrivate: boolean;
  /** Milliseconds for all of it. */
  patience: number;
  /** Asks for the addresses of a name. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** Octets of an answer that are read, so that the endpoint may finish; nobody looks at them. */
const longestAnswer = 16 * 1024;

/**
 * Posts a message. The host's name is asked for once, what comes of it is judged, and the connection goes to just that
 * address: a name that leads elsewhere a moment later changes nothing. No redirect is followed, no proxy and no kept
 * connection used, no credential sent along.
 * @throws NotDelivered
 */
export async function sendWebhook(message: Message, options: SendOptions): Promise<void> {
  const url = new URL(message.url);
  if (url.protocol !== 'https:' && !options.allowPrivate) throw new NotDelivered('The address is not one of https.');
  let cut: () => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NotDelivered('The endpoint did not answer in time.'));
      cut();
    }, options.patience);
  });
  try {
    const address = await Promise.race([addressOf(url, options), late]);
    const posted = post(url, address, message);
    cut = posted.cut;
    const status = await Promise.race([posted.status, late]);
    if (status >= 200 && status < 300) return;
    if (status >= 300 && status < 400)
      throw new NotDelivered(`The endpoint answered ${status}; redirects are not followed.`);
    throw new NotDelivered(`The endpoint answered ${status}.`, status === 410);
  } finally {
    clearTimeout(timer);
    cut();
  }
}

async function addressOf(url: URL, { allowPrivate, resolve = resolveName }: SendOptions): Promise<LookupAddress> {
  const host = hostOf(url);
  const literal = isIP(host);
  const addresses = literal
    ? [{ address: host, family: literal }]
    : await resolve(host).catch((error: unknown) => {
        throw new NotDelivered(`The endpoint's name is not known (${codeOf(error)}).`);
      });
  const [first] = addresses;
  if (!first) throw new NotDelivered("The endpoint's name is not known.");
  // One private address among public ones is no accident either.
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new NotDelivered('The address lies in a private network.');
  }
  return first;
}

function resolveName(host: string): Promise<LookupAddress[]> {
  return lookup(host, { all: true, verbatim: true });
}

function post(
  url: URL,
  { address, family }: LookupAddress,
  { headers, body }: Message,
): { status: Promise<number>; cut: () => void } {
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Roster-Webhooks/1',
      ...headers,
    },
    agent: false,
    lookup: (_host, asked, answer) => (asked.all ? answer(null, [{ address, family }]) : answer(null, address, family)),
  };
  const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options);
  const status = new Promise<number>((resolve, reject) => {
    request.on('error', (error) => reject(new NotDelivered(`The endpoint could not be reached (${codeOf(error)}).`)));
    request.on('response', (response) => {
      readAway(response, () => resolve(response.statusCode ?? 0));
    });
  });
  // Whoever waits no longer must not leave an error that nobody hears.
  status.catch(() => {});
  request.end(body);
  return { status, cut: () => request.destroy() };
}

/** Lets the endpoint finish a short answer. */
function readAway(response: IncomingMessage, done: () => void): void {
  let octets = 0;
  response.on('data', (piece: Buffer) => {
    octets += piece.length;
    if (octets > longestAnswer) done();
  });
  response.on('end', done);
  response.on('close', done);
  response.on('error', done);
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}
