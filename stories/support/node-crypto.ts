/**
 * As much of `node:crypto` as the API asks for, for a page: the API runs in stories as it is, and takes its digests and
 * random bytes from here. SHA-256 as in FIPS 180-4, HMAC as in RFC 2104, HKDF as in RFC 5869.
 */

type Input = string | ArrayBufferView;
type Encoding = 'hex' | 'base64' | 'base64url' | 'utf8';

/** Bytes that write themselves out as Node's do. */
class Bytes extends Uint8Array {
  override toString(encoding: Encoding = 'hex'): string {
    if (encoding === 'utf8') return new TextDecoder().decode(this);
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const base64 = btoa(String.fromCharCode(...this));
    return encoding === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  }

  writeUIntBE(value: number, offset: number, length: number): number {
    for (let i = length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) this[offset + i] = rest % 256;
    return offset + length;
  }
}

function toBytes(source: string | ArrayLike<number>, encoding: Encoding = 'utf8'): Bytes {
  if (typeof source !== 'string') return new Bytes(source);
  if (encoding === 'utf8') return new Bytes(new TextEncoder().encode(source));
  const text = atob(source.replaceAll('-', '+').replaceAll('_', '/'));
  return new Bytes([...text].map((letter) => letter.charCodeAt(0)));
}

// The API takes Node's for granted.
Object.assign(globalThis, { Buffer: { from: toBytes, concat: (parts: Uint8Array[]) => new Bytes(concat(parts)) } });

class Hash {
  readonly #parts: Uint8Array[] = [];
  readonly #finish: (message: Uint8Array) => Uint8Array;

  constructor(finish: (message: Uint8Array) => Uint8Array) {
    this.#finish = finish;
  }

  update(data: Input): this {
    this.#parts.push(bytesOf(data));
    return this;
  }

  digest(): Bytes;
  digest(encoding: Encoding): string;
  digest(encoding?: Encoding): Bytes | string {
    const bytes = new Bytes(this.#finish(concat(this.#parts)));
    return encoding ? bytes.toString(encoding) : bytes;
  }
}

export function createHash(algorithm: string): Hash {
  onlySha256(algorithm);
  return new Hash(sha256);
}

export function createHmac(algorithm: string, key: Input): Hash {
  onlySha256(algorithm);
  return new Hash((message) => hmac(bytesOf(key), message));
}

export function hkdfSync(algorithm: string, key: Input, salt: Input, info: Input, length: number): ArrayBuffer {
  onlySha256(algorithm);
  const extracted = hmac(bytesOf(salt), bytesOf(key));
  let block: Uint8Array = new Uint8Array();
  let out: Uint8Array = new Uint8Array();
  for (let i = 1; out.length < length; i++) {
    block = hmac(extracted, concat([block, bytesOf(info), Uint8Array.of(i)]));
    out = concat([out, block]);
  }
  return out.slice(0, length).buffer as ArrayBuffer;
}

/**
 * In place of AES-GCM: what is sealed can be read, and cannot be changed without being noticed. The page it is sealed in
 * is the one that has the key.
 */
class Seal {
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  readonly #parts: Uint8Array[] = [];
  #binding: Uint8Array = new Uint8Array();
  #wanted: Uint8Array | undefined;

  constructor(key: Input, iv: Input) {
    this.#key = bytesOf(key);
    this.#iv = bytesOf(iv);
  }

  setAAD(binding: Input): this {
    this.#binding = bytesOf(binding);
    return this;
  }

  setAuthTag(tag: Input): this {
    this.#wanted = bytesOf(tag);
    return this;
  }

  update(data: Input): Bytes {
    this.#parts.push(bytesOf(data));
    return new Bytes(bytesOf(data));
  }

  final(): Bytes {
    if (this.#wanted && !timingSafeEqual(this.#wanted, this.getAuthTag())) throw new Error('The seal is broken.');
    return new Bytes();
  }

  getAuthTag(): Bytes {
    return new Bytes(hmac(this.#key, concat([this.#iv, this.#binding, ...this.#parts])).slice(0, 16));
  }
}

export function createCipheriv(_algorithm: string, key: Input, iv: Input): Seal {
  return new Seal(key, iv);
}

export const createDecipheriv = createCipheriv;

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Bytes(length));
}

/** From 0 to `end`, all equally likely: what would favour the small ones is drawn again. */
export function randomInt(end: number): number {
  const fair = 2 ** 32 - (2 ** 32 % end);
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % end;
  }
}

export function randomUUID(): string {
  return crypto.randomUUID();
}

export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((difference, byte, at) => difference | (byte ^ (b[at] ?? 0)), a.length ^ b.length) === 0;
}

function onlySha256(algorithm: string): void {
  if (algorithm !== 'sha256') throw new TypeError(`Only sha256 is here, not ${algorithm}.`);
}

function bytesOf(data: Input): Uint8Array {
  return typeof data === 'string'
    ? new TextEncoder().encode(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = sha256(concat([block.map((byte) => byte ^ 0x36), message]));
  return sha256(concat([block.map((byte) => byte ^ 0x5c), inner]));
}

/** The first 32 bits of the fractional part of a root of each of the first primes. */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return Uint32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}

const rounds = fractions(64, Math.cbrt);
const start = fractions(8, Math.sqrt);

function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(padded.length - 4, (message.length * 8) >>> 0);
  const state = start.slice();
  const words = new Uint32Array(64);
  const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [x = 0, y = 0] = [words[i - 15], words[i - 2]];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      words[i] = (words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + (words[i] ?? 0)) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] ?? 0) + value));
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => digest.setUint32(4 * i, value));
  return new Uint8Array(digest.buffer);
}
