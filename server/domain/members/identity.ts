import { limits } from '../../contract/index.ts';

/** What is kept of a person's name and address. Whoever writes one of these columns writes all of them, from here. */
export interface MemberIdentity {
  /** Canonical address. */
  email: string;
  name: string | null;
  /** What lists sort by. */
  nameKey: string;
  /** What searches begin with. */
  words: string[];
}

export function memberIdentity({ name, email }: { name: string | null; email: string }): MemberIdentity {
  return { email, name, nameKey: foldText(name ?? ''), words: wordsOf(name, email) };
}

const mostWords = 20;
const longestWord = 40;
const longestKey = 200;

/** Letters without case and marks, as people type them into a search: `Zoë ÅNGSTRÖM` and `zoe angstrom` are the same. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestKey)
    .replace(/[\ud800-\udbff]$/, '');
}

/**
 * Parts a folded text is taken into. Letters and digits part, so that `person000417` is found by `person` without every
 * number making a word of its own: a search walks the distinct words that begin alike, and a vocabulary is bounded.
 */
export function splitWords(folded: string): string[] {
  return (folded.match(/\p{L}+|\p{N}+/gu) ?? []).map(cut);
}

/** Words of the name, then of the local part, then the labels of the domain; the first 20. */
function wordsOf(name: string | null, email: string): string[] {
  const address = foldText(email);
  const at = address.lastIndexOf('@');
  const words = [
    ...splitWords(foldText(name ?? '')),
    ...splitWords(address.slice(0, at)),
    ...splitWords(address.slice(at + 1)),
  ];
  return [...new Set(words)].slice(0, mostWords);
}

/** By code points, so that no letter is cut in half. */
function cut(word: string): string {
  return word.length > longestWord ? [...word].slice(0, longestWord).join('') : word;
}

/** Why a text cannot be a person's name. */
export class NameFault {
  readonly code: 'required' | 'characters' | 'too_long';
  readonly message: string;

  constructor(code: NameFault['code'], message: string) {
    this.code = code;
    this.message = message;
  }
}

// Not drawn, and never part of how somebody is called. Joiners are: Persian names and some scripts of India need them
// between letters; and so are the selectors that follow an emoji.
const invisible = /(?!\p{Join_Control}|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;
// Controls would break lines and mail headers, direction marks would reorder the text around the name, tags hide words.
const refused = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u{e0000}-\u{e0fff}]|\p{Surrogate}/u;

/** A person's name as it is kept, or what is wrong with it. */
export function cleanName(text: string): string | NameFault {
  // Before anything that takes time with the length.
  if (text.length > 4 * limits.name) return tooLong();
  if (refused.test(text)) return new NameFault('characters', 'A name has no control or direction characters.');
  const name = text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/^\p{Join_Control}+|\p{Join_Control}+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (name === '') return new NameFault('required', 'This must not be empty.');
  return name.length > limits.name ? tooLong() : name;
}

function tooLong(): NameFault {
  return new NameFault('too_long', `A name has at most ${limits.name} characters.`);
}
