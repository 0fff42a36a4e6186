import { directionOf, languageOf, type Language } from '../contract/index.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en, type MailWords } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';
import { escapeHtml, momentParts, spokenName, withoutLinks } from './words.ts';

const catalogues: Record<Language, MailWords> = { ar, de, en, es, fr, ja };

/** How the default mails speak to one person. */
export interface Speech {
  language: Language;
  dir: 'ltr' | 'rtl';
  words: MailWords;
  /** What people typed as it stands in a text: where it is read from right to left, kept from turning what is around it. */
  plain(text: string): string;
  greeting(name: string | null): string;
  moment(moment: Date): string;
}

/** The speech of a locale; English where the locale's language is none of ours. */
export function speechFor(locale: string): Speech {
  const language = languageOf(locale) ?? 'en';
  const words = catalogues[language];
  const dir = directionOf(language);
  const plain = (text: string): string => (dir === 'rtl' ? `\u2068${text}\u2069` : text);
  return {
    language,
    dir,
    words,
    plain,
    greeting(name) {
      const spoken = spokenName(name);
      return spoken === undefined ? words.greetingNobody : words.greeting(plain(withoutLinks(spoken)));
    },
    moment: (moment) => words.moment(...momentParts(moment, languageOf(locale) ? locale : 'en')),
  };
}

/** What people typed, in HTML. */
export function strong(text: string): string {
  return `<strong class="strong" style="font-weight:600;color:#161a23"><bdi>${escapeHtml(text)}</bdi></strong>`;
}

/** An address in HTML: it must not become a link to press. */
export function address(email: string): string {
  return `<bdi dir="ltr">${escapeHtml(withoutLinks(email))}</bdi>`;
}
