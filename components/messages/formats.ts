type Plurals = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How one language writes numbers, lists and moments. One object for each locale and time zone in the page. */
export class Formats {
  readonly locale: string;
  readonly #zone: { timeZone?: string };
  readonly #rules: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #lists: Intl.ListFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  /** Made when they are asked for: a first drawing does without, and they cost a browser more than all the others. */
  #moments: Intl.DateTimeFormat | undefined;
  #days: Intl.DateTimeFormat | undefined;

  /** @throws RangeError when the browser does not know the locale or the zone */
  constructor(locale: string, timeZone?: string) {
    this.locale = locale;
    this.#zone = timeZone ? { timeZone } : {};
    this.#rules = new Intl.PluralRules(locale);
    this.#numbers = new Intl.NumberFormat(locale);
    this.#lists = new Intl.ListFormat(locale);
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    if (timeZone) this.day('2000-01-01');
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** The form of the language's plural rules for `count`, that of `zero` for none; `#` stands for the number. */
  plural(count: number, forms: Plurals): string {
    return (
      forms[count ? this.#rules.select(count) : 'zero'] ??
      forms[this.#rules.select(count)] ??
      forms.other
    ).replace('#', this.number(count));
  }

  list(items: Iterable<string>): string {
    return this.#lists.format(items);
  }

  /** "3 hours ago", "yesterday"; under a minute "now" in the words of the language. */
  relative(moment: string, now = Date.now()): string {
    const seconds = (Date.parse(moment) - now) / 1000;
    for (const [unit, size] of units) {
      if (Math.abs(seconds) >= size) return this.#relative.format(Math.trunc(seconds / size), unit);
    }
    return this.#relative.format(0, 'second');
  }

  moment(moment: string): string {
    this.#moments ??= new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short', ...this.#zone });
    return this.#moments.format(new Date(moment));
  }

  day(moment: string): string {
    this.#days ??= new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', ...this.#zone });
    return this.#days.format(new Date(moment));
  }
}

const made = new Map<string, Formats>();

/** The shared formats of a locale; a locale or zone this browser does not know falls back to `en` and the page's zone. */
export function formatsFor(locale: string, timeZone?: string): Formats {
  const key = `${locale} ${timeZone ?? ''}`;
  let formats = made.get(key);
  if (!formats) {
    try {
      formats = new Formats(locale, timeZone);
    } catch {
      formats = new Formats('en');
    }
    made.set(key, formats);
  }
  return formats;
}
