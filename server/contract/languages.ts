/** The languages that Roster speaks by itself: in its elements, pages and mails. */
export const languages = ['en', 'ar', 'de', 'es', 'fr', 'ja'] as const;

export type Language = (typeof languages)[number];

/** A language as of BCP 47, with its script and region where they matter: `de`, `fr-CA`, `zh-Hant-TW`. */
export const localePattern = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** Which of the languages a locale is of, `de-AT` of `de`; `undefined` where it is of none. */
export function languageOf(locale: string): Language | undefined {
  const [first] = locale.toLowerCase().split('-');
  return languages.find((language) => language === first);
}

/** Which way a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
