import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type {
  BeforeGroupDeleteEvent,
  BeforeGroupSaveEvent,
  GroupSavedEvent,
} from '../../components/controllers/group.events.ts';
import { choose, fill, opened, see, textOf } from './support/given-groups.ts';
import { pause, press, until } from './support/given-members.ts';
import { clearWorlds, world, type World } from './support/world.ts';

const crowd = Array.from({ length: 12 }, (_, at) => `Person ${String.fromCharCode(65 + at)}`);

describe('An admin looking at the groups', function () {
  this.timeout(60_000);
  let spectra: World;
  let portal: World;

  before(async () => {
    spectra = await world({
      preset: 'spectra',
      portal: { features: {} },
      people: [
        { name: 'Ada Alba', roles: ['org-admin'] },
        { name: 'Bo Berg', roles: ['org-member'], groups: { Support: 'owner' } },
        { name: 'Cy Cruz', roles: ['org-member'], groups: ['Support'] },
        { name: 'Di Dorn', roles: ['org-member'], groups: ['Everyone'] },
      ],
      groups: [
        { name: 'Support', description: 'Answers customers' },
        { name: 'Everyone', isDefault: true },
        'Research',
      ],
    });
    portal = await world({
      preset: 'organization-admin',
      portal: { features: {} },
      people: [
        { name: 'Ada Alba', roles: ['organization-admin'] },
        { name: 'Bo Berg', roles: [], groups: ['Finance'] },
        { name: 'Cy Cruz', roles: ['user'], groups: ['Finance'] },
        ...crowd.map((name) => ({ name, roles: ['user'], groups: ['Crowd'] })),
        { name: 'Nobody', roles: ['user'] },
      ],
      groups: [
        { name: 'Finance', roles: ['finance-admin'] },
        { name: 'Crowd', roles: ['finance-admin'] },
        { name: 'Admins', roles: ['organization-admin'] },
      ],
    });
  });
  afterEach(clearWorlds);

  it('sees name, member count, default and actions, orders by name or count, searches by name (S-12)', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    const heads = [...seen.root.querySelectorAll('thead th')].map(textOf);
    expect(heads).to.deep.equal(['Group name', 'Member count', 'Default', 'Actions']);
    expect(seen.rows()).to.deep.equal(['Everyone', 'Research', 'Support']);
    expect(seen.row('Support').querySelector('th[scope=row]')!.textContent).to.contain('Answers customers');
    expect(textOf(seen.row('Everyone').querySelector('.c-default'))).to.equal('Default');
    seen.button('Member count').focus();
    await press('Enter', 'Enter');
    await until(() => seen.rows()[0] === 'Support', 'most first');
    expect(seen.root.querySelector('.c-count')!.getAttribute('aria-sort')).to.equal('descending');
    expect(seen.said).to.include('Sorted by Member count, descending.');
    expect(seen.focused()).to.equal('Member count');
    const search = seen.root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.focus();
    await sendKeys({ type: 'sup' });
    await until(() => seen.rows().join() === 'Support', 'found');
    expect(seen.said.at(-1)).to.equal('1–1 of 1');
    fill(search, 'zzz');
    await until(() => seen.text().includes('No groups match'), 'nothing');
    expect(seen.element.matches(':state(empty)')).to.equal(true);
    seen.button('Clear search').click();
    await until(() => seen.rows().length === 3, 'all again');
    expect(seen.focused()).to.equal('Search by name');
  });

  it('sees exact counts while others join and leave (S-12), without asking', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    const count = (): string => textOf(seen.row('Research').querySelector('.c-count'));
    expect(count()).to.equal('0');
    const people = ['Bo Berg', 'Cy Cruz', 'Di Dorn'].map((name) => spectra.people[name]!.id);
    const path = `/groups/${spectra.groups['Research']}/members`;
    const both = await Promise.all([
      spectra.api('Ada Alba').call('PATCH', path, { add: people.slice(0, 2).map((id) => ({ id })) }),
      spectra.api('Ada Alba').call('PATCH', path, { add: people.slice(1).map((id) => ({ id })) }),
    ]);
    expect(both.map(({ status }) => status)).to.deep.equal([200, 200]);
    await until(() => count() === '3', 'three are in', 15_000);
    await spectra.api('Ada Alba').call('PATCH', path, { remove: people });
    await until(() => count() === '0', 'and out again', 15_000);
  });

  it('makes a group with name, description, default or not, and reservations (S-13)', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    seen.button('Create Group').focus();
    await press('Enter');
    const dialog = await opened(seen, 'Create Group');
    expect(seen.focused()).to.equal('Name');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(dialog).includes('Give it a name.'), 'said');
    expect(textOf(dialog), 'whose default it takes').to.contain('Now it is Everyone.');
    await sendKeys({ type: 'Partners' });
    fill(dialog.querySelector('textarea'), 'From outside');
    dialog.querySelector<HTMLInputElement>('#group-isDefault')!.click();
    await until(() => textOf(dialog).includes('Everyone is then no longer the default.'), 'it says what it takes');
    fill(dialog.querySelector('#group-reservations-seats'), '501');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => /500 people of 500 are left/.test(textOf(dialog)), 'refused at the field', 15_000);
    expect(dialog.querySelector('#group-reservations-seats')!.getAttribute('aria-invalid')).to.equal('true');
    expect(seen.focused()).to.equal('Seats');
    fill(dialog.querySelector('#group-reservations-seats'), '40');
    await until(() => textOf(dialog).includes('460 of 500 people left'), 'what is left');
    await press('Enter');
    await until(() => seen.rows().includes('Partners'), 'it is in the table', 15_000);
    await until(() => textOf(seen.row('Partners')).includes('Default'), 'as the default');
    expect(textOf(seen.row('Everyone')), 'there is one default at most').not.to.contain('Default');
    expect(seen.focused()).to.equal('Create Group');
    const saved = seen.told.find((event) => event.type === 'roster-group-saved') as GroupSavedEvent;
    expect(saved.group.reservations).to.deep.equal({ seats: 40 });
    const again = await spectra.api('Ada Alba').call('GET', `/groups/${saved.group.id}`);
    expect(again.body.group).to.include({ name: 'Partners', description: 'From outside', isDefault: true });
    await spectra.api('Ada Alba').call('DELETE', `/groups/${saved.group.id}`);
    await spectra.api('Ada Alba').call('PATCH', `/groups/${spectra.groups['Everyone']}`, { isDefault: true });
  });

  it('gives a group roles that its members inherit (A-06, A-07), and edits name and roles (A-09)', async () => {
    const seen = await see(portal, 'roster-groups', 'Ada Alba');
    seen.button('Add Group').click();
    let dialog = await opened(seen, 'Add Group');
    expect(dialog.querySelector('[type=number]'), 'there is nothing to reserve here').to.equal(null);
    fill(dialog.querySelector('#group-name'), 'Auditors');
    [...dialog.querySelectorAll<HTMLInputElement>('.roles input')].at(-1)!.click();
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => seen.rows().includes('Auditors'), 'it is there', 15_000);
    expect(textOf(seen.row('Auditors'))).to.contain('Finance Admin');
    await choose(seen, 'Auditors', 'Edit');
    dialog = await opened(seen, 'Edit');
    fill(dialog.querySelector('#group-name'), 'finance');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(dialog).includes('There is already a group of this name.'), 'refused at the name', 15_000);
    expect(dialog.querySelector<HTMLInputElement>('#group-name')!.value, 'what was typed stays').to.equal('finance');
    fill(dialog.querySelector('#group-name'), 'Controllers');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => seen.rows().includes('Controllers'), 'renamed', 15_000);
    expect(seen.focused()).to.equal('Actions for Controllers');
  });

  it('lets the host keep a group from being saved, and what was typed stays', async () => {
    const seen = await see(portal, 'roster-groups', 'Ada Alba');
    let change: unknown;
    seen.element.addEventListener('roster-before-group-save', (event) => {
      change = (event as BeforeGroupSaveEvent).change;
      event.preventDefault();
    });
    await seen.element.edit(portal.groups['Finance'] as `grp_${string}`);
    const dialog = await opened(seen, 'Edit');
    fill(dialog.querySelector('#group-name'), 'Money');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => /did not let it through/.test(textOf(dialog)), 'it says so');
    expect(change, 'only what differs is sent').to.deep.equal({ name: 'Money' });
    expect(dialog.querySelector<HTMLInputElement>('#group-name')!.value).to.equal('Money');
    expect(seen.rows()).to.include('Finance');
  });

  it('is told in words who loses what before roles are taken from a group (D-08)', async () => {
    const seen = await see(portal, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Finance', 'Edit');
    const dialog = await opened(seen, 'Edit');
    const box = [...dialog.querySelectorAll<HTMLInputElement>('.roles input')].find((one) => one.checked)!;
    box.click();
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    const question = await opened(seen, /Take roles from 2 people/);
    expect(textOf(question)).to.contain('1 person loses all access').and.to.contain('Bo Berg');
    expect(textOf(question)).to.contain('Cy Cruz loses Finance Admin.');
    expect(seen.focused()).to.equal('Cancel');
    await press('Enter');
    await opened(seen, 'Edit');
    await press('Escape');
    await opened(seen, 'Discard changes?');
    await press('Tab', 'Enter');
    await until(() => !seen.root.querySelector('dialog[open]'), 'all is closed');
    const answer = await portal.api('Ada Alba').call('GET', `/groups/${portal.groups['Finance']}`);
    expect(answer.body.group.roles, 'nothing was changed').to.have.length(1);
  });

  it('hears who changed a group meanwhile and what, and goes on with mine, theirs or both (412)', async () => {
    const w = await world({
      preset: 'default',
      people: [
        { name: 'Ada Alba', roles: ['admin'] },
        { name: 'Eve Eder', roles: ['admin'] },
      ],
      groups: [{ name: 'Desk', description: 'old' }],
    });
    const seen = await see(w, 'roster-groups', 'Ada Alba');
    const behind = (body: object) => w.api('Eve Eder').call('PATCH', `/groups/${w.groups['Desk']}`, body);
    const start = async (): Promise<HTMLDialogElement> => {
      await seen.element.edit(w.groups['Desk'] as `grp_${string}`);
      return opened(seen, 'Edit group');
    };
    const field = (dialog: Element, name: string): string =>
      dialog.querySelector<HTMLInputElement>(`#group-${name}`)!.value;
    for (const [way, name, description] of [
      ['Both', 'Front desk', 'by Eve 0'],
      ['Keep mine', 'Front desk 1', 'by Eve 0'],
      ['Take theirs', 'Front desk 1', 'by Eve 2'],
    ] as const) {
      const at = ['Both', 'Keep mine', 'Take theirs'].indexOf(way);
      const dialog = await start();
      fill(dialog.querySelector('#group-name'), `Front desk${at ? ` ${at}` : ''}`);
      expect((await behind({ description: `by Eve ${at}` })).status).to.equal(200);
      dialog.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => dialog.querySelector('.ways'), 'it asks', 15_000);
      const said = textOf(dialog.querySelector('.banner'));
      expect(said)
        .to.match(/^Eve Eder changed this/)
        .and.to.contain(`Description: by Eve ${at}`);
      seen.button(way, dialog).click();
      await until(() => !dialog.querySelector('.ways'), 'it goes on');
      expect(field(dialog, 'description')).to.equal(description);
      dialog.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => !seen.root.querySelector('dialog[open]'), 'saved', 15_000);
      const { body } = await w.api('Ada Alba').call('GET', `/groups/${w.groups['Desk']}`);
      expect(body.group).to.include({ name, description });
    }
  });

  it('is told by name who would lose all access before a group is deleted (A-10), and cancels without a trace', async () => {
    const seen = await see(portal, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Finance', 'Delete');
    const question = await opened(seen, 'Delete Finance?');
    expect(question.getAttribute('role')).to.equal('alertdialog');
    expect(textOf(question)).to.match(/1 person loses all access, for every role of theirs comes from here: Bo Berg\./);
    expect(textOf(question)).to.contain('Cy Cruz loses Finance Admin.');
    expect(question.querySelector('input'), 'nothing is typed for two').to.equal(null);
    await press('Escape');
    await until(() => !seen.root.querySelector('dialog[open]'), 'it is gone');
    expect(seen.focused()).to.equal('Actions for Finance');
    expect(seen.rows()).to.include('Finance');
  });

  it('types the name of a group before more than ten people lose something by it, and the focus goes on to the next row', async () => {
    const seen = await see(portal, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Crowd', 'Delete');
    const question = await opened(seen, 'Delete Crowd?');
    expect(textOf(question)).to.contain('Person A').and.to.contain('Person L').and.to.contain('lose Finance Admin.');
    seen.button('Delete', question).click();
    await until(() => question.querySelector('[aria-invalid=true]'), 'it asks for the name');
    expect(seen.rows()).to.include('Crowd');
    fill(question.querySelector('input'), 'Crowd');
    await press('Enter');
    await until(() => !seen.rows().includes('Crowd'), 'it is deleted', 15_000);
    const order = seen.told.map(({ type }) => type).filter((type) => /delete/.test(type));
    expect(order).to.deep.equal(['roster-before-group-delete', 'roster-group-deleted']);
    await until(() => seen.focused().startsWith('Actions for '), 'the focus is on the next row');
    expect(seen.said).to.include('Crowd deleted');
  });

  it('is refused with the reason where the last admin would go with a group, and the host may hold the rest', async () => {
    const w = await world({
      preset: 'organization-admin',
      portal: { features: {} },
      people: [
        { name: 'Ada Alba', roles: ['organization-admin'] },
        { name: 'Bo Berg', roles: ['user'] },
      ],
      groups: [{ name: 'Admins', roles: ['organization-admin'] }, 'Empty'],
    });
    const api = w.api('Ada Alba');
    const member = w.people['Ada Alba']!.id;
    await api.call('PATCH', `/groups/${w.groups['Admins']}/members`, { add: [{ id: member }] });
    const own = await api.call('PATCH', `/members/${member}`, { roles: [] });
    expect(own.status, JSON.stringify(own.body)).to.equal(200);
    const seen = await see(w, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Admins', 'Delete');
    await until(() => seen.row('Admins').querySelector('.bad'), 'the row says why', 15_000);
    expect(textOf(seen.row('Admins').querySelector('[role=alert]'))).to.match(/admin/i);
    expect(seen.root.querySelector('dialog[open]')).to.equal(null);
    let asked: string | undefined;
    seen.element.addEventListener('roster-before-group-delete', (event) => {
      asked = (event as BeforeGroupDeleteEvent).group;
      (event as BeforeGroupDeleteEvent).waitUntil(Promise.resolve(false));
    });
    await choose(seen, 'Empty', 'Delete');
    const question = await opened(seen, 'Delete Empty?');
    expect(textOf(question)).to.contain('Nobody loses a role.');
    seen.button('Delete', question).click();
    await until(() => asked, 'the host is asked');
    expect(asked).to.equal(w.groups['Empty']);
    expect(seen.rows()).to.include('Empty');
  });

  it('makes another group the default from the menu', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Support', 'Make default');
    await until(() => textOf(seen.row('Support')).includes('Default'), 'it is the default', 15_000);
    expect(textOf(seen.row('Everyone'))).not.to.contain('Default');
    await spectra.api('Ada Alba').call('PATCH', `/groups/${spectra.groups['Everyone']}`, { isDefault: true });
  });

  it('asks the host to open a group, and opens its editor where nobody does', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    const name = seen.row('Support').querySelector<HTMLElement>('th button')!;
    const prevent = (event: Event): void => event.preventDefault();
    seen.element.addEventListener('roster-group-open', prevent);
    name.click();
    expect(seen.told.at(-1)!.type).to.equal('roster-group-open');
    seen.element.removeEventListener('roster-group-open', prevent);
    name.focus();
    await press('Enter');
    await opened(seen, 'Manage Support');
    await press('Escape');
    await until(() => !seen.root.querySelector('dialog[open]'), 'closed');
    expect(seen.focused(), 'the focus is back where it came from').to.equal('Support');
  });

  it('sees why something is not allowed, and cannot do it (TEN-09)', async () => {
    const seen = await see(spectra, 'roster-groups', 'Cy Cruz');
    expect(seen.button('Create Group').getAttribute('aria-disabled')).to.equal('true');
    seen.button('Create Group').click();
    seen.button('Actions for Support').click();
    await until(() => seen.root.querySelector('#menu:popover-open'), 'the menu opens');
    const items = [...seen.root.querySelectorAll('[role=menuitem]')];
    expect(items.every((item) => item.getAttribute('aria-disabled') === 'true')).to.equal(true);
    expect(textOf(items[0]!)).to.match(/Your role here does not allow this/);
    (items[0] as HTMLElement).click();
    // As long as a dialog takes to be loaded.
    await pause(1500);
    expect(seen.root.querySelector('dialog')).to.equal(null);
  });

  it('sees words and nothing else without access, after a failure, and nothing to change where all is read only', async () => {
    const refused = await see(portal, 'roster-groups', 'Nobody');
    expect(refused.text()).to.contain('You do not have access to this');
    expect(refused.root.querySelector('table, input, [part=create-button]')).to.equal(null);
    expect(refused.root.textContent).not.to.contain('Finance');
    clearWorlds();
    const readonly = await see(spectra, 'roster-groups', 'Ada Alba', { readonly: '' });
    expect(readonly.root.querySelector('[part=create-button], [data-menu]')).to.equal(null);
    clearWorlds();
    const gone = await see(spectra, 'roster-groups', 'Ada Alba', { 'api-url': '/nowhere' });
    expect(gone.root.querySelector('[role=alert], .calm')).not.to.equal(null);
  });

  it('keeps what was typed when the network fails, and says so in the dialog', async () => {
    const seen = await see(spectra, 'roster-groups', 'Ada Alba');
    seen.button('Create Group').click();
    const dialog = await opened(seen, 'Create Group');
    fill(dialog.querySelector('#group-name'), 'Offline');
    const { fetch } = window;
    window.fetch = () => Promise.reject(new TypeError('no network'));
    try {
      dialog.querySelector<HTMLElement>('[type=submit]')!.click();
      await until(() => /cannot be reached/.test(textOf(dialog)), 'it says so');
    } finally {
      window.fetch = fetch;
    }
    expect(dialog.querySelector<HTMLInputElement>('#group-name')!.value).to.equal('Offline');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => seen.rows().includes('Offline'), 'the second try works', 15_000);
  });
});
