import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findPeople,
  normalizeTyped,
  octets,
  readAddress,
  readPerson,
  writePerson,
} from '../../server/contract/email.ts';
import { limits } from '../../server/contract/limits.ts';

/** `Name|address` for a person with a name, else the address as it was understood. */
function seen(text: string): string[] {
  return findPeople(text).map((person) => (person.name ? `${person.name}|${person.email}` : person.email));
}

describe('S-05: people are found in whatever is pasted', () => {
  const corpus: [what: string, text: string, expected: string[]][] = [
    ['one address', 'ada@x.org', ['ada@x.org']],
    ['a comma-separated list', 'a@x.org, b@x.org,c@x.org', ['a@x.org', 'b@x.org', 'c@x.org']],
    ['a list ending in a comma', 'a@x.org, b@x.org,', ['a@x.org', 'b@x.org']],
    ['a list of Outlook', 'Ada Lovelace <a@x.org>; Bob <b@x.org>;', ['Ada Lovelace|a@x.org', 'Bob|b@x.org']],
    [
      'Outlook names with a comma',
      'Doe, Jane <j@x.org>; Müller, Jörg <m@x.de>',
      ['Doe, Jane|j@x.org', 'Müller, Jörg|m@x.de'],
    ],
    ['a list of Gmail', 'Ada <a@x.org>, b@x.org, "C. D." <c@x.org>', ['Ada|a@x.org', 'b@x.org', 'C. D.|c@x.org']],
    ['Gmail without a known name', 'a@x.org <a@x.org>, "b@x.org" <b@x.org>', ['a@x.org', 'b@x.org']],
    ['Apple Mail with single quotes', "'Ada' <a@x.org>, 'b@x.org'", ['Ada|a@x.org', 'b@x.org']],
    [
      'lines of Windows, Unix and old Macs',
      'a@x.org\r\nb@x.org\nc@x.org\rd@x.org',
      ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'],
    ],
    [
      'line separators of Unicode',
      'a@x.org\u2028b@x.org\u2029c@x.org\u0085d@x.org',
      ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'],
    ],
    ['spreadsheet rows', 'Ada\tLovelace\ta@x.org\nBob\t\tb@x.org', ['Ada Lovelace|a@x.org', 'Bob|b@x.org']],
    ['spreadsheet rows with the address first', 'a@x.org\tAda\tLovelace', ['Ada Lovelace|a@x.org']],
    ['a role column stays out of the name', 'Ada\ta@x.org\tAdmin', ['Ada|a@x.org']],
    ['a row with two people', 'Ada\ta@x.org\tBob\tb@x.org', ['Ada|a@x.org', 'Bob|b@x.org']],
    ['a cell with a list', 'Team\ta@x.org; b@x.org', ['Team|a@x.org', 'b@x.org']],
    ['EML-13 a quoted name with a comma', '"Doe, Jane" <j@x.org>, b@y.org', ['Doe, Jane|j@x.org', 'b@y.org']],
    ['a bare name with a comma', 'Müller, Jörg <j@x.de>', ['Müller, Jörg|j@x.de']],
    ['an escaped quote in a name', '"Ann \\"A\\" Lee" <a@x.org>, b@x.org', ['Ann "A" Lee|a@x.org', 'b@x.org']],
    [
      'NBSP and other wide spaces',
      'Ada\u00a0Lovelace\u2003<a@x.org>,\u3000b@x.org',
      ['Ada Lovelace|a@x.org', 'b@x.org'],
    ],
    [
      'smart quotes',
      '“Doe, Jane” <j@x.org>; „Öz, Can“ <c@x.org>; «Roy, Zoé» <z@x.org>',
      ['Doe, Jane|j@x.org', 'Öz, Can|c@x.org', 'Roy, Zoé|z@x.org'],
    ],
    [
      'zero-width characters',
      'a\u200b@x.org,\ufeffb@x\u2060.org, \u202ac@x.org\u202c',
      ['a@x.org', 'b@x.org', 'c@x.org'],
    ],
    ['a soft hyphen and a Hangul filler', 'a\u00ad@x.org b\u3164@x.org', ['a@x.org', 'b@x.org']],
    ['mailto links', 'mailto:a@x.org, <mailto:b@x.org?subject=Hi>', ['a@x.org', 'b@x.org']],
    ['angle brackets alone', '<a@x.org>, <b@x.org>', ['a@x.org', 'b@x.org']],
    [
      'brackets without separators',
      'Ada <a@x.org> Bob <b@x.org>\n<c@x.org><d@x.org>',
      ['Ada|a@x.org', 'Bob|b@x.org', 'c@x.org', 'd@x.org'],
    ],
    ['addresses parted by spaces', 'a@x.org  b@x.org c@x.org', ['a@x.org', 'b@x.org', 'c@x.org']],
    [
      'full-width and Arabic separators',
      'a@x.org；b@x.org，c@x.org、d@x.org،e@x.org؛f@x.org',
      ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org', 'e@x.org', 'f@x.org'],
    ],
    ['INV-34 full-width letters', 'ａｎｎ＠ｘ．ｏｒｇ, ann@x.org', ['ann@x.org', 'ann@x.org']],
    ['EML-02 two addresses in one text are two people', 'a@x.com,b@y.com', ['a@x.com', 'b@y.com']],
    ['blank pieces', ' ,;, \n\n\t\n ', []],
    ['nothing', '', []],
  ];
  for (const [what, text, expected] of corpus) {
    it(`reads ${what}`, () => assert.deepEqual(seen(text), expected));
  }
});

