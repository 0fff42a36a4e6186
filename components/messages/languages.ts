import type { Messages } from './en.ts';

/** One language. */
type Dictionary = <Section extends keyof Messages>(
  section: Section,
  english: Messages[Section],
) => Messages[Section] | undefined;

const spoken =
  (messages: { [Section in keyof Messages]?: Partial<Messages[Section]> }): Dictionary =>
  (section, english) => ({ ...english, ...messages[section] });

const languages: Record<string, () => Promise<Dictionary>> = {
  ar: async () => spoken((await import('./ar.ts')).ar),
  de: async () => spoken((await import('./de.ts')).de),
  es: async () => spoken((await import('./es.ts')).es),
  fr: async () => spoken((await import('./fr.ts')).fr),
  ja: async () => spoken((await import('./ja.ts')).ja),
  'en-xa': async () => {
    const { pseudo } = await import('./pseudo.ts');
    return (_section, english) => pseudo(english);
  },
};

const here = new Map<string, Dictionary | undefined>();

/** Whether it is settled what the words of the locale are. */
export function isHere(locale: string): boolean {
  return here.has(locale);
}

/**
 * Fetches the words of a locale, of its language where it has none of its own: `de-AT` speaks as `de`, and a language that is
 * not here as English. `en-XA` is no language: its words are the English ones made long and strange, to see what a layout
 * bears and what was never translated.
 *
 * @throws what the browser says when they cannot be fetched; they can be asked for again.
 */
export async function load(locale: string): Promise<void> {
  let tag = locale.toLowerCase();
  while (tag && !languages[tag]) tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  here.set(locale, await languages[tag]?.());
}

/** The words of one section; `undefined` where there are only the English ones. */
export function wordsIn<Section extends keyof Messages>(
  locale: string,
  section: Section,
  english: Messages[Section],
): Messages[Section] | undefined {
  return here.get(locale)?.(section, english);
}
