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

// What Unicode itself says is not drawn: zero-width and direction marks, soft hyphens, fillers, tag characters.
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Undoes what mail programs, word processors and phones do to addresses. Line breaks and tabs stay. */
export function normalizeTyped(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(spaces, ' ')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(invisible, '')
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\u060c\u3001]/g, ',')
    .replace(/\u061b/g, ';');
}

/** The people in a pasted text: lists of mail programs, lines, spreadsheet rows, `Name <a@b.c>`, `"Doe, Jane" <j@x.org>`. */
export function findPeople(text: string): FoundPerson[] {
  return splitOutsideQuotes(normalizeTyped(text), '\n').flatMap((line) =>
    line.includes('\t') ? readRow(line) : readList(line),
  );
}

/** One typed entry, `a@b.c` or `Name <a@b.c>`. */
export function readPerson(text: string): FoundPerson {
  const raw = normalizeTyped(text).replace(/\s+/g, ' ').trim();
  const open = raw.lastIndexOf('<');
  if (open < 0 || !raw.endsWith('>')) return { raw, email: bareAddress(raw) };
  const name = unquote(raw.slice(0, open));
  const email = bareAddress(raw.slice(open + 1, -1));
  // Mail programs repeat the address where they know no name.
  return name && name.toLowerCase() !== email.toLowerCase() ? { raw, name, email } : { raw, email };
}

/** One person as text that `readPerson` reads back to the same: `a@b.c`, `Ada Lovelace <a@b.c>`, `"Doe, Jane" <j@x.org>`. */
export function writePerson({ name, email }: Pick<FoundPerson, 'name' | 'email'>): string {
  if (!name) return email;
  const plain = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .'-]*$/u.test(name);
  return `${plain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${email}>`;
}

function bareAddress(text: string): string {
  const address = unquoteWhole(text.trim()).trim();
  if (!/^mailto:/i.test(address)) return address.replace(/[\u2018\u2019]/g, "'");
  const [bare = ''] = address.slice('mailto:'.length).split('?', 1);
  return bare.trim();
}

function unquote(text: string): string {
  return unquoteWhole(text.trim()).replace(/\\(.)/g, '$1').trim();
}

/** Takes away one pair of quotes, or of the single ones that mail programs put around names and addresses. */
function unquoteWhole(text: string): string {
  const pair = text.charAt(0) + text.charAt(text.length - 1);
  return text.length > 1 && ['""', "''", '\u2018\u2019'].includes(pair) ? text.slice(1, -1) : text;
}

/**
 * Splits at any of `separators` outside double quotes and angle brackets, and after each `<…>`. A quote or bracket that
 * nothing closes on its line is a letter like any other.
 */
function splitOutsideQuotes(text: string, separators: string): string[] {
  const closed = closedOnTheirLine(text);
  const byLine = separators === '\n';
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  let bracketed = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '\n') quoted = bracketed = false;
    if (quoted) {
      if (letter === '\\' && text.charAt(i + 1) !== '\n') i++;
      else if (letter === '"') quoted = false;
      continue;
    }
    if (letter === '"') quoted = !bracketed && closed.has(i);
    else if (letter === '<') bracketed = closed.has(i);
    const ends = letter === '>' && bracketed && !byLine;
    if (letter === '>') bracketed = false;
    if (ends || (separators.includes(letter) && !bracketed)) {
      pieces.push(text.slice(start, ends ? i + 1 : i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces.filter((piece) => piece.trim() !== '');
}

/** Where the quotes stand that another one follows, and the `<` whose next bracket is a `>`, both on the same line. */
function closedOnTheirLine(text: string): Set<number> {
  const closed = new Set<number>();
  let bracket = '';
  let quote = false;
  for (let i = text.length - 1; i >= 0; i--) {
    const letter = text.charAt(i);
    if (letter === '\n') {
      bracket = '';
      quote = false;
    } else if (letter === '"') {
      if (quote) closed.add(i);
      quote = true;
    } else if (letter === '<' || letter === '>') {
      if (letter === '<' && bracket === '>') closed.add(i);
      bracket = letter;
    }
  }
  return closed;
}

/** A line of people. A semicolon always parts them; a comma may also stand inside a name, `Müller, Jörg <j@x.de>`. */
function readList(line: string): FoundPerson[] {
  return splitOutsideQuotes(line, ';')
    .flatMap((part) => joinNames(splitOutsideQuotes(part, ',')))
    .flatMap(readPiece);
}

/** `Müller, Jörg <j@x.de>` was cut at its comma: a piece without an address belongs to the `Name <…>` after it. */
function joinNames(pieces: string[]): string[] {
  const joined: string[] = [];
  let pending: string[] = [];
  for (const piece of pieces) {
    if (!piece.includes('@') && pending.length < 3) {
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
  const several = words.length > 1 && words.every((word) => /^[^"<>]*@[^"<>]*$/.test(word));
  return several ? words.map(readPerson) : [readPerson(piece)];
}

/** A spreadsheet row: cells with addresses, and before them, or else after them, the cells with the name. */
function readRow(line: string): FoundPerson[] {
  const cells = line.split('\t').flatMap((cell) => cell.trim() || []);
  const people: FoundPerson[] = [];
  let names: string[] = [];
  const named = (person: FoundPerson): FoundPerson => {
    if (names.length === 0) return person;
    const name = person.name ?? names.map(unquote).filter(Boolean).join(' ');
    return { raw: [...names, person.raw].join(' '), email: person.email, ...(name ? { name } : {}) };
  };
  for (const cell of cells) {
    if (!cell.includes('@')) {
      names.push(cell);
      continue;
    }
    const [first, ...others] = readList(cell);
    if (first) people.push(named(first));
    for (const other of others) people.push(other);
    names = [];
  }
  const last = people.pop();
  if (!last) return [readPerson(cells.join(' '))];
  people.push(named(last));
  return people;
}

export type AddressFault = 'malformed_email' | 'too_long';

/** The two halves of an address that can be sent to, or what is wrong with it. */
export type ReadAddress =
  { ok: true; local: string; domain: string } | { ok: false; code: AddressFault; detail: string };

// The dot-atom of RFC 5322 section 3.2.3 with the letters of RFC 6531. Quoted local parts are valid there and refused
// here: what stands between the quotes has been taken for the address itself by mail programs.
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const hidden = /\p{Default_Ignorable_Code_Point}/u;
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
  // Letters that are not drawn would make two addresses look like one.
  if (hidden.test(text)) return fault('malformed_email', 'There is an invisible character in this address.');
  if (!localPart.test(local))
    return fault('malformed_email', 'The part before the @ has a character or a dot that cannot stand there.');
  const labels = domain.split('.');
  if (labels.length < 2) return fault('malformed_email', 'The domain needs a dot, as in example.com.');
  for (const label of labels) {
    if (octets(label) > limits.domainLabel)
      return fault('too_long', `No part of a domain is longer than ${limits.domainLabel} characters.`);
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
