import type { FieldProblem, Refusal } from '../../server/contract/index.ts';
import type { Messages } from './en.ts';
import type { ServerSentences } from './server-sentences.ts';

/** One language. */
interface Language {
  /** The words of one section; `english` are those the section has without it. */
  words<Section extends keyof Messages>(section: Section, english: Messages[Section]): Messages[Section];
  /** What the server says, in this language. */
  said(refusal: Pick<Refusal, 'code' | 'reason'>): string;
  /** What it says of one field. */
  fault(problem: Pick<FieldProblem, 'code' | 'detail'>): string;
}

const spoken = (messages: Messages, server: ServerSentences): Language => ({
  words: (section) => messages[section],
  // What is not known here stays beside what is: it says more, if in English, and may be the host's own.
  said: ({ code, reason }) => server.sentences[reason] ?? `${server.codes[code]} (\u2068${reason}\u2069)`,
  fault({ code, detail }) {
    // A number is all of a sentence that every language can take over.
    const [number, ...more] = detail.match(/\d+/g) ?? [];
    const amount = more.length ? undefined : number && (server.amounts as Words)[code]?.replace('#', number);
    const known = server.sentences[detail] ?? amount ?? (server.fields as Words)[code] ?? (server.codes as Words)[code];
    return known ?? `${server.codes.invalid} (\u2068${detail}\u2069)`;
  },
});

type Words = Partial<Record<string, string>>;

const languages: Record<string, () => Promise<Language>> = {
  ar: () => import('./ar.ts').then(({ ar, server }) => spoken(ar, server)),
  de: () => import('./de.ts').then(({ de, server }) => spoken(de, server)),
  es: () => import('./es.ts').then(({ es, server }) => spoken(es, server)),
  fr: () => import('./fr.ts').then(({ fr, server }) => spoken(fr, server)),
  ja: () => import('./ja.ts').then(({ ja, server }) => spoken(ja, server)),
  'en-xa': async () => {
    const { pseudo } = await import('./pseudo.ts');
    return {
      words: (_section, english) => pseudo(english),
      said: ({ reason }) => pseudo(reason),
      fault: ({ detail }) => pseudo(detail),
    };
  },
};

const here = new Map<string, Language | undefined>();

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
  return here.get(locale)?.words(section, english);
}

/** Whether the words are those of another language than English. */
export function isOther(locale: string): boolean {
  return here.get(locale) !== undefined;
}

/** What is wrong with a field, for a person; `undefined` where the server's own English sentence says it. */
export function faultIn(locale: string, problem: Pick<FieldProblem, 'code' | 'detail'>): string | undefined {
  return here.get(locale)?.fault(problem);
}

/** Why the server refuses something, for a person; `undefined` where its own English sentence does. */
export function saidIn(locale: string, refusal: Pick<Refusal, 'code' | 'reason'>): string | undefined {
  return here.get(locale)?.said(refusal);
}
