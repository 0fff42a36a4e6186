import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../components/members/define.ts';
import type { Members } from '../../components/members/members.ts';
import { press, until } from './support/given-members.ts';
import { clearWorlds, world, type World } from './support/world.ts';

/** What one sees of the table. */
const look = (element: Members) => {
  const root = element.shadowRoot!;
  return {
    root,
    names: () => [...root.querySelectorAll('tbody .name')].map((name) => name.textContent!.trim()),
    text: () => root.querySelector('.root')!.textContent!.replace(/\s+/g, ' '),
    row: (name: string) => [...root.querySelectorAll('tbody tr')].find((row) => row.textContent!.includes(name))!,
    button: (name: string) =>
      [...root.querySelectorAll('button')].find((one) =>
        (one.getAttribute('aria-label') ?? one.textContent!).trim().startsWith(name),
      )!,
    item: (name: string) =>
      [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) => one.textContent!.includes(name))!,
    said: () => [...root.querySelectorAll('[data-live] p')].map((one) => one.textContent),
    focused: () => {
      const active = root.activeElement;
      return (active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim();
    },
  };
};

// Every world has its own: an address takes so many invitations within the hour, wherever they come from.
const some = (): string => Math.random().toString(36).slice(2);
const people = () => [
  { name: 'Ada Alba', roles: ['admin'] },
  { name: 'Bo Berg' },
  { name: 'Cleo Cruz' },
  { name: 'Dan Dahl' },
  { name: 'Eve Else', email: `eve.${some()}@default.example`, status: 'invited' as const },
];

describe('An admin who looks while others work, on the real server', () => {
  let w: World;
  beforeEach(async function () {
    this.timeout(90_000);
    w = await world({ people: [...people(), { name: 'Zoe Zahl', roles: ['admin'] }] });
  });
  afterEach(clearWorlds);

  async function shown(person = 'Ada Alba', attributes: Record<string, string> = {}): Promise<Members> {
    const element = await w.mount('roster-members', person, { 'page-size': '50', ...attributes });
    await until(() => look(element).names().length === 6, 'the people are there', 30_000);
    await until(() => element.shadowRoot!.querySelector('[data-view]'), 'the rest is there');
    return element;
  }

  it('sees who others invite, marked as new, and the counts with it; and rows change in place', async () => {
    const element = await shown();
    const { root, text, row, focused } = look(element);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    row('Cleo Cruz').querySelector<HTMLElement>('[data-menu]')!.focus();
    const before = row('Cleo Cruz');
    await w.api('Zoe Zahl').call('POST', '/invitations', { people: [{ email: `abe.${some()}@default.example` }] });
    await until(() => text().includes('abe.'), 'the new row', 8000);
    expect(row('abe.').textContent).to.contain('New');
    await until(() => /Invited\s*2/.test(root.querySelector('#tab-invited')!.textContent!), 'the count');
    expect(focused(), 'the focus is with the person').to.equal('Actions for Cleo Cruz');
    expect(row('Cleo Cruz'), 'others are in the row that she was in').not.to.equal(before);
    await w.api('Zoe Zahl').call('POST', `/members/${w.people['Bo Berg']!.id}/suspension`);
    await until(() => row('Bo Berg').textContent!.includes('Suspended'), 'he is suspended', 8000);
    expect(focused()).to.equal('Actions for Cleo Cruz');
  }).timeout(60_000);

  it('loses all that is shown as soon as their own access is taken away (WID-09)', async () => {
    const element = await shown();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await w.api('Zoe Zahl').call('POST', `/members/${w.people['Ada Alba']!.id}/suspension`);
    await until(
      () => /session has ended|do not have access/.test(element.shadowRoot!.textContent!),
      'it says so',
      15_000,
    );
    expect(element.shadowRoot!.querySelector('tbody')).to.equal(null);
    expect(element.shadowRoot!.innerHTML).not.to.contain('Cleo');
  }).timeout(60_000);

  it('shows nothing of one organization after a script names another in the attribute (WID-08, TEN-01)', async () => {
    const other = await world({ people: [{ name: 'Mallory Mars', roles: ['admin'] }] });
    const element = await shown();
    element.org = other.org;
    await element.updateComplete;
    expect(element.shadowRoot!.innerHTML, 'at once').not.to.contain('Cleo');
    const settled = () =>
      /Not found|do not have access/.test(element.shadowRoot!.textContent!) || look(element).names().length;
    await until(settled, 'the credential decides');
    expect(element.shadowRoot!.textContent).not.to.contain('Mallory');
  }).timeout(60_000);

  it('holds one stream for all elements of the page, and none without one (6 connections)', async () => {
    const opened: AbortSignal[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = ((input: RequestInfo | URL, init?: RequestInit) => {
      if (String(input).endsWith('/events')) opened.push(init!.signal!);
      return fetch(input, init);
    }) as typeof fetch;
    const elements = [await shown(), await shown(), await shown()];
    await until(() => opened.length === 1, 'the stream');
    for (const element of elements) element.remove();
    await until(() => opened[0]!.aborted, 'it is left');
    globalThis.fetch = fetch;
    expect(opened).to.have.length(1);
  }).timeout(90_000);

  it('opens a person by the name, changes them there, and is back at the name (O-06, D-04)', async () => {
    const element = await shown();
    const { row, root } = look(element);
    const name = row('Bo Berg').querySelector<HTMLElement>('button.name')!;
    name.focus();
    await press('Enter');
    const inner = (): ShadowRoot | null | undefined => root.querySelector('roster-member')?.shadowRoot;
    await until(() => inner()?.querySelector('dialog[open] input'), 'the dialog with the person', 15_000);
    expect(inner()!.textContent).to.contain('Bo Berg');
    await press('Escape');
    await until(() => !inner()!.querySelector('dialog[open]'), 'it is closed');
    expect(root.activeElement).to.equal(name);
  }).timeout(60_000);

  it('creates a user without an invitation from the button beside Invite (D-03)', async () => {
    const element = await shown();
    const { root, button, text } = look(element);
    button('Create').click();
    const inner = (): ShadowRoot | null | undefined => root.querySelector('roster-member')?.shadowRoot;
    await until(() => inner()?.querySelector('dialog[open] input[type=email]'), 'the form', 15_000);
    inner()!.querySelector<HTMLInputElement>('input[type=email]')!.focus();
    await sendKeys({ type: 'new.person@default.example' });
    await press('Enter');
    await until(() => text().includes('new.person@default.example'), 'the row', 15_000);
  }).timeout(60_000);

  it('saves what search and filters leave as a file, with a word before and after (I-06, D-10)', async () => {
    const element = await shown();
    const { said, button } = look(element);
    element.query = 'cleo';
    await until(() => look(element).names().length === 1, 'only Cleo');
    const files: Blob[] = [];
    const search = element.shadowRoot!.querySelector<HTMLInputElement>('input[type=search]')!;
    const { createObjectURL } = URL;
    URL.createObjectURL = (file: Blob) => {
      files.push(file);
      return 'about:blank#';
    };
    const clicked: string[] = [];
    const listen = (event: Event): void => {
      const link = event.target as HTMLAnchorElement;
      if (link.download) clicked.push(link.download);
      event.preventDefault();
    };
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      listen({ target: this, preventDefault() {} } as unknown as Event);
    };
    button('Export').click();
    await until(() => said().includes('1 person exported'), 'it is said');
    // What is still being typed is what the file is of.
    search.value = 'bo.berg';
    search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    button('Export').click();
    await until(() => files.length === 2, 'another file');
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
    const csv = await files[0]!.text();
    expect(csv).to.contain('cleo.cruz@').and.not.to.contain('bo.berg@');
    expect(clicked[0]).to.match(/members-\d{4}-\d\d-\d\d\.csv$/);
    expect(said()).to.include('Preparing the file');
    expect(await files[1]!.text())
      .to.contain('bo.berg@')
      .and.not.to.contain('cleo.cruz@');
  }).timeout(60_000);
});

