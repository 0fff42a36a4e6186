import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type {
  BeforeGroupMembersChangeEvent,
  GroupMembersChangedEvent,
} from '../../components/controllers/group.events.ts';
import { choose, fill, nameOf, opened, see, textOf } from './support/given-groups.ts';
import { pause, press, until } from './support/given-members.ts';
import { clearWorlds, world, type World } from './support/world.ts';

const crowd = Array.from({ length: 30 }, (_, at) => `Person ${String(at + 10)}`);

let worlds = 0;

/** One group with its owner and two members, people beside it, and one that gives a role. */
function spectra(): Promise<World> {
  return world({
    preset: 'spectra',
    portal: { features: {} },
    people: [
      { name: 'Ada Alba', roles: ['org-admin'] },
      { name: 'Bo Berg', roles: ['org-member'], groups: { Support: 'owner' } },
      { name: 'Cy Cruz', roles: ['org-member'], groups: ['Support', 'Desk'] },
      { name: 'Di Dorn', roles: ['org-member'], groups: ['Support'] },
      { name: 'Eve Eder', roles: ['org-member'] },
      // An address is not invited again and again within the hour.
      {
        name: 'Flo Fink',
        email: `flo.fink${++worlds}@spectra.example`,
        status: 'invited',
        roles: ['org-member'],
        groups: ['Desk'],
      },
    ],
    groups: [{ name: 'Support', description: 'Answers customers', isDefault: true }, 'Desk'],
  });
}

const rolesOf = (dialog: Element): string[] =>
  [...dialog.querySelectorAll('.person')].map((row) =>
    [textOf(row.querySelector('.name')), textOf(row.querySelector('.badge'))].filter(Boolean).join(' '),
  );

async function find(dialog: Element, name: string): Promise<HTMLElement> {
  const field = dialog.querySelector<HTMLInputElement>('#people')!;
  field.focus();
  fill(field, name);
  const option = (): HTMLElement | undefined =>
    [...dialog.querySelectorAll<HTMLElement>('[role=option][aria-current]')].find((one) =>
      textOf(one).startsWith(name),
    );
  await until(option, `${name} is found`, 15_000);
  return option()!;
}

async function stage(dialog: Element, name: string): Promise<void> {
  await find(dialog, name);
  await press('Enter', 'Escape');
  await until(() => rolesOf(dialog).includes(`${name} Added`), `${name} is staged`);
}

