import { sendKeys } from '@web/test-runner-commands';
import '../../../components/members/define.ts';
import type { Members } from '../../../components/members/members.ts';
import { SampleSource, type SampleOptions } from './sample-source.ts';

/** The table as a person has it in front of them. */
export interface Given {
  element: Members;
  source: SampleSource;
  root: ShadowRoot;
  /** Sentences said to a screen reader, in order. */
  said: string[];
  /** Names of events that reached the page, in order. */
  told: string[];
  names(): string[];
  text(): string;
  row(name: string): HTMLTableRowElement;
  button(name: string | RegExp): HTMLElement;
  tab(name: string | RegExp): HTMLElement;
  search(): HTMLInputElement;
  /** What has the focus, by its accessible name or text. */
  focused(): string;
}

interface Setup extends SampleOptions {
  source?: SampleSource;
  attributes?: Record<string, string>;
  slotted?: string;
  dir?: 'rtl' | 'ltr';
  width?: number;
  scheme?: 'light' | 'dark';
  /** Do not wait for the rows. */
  raw?: boolean;
}

const pages: HTMLElement[] = [];

export function clearPage(): void {
  for (const page of pages.splice(0)) page.remove();
  localStorage.clear();
}

export async function givenMembers(setup: Setup = {}): Promise<Given> {
  const source = setup.source ?? new SampleSource(setup);
  const page = document.createElement('main');
  page.dir = setup.dir ?? 'ltr';
  if (setup.width) page.style.inlineSize = `${setup.width}px`;
  if (setup.scheme) {
    page.style.colorScheme = setup.scheme;
    page.style.background = setup.scheme === 'dark' ? '#111216' : '#fff';
    page.style.color = setup.scheme === 'dark' ? '#ebecef' : '#1b1d22';
  }
  const element = document.createElement('roster-members');
  for (const [name, value] of Object.entries(setup.attributes ?? {})) element.setAttribute(name, value);
  if (setup.slotted) {
    const button = document.createElement('button');
    button.slot = setup.slotted;
    button.textContent = 'The host’s own';
    element.append(button);
  }
  const told: string[] = [];
  const said: string[] = [];
  for (const name of [
    'ready',
    'view-change',
    'selection-change',
    'member-open',
    'before-invite-resend',
    'invite-resent',
    'before-invite-revoke',
    'invite-revoked',
    'notify',
    'error',
  ]) {
    page.addEventListener(`roster-${name}`, () => told.push(name));
  }
  element.source = source;
  page.append(element);
  document.body.append(page);
  pages.push(page);
  await element.updateComplete;
  const root = element.shadowRoot!;
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (!(target as Element).matches?.('[data-live]')) continue;
      for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  }).observe(root, { subtree: true, childList: true });
  const find = (selector: string, name: string | RegExp): HTMLElement => {
    const found = [...root.querySelectorAll<HTMLElement>(selector)].find((one) =>
      typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one)),
    );
    if (!found) throw new Error(`There is no ${selector} called ${name}; there is: ${list(root, selector)}`);
    return found;
  };
  const given: Given = {
    element,
    source,
    root,
    said,
    told,
    names: () => [...root.querySelectorAll('tbody .name')].map((name) => name.textContent?.trim() ?? ''),
    text: () => root.querySelector('.root')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    row: (name) => {
      const rows = [...root.querySelectorAll<HTMLTableRowElement>('tbody tr')];
      const found = rows.find((row) => row.textContent?.includes(name));
      if (!found) throw new Error(`There is no row of ${name}`);
      return found;
    },
    button: (name) => find('button', name),
    tab: (name) => find('[role=tab]', name),
    search: () => root.querySelector<HTMLInputElement>('input[type=search]')!,
    focused: () => nameOf(root.activeElement),
  };
  if (!setup.raw) await until(() => told.includes('ready'), 'the table is there');
  await later(given);
  return given;
}

/** Until menus, polling and the rest that comes after the first rows are loaded as well. */
async function later({ root, told }: Given): Promise<void> {
  if (told.includes('ready')) await until(() => root.adoptedStyleSheets.length > 5, 'the later part is there');
}

function nameOf(element: Element | null): string {
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function list(root: ShadowRoot, selector: string): string {
  return [...root.querySelectorAll(selector)].map(nameOf).join(' | ');
}

export async function until(condition: () => unknown, what: string, patience = 6000): Promise<void> {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await pause(15);
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

/** Opens a row's menu with the keyboard. */
export async function openMenu(given: Given, name: string): Promise<HTMLElement> {
  given.row(name).querySelector<HTMLElement>('[data-menu]')!.focus();
  await press('Enter');
  await until(() => given.root.querySelector('#menu:popover-open'), 'the menu is open');
  return given.root.querySelector<HTMLElement>('#menu')!;
}
