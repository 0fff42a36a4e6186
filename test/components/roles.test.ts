import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../components/roles/define.ts';
import type {} from '../../components/roles/roles.events.ts';
import type {} from '../../components/roles/roles.ts';
import { expectAccessible, heard, look, type, until, type Seen } from './support/looking.ts';
import { clearWorlds, world, type World } from './support/world.ts';

async function given(): Promise<World> {
  return world({
    preset: 'directory',
    people: [
      { name: 'Ada Byron', roles: ['administrator'] },
      { name: 'Bo Diddley', roles: ['editor'] },
      { name: 'Cy Twombly', roles: ['editor'] },
      { name: 'Di Prima', roles: ['viewer'] },
    ],
  });
}

const shown = ({ root }: Seen): HTMLDialogElement | null => root.querySelector('#role[open]');
const asked = ({ root }: Seen): HTMLDialogElement | null => root.querySelector('#confirm[open]');
const box = ({ root }: Seen, permission: string): HTMLInputElement =>
  root.querySelector<HTMLInputElement>(`input[value="${permission}"]`)!;

async function open(seen: Seen, name: string): Promise<void> {
  await until(() => seen.root.querySelector('tbody tr'), 'the rows are there');
  seen.button(name).click();
  await until(() => shown(seen), 'the editor is open');
}

describe('Whoever keeps the roles', () => {
  afterEach(clearWorlds);

  it('sees each role, what it is for, and how many people have it (D-08)', async () => {
    const w = await given();
    const element = await w.mount('roster-roles', 'Ada Byron');
    const seen = look(element);
    await until(() => seen.root.querySelector('tbody tr'), 'the rows are there');
    expect(seen.row('Editor').querySelector('.r-people')?.textContent).to.equal('2');
    expect(seen.row('Editor').textContent).to.contain('Reads and changes data.');
    await expectAccessible(element);
    await open(seen, 'Editor');
    await expectAccessible(element);
  });

  it('makes a role with the keyboard alone, and finds it in the list (D-08, I-05)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await until(() => seen.root.querySelector('tbody tr'), 'the rows are there');
    seen.button('New role').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => shown(seen), 'the editor is open');
    seen.root.querySelector<HTMLInputElement>('#role-name')!.focus();
    await sendKeys({ type: 'Reviewer' });
    box(seen, 'data:read').focus();
    await sendKeys({ press: 'Space' });
    seen.root.querySelector<HTMLInputElement>('#role-name')!.focus();
    const saved = heard('roster-role-saved');
    await sendKeys({ press: 'Enter' });
    expect((await saved).role.permissions).to.deep.equal(['data:read']);
    await until(() => seen.root.querySelector('table')?.textContent?.includes('Reviewer'), 'it is in the list');
    expect(seen.focused()).to.equal('New role');
    expect(seen.said).to.include('Reviewer saved');
  });

  it('reads how many people a change affects before it is made (D-08)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await open(seen, 'Editor');
    expect(shown(seen)!.textContent).to.contain('2 people have this role');
    box(seen, 'data:write').click();
    seen.button('Save').click();
    await until(() => asked(seen), 'it asks');
    expect(asked(seen)!.textContent).to.contain('2 people lose data · write');
    asked(seen)!.querySelector<HTMLElement>('.primary')!.click();
    await heard('roster-role-saved');
    const { body } = await w.api('Ada Byron').call('GET', '/roles');
    expect(body.items.find(({ key }: { key: string }) => key === 'editor').permissions).not.to.include('data:write');
  });

  it('keeps what was typed when another one saved first, says who and what, and goes on with both', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await open(seen, 'Viewer');
    await w.api('Ada Byron').call('PATCH', `/roles/${w.roles['viewer']}`, {
      description: 'Looks around.',
      permissions: ['data:read', 'report:read'],
    });
    type(seen.root.querySelector<HTMLInputElement>('#role-name')!, 'Reader');
    box(seen, 'member:read').click();
    seen.button('Save').click();
    await until(() => shown(seen)?.querySelector('[role=alert] .ways'), 'it asks how to go on');
    expect(shown(seen)!.querySelector('[role=alert]')!.textContent)
      .to.contain('You, elsewhere, changed this')
      .and.to.contain('Description: Looks around.')
      .and.to.contain('+ report · read');
    expect(seen.root.querySelector<HTMLInputElement>('#role-name')!.value).to.equal('Reader');
    expect(seen.button('Save').getAttribute('aria-disabled')).to.equal('true');
    await expectAccessible(seen.root.host as HTMLElement);
    seen.button('Both').click();
    await until(() => !shown(seen)!.querySelector('[role=alert]'), 'it is decided');
    const saved = heard('roster-role-saved');
    seen.button('Save').click();
    await until(() => asked(seen), 'it asks, for one person can more then');
    asked(seen)!.querySelector<HTMLElement>('.primary')!.click();
    const { role } = await saved;
    expect([role.name, role.description]).to.deep.equal(['Reader', 'Looks around.']);
    expect(role.permissions.toSorted()).to.deep.equal(['data:read', 'member:read', 'report:read']);
  });

  it('asks before a role goes, and names who is left with none (D-08, ROL-03)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await open(seen, 'Editor');
    seen.button('Delete').click();
    await until(() => asked(seen), 'it asks');
    expect(asked(seen)!.textContent).to.contain('2 people lose this role').and.to.contain('Bo Diddley');
    expect(seen.focused()).to.equal('Cancel');
    asked(seen)!.querySelector<HTMLElement>('.danger')!.click();
    await heard('roster-role-deleted');
    await until(() => !seen.root.querySelector('table')?.textContent?.includes('Editor'), 'it is gone');
  });

  it('cannot delete the last admin’s role, and reads why (ROL-03)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await open(seen, 'Administrator');
    const { body } = await w.api('Ada Byron').call('DELETE', `/roles/${w.roles['administrator']}?dryRun=true`);
    if (body.refused) {
      seen.button('Delete').click();
      await until(() => shown(seen)?.querySelector('[role=alert]'), 'it says why');
    }
    expect(asked(seen)).to.equal(null);
    expect((await w.api('Ada Byron').call('GET', '/roles')).body.items.length).to.equal(4);
  });

  it('lets a host keep it from happening', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron'));
    await open(seen, 'Viewer');
    document.addEventListener('roster-before-role-save', (event) => event.preventDefault(), { once: true });
    type(seen.root.querySelector<HTMLInputElement>('#role-name')!, 'Reader');
    seen.button('Save').click();
    await until(() => seen.button('Save').getAttribute('aria-disabled') === 'false', 'it is over');
    expect(
      (await w.api('Ada Byron').call('GET', '/roles')).body.items.some(
        ({ name }: { name: string }) => name === 'Reader',
      ),
    ).to.equal(false);
    expect(seen.root.querySelector<HTMLInputElement>('#role-name')!.value).to.equal('Reader');
  });

  it('only reads where nothing may be changed, and is told where nothing may be seen (A-01)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-roles', 'Ada Byron', { readonly: '' }));
    await open(seen, 'Editor');
    expect(shown(seen)!.textContent).not.to.contain('Save');
    const other = look(await w.mount('roster-roles', 'Di Prima'));
    await until(() => other.text().includes('You do not have access to this'), 'it says so');
    expect(other.root.querySelector('table')).to.equal(null);
  });
});
