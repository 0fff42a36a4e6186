import { sendKeys } from '@web/test-runner-commands';
import '../../../components/member/define.ts';
import type { Member } from '../../../components/member/member.ts';
import type { World } from './world.ts';

/** One person's form as somebody has it in front of them. */
export interface GivenMember {
  element: Member;
  root: ShadowRoot;
  /** Sentences said to a screen reader, in order. */
  said: string[];
  /** Events that reached the page, in order. */
  told: Event[];
  names(): string[];
  text(): string;
  field(label: string): HTMLInputElement;
  button(name: string | RegExp): HTMLButtonElement;
  buttons(): string[];
  role(name: string): HTMLInputElement;
  type(label: string, text: string): void;
  /** What has the focus, by its accessible name or text. */
  focused(): string;
  /** Until the form says this. */
  shows(text: string | RegExp): Promise<void>;
}

const events = [
  'before-member-create',
  'member-created',
  'before-member-update',
  'member-updated',
  'before-member-suspend',
  'member-suspended',
  'before-member-reactivate',
  'member-reactivated',
  'before-member-remove',
  'member-removed',
  'before-invite-resend',
  'invite-resent',
  'before-invite-revoke',
  'invite-revoked',
  'dirty-change',
  'error',
];

export async function until(met: () => unknown, what: string, patience = 15_000): Promise<void> {
  for (const end = Date.now() + patience; ;) {
    if (met()) return;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}; refused: ${refusals.join(' | ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the API refused, for whoever reads a failing test. */
const refusals: string[] = [];

const wordsOf = (one: Element | null): string => (one?.textContent ?? '').replace(/\s+/g, ' ').trim();
export const nameOf = (one: Element | null): string => {
  if (!one) return '';
  const label = one.getAttribute('aria-label');
  if (label) return label;
  const labels = (one as HTMLInputElement).labels;
  if (labels?.length) return wordsOf(labels[0]!.querySelector('bdi') ?? labels[0]!);
  return wordsOf(one);
};

/** An element without a person in it yet. */
export async function givenElement(
  w: World,
  viewer: string,
  attributes: Record<string, string> = {},
  properties: Partial<Member> = {},
): Promise<GivenMember> {
  const told: Event[] = [];
  const said: string[] = [];
  const element = await w.mount('roster-member', viewer, attributes, properties);
  element.addEventListener('roster-error', ({ error }) => refusals.push(`${error.problem.code}: ${error.message}`));
  for (const name of events) element.addEventListener(`roster-${name}`, (event) => told.push(event));
  const root = element.shadowRoot!;
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (!(target as Element).matches?.('[data-live]')) continue;
      for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  }).observe(root, { subtree: true, childList: true });
  const top = (): ParentNode => root.querySelector('#confirm[open]') ?? root.querySelector('#member[open]') ?? root;
  const find = <E extends Element>(selector: string, name: string | RegExp): E => {
    const all = [...top().querySelectorAll<E>(selector)];
    const found = all.find((one) => (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));
    if (!found) throw new Error(`There is no ${selector} called ${name}; there is: ${all.map(nameOf).join(' | ')}`);
    return found;
  };
  const text = (): string => wordsOf(top() as Element) || wordsOf(root.querySelector('.panel'));
  const given: GivenMember = {
    element,
    root,
    said,
    told,
    names: () => told.map(({ type }) => type.replace('roster-', '')),
    text: () => {
      const shown = top();
      return shown instanceof ShadowRoot ? wordsOf(shown.querySelector('.panel')) : text();
    },
    field: (label) => find('input:not([type=checkbox], [type=radio])', label),
    button: (name) => find('button', name),
    buttons: () => [...top().querySelectorAll('button')].map(nameOf),
    role: (name) => find('input:is([type=checkbox], [type=radio])', name),
    type: (label, value) => {
      const field = given.field(label);
      field.focus();
      field.value = value;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
    focused: () => nameOf(root.activeElement),
    shows: (what) =>
      until(
        () => (typeof what === 'string' ? given.text().includes(what) : what.test(given.text())),
        `it shows ${what}; it shows: ${given.text()}`,
      ),
  };
  return given;
}

/** The dialog about a person, open. */
export async function givenMember(
  w: World,
  viewer: string,
  person: string,
  properties: Partial<Member> = {},
): Promise<GivenMember> {
  const given = await givenElement(w, viewer, {}, properties);
  await given.element.open(w.people[person]!.id);
  await given.element.updateComplete;
  // Somebody presses something: what is loaded for that is there.
  const body = given.root.querySelector('.dialog-body')!;
  body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  await until(() => given.root.querySelector('#refused, .below'), 'all of the dialog is there');
  await until(() => !given.root.querySelector('.before'), 'the field of groups is there');
  return given;
}

export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}
