import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ar, server as serverAr } from '../../components/messages/ar.ts';
import { de, server as serverDe } from '../../components/messages/de.ts';
import { en } from '../../components/messages/en.ts';
import { es, server as serverEs } from '../../components/messages/es.ts';
import type { Formats } from '../../components/messages/formats.ts';
import { fr, server as serverFr } from '../../components/messages/fr.ts';
import { ja, server as serverJa } from '../../components/messages/ja.ts';
import { faultIn, load, wordsIn } from '../../components/messages/languages.ts';
import { fieldFaults, problems, type FieldFault } from '../../server/contract/index.ts';
import { pseudo } from '../../components/messages/pseudo.ts';

const languages: Record<string, object> = { ar, de, es, fr, ja };

/** Words that are the same in both languages. */
const alike: Record<string, readonly string[]> = {
  ar: ['Roster', 'name@example.com, …'],
  de: ['Name', 'Person ⟦0⟧', 'Roster', 'Status', 'name@example.com, …', 'optional'],
  es: ['No', 'Roles', 'Roster'],
  fr: ['Action', 'Actions', 'Description', 'Notifications', 'Pages', 'Roster'],
  ja: ['Roster', 'name@example.com, …'],
};

type Call = (...given: unknown[]) => unknown;

/** Every word of a dictionary by where it stands: `invite.issue.member`. */
function wordsOf(words: object, at = ''): Map<string, string | Call> {
  const found = new Map<string, string | Call>();
  for (const [key, word] of Object.entries(words)) {
    if (typeof word === 'object') for (const [path, one] of wordsOf(word, `${at}${key}.`)) found.set(path, one);
    else found.set(`${at}${key}`, word as string | Call);
  }
  return found;
}

/** What stands for the nth argument in a sentence. */
const mark = (index: number): string => `⟦${index}⟧`;

/**
 * An argument of any type: a name in a sentence, a number where it is reckoned with, a list where it is joined. With `one`
 * it is 1 wherever it is a number.
 */
function argument(index: number, one: boolean): unknown {
  const number = one ? 1 : 7;
  return Object.assign(new String(mark(index)), {
    join: () => mark(index),
    map: () => [mark(index)],
    [Symbol.toPrimitive]: (hint: string) => (hint === 'number' ? number : mark(index)),
  });
}

/** All that a word can say with these arguments, and the plural forms it asks for. */
function said(
  word: string | Call,
  one = false,
  names = typeof word === 'string' ? [] : parametersOf(word),
): { texts: string[]; forms: Record<string, string>[] } {
  if (typeof word === 'string') return { texts: [word], forms: [] };
  const forms: Record<string, string>[] = [];
  const speak = (form: string): string[] => {
    const formats = {
      locale: 'en',
      number: (value: unknown) => `${value as string}`,
      plural(count: unknown, given: Record<string, string>) {
        if (form === 'other') forms.push(given);
        return (given[form] ?? given['other']!).replace('#', `${count as string}`);
      },
      list: (items: unknown) => `${items as string}`,
      relative: (moment: unknown) => `${moment as string}`,
      moment: (moment: unknown) => `${moment as string}`,
      day: (moment: unknown) => `${moment as string}`,
    } as unknown as Formats;
    const given = names.map((name, index) => (name === 'f' ? formats : argument(index, one)));
    const answer = word(...given, formats);
    return Array.isArray(answer) ? (answer as string[]) : [answer as string];
  };
  return { texts: speak('other'), forms };
}

/** Names of the parameters, from the source: the formats are always called `f`. */
function parametersOf(word: Call): string[] {
  const [, list, alone] = /^(?:\w*\(([^)]*)\)|(\w+)\s*=>)/.exec(word.toString()) ?? [];
  return (list ?? alone ?? '')
    .split(',')
    .map((one) => one.split('=')[0]!.trim())
    .filter(Boolean);
}

const marksIn = (texts: readonly string[]): string[] => [...new Set(texts.join(' ').match(/⟦\d⟧/g))].toSorted();

const english = wordsOf(en);

