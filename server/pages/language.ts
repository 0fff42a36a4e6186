import type { Context } from 'hono';
import { directionOf, languageOf, type Language } from '../contract/index.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en, type PageWords } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';

const catalogues: Record<Language, PageWords> = { ar, de, en, es, fr, ja };

/** How the pages speak to one person. */
export interface Speech {
  language: Language;
  dir: 'ltr' | 'rtl';
  words: PageWords;
}

/** In the language that the browser asks for. */
export function speechOf(c: Context): Speech {
  const language = wantedLanguage(c.req.header('accept-language'));
  return { language, dir: directionOf(language), words: catalogues[language] };
}

export function wordsOf(c: Context): PageWords {
  return speechOf(c).words;
}

/** Which of our languages an `Accept-Language` likes best (RFC 9110 section 12.5.4); English where it likes none. */
export function wantedLanguage(accepted = ''): Language {
  let [wanted, liked]: [Language, number] = ['en', 0];
  // A browser names a dozen at most.
  for (const range of accepted.slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const language = languageOf(tag);
    const quality = /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/i.exec(parameters[0] ?? 'q=1')?.[1];
    if (language && Number(quality ?? 0) > liked) [wanted, liked] = [language, Number(quality)];
  }
  return wanted;
}
