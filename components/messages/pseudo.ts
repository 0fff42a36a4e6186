const letters: Record<string, string> = {
  ...{ A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ḿ' },
  ...{ N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž' },
  ...{ a: 'å', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ḿ' },
  ...{ n: 'ñ', o: 'ö', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
};

/** How much longer the words get: what a translation from English may need. */
const growth = 0.35;

/** One sentence: letters accented, 35 % longer, in brackets. What is in `kept` (names, numbers, addresses) stays as it is. */
function strange(text: string, kept: readonly string[]): string {
  if (text.trim() === '') return text;
  const parts = kept.length > 0 ? text.split(new RegExp(`(${kept.map(escaped).join('|')})`)) : [text];
  const accented = parts.map((part, at) => (at % 2 ? part : part.replace(/[a-z]/gi, (letter) => letters[letter]!)));
  return `[${accented.join('')}${'~'.repeat(Math.ceil(text.length * growth))}]`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const known = new WeakMap<object, unknown>();

/** English words, sentences and the functions that make them, as they look in no language. */
export function pseudo<Words>(words: Words, kept: readonly string[] = []): Words {
  if (typeof words === 'string') return strange(words, kept) as Words;
  if (words === null || (typeof words !== 'object' && typeof words !== 'function')) return words;
  const before = known.get(words);
  if (before) return before as Words;
  const made =
    typeof words === 'function'
      ? (...given: unknown[]) => pseudo((words as (...given: unknown[]) => unknown)(...given), namesIn(given))
      : Array.isArray(words)
        ? words.map((word) => pseudo<unknown>(word, kept))
        : Object.fromEntries(Object.entries(words).map(([key, word]) => [key, pseudo<unknown>(word, kept)]));
  // What a function answered is another each time.
  if (kept.length === 0) known.set(words, made);
  return made as Words;
}

/** Longest first, so that a name within a longer one does not part it. */
function namesIn(given: readonly unknown[]): string[] {
  return given
    .flat(2)
    .filter((one): one is string => typeof one === 'string' && one !== '')
    .toSorted((a, b) => b.length - a.length);
}
