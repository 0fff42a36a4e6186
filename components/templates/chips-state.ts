/**
 * A field of chips as data: what was committed, what is still text, what can be taken back. Each step takes a state and
 * gives the next; nothing typed or pasted is ever dropped by one. Knows nothing of the page, nor of what a chip means.
 */

export interface Chip<Value> {
  /** Stays with the chip while it lives; an edited chip is a new one. */
  readonly key: number;
  readonly value: Value;
}

export interface ChipsState<Value> {
  readonly chips: readonly Chip<Value>[];
  /** Text in the field that is no chip yet. */
  readonly text: string;
  /** The chip whose text is in the field to be edited, and where it goes back to. */
  readonly editing: { readonly chip: Chip<Value>; readonly index: number } | undefined;
  /** Chips taken away last, with their places, for Undo. */
  readonly removed: readonly { readonly chip: Chip<Value>; readonly index: number }[];
  /** Why text stayed in the field at the last commit. */
  readonly over: 'count' | 'length' | undefined;
}

/** What a field's chips are made of, and how many of them it takes. */
export interface ChipsRules<Value> {
  /** The chips in a text; every letter of it that matters is in one of them. */
  read(text: string): Value[];
  /** A chip as text that `read` reads back to the same. */
  write(value: Value): string;
  /** Chips at most. */
  count: number;
  /** Characters of one chip at most: the field takes no more, and what became a chip is no longer in it. */
  length: number;
}

export function noChips<Value>(): ChipsState<Value> {
  return { chips: [], text: '', editing: undefined, removed: [], over: undefined };
}

let keys = 0;

/** A new chip. */
export const chipOf = <Value>(value: Value): Chip<Value> => ({ key: ++keys, value });

/** Text as it is typed. Typing more may bring it under a limit again, so the reason goes once the text is short. */
export function typed<Value>(state: ChipsState<Value>, text: string): ChipsState<Value> {
  return { ...state, text, over: text === '' ? undefined : state.over };
}

/**
 * Makes chips of `text`; `rest` stays in the field. All that fits becomes chips in this one step; what is over a limit
 * stays in the field too, in front of `rest`, with the reason in `over`.
 */
export function commit<Value>(
  state: ChipsState<Value>,
  rules: ChipsRules<Value>,
  text = state.text,
  rest = '',
): ChipsState<Value> {
  const found = rules.read(text);
  // A chip whose text was emptied is a chip removed.
  const emptied = state.editing ? [state.editing] : state.removed;
  if (found.length === 0) return { ...state, text: rest, over: undefined, editing: undefined, removed: emptied };
  const room = Math.max(0, rules.count - state.chips.length);
  const fitting = found.filter((value) => rules.write(value).length <= rules.length);
  const taken = fitting.slice(0, room);
  const over = taken.length < fitting.length ? 'count' : taken.length < found.length ? 'length' : undefined;
  const index = state.editing?.index ?? state.chips.length;
  const chips = state.chips.toSpliced(index, 0, ...taken.map(chipOf));
  const others = found.filter((value) => !taken.includes(value));
  const left = taken.length === 0 ? text.trim() : others.map(rules.write).join(', ');
  const kept = [left, rest].filter(Boolean).join(', ');
  return { chips, text: kept, editing: undefined, removed: taken.length > 0 ? [] : state.removed, over };
}

/** Adds one chip that is already known, as from a list of suggestions. */
export function add<Value>(state: ChipsState<Value>, value: Value): ChipsState<Value> {
  return { ...state, chips: [...state.chips, chipOf(value)], text: '', removed: [] };
}

/** Turns a chip back into text. Text already in the field becomes chips first, so it is not lost. */
export function edit<Value>(state: ChipsState<Value>, rules: ChipsRules<Value>, key: number): ChipsState<Value> {
  const before = commit(state, rules);
  const index = before.chips.findIndex((chip) => chip.key === key);
  const chip = before.chips[index];
  // Text over a limit is still in the field: it cannot make room.
  if (!chip || before.text) return before;
  return {
    ...before,
    chips: before.chips.toSpliced(index, 1),
    text: rules.write(chip.value),
    editing: { chip, index },
    over: undefined,
  };
}

/** Backspace at the start: the last chip's text joins what follows it. */
export function reopenLast<Value>(state: ChipsState<Value>, rules: ChipsRules<Value>): ChipsState<Value> {
  const index = (state.editing?.index ?? state.chips.length) - 1;
  const chip = state.chips[index];
  if (!chip) return state;
  const chips = state.chips.toSpliced(index, 1);
  return { ...state, chips, text: rules.write(chip.value) + state.text, editing: { chip, index }, over: undefined };
}

/** Puts the chip being edited back as it was. Text without one stays. */
export function cancelEdit<Value>(state: ChipsState<Value>): ChipsState<Value> {
  const { editing } = state;
  if (!editing) return state;
  return { ...state, chips: state.chips.toSpliced(editing.index, 0, editing.chip), text: '', editing: undefined };
}

export function remove<Value>(state: ChipsState<Value>, keys: ReadonlySet<number>): ChipsState<Value> {
  const removed = state.chips.flatMap((chip, index) => (keys.has(chip.key) ? [{ chip, index }] : []));
  if (removed.length === 0) return state;
  return { ...state, chips: state.chips.filter((chip) => !keys.has(chip.key)), removed, editing: undefined };
}

/** Takes chips away for good, because they arrived where they were meant to: there is nothing to undo. */
export function settle<Value>(state: ChipsState<Value>, keys: ReadonlySet<number>): ChipsState<Value> {
  return { ...state, chips: state.chips.filter((chip) => !keys.has(chip.key)), removed: [] };
}

/** Brings back what was removed last, each to its place. */
export function undo<Value>(state: ChipsState<Value>): ChipsState<Value> {
  const chips = [...state.chips];
  for (const { chip, index } of state.removed) chips.splice(Math.min(index, chips.length), 0, chip);
  return { ...state, chips, removed: [] };
}

/** Whether a separator at the end of `text` stands outside quotes and angle brackets, so that it ends a piece. */
export function endsPiece(text: string): boolean {
  let quoted = false;
  let bracketed = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '\\' && quoted) i++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '<') bracketed = true;
    else if (!quoted && letter === '>') bracketed = false;
  }
  return !quoted && !bracketed;
}
