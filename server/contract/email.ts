import { limits } from './limits.ts';

/**
 * Reading addresses out of whatever people type or paste. Every step walks the text once, so time grows with its length
 * and never faster, and no step throws text away: what cannot be read comes back as `raw`, marked malformed later.
 */

/** One person found in pasted text: what was written, and what it seems to say. */
export interface FoundPerson {
  /** The piece as it stood in the text, trimmed. */
  raw: string;
  name?: string;
  /** The part that should be an address; not yet judged. */
  email: string;
}

const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Undoes what mail programs, word processors and phones do to addresses. Line breaks and tabs stay. */
export function normalizeTyped(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(spaces, ' ')
    .replace(invisible, '')
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** The people in a pasted text: lists of mail programs, lines, spreadsheet rows, `Name <a@b.c>`, `"Doe, Jane" <j@x.org>`. */
export function findPeople(text: string): FoundPerson[] {
  const people: FoundPerson[] = [];
  for (const line of splitOutsideQuotes(normalizeTyped(text), '\n')) {
    if (line.includes('\t')) people.push(...readRow(line));
    else people.push(...joinNames(splitOutsideQuotes(line, ',;')).flatMap(readPiece));
  }
  return people;
}

/** One typed entry, `a@b.c` or `Name <a@b.c>`. */
export function readPerson(text: string): FoundPerson {
  const raw = normalizeTyped(text).replace(/\s+/g, ' ').trim();
  const open = raw.lastIndexOf('<');
  const close = raw.lastIndexOf('>');
  if (open >= 0 && close === raw.length - 1 && close > open) {
    const name = unquote(raw.slice(0, open));
    const email = bareAddress(raw.slice(open + 1, close));
    return name ? { raw, name, email } : { raw, email };
  }
  return { raw, email: bareAddress(raw) };
}

function bareAddress(text: string): string {
  return text.trim().replace(/^mailto:/i, '');
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const inner = trimmed.length > 1 && /^(["']).*\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  return inner.replace(/\\(.)/g, '$1').trim();
}

/** Splits at any of `separators` outside double quotes and angle brackets. An unclosed quote or bracket ends nothing. */
function splitOutsideQuotes(text: string, separators: string): string[] {
  const lastQuote = text.lastIndexOf('"');
  const lastClose = text.lastIndexOf('>');
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  let bracketed = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (quoted) {
      if (letter === '\\') i++;
      else if (letter === '"' || letter === '\n') quoted = false;
      if (letter !== '\n') continue;
    }
    if (letter === '"' && i < lastQuote) quoted = true;
    else if (letter === '<' && i < lastClose) bracketed = true;
    else if (letter === '>') bracketed = false;
    if (separators.includes(letter) && (!bracketed || letter === '\n')) {
      bracketed = false;
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces.filter((piece) => piece.trim() !== '');
}

/** `Müller, Jörg <j@x.de>` was cut at its comma: a piece without an address belongs to the `Name <…>` after it. */
function joinNames(pieces: string[]): string[] {
  const joined: string[] = [];
  let pending: string[] = [];
  for (const piece of pieces) {
    const nameOnly = !piece.includes('@');
    if (nameOnly && pending.length < 3) {
      pending.push(piece.trim());
      continue;
    }
    const continues = pending.length > 0 && /^[^<@"]+<[^>]*>\s*$/.test(piece);
    if (continues) joined.push([...pending, piece.trim()].join(', '));
    else joined.push(...pending, piece);
    pending = [];
  }
  return [...joined, ...pending];
}

/** `a@b.c d@e.f` without separators is several people when every word is an address. */
function readPiece(piece: string): FoundPerson[] {
  const words = piece.trim().split(/\s+/);
  const several = words.length > 1 && words.every((word) => word.includes('@'));
  return several ? words.map(readPerson) : [readPerson(piece)];
}

/** A spreadsheet row: the cell with an address, and the other cells as the name. */
function readRow(line: string): FoundPerson[] {
  const cells = line
    .split('\t')
    .map((cell) => cell.trim())
    .filter(Boolean);
  const addresses = cells.filter((cell) => cell.includes('@'));
  if (addresses.length !== 1 || !addresses[0]) return cells.map(readPerson);
  const person = readPerson(addresses[0]);
  const name = cells
    .filter((cell) => cell !== addresses[0])
    .map(unquote)
    .join(' ');
  return [{ raw: cells.join(' '), email: person.email, ...(person.name || name ? { name: person.name ?? name } : {}) }];
}

export type AddressFault = 'malformed_email' | 'too_long';

/** The two halves of an address that can be sent to, or what is wrong with it. */
export type ReadAddress = { ok: true; local: string; domain: string } | { ok: false; code: AddressFault; detail: string };

// The dot-atom of RFC 5322 section 3.2.3 with the letters of RFC 6531. Quoted local parts are valid there and refused
// here: what stands between the quotes has been taken for the address itself by mail programs.
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainLabel = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u;

/** Judges the form of one address. Lengths are in octets as RFC 5321 counts them. Linear in the length of the text. */
export function readAddress(text: string): ReadAddress {
  const fault = (code: AddressFault, detail: string): ReadAddress => ({ ok: false, code, detail });
  if (octets(text) > limits.email) return fault('too_long', `An address has at most ${limits.email} characters.`);
  const at = text.lastIndexOf('@');
  if (at < 0) return fault('malformed_email', 'There is no @ in this address.');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).replace(/\.$/, '');
  if (local === '') return fault('malformed_email', 'The part before the @ is missing.');
  if (domain === '') return fault('malformed_email', 'The part after the @ is missing.');
  if (octets(local) > limits.emailLocalPart)
    return fault('too_long', `The part before the @ has at most ${limits.emailLocalPart} characters.`);
  if (!localPart.test(local)) return fault('malformed_email', 'The part before the @ has a character or a dot that cannot stand there.');
  const labels = domain.split('.');
  if (labels.length < 2) return fault('malformed_email', 'The domain needs a dot, as in example.com.');
  for (const label of labels) {
    if (octets(label) > limits.domainLabel) return fault('too_long', `No part of a domain is longer than ${limits.domainLabel} characters.`);
    if (!domainLabel.test(label)) return fault('malformed_email', 'The domain after the @ is not valid.');
  }
  if (/^\d+$/.test(labels.at(-1) ?? '')) return fault('malformed_email', 'The domain after the @ is not valid.');
  return { ok: true, local, domain };
}

/** Octets of a text in UTF-8. */
export function octets(text: string): number {
  let count = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}
