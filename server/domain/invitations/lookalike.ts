import { domainToUnicode } from 'node:url';

/**
 * Domains that read like one of the organization's own and are another: `аpple.com` with a Cyrillic letter, `exarnple.com`,
 * `example.co`, `example.com.evil.io`. A warning, never a refusal, so a false one costs a click.
 */
export function resembledDomain(domain: string, own: readonly string[]): string | undefined {
  if (own.includes(domain)) return undefined;
  const shape = skeleton(domainToUnicode(domain));
  return own.find((candidate) => {
    if (domain.endsWith(`.${candidate}`)) return false;
    if (domain.startsWith(`${candidate}.`) || domain.startsWith(`${candidate.replaceAll('.', '-')}.`)) return true;
    const wanted = skeleton(domainToUnicode(candidate));
    return shape === wanted || distance(shape, wanted, tolerance(wanted)) <= tolerance(wanted);
  });
}

/** Whether a part of the domain mixes Latin letters with those of scripts that look alike. */
export function mixesScripts(domain: string): boolean {
  return domainToUnicode(domain)
    .split('.')
    .some(
      (label) =>
        /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label),
    );
}

// Letters of other scripts that are drawn like Latin ones in most typefaces, after Unicode's confusables (UTS 39).
const alike = new Map(
  Object.entries({
    a: 'аα',
    b: 'ьβ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еєε',
    f: 'ƒ',
    g: 'ɡց',
    h: 'һհ',
    i: 'іıι',
    j: 'јϳ',
    k: 'кκ',
    m: 'м',
    n: 'пηո',
    o: 'оοօ0',
    p: 'рρ',
    q: 'ԛ',
    r: 'гг',
    s: 'ѕ5',
    t: 'тτ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγ',
    z: 'ʐ',
    l: 'ӏ1|ǀ',
  }).flatMap(([latin, letters]) => Array.from(letters, (letter) => [letter, latin] as const)),
);

/** What a hurried reader sees: no marks, one letter for all that look like it, `rn` for `m`. */
function skeleton(domain: string): string {
  const letters = domain.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = Array.from(letters, (letter) => alike.get(letter) ?? letter).join('');
  return plain.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd').replaceAll('i', 'l');
}

/** Slips that are taken for the same word: none in a short one, where every other word would be a slip. */
function tolerance(domain: string): number {
  return domain.length < 6 ? 0 : domain.length < 14 ? 1 : 2;
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts; beyond `most` it only says "more". */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + same);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, before[column - 2]! + 1);
      now.push(best);
    }
    before = last;
    last = now;
  }
  return last[b.length]!;
}
