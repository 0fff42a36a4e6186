/** Plain words for mail, and text that no mail program turns into something else. */

import { languageOf } from '../contract/index.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/**
 * Text that looks the same and that mail programs do not make a link of: an address typed in as a name must not become
 * one to press. A zero-width space parts what they look for.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '.\u200b')
    .replace(/:(?=\/)|\/(?=\/)/g, (letter) => `${letter}\u200b`)
    .replace(/@/g, '\u200b@\u200b');
}

/** What stands behind a comma without being a name. */
const title = /^(?:[JjSs]r\.?|II|III|IV|MD|M\.D\.|Ph\.?D\.?|Esq\.?|MBA)$/;

/**
 * A name as it is spoken, `Jane Doe`; `undefined` where there is none. Directories write `Doe, Jane`: two names about a
 * comma are turned around, and titles behind one are left out. A name with more commas stays as it was written.
 */
export function spokenName(name: string | null): string | undefined {
  const written = oneLine(name ?? '');
  const parts = written.split(',').flatMap((part) => part.trim() || []);
  const [last, first, ...more] = parts.filter((part, at) => at === 0 || !title.test(part));
  return first === undefined ? last : more.length > 0 ? written : `${first} ${last}`;
}

/** One line without control characters, for subjects and names in headers. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

const units: [name: 'day' | 'hour' | 'minute', milliseconds: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/**
 * `1 day`, `36 hours`, `20 minutes`: the largest unit that says it exactly, to the minute. In English where Roster does not
 * speak the language of the locale.
 */
export function durationInWords(milliseconds: number, locale: string): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000)) * 60_000;
  const [unit, size] = units.find(([, length]) => minutes % length === 0) ?? ['minute', 60_000];
  return new Intl.NumberFormat(languageOf(locale) ? locale : 'en', { style: 'unit', unit, unitDisplay: 'long' }).format(
    minutes / size,
  );
}

/** A moment in UTC: `Monday, 23 November 2026` and `14:05`. */
export function momentParts(moment: Date, locale: string): [day: string, time: string] {
  // The day before the month: the order that most of those who read English know.
  const written = locale === 'en' ? 'en-GB' : locale;
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(written, { timeZone: 'UTC', ...options }).format(moment);
  return [format({ dateStyle: 'full' }), format({ timeStyle: 'short' })];
}