describe('Somebody who reads another language than English', () => {
  for (const [language, dictionary] of Object.entries(languages)) {
    const words = wordsOf(dictionary);

    it(`finds every word of every element in ${language}, and none that no element has`, () => {
      assert.deepEqual([...words.keys()].toSorted(), [...english.keys()].toSorted());
    });

    it(`reads the same names and numbers in the sentences of ${language}`, () => {
      for (const [key, word] of english) {
        const translated = words.get(key);
        if (translated === undefined) continue;
        assert.equal(typeof translated, typeof word, key);
        assert.deepEqual(marksIn(said(translated).texts), marksIn(said(word).texts), `${language} ${key}`);
      }
    });

    it(`never reads English by mistake in ${language}`, () => {
      const left: string[] = [];
      for (const [key, word] of english) {
        const translated = words.get(key);
        if (translated === undefined) continue;
        for (const one of [false, true]) {
          const before = said(word, one).texts;
          for (const [index, text] of said(translated, one).texts.entries()) {
            if (alike[language]!.includes(text)) continue;
            if (text === before[index] && /\p{L}{2}/u.test(text.replace(/⟦\d⟧/g, ''))) left.push(`${key}: ${text}`);
          }
        }
      }
      const known = new Set(alike[language]);
      assert.deepEqual(
        [...new Set(left)].filter((line) => !known.has(line)),
        [],
      );
    });

    it(`counts in ${language} as its grammar does`, () => {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      // French and Spanish have a form for millions, which nobody invites at once.
      const needed = categories.filter((category) => category !== 'many' || language === 'ar');
      for (const [key, word] of words) {
        for (const forms of said(word).forms) {
          // Where one of something is said without its number, that form is never asked for.
          const unasked = Object.hasOwn(forms, 'one') || language !== 'ar' ? [] : ['zero', 'one'];
          const asked = needed.filter((category) => !unasked.includes(category));
          assert.deepEqual(
            asked.filter((category) => !(category in forms)),
            [],
            `${language} ${key}`,
          );
        }
      }
    });

    it(`sees no double space, no bare apostrophe and no forgotten placeholder in ${language}`, () => {
      for (const [key, word] of words) {
        for (const text of said(word).texts) {
          assert.ok(!/ {2}|\w'\w|undefined|\[object|NaN|#/.test(text), `${language} ${key}: ${text}`);
        }
      }
    });
  }

  it('reads what the server refuses in their own language, in every one the same', () => {
    const said = [serverAr, serverDe, serverEs, serverFr, serverJa];
    const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join('server', name), 'utf8'))
      // What the source says where no server answered.
      .concat(readFileSync('components/source/failure.ts', 'utf8'))
      .join();
    for (const { codes, fields, sentences } of said) {
      assert.deepEqual(Object.keys(codes).toSorted(), Object.keys(problems).toSorted());
      assert.deepEqual(Object.keys(fields), fieldFaults);
      assert.deepEqual(Object.keys(sentences), Object.keys(serverDe.sentences));
      for (const [sentence, translated] of Object.entries(sentences)) {
        assert.notEqual(translated, sentence);
        assert.ok(sources.includes(sentence), `Nobody says "${sentence}" any more`);
      }
    }
  });

  it('reads what is wrong with a field, with the number that the server names', async () => {
    await load('de');
    const said = (code: FieldFault, detail: string): string | undefined => faultIn('de', { code, detail });
    assert.equal(said('too_long', 'This has at most 120 characters.'), 'Höchstens 120 Zeichen.');
    assert.equal(said('too_long', 'This is too long for an address.'), 'Das ist zu lang.');
    assert.equal(said('taken', 'Another role has this name.'), 'Eine andere Rolle heißt schon so.');
    assert.equal(said('taken', 'Another role has this key.'), 'Das gibt es schon.');
    assert.equal(said('last_admin', 'Ada is the last one.'), serverDe.codes.last_admin);
    assert.match(said('of_a_host' as FieldFault, 'Not on Sundays.')!, /Not on Sundays\./);
    assert.equal(faultIn('en', { code: 'taken', detail: 'Another role has this name.' }), undefined);
  });

  it('gets the language of the region where there is none for it, and English where there is none at all', async () => {
    await Promise.all(['de-AT', 'fr-CA', 'AR-eg', 'it', 'x-klingon', ''].map(load));
    const heading = (locale: string): string | undefined => wordsIn(locale, 'members', en.members)?.heading;
    assert.equal(heading('de-AT'), 'Mitglieder');
    assert.equal(heading('fr-CA'), 'Membres');
    assert.equal(heading('AR-eg'), ar.members.heading);
    for (const none of ['it', 'x-klingon', '']) assert.equal(heading(none), undefined);
  });
});

describe('Somebody who lays a page out', () => {
  it('sees every word strange and a third longer, and names as they are', () => {
    const words = pseudo(en.common);
    assert.equal(words.cancel, '[Çåñçéļ~~~]');
    assert.equal(words.actionsFor('Ada'), '[Åçţîöñš ƒöŕ Ada~~~~~~]');
    for (const [key, word] of wordsOf(pseudo(en))) {
      const plain = english.get(key)!;
      // A name alone is not a word.
      if (said(plain).texts.every((text) => /^⟦\d⟧$/.test(text))) continue;
      const names = typeof plain === 'string' ? [] : parametersOf(plain);
      for (const text of said(word, false, names).texts) assert.match(text, /^\[.*~\]$|^\s*$/su, key);
    }
  });

  it('gets the same words each time, so that nothing is drawn anew without need', () => {
    assert.equal(pseudo(en.members), pseudo(en.members));
  });
});
