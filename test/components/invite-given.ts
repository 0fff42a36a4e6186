import { sendKeys } from '@web/test-runner-commands';
import '../../components/invite/define.ts';
import type { Invite } from '../../components/invite/invite.ts';
import { HostPeople } from './invite-world.ts';

export { HostPeople, problem, someGroup, someRole, someRoles } from './invite-world.ts';

/** What a person has in front of them, and what they and a screen reader can do with it. */
export interface Given {
  element: Invite;
  source: HostPeople;
  root: ShadowRoot;
  /** Sentences said to a screen reader, in order. */
  said: string[];
  /** Names of events that reached the page, in order. */
  told: string[];
  dialog(): HTMLDialogElement | null;
  input(): HTMLInputElement;
  chips(): string[];
  chip(text: string): HTMLElement;
  button(text: string | RegExp): HTMLButtonElement;
  role(name: string): HTMLInputElement;
  send(): HTMLButtonElement;
  text(): string;
}

const pages: HTMLElement[] = [];

/** Takes away what the test before left. */
export function clearPage(): void {
  for (const page of pages.splice(0)) page.remove();
}

/** The button on a page; with `open`, the dialog open; with `used`, somebody has pressed a first key in it. */
export async function given(
  source = new HostPeople(),
  {
    dir = 'ltr',
    open = true,
    used = true,
    html = '',
  }: { dir?: 'ltr' | 'rtl'; open?: boolean; used?: boolean; html?: string } = {},
): Promise<Given> {
  const page = document.createElement('main');
  page.dir = dir;
  const element = document.createElement('roster-invite');
  element.source = source;
  if (html) element.textContent = html;
  page.append(element);
  document.body.append(page);
  pages.push(page);
  await element.updateComplete;
  const root = element.shadowRoot!;
  const said: string[] = [];
  const told: string[] = [];
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (!(target as Element).matches?.('[data-live]')) continue;
      for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  }).observe(root, { subtree: true, childList: true });
  for (const name of ['before-invite-send', 'invite-sent', 'invite-resent', 'dirty-change', 'error', 'notify']) {
    page.addEventListener(`roster-${name}`, () => told.push(name));
  }
  const find = <T extends HTMLElement>(selector: string, text: string | RegExp): T => {
    const matches = (node: HTMLElement): boolean => {
      const name = node.getAttribute('aria-label') ?? node.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      return typeof text === 'string' ? name === text : text.test(name);
    };
    const found = [...root.querySelectorAll<T>(selector)].filter(matches).at(-1);
    if (!found) throw new Error(`There is no ${selector} "${text}" in: ${root.textContent?.replace(/\s+/g, ' ')}`);
    return found;
  };
  const world: Given = {
    element,
    source,
    root,
    said,
    told,
    dialog: () => root.querySelector<HTMLDialogElement>('#invite[open]'),
    input: () => root.querySelector<HTMLInputElement>('#people')!,
    chips: () => [...root.querySelectorAll('#invite .chips ul .face > span')].map((chip) => words(chip)),
    chip: (text) => find('.face', text),
    button: (text) => find('button', text),
    role: (name) => {
      const label = [...root.querySelectorAll('.role')].find((role) => words(role).startsWith(name));
      return label!.querySelector('input')!;
    },
    send: () => root.querySelector<HTMLButtonElement>('[part=send]')!,
    text: () => words(root.querySelector('#invite') ?? element),
  };
  if (open) {
    root.querySelector<HTMLButtonElement>('[part=button]')!.click();
    await until(() => world.dialog() !== null, 'the dialog is open');
    await until(
      () =>
        (root.querySelector('.role') !== null && root.querySelector('.more, #groups') !== null) ||
        /could not|cannot|not answer/.test(world.text()),
      'it has loaded',
    );
    if (used && root.querySelector('textarea#people') && root.querySelector('.role')) {
      world.input().dispatchEvent(new InputEvent('input'));
      await until(() => root.querySelector('.chips #people'), 'entries can be made');
    }
  }
  return world;
}

function words(node: Element): string {
  return (node.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Waits for something a person would see; fails with what it waited for. */
export async function until(seen: () => unknown, what: string): Promise<void> {
  const end = Date.now() + 5000;
  while (!seen()) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Every entry has been judged, or could not be. */
export async function judged({ source, root }: Given, requests = 1): Promise<void> {
  await until(() => source.checks.length >= requests, 'the server is asked');
  await until(() => !root.querySelector('.chip:not(:has(.drop)) , [aria-busy=true]'), 'the answer is there');
  await pause(source.delay + 30);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Puts text in at the caret as the clipboard does. */
export async function paste(world: Given, text: string): Promise<void> {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
  const input = world.input();
  input.focus();
  if (input.dispatchEvent(event)) {
    input.setRangeText(text, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    input.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true, composed: true }));
  }
  await world.element.updateComplete;
}

/** Presses keys as a person does, one after the other. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

export async function type(text: string): Promise<void> {
  await sendKeys({ type: text });
}

/** What has the focus, as a person would name it. */
export function focused(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active) return '';
  return active.getAttribute('aria-label') ?? (active.id === 'people' ? 'the field' : words(active));
}
