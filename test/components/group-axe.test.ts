import { choose, fill, opened, see } from './support/given-groups.ts';
import { until } from './support/given-members.ts';
import { expectAccessible } from './support/looking.ts';
import { clearWorlds, world, type World } from './support/world.ts';

describe('axe finds nothing, in light and dark, right to left and at 320 px,', function () {
  this.timeout(120_000);
  let w: World;

  before(async () => {
    w = await world({
      portal: { reservations: [{ kind: 'seats', name: 'Seats', unit: 'people', total: 500 }] },
      people: [
        { name: 'Ada Alba', roles: ['admin'], groups: { Support: 'owner' } },
        { name: 'Bo Berg', groups: ['Support'] },
        { name: 'Cy Cruz', roles: ['member'], groups: ['Support'], status: 'suspended' },
        { name: 'Di Dorn', roles: ['member'] },
        { name: 'Nobody' },
      ],
      groups: [
        { name: 'Support', description: 'Answers customers around the clock', roles: ['member'], isDefault: true },
        { name: `${'Donaudampfschifffahrtsgesellschaft'.repeat(2)} and others` },
        'Empty',
      ],
    });
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}`, { reservations: { seats: 40 } });
  });
  afterEach(clearWorlds);

  it('in the table of groups and an open menu', async () => {
    const seen = await see(w, 'roster-groups', 'Ada Alba');
    await expectAccessible(seen.element);
    seen.button('Actions for Support').click();
    await until(() => seen.root.querySelector('#menu:popover-open'), 'the menu');
    await expectAccessible(seen.element);
  });

  it('in the form of a group with faults, and in what somebody else changed', async () => {
    const seen = await see(w, 'roster-groups', 'Ada Alba');
    await seen.element.openNew();
    let dialog = await opened(seen, 'New group');
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => dialog.querySelector('[aria-invalid=true]'), 'a fault');
    await expectAccessible(seen.element);
    clearWorlds();
    const other = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await other.element.edit();
    dialog = await opened(other, 'Edit group');
    fill(dialog.querySelector('#group-name'), 'Help');
    await w.api('Ada Alba').call('PATCH', `/groups/${w.groups['Support']}`, { description: 'Changed' });
    dialog.querySelector<HTMLElement>('[type=submit]')!.click();
    await until(() => dialog.querySelector('.ways'), 'the choice', 15_000);
    await expectAccessible(other.element);
  });

  it('in the question before a group is deleted', async () => {
    const seen = await see(w, 'roster-groups', 'Ada Alba');
    await choose(seen, 'Support', 'Delete group');
    await opened(seen, 'Delete Support?');
    await expectAccessible(seen.element);
  });

  it('on a group’s page, in the editor with something staged and the list open, and in a group role', async () => {
    const seen = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await expectAccessible(seen.element);
    await seen.element.openEditor();
    const dialog = await opened(seen, 'Manage Support');
    seen.button('Remove Bo Berg', dialog).click();
    await until(() => seen.focused() === 'Undo for Bo Berg', 'the row is marked');
    const field = dialog.querySelector<HTMLInputElement>('#people')!;
    field.focus();
    fill(field, 'd');
    await until(() => dialog.querySelector('[role=option]'), 'the list', 15_000);
    await expectAccessible(seen.element);
    clearWorlds();
    const role = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Support']! });
    await choose(role, 'Cy Cruz', 'Edit group role');
    await opened(role, 'Group role of Cy Cruz');
    await expectAccessible(role.element);
  });

  it('where nobody is in a group, nothing matches, and nothing may be seen', async () => {
    const empty = await see(w, 'roster-group', 'Ada Alba', { group: w.groups['Empty']! });
    await expectAccessible(empty.element);
    clearWorlds();
    const none = await see(w, 'roster-groups', 'Ada Alba', { query: 'zzz' });
    await expectAccessible(none.element);
    clearWorlds();
    const refused = await see(w, 'roster-groups', 'Nobody');
    await expectAccessible(refused.element);
  });
});