describe('S-06: what cannot be read is kept as it was written', () => {
  const broken: [what: string, text: string, raws: string[]][] = [
    ['a word', 'nonsense, a@x.org', ['nonsense', 'a@x.org']],
    ['an address without a dot', 'ada@localhost', ['ada@localhost']],
    ['an unclosed quote', '"Doe, Jane <j@x.org>, b@x.org', ['"Doe, Jane <j@x.org>', 'b@x.org']],
    ['an unclosed bracket', 'Ann <a@x.org, Bob <b@x.org>', ['Ann <a@x.org', 'Bob <b@x.org>']],
    ['a note after the bracket', 'Ann <a@x.org> (work)', ['Ann <a@x.org>', '(work)']],
    ['a spreadsheet head', 'Name\tEmail\nAda\ta@x.org', ['Name Email', 'Ada a@x.org']],
    ['a quote on another line', 'say "a@x.org\nb@x.org" now', ['say "a@x.org', 'b@x.org" now']],
  ];
  for (const [what, text, raws] of broken) {
    it(`keeps ${what}`, () =>
      assert.deepEqual(
        findPeople(text).map((person) => person.raw),
        raws,
      ));
  }

  it('never loses a letter of a pasted list', () => {
    const text = 'x, "Doe, Jane" <j@x.org>; <a, b@x.org\n5" <tape>\tq@x.org\tz; "u" <v@x.org> w';
    const letters = (from: string): string => [...from.replace(/[\s,;"]/g, '')].sort().join('');
    const kept = findPeople(text).map((person) => person.raw);
    assert.equal(letters(kept.join('')), letters(text));
  });

  it('writes a person so that it is read back the same', () => {
    for (const name of ['Doe, Jane', 'Ann "A" Lee', 'back\\slash', "O'Brien", '<b>', undefined]) {
      const person = { email: 'a@x.org', ...(name ? { name } : {}) };
      const { raw: _, ...read } = readPerson(writePerson(person));
      assert.deepEqual(read, person);
      assert.equal(findPeople(`${writePerson(person)}, b@x.org`).length, 2);
    }
  });
});

describe('EML-14: an address is judged in octets', () => {
  const label = (length: number): string => 'd'.repeat(length);
  const domain = `${label(63)}.${label(63)}.${label(58)}.de`;
  const cases: [what: string, address: string, code: string | true][] = [
    ['64 octets before the @', `${'a'.repeat(64)}@x.org`, true],
    ['65 octets before the @', `${'a'.repeat(65)}@x.org`, 'too_long'],
    ['33 letters of two octets before the @', `${'ä'.repeat(33)}@x.org`, 'too_long'],
    ['254 octets in all', `${'a'.repeat(254 - domain.length - 1)}@${domain}`, true],
    ['255 octets in all', `${'a'.repeat(255 - domain.length - 1)}@${domain}`, 'too_long'],
    ['a label of 63', `a@${label(63)}.org`, true],
    ['a label of 64', `a@${label(64)}.org`, 'too_long'],
    ['EML-02 two addresses', 'a@x.com,b@y.com', 'malformed_email'],
    ['EML-03 a quoted local part', '"e@attacker.com"@victim.com', 'malformed_email'],
    ['EML-01 a line break', 'a@x.org\r\nBcc: b@y.org', 'malformed_email'],
    ['a NUL', 'a\u0000@x.org', 'malformed_email'],
    ['a letter that is not drawn', 'a\u3164@x.org', 'malformed_email'],
    ['two dots', 'a..b@x.org', 'malformed_email'],
    ['a dot at the end of the local part', 'a.@x.org', 'malformed_email'],
    ['no dot in the domain', 'a@localhost', 'malformed_email'],
    ['a number for a domain', 'a@127.0.0.1', 'malformed_email'],
    ['an underscore in the domain', 'a@x_y.org', 'malformed_email'],
    ['a hyphen at a label’s edge', 'a@-x.org', 'malformed_email'],
    ['plus and apostrophe', "o'brien+tag@x.org", true],
    ['letters of other scripts', 'юзер@пример.рф', true],
    ['a final dot', 'a@x.org.', true],
    ['nothing', '', 'malformed_email'],
  ];
  for (const [what, address, expected] of cases) {
    it(`judges ${what}`, () => {
      const read = readAddress(address);
      assert.equal(read.ok || read.code, expected);
      if (!read.ok) assert.match(read.detail, /\.$/);
    });
  }

  it('counts octets of every plane', () => {
    assert.equal(octets('aä€😀'), 1 + 2 + 3 + 4);
    assert.equal(limits.email, 254);
  });
});

describe('EML-11: hostile text costs time in proportion to its length', () => {
  const hostile: [what: string, make: (n: number) => string][] = [
    ['a. repeated', (n) => 'a.'.repeat(n / 2)],
    ['open round brackets', (n) => '('.repeat(n)],
    ['open angle brackets', (n) => '<'.repeat(n)],
    ['open angle brackets and one closing', (n) => `${'<'.repeat(n)}>`],
    ['quotes', (n) => '"'.repeat(n)],
    ['quote and backslash', (n) => '"\\'.repeat(n / 2)],
    ['commas', (n) => ','.repeat(n)],
    ['letters and commas', (n) => 'a,'.repeat(n / 2)],
    ['at signs', (n) => '@'.repeat(n)],
    ['spaces before an at sign', (n) => `${' '.repeat(n)}@`],
    ['tabs', (n) => 'a\t'.repeat(n / 2)],
    ['invisible letters', (n) => '\u200b'.repeat(n)],
    ['short lines', (n) => 'a@b.c\n'.repeat(n / 6)],
  ];
  /** Processor microseconds of reading the text, the least of a few runs: what else the machine does is not in it. */
  const work = (text: string): number => {
    const runs = Array.from({ length: 4 }, () => {
      const before = process.cpuUsage();
      for (const person of findPeople(text)) readAddress(person.email);
      readPerson(text);
      normalizeTyped(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    });
    return Math.min(...runs);
  };
  for (const [what, make] of hostile) {
    it(`reads ten times more ${what} with about ten times the work`, () => {
      work(make(20_000));
      const ratio = work(make(300_000)) / Math.max(work(make(30_000)), 500);
      // Quadratic work would show as 100.
      assert.ok(ratio < 40, `${ratio.toFixed(1)} times the work`);
    });
  }
});