describe('An admin who changes many at once, on the real server', () => {
  afterEach(clearWorlds);

  async function given(extra: Parameters<typeof world>[0]['people'] = [], attributes = {}, groups: string[] = []) {
    const w = await world({ people: [...people(), ...extra], groups });
    const element = await w.mount('roster-members', 'Ada Alba', { 'page-size': '50', ...attributes });
    const seen = look(element);
    await until(() => seen.names().length > 0, 'the people are there', 30_000);
    await until(() => element.shadowRoot!.querySelector('[data-view]'), 'the rest is there');
    const select = async (...names: string[]): Promise<void> => {
      for (const name of names) seen.row(name).querySelector<HTMLInputElement>('.pick input')!.click();
      await until(() => seen.root.querySelector('.bulk [data-menu]'), 'the bar');
    };
    const choose = async (item: string): Promise<void> => {
      seen.root.querySelector<HTMLElement>('.bulk [data-menu]')!.click();
      await until(() => seen.root.querySelector('#menu:popover-open'), 'the menu');
      seen.item(item).click();
    };
    return { w, element, ...seen, select, choose };
  }

  it('suspends them at once with Undo, leaves out whom it does not go with, and hears who was refused and why', async () => {
    const { select, choose, row, root, said, element, text, button } = await given();
    const asked: string[] = [];
    element.addEventListener('roster-before-member-suspend', (event) => asked.push(event.member));
    let answer: unknown;
    element.addEventListener('roster-members-changed', (event) => (answer = event.results.map(({ status }) => status)));
    await select('Ada Alba', 'Bo Berg', 'Cleo Cruz', 'Eve Else');
    await choose('Suspend');
    await until(() => row('Bo Berg').textContent!.includes('Suspended'), 'he is', 15_000);
    expect(row('Cleo Cruz').textContent).to.contain('Suspended');
    expect(asked, 'not the invited one').to.have.length(3);
    expect(answer).to.have.members(['refused', 'done', 'done']);
    expect(text(), 'the last admin stays, and it says so').to.match(/Not done for 1 person .*Ada Alba: .*admin/);
    expect(said().join()).to.contain('2 people are now Suspended. 1 was so already. Not done for 1 person');
    await until(() => root.querySelector('.toast .link'), 'Undo');
    root.querySelector<HTMLElement>('.toast .link')!.click();
    await until(() => !row('Bo Berg').textContent!.includes('Suspended'), 'back', 15_000);
    button('Dismiss').click();
    await until(() => !root.querySelector('.refused'), 'read');
  }).timeout(90_000);

  it('types the number before more than ten are taken anything; a host keeps one of them out by the event of the single change', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `Person ${String(index).padStart(2, '0')}` }));
    const { element, root, button, text, choose, w } = await given(many, { 'page-size': '10', query: 'person' });
    await until(() => text().includes('of 11'), 'eleven');
    root.querySelector<HTMLInputElement>('thead input')!.click();
    await until(() => text().includes('Select all 11 matching'), 'all');
    button('Select all').click();
    await until(() => root.querySelector('.bulk [data-menu]'), 'the bar');
    const kept = w.people['Person 04']!.id;
    element.addEventListener('roster-before-member-remove', (event) => event.member === kept && event.preventDefault());
    await choose('Remove');
    await until(() => root.querySelector('#confirm[open] input'), 'it asks');
    expect(root.querySelector('#confirm')!.textContent).to.contain('Remove: 11 people?').and.to.contain('Type 11');
    root.querySelector<HTMLElement>('#confirm input')!.focus();
    await sendKeys({ type: '11' });
    await press('Enter');
    await until(() => look(element).names().join() === 'Person 04', 'all but one are gone', 20_000);
  }).timeout(90_000);

  it('gives a role and a group to all of them (A-06)', async () => {
    const { select, choose, root, row, w } = await given([], {}, ['Support']);
    await select('Bo Berg', 'Cleo Cruz');
    await choose('Add a role');
    await until(() => root.querySelector('#giving[open] select'), 'which?');
    const roles = root.querySelector<HTMLSelectElement>('#giving select')!;
    roles.value = w.roles['admin']!;
    roles.dispatchEvent(new Event('change'));
    root.querySelector<HTMLElement>('#giving .primary')!.click();
    await until(() => row('Bo Berg').querySelector('.c-roles')!.textContent!.includes('Admin'), 'the role', 15_000);
    await select('Bo Berg', 'Cleo Cruz');
    await choose('Add to a group');
    await until(() => root.querySelector('#giving[open] select'), 'which?');
    root.querySelector<HTMLElement>('#giving .primary')!.click();
    await until(
      () => row('Cleo Cruz').querySelector('.c-groups')!.textContent!.includes('Support'),
      'the group',
      15_000,
    );
  }).timeout(90_000);

  it('keeps the selection and says how far it came when the network fails (WID-06)', async () => {
    const { select, choose, said, element } = await given();
    await select('Bo Berg', 'Cleo Cruz');
    const { fetch } = globalThis;
    globalThis.fetch = (() => Promise.reject(new TypeError('offline'))) as typeof fetch;
    await choose('Suspend');
    await until(() => said().join().includes('2 people are still to be done'), 'it is said');
    globalThis.fetch = fetch;
    expect(element.selection).to.have.length(2);
  }).timeout(90_000);

  it('chooses columns and density for themselves, kept where the host names a storage key', async () => {
    const { root, button, w, element } = await given([], { 'storage-key': 'people' });
    const changes: string[][] = [];
    element.addEventListener('roster-view-change', (event) => changes.push([...event.columns]));
    button('Columns and density').click();
    await until(() => root.querySelector('.looks:popover-open'), 'the box');
    const boxes = [...root.querySelectorAll<HTMLLabelElement>('.looks label')];
    boxes.find((label) => label.textContent!.includes('Groups'))!.click();
    await until(() => !root.querySelector('thead .c-groups'), 'without groups');
    expect(changes.at(-1)).to.include('email').and.not.to.include('groups');
    boxes.find((label) => label.textContent!.includes('Compact'))!.click();
    await until(() => element.getAttribute('density') === 'compact', 'denser');
    await press('Escape');
    await until(() => !root.querySelector('.looks'), 'closed');
    expect(look(element).focused()).to.equal('Columns and density');
    const again = await w.mount('roster-members', 'Ada Alba', { 'storage-key': 'people' });
    await until(() => look(again).names().length > 0, 'the people');
    expect(again.shadowRoot!.querySelector('thead .c-groups')).to.equal(null);
    expect(again.density).to.equal('compact');
    localStorage.clear();
  }).timeout(90_000);
});
