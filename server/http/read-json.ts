import { limits } from '../contract/index.ts';
import { Refused } from '../domain/refused.ts';

const deepest = 32;
const isUtf8 = /^\s*charset\s*=\s*"?utf-8"?\s*$/;

/**
 * The JSON in a request's body, or `undefined` where there is none. What parsers read differently is refused before it
 * can be read at all: other types and encodings, more than `limits.body` octets, deep nesting, keys that occur twice,
 * and `__proto__`.
 * @param also another media type that is JSON, `application/scim+json`
 */
export async function readJson(request: Request, also?: string): Promise<{ text: string; value: unknown } | undefined> {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    throw new Refused('unsupported_type', { detail: 'Send the body without a content encoding.' });
  }
  const octets = await readOctets(request);
  if (octets.length === 0) return undefined;
  const type = request.headers.get('content-type') ?? '';
  const [name, ...parameters] = type.toLowerCase().split(';');
  const isJson = ['application/json', also].includes(name!.trim()) && parameters.every((one) => isUtf8.test(one));
  if (!isJson || parameters.length > 1) {
    throw new Refused('unsupported_type', { detail: 'Send the body as application/json in UTF-8.' });
  }
  const text = decode(octets);
  refuseAmbiguous(text);
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch (cause) {
    throw malformed('The body is not valid JSON.', cause);
  }
}

/** Counts what really arrives, whatever the request says about its length. */
async function readOctets(request: Request): Promise<Uint8Array> {
  const tooLarge = (): Refused => new Refused('too_large', { detail: `A request has at most ${limits.body} octets.` });
  if (Number(request.headers.get('content-length') ?? 0) > limits.body) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw malformed('The body broke off.', cause);
    });
    if (done) break;
    length += value.length;
    if (length > limits.body) {
      await reader.cancel().catch(() => {});
      throw tooLarge();
    }
    pieces.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function decode(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (cause) {
    throw malformed('The body is not valid UTF-8.', cause);
  }
}

/** One walk over the text, without recursion, so that depth costs nothing. Leaves all other faults to the parser. */
function refuseAmbiguous(text: string): void {
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [piece] = found;
    if (piece === '{' || piece === '[') {
      open.push(piece === '{' ? new Set() : null);
      if (open.length > deepest) throw malformed('The body is nested too deeply.');
    } else if (piece === '}' || piece === ']') open.pop();
    else {
      const keys = open.at(-1);
      if (keys && isKey(text, token.lastIndex)) takeKey(keys, piece);
    }
  }
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++;
  return text.charAt(at) === ':';
}

function takeKey(keys: Set<string>, quoted: string): void {
  let key: string;
  try {
    key = JSON.parse(quoted) as string;
  } catch (cause) {
    throw malformed('The body is not valid JSON.', cause);
  }
  if (key === '__proto__') throw malformed('The body names a field that does not exist.');
  if (keys.has(key)) throw malformed('The body names a field twice.');
  keys.add(key);
}

function malformed(detail: string, cause?: unknown): Refused {
  return new Refused('malformed', { detail, cause });
}
