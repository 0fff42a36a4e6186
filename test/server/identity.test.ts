import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalAddress } from '../../server/domain/addresses/canonical.ts';
import { cleanName, foldText, memberIdentity, NameFault } from '../../server/domain/members/identity.ts';

const canonical = (text: string): string | undefined => {
  const address = canonicalAddress(text);
  return address.ok ? address.email : undefined;
};

describe('the one form of an address', () => {
  test('EML-06: only A to Z lose their case, so that nobody’s address is folded into somebody else’s', () => {
    assert.equal(canonical('Mike@Example.ORG'), 'mike@example.org');
    for (const other of ['mıke@example.org', 'mi\u212ae@example.org', 'mi\u017fe@example.org', 'MİKE@example.org']) {
      assert.notEqual(canonical(other), 'mike@example.org', other);
    }
    assert.equal(canonical('ÄDA@example.org'), 'Äda@example.org');
  });

  test('EML-08: a domain is kept as it goes over the wire', () => {
    assert.equal(canonical('user@BÜCHER.example'), 'user@xn--bcher-kva.example');
    assert.equal(canonical('user@xn--bcher-kva.example'), 'user@xn--bcher-kva.example');
    assert.notEqual(canonical('user@аpple.com'), canonical('user@apple.com'));
    assert.equal(
      canonical('cafe\u0301@example.org'),
      canonical('café@example.org'),
      'one letter, however it was typed',
    );
  });

  test('EML-09: what providers do with dots and tags is not foreseen', () => {
    assert.notEqual(canonical('a.b+tag@gmail.com'), canonical('ab@gmail.com'));
  });

  test('EML-14: limits are octets, counted in the form that is sent', () => {
    assert.ok(canonical(`${'a'.repeat(64)}@example.org`));
    assert.equal(canonical(`${'a'.repeat(65)}@example.org`), undefined);
    assert.equal(canonical(`${'ä'.repeat(33)}@example.org`), undefined);
    assert.equal(canonical(`a@${'ü'.repeat(60)}.example`), undefined, 'too long once it is in ASCII');
    assert.equal(canonical(`a@${'b.'.repeat(126)}example`), undefined);
  });

  test('EML-01, EML-02, EML-03: nothing that is more than one address is one', () => {
    for (const text of [
      'a@x.com\r\nBcc: b@y.com',
      'a@x.com,b@y.com',
      '"e@attacker.com"@victim.com',
      'a@b',
      'a@[127.0.0.1]',
      'a\u0000@x.com',
      'a@1.2.3.4',
      'a b@x.com',
    ]) {
      assert.equal(canonical(text), undefined, text);
    }
  });

  test('whatever is an address stays the same when it is read again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const once = canonical(email);
        if (once !== undefined) assert.equal(canonical(once), once);
      }),
    );
  });
});

describe('a person’s name', () => {
  test('EML-18, EML-19: is trimmed and free of what is not drawn; what reorders or hides text is refused', () => {
    assert.equal(cleanName('  Alice \u200b'), 'Alice');
    assert.equal(cleanName('Ali\u00adce\ufeff'), 'Alice');
    assert.equal(cleanName('می\u200cخواهم'), 'می\u200cخواهم', 'a joiner inside a word is part of it');
    for (const name of ['Alice\u202e', '\u2066Bob\u2069', 'a\nb', 'a\u0000b', 'a\u{e0041}', 'a\ud800', 'tab\there']) {
      assert.ok(cleanName(name) instanceof NameFault, JSON.stringify(name));
    }
    for (const name of ['', ' ', '\u200b\u200d', '\u3164']) {
      assert.equal((cleanName(name) as NameFault).code, 'required', JSON.stringify(name));
    }
  });

  test('EML-12: is measured before anything that takes time with its length', () => {
    const start = performance.now();
    assert.equal((cleanName('ﷺ'.repeat(1_000_000)) as NameFault).code, 'too_long');
    assert.ok(performance.now() - start < 100);
    assert.equal(cleanName('x'.repeat(200)), 'x'.repeat(200));
    assert.equal((cleanName('x'.repeat(201)) as NameFault).code, 'too_long');
  });

  test('is searched without case and marks, in at most twenty words of forty letters', () => {
    assert.equal(foldText('Zoë ÅNGSTRÖM ﬁ Straße'), 'zoe angstrom fi straße');
    const { words } = memberIdentity({
      name: `${'x'.repeat(90)} ${Array.from({ length: 40 }, (_, i) => `w${String.fromCharCode(97 + (i % 26))}${i}`).join(' ')}`,
      email: 'a@b.example',
    });
    assert.ok(words.length <= 20);
    assert.ok(words.every((word) => word.length <= 40));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { nameKey, words: some } = memberIdentity({ name: text, email: 'a@b.example' });
        assert.ok(nameKey.length <= 200 && some.length <= 20);
        assert.equal(foldText(nameKey), nameKey, 'folding what is folded changes nothing');
      }),
    );
  });
});
