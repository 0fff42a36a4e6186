import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { personRules, textOf } from '../../components/invite/invite-people.ts';
import {
  cancelEdit,
  commit,
  edit,
  endsPiece,
  noChips,
  remove,
  reopenLast,
  typed,
  undo,
  type ChipsState,
} from '../../components/templates/chips-state.ts';
import type { FoundPerson } from '../../server/contract/email.ts';

const rules = personRules({ count: 100, length: Infinity });
type People = ChipsState<FoundPerson>;
const start = (text: string, limits = { count: 100, length: Infinity }): People =>
  commit(noChips<FoundPerson>(), personRules(limits), text);
const texts = (state: People): string[] => state.chips.map(({ value }) => textOf(value));

describe('A field of chips', () => {
  it('S-05 makes a chip of each person in a list', () => {
    expect(texts(start('a@x.org, "Doe, Jane" <j@x.org>; Bob <b@x.org>'))).to.deep.equal([
      'a@x.org',
      '"Doe, Jane" <j@x.org>',
      'Bob <b@x.org>',
    ]);
  });

  it('S-06 keeps what it cannot read as a chip of its own words', () => {
    expect(texts(start('nonsense, a@x.org'))).to.deep.equal(['nonsense', 'a@x.org']);
  });

  it('S-07 leaves people over the number in the field, with the reason', () => {
    const state = start('a@x.org, b@x.org, "Doe, Jane" <j@x.org>', { count: 2, length: Infinity });
    expect(texts(state)).to.deep.equal(['a@x.org', 'b@x.org']);
    expect(state.text).to.equal('"Doe, Jane" <j@x.org>');
    expect(state.over).to.equal('count');
  });

  it('S-07 makes chips of all that fits in one step, whatever stands between, and keeps the rest as text', () => {
    const limits = { count: 100, length: 20 };
    const state = start('aaa@x.org, a-very-long-address@example.org, bbb@x.org, ccc@x.org', limits);
    expect(texts(state)).to.deep.equal(['aaa@x.org', 'bbb@x.org', 'ccc@x.org']);
    expect(state).to.include({ text: 'a-very-long-address@example.org', over: 'length' });
    const again = commit(state, personRules(limits));
    expect(again).to.include({ text: 'a-very-long-address@example.org', over: 'length' });
  });

  it('S-07 keeps one entry that is longer than the field as it was typed', () => {
    const state = start('a-very-long-address@example.org', { count: 100, length: 20 });
    expect(state).to.include({ text: 'a-very-long-address@example.org', over: 'length' });
  });

  it('puts an edited chip back to its place', () => {
    const three = start('a@x.org, b@x.org, c@x.org');
    const editing = edit(three, rules, three.chips[1]!.key);
    expect(editing.text).to.equal('b@x.org');
    expect(texts(commit(editing, rules, 'bb@x.org'))).to.deep.equal(['a@x.org', 'bb@x.org', 'c@x.org']);
    expect(texts(cancelEdit(editing))).to.deep.equal(['a@x.org', 'b@x.org', 'c@x.org']);
  });

  it('makes a chip of what is in the field before another one is edited', () => {
    const two = typed(start('a@x.org'), 'half');
    const editing = edit(two, rules, two.chips[0]!.key);
    expect(editing.text).to.equal('a@x.org');
    expect(texts(editing)).to.deep.equal(['half']);
  });

  it('turns the last chip back into text before the text that is there', () => {
    const state = reopenLast(typed(start('a@x.org, b@x'), '.org'), rules);
    expect(state.text).to.equal('b@x.org');
    expect(texts(state)).to.deep.equal(['a@x.org']);
  });

  it('brings removed chips back to their places', () => {
    const three = start('a@x.org, b@x.org, c@x.org');
    const one = remove(three, new Set([three.chips[0]!.key, three.chips[2]!.key]));
    expect(texts(one)).to.deep.equal(['b@x.org']);
    expect(texts(undo(one))).to.deep.equal(['a@x.org', 'b@x.org', 'c@x.org']);
  });

  it('remembers a chip whose text was emptied', () => {
    const one = start('a@x.org');
    const emptied = commit(typed(edit(one, rules, one.chips[0]!.key), ''), rules);
    expect(texts(emptied)).to.deep.equal([]);
    expect(texts(undo(emptied))).to.deep.equal(['a@x.org']);
  });

  it('knows a comma inside a name from one that ends a piece', () => {
    expect(endsPiece('a@x.org')).to.equal(true);
    expect(endsPiece('"Doe')).to.equal(false);
    expect(endsPiece('"Doe, Jane"')).to.equal(true);
    expect(endsPiece('Jane <j@x.org')).to.equal(false);
    expect(endsPiece('"Doe \\"')).to.equal(false);
  });

  it('never drops a letter, whatever is typed, pasted, edited and taken back', () => {
    const piece = fc.constantFrom(
      'a@x.org',
      'Ann <b@x.org>',
      '"Doe, J" <c@x.org>',
      'junk',
      'x y',
      'd@y',
      'Ö, É <e@x.org>',
    );
    const step = fc.oneof(
      fc.record({
        do: fc.constant('paste' as const),
        text: fc.array(piece, { minLength: 1, maxLength: 8 }).map((all) => all.join('; ')),
      }),
      fc.record({
        do: fc.constantFrom('reopen' as const, 'commit' as const, 'cancel' as const),
        text: fc.constant(''),
      }),
      fc.record({ do: fc.constant('edit' as const), text: fc.constant('') }),
    );
    const letters = (text: string): number => text.replace(/[\s,;"<>\\]/g, '').length;
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 5, max: 60 }),
        (steps, count, length) => {
          const tight = personRules({ count, length });
          let state = noChips<FoundPerson>();
          let given = 0;
          for (const { do: what, text } of steps) {
            if (what === 'paste') {
              given += letters(text);
              state = commit(state, tight, [state.text, text].filter(Boolean).join('; '));
            } else if (what === 'reopen') state = reopenLast(state, tight);
            else if (what === 'commit') state = commit(state, tight);
            else if (what === 'cancel') {
              const unchanged = state.editing && textOf(state.editing.chip.value) === state.text;
              if (unchanged) state = cancelEdit(state);
            } else if (state.chips[0]) state = edit(state, tight, state.chips[0].key);
            const kept = letters(state.text) + texts(state).reduce((sum, chip) => sum + letters(chip), 0);
            expect(kept).to.equal(given);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