describe('Somebody looking at one group', function () {
  this.timeout(60_000);
  afterEach(clearWorlds);

  it('sees what it is and who is in it: name, email, group role, groups, last active, actions (S-14)', async () => {
    const w = await spectra();
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}`, { reservations: { seats: 120 } });
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    expect(textOf(seen.root.querySelector('h2'))).to.equal('Support Default');
    expect(seen.text()).to.contain('Answers customers').and.to.contain('Seats 120 people');
    const heads = [...seen.root.querySelectorAll('thead th')].map(textOf);
    expect(heads).to.deep.equal(['Name', 'Email', 'Group Role', 'Groups', 'Last Active', 'Actions']);
    expect(seen.rows()).to.deep.equal(['Bo Berg', 'Cy Cruz', 'Di Dorn']);
    expect(textOf(seen.row('Bo Berg').querySelector('.c-groupRole'))).to.equal('Owner');
    expect(textOf(seen.row('Cy Cruz').querySelector('.c-groups')).split(', ')).to.have.members(['Desk', 'Support']);
    fill(seen.root.querySelector('input[type=search]'), 'di');
    await until(() => seen.rows().join() === 'Di Dorn', 'searched');
  });

  it('shows another group when it is given another', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    seen.element.group = w.groups['Desk']!;
    await until(() => textOf(seen.root.querySelector('h2')) === 'Desk', 'the other one');
    expect(seen.rows()).to.have.members(['Cy Cruz', 'Flo Fink']);
    expect(seen.text()).to.contain('Invite Pending');
  });

  it('adds a member of the organization as owner of the group; who is in already is shown as such (S-15)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Bo Berg', { group: w.groups['Support']! });
    seen.button('Add group member').focus();
    await press('Enter');
    const dialog = await opened(seen, 'Manage Support');
    expect(seen.focused()).to.equal('Add people');
    const inside = await find(dialog, 'Cy Cruz');
    expect(inside.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(inside)).to.contain('Already in it');
    await press('Enter');
    expect(rolesOf(dialog), 'nobody is added twice').to.deep.equal(['Bo Berg', 'Cy Cruz', 'Di Dorn']);
    await find(dialog, 'Eve Eder');
    await press('Enter');
    await until(() => rolesOf(dialog)[0] === 'Eve Eder Added', 'staged');
    expect(seen.said).to.include('1 to add');
    expect(textOf(dialog.querySelector('.hint'))).to.equal('1 to add');
    await press('Escape');
    seen.button('Update', dialog).click();
    await until(() => seen.rows().includes('Eve Eder'), 'she is in', 15_000);
    expect(textOf(seen.row('Eve Eder').querySelector('.c-groupRole'))).to.equal('Member');
    expect(seen.focused()).to.equal('Add group member');
  });

  it('stages additions, removals and group roles, each with an undo; nothing changes before Update, which is one request (A-08)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    const path = `/groups/${w.groups['Support']}/members`;
    const changes: unknown[] = [];
    seen.element.addEventListener('roster-before-group-members-change', (event) =>
      changes.push((event as BeforeGroupMembersChangeEvent).change),
    );
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Support');
    await stage(dialog, 'Eve Eder');
    await stage(dialog, 'Flo Fink');
    await stage(dialog, 'Ada Alba');
    seen.button('Remove Cy Cruz', dialog).focus();
    await press('Enter');
    await until(() => seen.focused() === 'Undo for Cy Cruz', 'the focus stays on what takes it back');
    const owner = dialog.querySelector<HTMLSelectElement>('select[aria-label="Group Role of Di Dorn"]')!;
    owner.value = 'owner';
    owner.dispatchEvent(new Event('change'));
    await until(
      () => textOf(dialog.querySelector('.hint')) === '3 to add, 1 to remove, 1 to change',
      'the footer counts',
    );
    expect(rolesOf(dialog)).to.deep.equal([
      'Ada Alba Added',
      'Flo Fink Added',
      'Eve Eder Added',
      'Bo Berg',
      'Cy Cruz Removed',
      'Di Dorn Changed',
    ]);
    seen.button('Undo for Flo Fink', dialog).click();
    await until(() => seen.focused() === 'Add people', 'the row is gone and the focus goes to the field');
    const before = await w.api('Ada Alba').call('GET', path);
    expect(before.body.items.map(({ name }: { name: string }) => name)).to.deep.equal([
      'Bo Berg',
      'Cy Cruz',
      'Di Dorn',
    ]);
    seen.button('Update', dialog).click();
    await until(() => seen.rows().includes('Eve Eder'), 'updated', 15_000);
    expect(changes).to.deep.equal([
      {
        add: [
          { id: w.people['Eve Eder']!.id, groupRole: 'member' },
          { id: w.people['Ada Alba']!.id, groupRole: 'member' },
        ],
        update: [{ id: w.people['Di Dorn']!.id, groupRole: 'owner' }],
        remove: [w.people['Cy Cruz']!.id],
      },
    ]);
    const told = seen.told.find((event) => event.type === 'roster-group-members-changed') as GroupMembersChangedEvent;
    expect(told.answer.removed).to.deep.equal([w.people['Cy Cruz']!.id]);
    expect(seen.said).to.include('Support updated');
  });

  it('is asked before leaving with staged changes (A-08), and a click beside loses nothing', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Support');
    seen.button('Remove Cy Cruz', dialog).click();
    await until(() => seen.element.matches(':state(dirty)'), 'there is something to lose');
    for (const type of ['pointerdown', 'click'])
      dialog.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: 1, clientY: 1 }));
    await press('Escape');
    const question = await opened(seen, 'Discard changes?');
    expect(seen.focused()).to.equal('Keep editing');
    await press('Enter');
    await until(() => !question.open, 'it goes on');
    expect(rolesOf(dialog)).to.include('Cy Cruz Removed');
    seen.button('Discard', dialog).click();
    seen.button('Discard', await opened(seen, 'Discard changes?')).click();
    await until(() => !seen.root.querySelector('dialog[open]'), 'left');
    expect(seen.element.matches(':state(dirty)')).to.equal(false);
    expect(seen.rows()).to.include('Cy Cruz');
    expect(seen.told.filter(({ type }) => type === 'roster-dirty-change')).to.have.length(2);
  });

  it('keeps what is staged when the group is changed meanwhile, says so, and applies it at the next Update (412)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Support');
    await stage(dialog, 'Eve Eder');
    seen.button('Remove Di Dorn', dialog).click();
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}/members`, {
      remove: [w.people['Di Dorn']!.id],
      add: [{ id: w.people['Flo Fink']!.id }],
    });
    // What is told of the change is not asked for before Update is pressed.
    const { fetch } = window;
    let press = (): void => {};
    const pressed = new Promise<void>((done) => (press = done));
    window.fetch = async (input, init) => {
      if (String(input).endsWith(w.groups['Support']!) && init?.method === 'GET') await pressed;
      return fetch(input, init);
    };
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}`, { description: 'Changed elsewhere' });
    seen.button('Update', dialog).click();
    setTimeout(press, 500);
    await until(() => /press Update again/.test(textOf(dialog)), 'it says so', 15_000);
    window.fetch = fetch;
    expect(textOf(dialog)).to.match(/changed/i);
    await until(() => rolesOf(dialog).some((row) => row.startsWith('Flo Fink')), 'what others did is in the list');
    expect(textOf(dialog.querySelector('.hint'))).to.equal('1 to add, 1 to remove');
    seen.button('Update', dialog).click();
    await until(() => seen.rows().join() === 'Bo Berg,Cy Cruz,Eve Eder,Flo Fink', 'both changes are in', 15_000);
  });

  it('sees in the editor what others do meanwhile, with nothing pressed', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Support');
    await stage(dialog, 'Eve Eder');
    await w.api('Bo Berg').call('PATCH', `/groups/${w.groups['Support']}/members`, {
      remove: [w.people['Di Dorn']!.id],
    });
    await until(() => rolesOf(dialog).join() === 'Eve Eder Added,Bo Berg,Cy Cruz', 'Di is gone', 15_000);
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}`, { name: 'Help desk' });
    await until(() => textOf(dialog.querySelector('h2')) === 'Manage Help desk', 'renamed', 15_000);
    expect(textOf(dialog.querySelector('[role=alert]'))).to.match(/changed/);
    seen.button('Update', dialog).click();
    await until(() => seen.rows().includes('Eve Eder'), 'applied', 15_000);
  });

  it('pages through many members; what is staged on another page stays in sight', async () => {
    const w = await world({
      people: [{ name: 'Ada Alba', roles: ['admin'] }, ...crowd.map((name) => ({ name, groups: ['Crowd'] }))],
      groups: ['Crowd'],
    });
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Crowd']! });
    expect(seen.text()).to.contain('1–25 of 30');
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Crowd');
    expect(rolesOf(dialog)).to.have.length(25);
    seen.button('Remove Person 10', dialog).click();
    seen.button('Next', dialog).click();
    await until(() => rolesOf(dialog).length === 6, 'the second page', 15_000);
    expect(rolesOf(dialog)[0]).to.equal('Person 10 Removed');
    seen.button('Remove Person 39', dialog).click();
    seen.button('Update', dialog).click();
    await until(() => seen.text().includes('1–25 of 28'), 'two are gone', 15_000);
  });

  it('is told who loses which roles before people leave a group that gives some', async () => {
    const w = await world({
      preset: 'organization-admin',
      portal: { features: {} },
      people: [
        { name: 'Ada Alba', roles: ['organization-admin'] },
        { name: 'Bo Berg', roles: [], groups: ['Finance'] },
        { name: 'Cy Cruz', roles: ['user'], groups: ['Finance'] },
      ],
      groups: [{ name: 'Finance', roles: ['finance-admin'] }],
    });
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Finance']! });
    expect(seen.text()).to.contain('Gives Finance Admin');
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Finance');
    seen.button('Remove Bo Berg', dialog).click();
    seen.button('Remove Cy Cruz', dialog).click();
    seen.button('Update', dialog).click();
    const question = await opened(seen, 'Take roles from 2 people?');
    expect(textOf(question))
      .to.contain('Bo Berg')
      .and.to.contain('all access')
      .and.to.contain('Cy Cruz loses Finance Admin.');
    await press('Escape');
    await until(() => seen.dialog() === dialog, 'back in the editor');
    expect(textOf(dialog.querySelector('.hint'))).to.equal('2 to remove');
    expect((await w.api('Ada Alba').call('GET', `/groups/${w.groups['Finance']}`)).body.group.memberCount).to.equal(2);
  });

  it('takes somebody out at once, with Undo, and the focus goes on to the next row (S-14)', async () => {
    for (const person of ['Ada Alba', 'Bo Berg']) {
      const w = await spectra();
      await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}/members`, {
        update: [{ id: w.people['Cy Cruz']!.id, groupRole: 'owner' }],
      });
      const seen = await see(w, 'roster-group', person, { group: w.groups['Support']! });
      await choose(seen, 'Cy Cruz', 'Remove from group');
      await until(() => !seen.rows().includes('Cy Cruz'), 'out', 15_000);
      expect(seen.said).to.include('Cy Cruz removed from Support');
      await until(() => seen.focused() === 'Actions for Di Dorn', 'the next row');
      await until(() => seen.root.querySelector('.toast'), 'the notice');
      seen.button('Undo').click();
      await until(() => seen.rows().includes('Cy Cruz'), 'back in', 15_000);
      expect(textOf(seen.row('Cy Cruz').querySelector('.c-groupRole')), 'as they were').to.equal('Owner');
      await until(() => seen.focused() === 'Actions for Cy Cruz', 'the focus is with them');
      clearWorlds();
    }
  });

  it('changes a group role, and with it which groups somebody is in (S-14)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await choose(seen, 'Di Dorn', 'Edit group role');
    const dialog = await opened(seen, 'Group Role of Di Dorn');
    const [, owner] = dialog.querySelectorAll<HTMLInputElement>('[type=radio]');
    expect(nameOf(owner!)).to.equal('Owner');
    owner!.click();
    const field = dialog.querySelector<HTMLInputElement>('#groups')!;
    field.focus();
    await sendKeys({ type: 'Desk' });
    await until(() => textOf(dialog.querySelector('[role=option]')).startsWith('Desk'), 'found', 15_000);
    await press('Enter', 'Escape');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(seen.row('Di Dorn').querySelector('.c-groupRole')) === 'Owner', 'owner', 15_000);
    await until(() => /Desk/.test(textOf(seen.row('Di Dorn').querySelector('.c-groups'))), 'in both');
    const order = seen.told.map(({ type }) => type.replace('roster-', '')).filter((type) => /member/.test(type));
    expect(order).to.deep.equal([
      'before-member-update',
      'member-updated',
      'before-group-members-change',
      'group-members-changed',
    ]);
    expect(seen.focused()).to.equal('Actions for Di Dorn');
  });

  it('hears that somebody’s groups were changed meanwhile, and how, and goes on with mine, theirs or both (S-14, 412)', async () => {
    const w = await spectra();
    const { id } = w.people['Di Dorn']!;
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await choose(seen, 'Di Dorn', 'Edit group role');
    const dialog = await opened(seen, 'Group Role of Di Dorn');
    const owner = dialog.querySelectorAll<HTMLInputElement>('[type=radio]')[1]!;
    owner.click();
    const field = dialog.querySelector<HTMLInputElement>('#groups')!;
    field.focus();
    await sendKeys({ type: 'Desk' });
    await until(() => textOf(dialog.querySelector('[role=option]')).startsWith('Desk'), 'found', 15_000);
    await press('Enter', 'Escape');
    const { body } = await w.api('Ada Alba').call('GET', `/members/${id}`);
    const other = (await w.api('Ada Alba').call('POST', '/groups', { name: 'Other' })).body.group.id;
    await w.api('Ada Alba').call('PATCH', `/members/${id}`, { groups: [...body.member.groups, other] });
    const save = dialog.querySelector<HTMLElement>('[type=submit]')!;
    save.click();
    await until(() => /Both/.test(textOf(dialog)), 'it asks', 15_000);
    expect(textOf(dialog.querySelector('.banner'))).to.match(/changed .*Groups: Support and Other/);
    expect(save.getAttribute('aria-disabled'), 'first it is decided').to.equal('true');
    const chosen = (): string =>
      [...dialog.querySelectorAll('.chip')]
        .map((one) => textOf(one))
        .toSorted()
        .join();
    expect(chosen()).to.equal('Desk,Support');
    seen.button('Both', dialog).click();
    await until(() => chosen() === 'Desk,Other,Support', 'both');
    expect(owner.checked, 'what nobody else changed stays').to.equal(true);
    save.click();
    await until(() => textOf(seen.row('Di Dorn').querySelector('.c-groupRole')) === 'Owner', 'saved', 15_000);
    const after = await w.api('Ada Alba').call('GET', `/members/${id}`);
    expect(after.body.member.groups.toSorted()).to.deep.equal(
      [...body.member.groups, w.groups['Desk']!, other].toSorted(),
    );
  });

  it('sees people come and go while others work on the group (S-12)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await w.api('Bo Berg').call('PATCH', `/groups/${w.groups['Support']}/members`, {
      add: [{ id: w.people['Eve Eder']!.id }],
      remove: [w.people['Di Dorn']!.id],
    });
    await until(() => seen.rows().join() === 'Bo Berg,Cy Cruz,Eve Eder', 'live', 15_000);
  });

  it('edits and deletes the group from its own page, and says that it is gone', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Desk']! });
    await choose(seen, 'Desk', 'Edit Group');
    const dialog = await opened(seen, 'Edit Group');
    fill(dialog.querySelector('#group-name'), 'Front desk');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => textOf(seen.root.querySelector('h2')) === 'Front desk', 'renamed', 15_000);
    await choose(seen, 'Front desk', 'Delete Group');
    const question = await opened(seen, 'Delete Front desk?');
    seen.button('Delete', question).click();
    await until(() => /It was deleted/.test(seen.text()), 'gone', 15_000);
    expect(seen.root.querySelector('table, [part=add-button]')).to.equal(null);
    expect(seen.element.matches(':state(error)')).to.equal(true);
  });

  it('says why a member may not add people, and shows a stranger nothing (TEN-09)', async () => {
    const w = await spectra();
    const seen = await see(w, 'roster-group', 'Cy Cruz', { group: w.groups['Support']! });
    expect(seen.button('Add group member').getAttribute('aria-disabled')).to.equal('true');
    seen.button('Add group member').click();
    // As long as a dialog takes to be loaded.
    await pause(1500);
    expect(seen.root.querySelector('dialog')).to.equal(null);
    const other = await world({ people: [{ name: 'Stranger', roles: ['admin'] }] });
    const alien = await see(other, 'roster-group', 'Stranger', { group: w.groups['Support']! });
    expect(alien.text()).to.contain('Not found');
    expect(alien.root.textContent).not.to.contain('Support');
    const admin = await world({
      preset: 'organization-admin',
      portal: { features: {} },
      people: [
        { name: 'Ada', roles: ['organization-admin'] },
        { name: 'User', roles: ['user'] },
      ],
      groups: ['Secret'],
    });
    const refused = await see(admin, 'roster-group', 'User', { group: admin.groups['Secret']! });
    expect(refused.text()).to.contain('You do not have access to this');
    expect(refused.root.textContent).not.to.contain('Secret');
  });
});
