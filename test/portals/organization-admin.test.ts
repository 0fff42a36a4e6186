import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { accept, choose, faultsOf, givenPortal, rowWith, search, type PortalSite } from '../support/portal-site.ts';
import { hasOnly, menuOf } from '../support/controls.ts';
import type { Visitor } from '../support/visitor.ts';

describe('The organization admin portal', () => {
  let site: PortalSite;
  let admin: Visitor;
  /** Another person with the Organization admin role, who only looks. */
  let other: Visitor;
  let plain: Visitor;

  before(async () => {
    site = await givenPortal('organization-admin');
    [admin, other, plain] = await Promise.all([site.open('admin'), site.open('admin'), site.open('member')]);
    await Promise.all([admin, other].map(({ page }) => rowWith(page, '@').first().waitFor()));
  });
  // What one row leaves open is not in the way of the next.
  beforeEach(async () => {
    if ((await admin.page.locator('dialog[open]').count()) > 0) await admin.page.goto(site.url + site.home);
  });
  after(() => site?.stop());

  const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
  async function to(page: Page, place: 'Users' | 'Groups'): Promise<void> {
    await page.getByRole('navigation', { name: 'Orchard' }).getByRole('link', { name: place }).click();
    await page.getByRole('table', { name: place }).getByRole('rowheader').first().waitFor();
  }
  async function show(page: Page, name: 'Invited Users' | 'Active Users'): Promise<void> {
    await tab(page, name).click();
    await page.getByRole('tab', { name, selected: true }).waitFor();
  }
  /** How many a tab says there are. */
  async function countOf(page: Page, name: string): Promise<number> {
    return Number(/\d+$/.exec((await tab(page, name).innerText()).trim())![0]);
  }
  const countBecomes = (page: Page, name: string, count: number): Promise<void> =>
    page.getByRole('tab', { name: new RegExp(`^${name} ?${count}$`) }).waitFor();
  async function pick(within: Locator, field: string, name: string): Promise<void> {
    await within.getByRole('combobox', { name: field, exact: true }).fill(name);
    await within.page().getByRole('listbox').getByRole('option', { name }).first().click();
    // The list stays open for more; going on with the next field closes it.
    await within.page().keyboard.press('Tab');
  }
  async function menu(page: Page, row: string): Promise<string[]> {
    await rowWith(page, row)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await page.getByRole('menuitem').first().waitFor();
    const items = page.getByRole('menuitem', { disabled: false });
    return (await items.allInnerTexts()).map((text) => text.trim());
  }
  /** A change that takes something away asks first. */
  async function agree(page: Page, verb: string): Promise<string> {
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    const text = await question.innerText();
    const typed = question.getByRole('textbox');
    if ((await typed.count()) > 0) await typed.fill(/Type (.+) to confirm/.exec(text)![1]!);
    await question.getByRole('button', { name: verb, exact: true }).click();
    return text;
  }
  async function group(name: string): Promise<{ id: string; memberCount: number; roles: string[] }> {
    const { body } = await site.api('admin', 'GET', `/groups?query=${encodeURIComponent(name)}`);
    return body.items.find((one: { name: string }) => one.name === name);
  }
  async function role(name: string): Promise<string> {
    const { body } = await site.api('admin', 'GET', '/roles');
    return body.items.find((one: { name: string }) => one.name === name).id;
  }

  it('shows nothing its guide does not have: two tabs, two menus of people, groups with name and roles', async () => {
    const { page } = admin;
    const roles = ['Organization admin', 'User', 'Finance Admin'].map((name) => `checkbox ${name}`);
    const open = async (row: string): Promise<void> => {
      await search(page, row);
      await rowWith(page, row)
        .getByRole('button', { name: /^Actions for/ })
        .click();
    };
    await search(page, 'member@organization-admin.example');
    // One person of many is found by searching, as everywhere.
    await hasOnly(page.getByRole('main'), [
      'button Add User',
      'tab Active Users',
      'tab Invited Users',
      'searchbox Search users',
      'button Clear search',
      'columnheader Name',
      'columnheader Email',
      'columnheader Roles',
      'columnheader Groups',
      'columnheader Actions',
      'button Actions for …',
      'button Previous',
      'button Next',
    ]);
    await open('member@organization-admin.example');
    assert.deepEqual(await menuOf(page), ['Edit', 'Remove']);
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const ends = ['combobox Groups', 'button Cancel', 'button Save'];
    await hasOnly(page.getByRole('dialog', { name: 'Edit' }), ['button Close', 'textbox Name', ...roles, ...ends]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add User' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Add User' }), [
      'button Close',
      'textbox Name',
      'textbox Email address',
      'combobox Roles',
      'combobox Groups',
      'button Cancel',
      'button Send Invitation',
    ]);
    await page.keyboard.press('Escape');
    await show(page, 'Invited Users');
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=1');
    await open(body.items[0].email);
    assert.deepEqual(await menuOf(page), ['Edit Invitation', 'Resend Invitation', 'Revoke Invitation']);
    await page.keyboard.press('Escape');
    await to(page, 'Groups');
    await page.getByRole('searchbox').fill('Finance');
    await rowWith(page, 'Support').waitFor({ state: 'detached' });
    await hasOnly(page.getByRole('main'), [
      'button Add Group',
      'searchbox Search by name',
      'columnheader Group name',
      'columnheader Member count',
      'columnheader Roles',
      'columnheader Actions',
      'button Actions for …',
    ]);
    await page.getByRole('button', { name: 'Add Group' }).click();
    const group = ['button Close', 'textbox Name', ...roles, 'button Cancel'];
    await hasOnly(page.getByRole('dialog', { name: 'Add Group' }), [...group, 'button Create']);
    await page.keyboard.press('Escape');
    await open('Finance');
    assert.deepEqual(await menuOf(page), ['Edit', 'Manage Group', 'Delete']);
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Edit' }), [...group, 'button Save']);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('Controllers');
    await choose(page, 'Controllers', 'Manage Group');
    await hasOnly(page.getByRole('dialog', { name: 'Manage Controllers' }), [
      'button Close',
      'combobox Add people',
      'button Remove …',
      'button Cancel',
      'button Update',
    ]);
    await page.goto(site.url + site.home);
  });

  it('has Admin > Users and Admin > Groups for an Organization admin; nobody else sees or gets anything (A-01)', async () => {
    await to(admin.page, 'Groups');
    await admin.judge('the groups');
    await to(admin.page, 'Users');
    await admin.judge('the users');
    for (const path of ['', '/groups']) {
      await plain.page.goto(site.url + site.home + path);
      await plain.page.getByText('You do not have access to this').waitFor();
      assert.equal(await plain.page.getByRole('table').count(), 0);
    }
    for (const path of ['/members', '/groups', '/members/export', '/audit'])
      assert.equal((await site.api('member', 'GET', path)).status, 403, path);
    const owner = await site.open('owner', '/groups');
    await owner.page.getByText('You do not have access to this').waitFor();
    await owner.context.close();
  });

  it('invites somebody by name and address with several roles and a group, and sends the invitation (A-02)', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Add User' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add User' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Nia Byron');
    await page.keyboard.press('Tab');
    await dialog.getByRole('textbox', { name: 'Email address' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('nia@organization-admin.example');
    for (const role of ['User', 'Finance Admin']) {
      await dialog.getByRole('combobox', { name: 'Roles' }).focus();
      await page.keyboard.type(role);
      // What the list had before is gone, once it is of what was typed.
      const options = page.getByRole('listbox').getByRole('option');
      await options.first().waitFor();
      await options
        .filter({ hasNotText: new RegExp(`^\\s*${role}`) })
        .first()
        .waitFor({ state: 'detached' });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: `Remove ${role}` }).waitFor();
    }
    await page.keyboard.press('Tab');
    await pick(dialog, 'Groups', 'Support');
    await admin.judge('a new user');
    const send = dialog.getByRole('button', {
      name: 'Send Invitation',
      exact: true,
    });
    await send.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    assert.match((await site.mailTo('nia@organization-admin.example')).link, /accept\?token=/);
    const { body } = await site.api('admin', 'GET', '/members?query=nia@organization-admin.example');
    const [nia] = body.items;
    assert.equal(nia.name, 'Nia Byron');
    assert.deepEqual([...nia.roles, ...nia.groups].map((id: string) => body.names[id]).toSorted(), [
      'Finance Admin',
      'Support',
      'User',
    ]);
    const people = [{ email: 'mine@organization-admin.example' }];
    assert.equal((await site.api('member', 'POST', '/invitations', { people })).status, 403);
  });

  it('has the tabs Invited Users and Active Users with counts that follow what others do (A-03)', async () => {
    const { page } = other;
    const [invited, active] = [await countOf(page, 'Invited Users'), await countOf(page, 'Active Users')];
    await admin.page.getByRole('button', { name: 'Add User' }).click();
    const dialog = admin.page.getByRole('dialog', { name: 'Add User' });
    await dialog.getByRole('textbox', { name: 'Email address' }).fill('omar@organization-admin.example');
    await pick(dialog, 'Roles', 'User');
    await dialog.getByRole('button', { name: 'Send Invitation' }).click();
    await countBecomes(page, 'Invited Users', invited + 1);
    await show(page, 'Invited Users');
    await search(page, 'nia@organization-admin.example');
    const nia = await site.stranger();
    await accept(nia, (await site.mailTo('nia@organization-admin.example')).link);
    await countBecomes(page, 'Active Users', active + 1);
    await countBecomes(page, 'Invited Users', invited);
    await rowWith(page, 'nia@organization-admin.example').waitFor({
      state: 'detached',
    });
    // By the arrow keys, as tabs are.
    await tab(page, 'Invited Users').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Active Users', selected: true }).waitFor();
    await rowWith(page, 'nia@organization-admin.example').waitFor();
    await nia.context.close();
  });

  it('edits, resends and revokes an invitation; editing leaves the link as it is, revoking ends it (A-04)', async () => {
    const { page } = admin;
    const address = 'omar@organization-admin.example';
    const id = await site.idOf(address);
    const sent = await site.mailTo(address);
    await show(page, 'Invited Users');
    await search(page, address);
    assert.deepEqual(await menu(page, address), ['Edit Invitation', 'Resend Invitation', 'Revoke Invitation']);
    await page.getByRole('menuitem', { name: 'Edit Invitation' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Invitation' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Omar Idris');
    await dialog.getByRole('checkbox', { name: 'Finance Admin' }).check();
    await pick(dialog, 'Groups', 'Book Club');
    await admin.judge('an invitation');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await rowWith(page, address).getByRole('rowheader', { name: 'Omar Idris' }).waitFor();
    await rowWith(page, address).getByText('Finance Admin').waitFor();
    assert.equal(
      (
        await site.api('member', 'PATCH', `/members/${id}/invitation`, {
          name: 'Mine',
        })
      ).status,
      403,
    );
    assert.equal((await site.api('member', 'POST', `/members/${id}/invitation/resend`)).status, 403);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}/invitation`)).status, 403);
    const omar = await site.stranger();
    await omar.page.goto(sent.link);
    assert.equal(await omar.page.getByLabel('Your name').inputValue(), 'Omar Idris', 'the link still works');
    await choose(page, address, 'Resend Invitation');
    const again = await site.mailTo(address, 1);
    await omar.page.goto(again.link);
    await omar.page.getByLabel('Choose a password').waitFor();
    await show(other.page, 'Invited Users');
    await search(other.page, address);
    await choose(page, address, 'Revoke Invitation');
    await rowWith(page, address).waitFor({ state: 'detached' });
    await rowWith(other.page, address).waitFor({ state: 'detached' });
    await omar.page.goto(again.link);
    await omar.page
      .getByText(/no longer|revoked|withdrawn|cancel/i)
      .first()
      .waitFor();
    assert.equal(await omar.page.getByLabel('Choose a password').count(), 0);
    await omar.context.close();
  });

  it('edits roles and groups of an active user, and removes one (A-05)', async () => {
    const { page } = admin;
    const address = 'nia@organization-admin.example';
    await show(page, 'Active Users');
    await show(other.page, 'Active Users');
    await search(page, address);
    await search(other.page, address);
    assert.deepEqual(await menu(page, address), ['Edit', 'Remove']);
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit' });
    await dialog.getByRole('checkbox', { name: 'Finance Admin' }).uncheck();
    await pick(dialog, 'Groups', 'Book Club');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await agree(page, 'Save');
    await dialog.waitFor({ state: 'hidden' });
    await rowWith(other.page, address)
      .getByText(/Book Club/)
      .waitFor();
    await rowWith(other.page, address).getByText('Finance Admin').waitFor({ state: 'detached' });
    const id = await site.idOf(address);
    assert.equal((await site.api('member', 'PATCH', `/members/${id}`, { roles: [] })).status, 403);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}`)).status, 403);
    const before = await countOf(other.page, 'Active Users');
    await choose(page, address, 'Remove');
    await agree(page, 'Remove');
    await rowWith(page, address).waitFor({ state: 'detached' });
    await rowWith(other.page, address).waitFor({ state: 'detached' });
    await countBecomes(other.page, 'Active Users', before - 1);
    const again = await site.stranger();
    await again.page.goto(`${site.url}/roster/sign-in`);
    assert.equal((await site.api('admin', 'GET', `/members/${id}`)).status, 404);
    await again.context.close();
  });

  it('gives the members of a group its roles, and tells those from their own, and from which group (A-06)', async () => {
    const { page } = admin;
    const finance = await group('Finance');
    const { body } = await site.api('admin', 'GET', `/groups/${finance.id}/members?limit=100`);
    const one = body.items.find(
      ({ roles, groups, status }: { roles: string[]; groups: string[]; status: string }) =>
        status === 'active' && roles.length === 0 && groups.length === 1,
    );
    assert.deepEqual(one.inheritedRoles, [{ role: await role('Finance Admin'), groups: [finance.id] }]);
    await show(page, 'Active Users');
    await search(page, one.email);
    await rowWith(page, one.email).getByText('from Finance').waitFor();
    await choose(page, one.email, 'Edit');
    const dialog = page.getByRole('dialog', { name: 'Edit' });
    const inherited = dialog.getByRole('list', { name: 'Roles from groups' }).getByRole('listitem');
    await inherited.filter({ hasText: /Finance Admin.*from Finance/ }).waitFor();
    assert.equal(await dialog.getByRole('checkbox', { name: 'Finance Admin' }).isChecked(), false, 'not their own');
    await admin.judge('a user');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('adds a group with a name and roles (A-07)', async () => {
    const { page } = admin;
    await to(page, 'Groups');
    await to(other.page, 'Groups');
    await page.getByRole('button', { name: 'Add Group' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add Group' });
    await dialog.getByRole('textbox', { name: 'Name' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Auditors');
    await dialog.getByRole('checkbox', { name: 'Finance Admin' }).focus();
    await page.keyboard.press('Space');
    await admin.judge('a new group');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    for (const at of [page, other.page]) await rowWith(at, 'Auditors').getByText('Finance Admin').waitFor();
    assert.equal((await site.api('member', 'POST', '/groups', { name: 'Mine' })).status, 403);
    assert.equal((await site.api('admin', 'POST', '/groups', { name: 'auditors' })).status, 409);
  });

  it('manages who is in a group: nothing changes before Update, which changes all at once, and leaving asks (A-08)', async () => {
    const { page } = admin;
    const before = await group('Book Club');
    const { body } = await site.api('admin', 'GET', `/groups/${before.id}/members`);
    const [out] = body.items;
    const { body: all } = await site.api('admin', 'GET', '/members?status=active&sort=email&limit=50');
    const [first, second] = all.items.filter(
      ({ groups, name }: { groups: string[]; name: string | null }) => name && !groups.includes(before.id),
    );
    await choose(page, 'Book Club', 'Manage Group');
    const dialog = page.getByRole('dialog', { name: 'Manage Book Club' });
    const field = dialog.getByRole('combobox', { name: 'Add people' });
    for (const [typed, person] of [
      [first.name, first],
      [second.email, second],
    ] as const) {
      await field.fill(typed);
      await page.getByRole('listbox').getByText(person.email).click();
    }
    await page.keyboard.press('Tab');
    await dialog.getByText('2 to add').first().waitFor();
    await dialog.getByRole('button', { name: `Remove ${out.name ?? out.email}` }).click();
    await dialog.getByText('2 to add, 1 to remove').first().waitFor();
    await admin.judge('who is in a group');
    assert.equal((await group('Book Club')).memberCount, before.memberCount, 'nothing yet');
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await dialog.getByRole('button', { name: 'Update' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    for (const at of [page, other.page])
      await rowWith(at, 'Book Club')
        .getByRole('cell', {
          name: String(before.memberCount + 1),
          exact: true,
        })
        .waitFor();
    const { body: now } = await site.api('admin', 'GET', `/groups/${before.id}/members?limit=100`);
    const ids = now.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(
      [first.id, second.id, out.id].map((id) => ids.includes(id)),
      [true, true, false],
    );
    // One that cannot be done, and none is.
    const wrong = {
      add: [{ id: out.id }, { id: `${out.id.slice(0, -4)}0000` }],
    };
    const { status } = await site.api('admin', 'PATCH', `/groups/${before.id}/members`, wrong);
    assert.ok(status >= 400 && status < 500, String(status));
    assert.equal((await group('Book Club')).memberCount, before.memberCount + 1);
    const mine = {
      add: [{ id: await site.idOf('member@organization-admin.example') }],
    };
    assert.equal((await site.api('member', 'PATCH', `/groups/${before.id}/members`, mine)).status, 403);
  });

  it('edits the name and the roles of a group (A-09)', async () => {
    const { page } = admin;
    const auditors = await group('Auditors');
    await choose(page, 'Auditors', 'Edit');
    const dialog = page.getByRole('dialog', { name: /^Edit/ });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Internal Audit');
    await dialog.getByRole('checkbox', { name: 'User', exact: true }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const at of [page, other.page])
      await rowWith(at, 'Internal Audit').getByText('User', { exact: true }).waitFor();
    assert.equal(
      (
        await site.api('member', 'PATCH', `/groups/${auditors.id}`, {
          name: 'Mine',
        })
      ).status,
      403,
    );
  });

  it('deletes a group after naming the people who would lose all access by it (A-10)', async () => {
    const { page } = admin;
    const controllers = await group('Controllers');
    const { body } = await site.api('admin', 'DELETE', `/groups/${controllers.id}?dryRun=true`);
    const lost = body.people.filter(({ allAccess }: { allAccess: boolean }) => allAccess);
    assert.ok(lost.length > 0);
    assert.equal((await site.api('member', 'DELETE', `/groups/${controllers.id}`)).status, 403);
    await choose(page, 'Controllers', 'Delete');
    const question = page.getByRole('alertdialog');
    await question.getByText(/lose all access|loses all access/).waitFor();
    const text = await question.innerText();
    for (const { name, email } of lost) assert.ok(text.includes(name ?? email), text);
    await admin.judge('the question before a group is deleted');
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await group('Controllers')).memberCount, controllers.memberCount);
    await choose(page, 'Controllers', 'Delete');
    await agree(page, 'Delete');
    for (const at of [page, other.page]) await rowWith(at, 'Controllers').waitFor({ state: 'detached' });
    const { body: now } = await site.api('admin', 'GET', `/members/${lost[0].member}`);
    assert.deepEqual([now.member.roles, now.member.inheritedRoles], [[], []]);
  });

  it('is a page without a fault of script, style or policy, which asks nobody else', () => {
    for (const visitor of [admin, other, plain]) {
      assert.deepEqual(faultsOf(visitor), []);
      assert.deepEqual(visitor.strangers, []);
    }
  });
});
