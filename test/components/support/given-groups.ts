import { sendKeys } from '@web/test-runner-commands';
import '../../../components/group/define.ts';
import '../../../components/groups/define.ts';
import type { Group } from '../../../components/group/group.ts';
import type { Groups } from '../../../components/groups/groups.ts';
import { until } from './given-members.ts';
import type { World } from './world.ts';

/** An element of groups as a person has it in front of them. */
export interface Seen<Element extends Groups | Group> {
  element: Element;
  root: ShadowRoot;
  /** Sentences said to a screen reader, in order. */
  said: string[];
  /** Events that reached the page, in order. */
  told: Event[];
  rows(): string[];
  row(text: string): HTMLElement;
  button(name: string | RegExp, root?: ParentNode): HTMLElement;
  dialog(): HTMLDialogElement;
  text(): string;
  focused(): string;
}

const heard = [
  'ready',
  'group-open',
  'before-group-save',
  'group-saved',
  'before-group-delete',
  'group-deleted',
  'before-group-members-change',
  'group-members-changed',
  'before-member-update',
  'member-updated',
  'dirty-change',
  'notify',
  'error',
];

export async function see<Tag extends 'roster-groups' | 'roster-group'>(
  w: World,
  tag: Tag,
  person: string,
  attributes: Record<string, string> = {},
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): Promise<Seen<HTMLElementTagNameMap[Tag]>> {
  const element = await w.mount(tag, person, attributes, properties);
  const root = element.shadowRoot!;
  const told: Event[] = [];
  const said: string[] = [];
  for (const name of heard) element.addEventListener(`roster-${name}`, (event) => told.push(event));
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of addedNodes) {
        if ((target as Element).matches?.('[data-live]')) said.push(node.textContent ?? '');
      }
    }
  }).observe(root, { subtree: true, childList: true });
  const seen: Seen<HTMLElementTagNameMap[Tag]> = {
    element,
    root,
    said,
    told,
    rows: () => [...root.querySelectorAll('tbody [part=name]')].map((name) => name.textContent!.trim()),
    row: (text) => {
      const found = [...root.querySelectorAll<HTMLElement>('tbody tr')].find((row) => row.textContent?.includes(text));
      if (!found) throw new Error(`There is no row of ${text}: ${seen.rows().join(', ')}`);
      return found;
    },
    button: (name, within = root) => {
      const all = [...within.querySelectorAll<HTMLElement>('button')];
      const found = all.find((one) => (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));
      if (!found) throw new Error(`There is no button ${name}: ${all.map(nameOf).join(' | ')}`);
      return found;
    },
    dialog: () => {
      const open = [...root.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1);
      if (!open) throw new Error('No dialog is open.');
      return open;
    },
    text: () => textOf(root.querySelector('.root')),
    focused: () => {
      let active: Element | null = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return nameOf(active);
    },
  };
  await until(() => told.some(({ type }) => type === 'roster-ready'), 'it is there', 30_000);
  return seen;
}

export const textOf = (element: Element | null): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** What a control is called. */
export function nameOf(element: Element | null): string {
  const label = element?.getAttribute('aria-label') ?? (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
  return (label ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Opens a menu by keyboard and chooses. */
export async function choose<Element extends Groups | Group>(
  seen: Seen<Element>,
  of: string,
  item: string,
): Promise<void> {
  seen.button(`Actions for ${of}`).focus();
  await sendKeys({ press: 'Enter' });
  await until(() => seen.root.querySelector('#menu:popover-open'), 'the menu is open');
  const found = [...seen.root.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) =>
    textOf(one).startsWith(item),
  );
  if (!found) throw new Error(`There is no ${item}: ${textOf(seen.root.querySelector('#menu'))}`);
  found.focus();
  await sendKeys({ press: 'Enter' });
}

export async function opened<Element extends Groups | Group>(
  seen: Seen<Element>,
  title: string | RegExp,
): Promise<HTMLDialogElement> {
  const matches = (): boolean => {
    const heading = textOf([...seen.root.querySelectorAll('dialog[open] h2')].at(-1) ?? null);
    return typeof title === 'string' ? heading === title : title.test(heading);
  };
  await until(matches, `“${title}” is open`, 20_000);
  return seen.dialog();
}

export function fill(field: Element | null, value: string): void {
  if (!field) throw new Error('There is no such field.');
  (field as HTMLInputElement).value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
