import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  accept,
  choose,
  faultsOf,
  givenPortal,
  rowWith,
  search,
  type Person,
  type PortalSite,
} from '../support/portal-site.ts';
import { hasOnly, menuOf } from '../support/controls.ts';
import type { Visitor } from '../support/visitor.ts';

const day = 86_400_000;

describe('The Spectra portal', () => {
  let site: PortalSite;
  /** Robin manages the organization, Ingrid owns Platform Engineering, Mateo is a plain member. */
  let admin: Visitor;
  let owner: Visitor;
  let plain: Visitor;

  before(async () => {
    site = await givenPortal('spectra');
    [admin, owner, plain] = await Promise.all([site.open('admin'), site.open('owner'), site.open('member')]);
    await Promise.all([admin, owner, plain].map(({ page }) => rowWith(page, '@spectra.example').first().waitFor()));
  });
  // What one row leaves open is not in the way of the next.
  beforeEach(async () => {
    for (const { page } of [admin, owner])
      if ((await page.locator('dialog[open]').count()) > 0) await page.goto(site.url + site.home);
  });
  after(() => site?.stop());

  const sections = (page: Page): Locator => page.getByRole('navigation', { name: 'Sections' });
  const go = async (page: Page, place: string): Promise<void> => {
    await sections(page).getByRole('link', { name: place, exact: true }).click();
    await sections(page).locator('[aria-current=page]', { hasText: place }).waitFor();
  };
  const heads = async (table: Locator): Promise<string[]> => {
    const all = table.getByRole('columnheader');
    await all.first().waitFor();
    return trimmed(await all.allTextContents()).filter(Boolean);
  };
  /** What one can sort by: the buttons in the heads. */
  const sorts = (table: Locator): Promise<string[]> =>
    table
      .getByRole('columnheader')
      .getByRole('button')
      .allTextContents()
      .then((all) => all.map((text) => text.trim()).filter(Boolean));
  const table = (page: Page, name = 'Organization Members'): Locator => page.getByRole('table', { name });

  async function members(page: Page): Promise<void> {
    await go(page, 'Organization Members');
    await table(page).waitFor();
  }

  /** Types into a field of choices and takes the one of that name. */
  async function pick(within: Locator, field: string, name: string): Promise<void> {
    await within.getByRole('combobox', { name: field, exact: true }).fill(name);
    await within.page().getByRole('listbox').getByRole('option', { name }).first().click();
    // The list stays open for more; going on with the next field closes it.
    await within.page().keyboard.press('Tab');
  }

  async function send(page: Page, count: number): Promise<void> {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: count > 1 ? `Send ${count} invitations` : /^Send/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async function invite(page: Page, text: string, fill: (dialog: Locator) => Promise<void>): Promise<void> {
    await page.getByRole('button', { name: 'Invite Member' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite Member' });
    await dialog.getByRole('textbox', { name: 'Email addresses' }).fill(text);
    await page.keyboard.press('Enter');
    await dialog.getByRole('list', { name: 'People to invite' }).waitFor();
    await fill(dialog);
    await send(page, text.split(',').length);
  }

  async function groupId(name: string): Promise<string> {
    const { body } = await site.api('admin', 'GET', `/groups?query=${encodeURIComponent(name)}`);
    return body.items.find((one: { name: string }) => one.name === name).id;
  }
  const refused = async (person: Person, method: string, path: string, body?: unknown): Promise<void> =>
    assert.equal((await site.api(person, method, path, body)).status, 403, `${method} ${path} as ${person}`);

  it('shows nothing its guide does not have: members, groups and the page of a group, each with its table and its menus', async () => {
    const { page } = admin;
    const open = async (row: string): Promise<string[]> => {
      await search(page, row);
      await rowWith(page, row)
        .getByRole('button', { name: /^Actions for/ })
        .click();
      return menuOf(page);
    };
    const roles = ['radio Org Admin', 'radio Org Member'];
    const ends = ['button Cancel', 'button Save'];
    await search(page, 'member@spectra.example');
    await hasOnly(page.locator('roster-members'), [
      'button Invite Member',
      'searchbox Search organization members',
      'button Clear search',
      'combobox Organization Role',
      'button Clear filters',
      'columnheader Name',
      'columnheader Email',
      'button Email',
      'columnheader Organization Role',
      'columnheader Groups',
      'columnheader Last Active',
      'columnheader Actions',
      'button Actions for …',
      'button Previous',
      'button Next',
    ]);
    assert.deepEqual(await open('member@spectra.example'), [
      'Edit Member',
      'Resend Invite',
      'Remove From Organization',
    ]);
    await page.getByRole('menuitem', { name: 'Edit Member' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Edit Member' }), [
      'button Close',
      ...roles,
      'combobox Groups',
      ...ends,
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Invite Member' }).click();
    const invitation = page.getByRole('dialog', { name: 'Invite Member' });
    await pick(invitation, 'Groups', 'Firmware');
    await hasOnly(invitation, [
      'button Close',
      'textbox Email addresses',
      ...roles,
      'button Remove …',
      'combobox Groups',
      'radio Member',
      'radio Owner',
      'button Cancel',
      'button Send invitation',
    ]);
    await page.goto(site.url + site.home);
    await go(page, 'Groups');
    await table(page, 'Groups').waitFor();
    await page.getByRole('searchbox').fill('Vendor');
    await rowWith(page, 'Firmware').waitFor({ state: 'detached' });
    await hasOnly(page.locator('roster-groups'), [
      'button Create Group',
      'searchbox Search by name',
      'columnheader Group name',
      'button Group name',
      'columnheader Member count',
      'button Member count',
      'columnheader Default',
      'columnheader Actions',
      'button Vendor Risk',
      'button Actions for …',
    ]);
    const fields = [
      'textbox Name',
      'textbox Description',
      'checkbox Default group',
      'spinbutton Seats',
      'spinbutton Uploads',
    ];
    assert.deepEqual(await open('Vendor Risk'), ['Edit Group', 'Delete Group']);
    await page.getByRole('menuitem', { name: 'Edit Group' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Edit Group' }), ['button Close', ...fields, ...ends]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create Group' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Create Group' }), [
      'button Close',
      ...fields,
      'button Cancel',
      'button Create',
    ]);
    await page.keyboard.press('Escape');
    await go(page, 'Platform Engineering');
    const group = page.locator('roster-group');
    await group.getByRole('rowheader').first().waitFor();
    await search(page, 'owner@spectra.example');
    const people = [
      'searchbox Search by email',
      'columnheader Name',
      'columnheader Email',
      'button Email',
      'columnheader Group Role',
      'columnheader Groups',
      'columnheader Last Active',
      'columnheader Actions',
      'button Actions for …',
    ];
    await hasOnly(group, ['button Add group member', ...people]);
    assert.deepEqual(await open('owner@spectra.example'), ['Edit group role', 'Remove from group']);
    await page.getByRole('menuitem', { name: 'Edit group role' }).click();
    await hasOnly(page.getByRole('dialog', { name: /Group Role of/ }), [
      'button Close',
      'radio Member',
      'radio Owner',
      'button Remove …',
      'combobox Groups',
      ...ends,
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add Group Member' }).click();
    await hasOnly(page.getByRole('dialog', { name: 'Add people' }), [
      'button Close',
      'combobox Add people',
      'button Cancel',
      'button Update',
    ]);
    // Others see the same, and what they may not do says so where it stands.
    await go(plain.page, 'Platform Engineering');
    await plain.page.locator('roster-group').getByRole('rowheader').first().waitFor();
    await search(plain.page, 'owner@spectra.example');
    await hasOnly(plain.page.locator('roster-group'), ['button Add group member', ...people]);
    await page.goto(site.url + site.home);
    await members(plain.page);
  });

  it('lists its members with the six columns of the guide, and Invite Pending for who has not come yet (S-01)', async () => {
    const { page } = admin;
    assert.deepEqual(await heads(table(page)), [
      'Name',
      'Email',
      'Organization Role',
      'Groups',
      'Last Active',
      'Actions',
    ]);
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=100');
    const pending = body.items.find((one: { invitation: { state: string } }) => one.invitation.state === 'pending');
    await search(page, pending.email);
    await rowWith(page, pending.email).getByRole('cell', { name: 'Invite Pending' }).waitFor();
    await search(page, 'owner@spectra.example');
    const row = rowWith(page, 'owner@spectra.example');
    await row.getByRole('rowheader', { name: 'Ingrid Halvorsen' }).waitFor();
    await row.getByRole('cell', { name: 'Org Member' }).waitFor();
    await row.getByRole('cell', { name: /Platform Engineering/ }).waitFor();
    await page.getByRole('searchbox').fill('');
    await admin.judge('the members');
  });

  it('is ordered by address only, filtered by role, searched by address, and keeps that in its address (S-02)', async () => {
    const { page } = admin;
    assert.deepEqual(await sorts(table(page)), ['Email']);
    assert.equal(
      await page
        .getByRole('main')
        .getByRole('combobox', { name: /Role|Status|Groups/ })
        .count(),
      1,
    );
    await page.getByRole('button', { name: 'Email', exact: true }).click();
    await page.waitForURL(/sort=-email/);
    await page.getByRole('combobox', { name: 'Organization Role' }).selectOption('Org Admin');
    await page.waitForURL(/role=/);
    await rowWith(page, 'Org Member').first().waitFor({ state: 'detached' });
    const shown = await page.locator('tbody tr').count();
    assert.ok(shown > 1);
    assert.equal(await rowWith(page, 'Org Admin').count(), shown);
    await page.getByRole('searchbox').fill('admin@spectra');
    await page.waitForURL(/q=admin/);
    await rowWith(page, 'admin@spectra.example').waitFor();
    await page.reload();
    await rowWith(page, 'admin@spectra.example').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'admin@spectra');
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.getByRole('searchbox').fill('Robin Sayeed');
    await page.getByText('Nobody matches').first().waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.locator('tbody tr').nth(5).waitFor();
    assert.equal((await site.api('admin', 'GET', '/members?sort=groups')).status, 400);
  });

  it('has a sidebar always there and a switch of groups above, for keys, for back and for forward (S-03)', async () => {
    const { page } = admin;
    await sections(page).getByRole('link', { name: 'Groups', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/groups$/);
    await table(page, 'Groups').waitFor();
    await sections(page).getByRole('link', { name: 'Firmware' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Firmware' }).waitFor();
    await page.goBack();
    await table(page, 'Groups').waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'Firmware' }).waitFor();
    const own = page.getByRole('combobox', { name: 'Group', exact: true });
    assert.deepEqual(await own.getByRole('option').allTextContents().then(trimmed), [
      'All groups',
      'Everyone',
      'Platform Engineering',
    ]);
    await own.focus();
    await page.keyboard.type('Plat');
    await page.getByRole('heading', { name: 'Platform Engineering' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Platform Engineering' }).waitFor();
    await members(page);
    for (const { page: other } of [owner, plain])
      await sections(other).getByRole('link', { name: 'Firmware' }).waitFor();
  });

  it('offers Edit Member, Remove From Organization and Resend Invite, which waits for a pending invitation (S-04)', async () => {
    const { page } = admin;
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=1');
    const [{ email, id }] = body.items;
    const menuOf = async (at: Page, address: string): Promise<string[]> => {
      await search(at, address);
      await rowWith(at, address)
        .getByRole('button', { name: /^Actions for/ })
        .click();
      const items = at.getByRole('menuitem');
      const resend = at.getByRole('menuitem', { name: 'Resend Invite' });
      await resend.waitFor();
      const all = (await items.allInnerTexts()).map((text) => text.split('\n')[0]!.toLowerCase());
      return [...all, String(await resend.isEnabled())];
    };
    const three = ['edit member', 'resend invite', 'remove from organization'];
    assert.deepEqual(await menuOf(page, email), [...three, 'true']);
    await page.keyboard.press('Escape');
    assert.deepEqual(await menuOf(page, 'owner@spectra.example'), [...three, 'false']);
    await page.keyboard.press('Escape');
    assert.deepEqual(await menuOf(plain.page, email), [...three, 'false']);
    assert.equal(await plain.page.getByRole('menuitem', { disabled: true }).count(), 3);
    await plain.page.keyboard.press('Escape');
    await refused('member', 'POST', `/members/${id}/invitation/resend`);
    await refused('owner', 'DELETE', `/members/${id}`);
    // From the keyboard: to the row's button, down its menu, and go.
    await search(page, email);
    await rowWith(page, email)
      .getByRole('button', { name: /^Actions for/ })
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit Member' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.match((await site.mailTo(email)).link, /accept\?token=/);
  });

  it('invites several people at once, one address after the other or a list, with names or without (S-05)', async () => {
    const { page } = admin;
    await members(owner.page);
    await page.getByRole('button', { name: 'Invite Member' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Invite Member' });
    const field = dialog.getByRole('textbox', { name: 'Email addresses' });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('uma@spectra.example');
    await page.keyboard.press('Enter');
    await page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      'vic@spectra.example, "Wen Li" <wen@spectra.example>',
    );
    await page.keyboard.press('ControlOrMeta+v');
    const chips = dialog.getByRole('list', { name: 'People to invite' }).getByRole('listitem');
    await chips.nth(2).waitFor();
    assert.match((await chips.allTextContents()).join(' '), /uma@spectra.*vic@spectra.*Wen Li/s);
    await admin.judge('the invitation');
    await send(page, 3);
    for (const name of ['uma', 'vic', 'wen'])
      assert.match((await site.mailTo(`${name}@spectra.example`)).subject, /Spectra/);
    await search(page, 'wen@spectra.example');
    await rowWith(page, 'wen@spectra.example').getByRole('rowheader', { name: 'Wen Li' }).waitFor();
    // On another page that was open all the while.
    await search(owner.page, 'uma@spectra.example');
    await rowWith(owner.page, 'uma@spectra.example').getByText('Invite Pending').waitFor();
    assert.equal(await plain.page.getByRole('button', { name: 'Invite Member' }).isEnabled(), false);
    for (const person of ['member', 'owner'] as const)
      await refused(person, 'POST', '/invitations', {
        people: [{ email: 'x@spectra.example' }],
      });
  });

  it('marks addresses that are malformed or in use, asked of the server, and sends nothing before they are right (S-06)', async () => {
    const { page } = admin;
    const mails = site.smtp.received.length;
    await page.getByRole('button', { name: 'Invite Member' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite Member' });
    const field = dialog.getByRole('textbox', { name: 'Email addresses' });
    const asked = page.waitForRequest(/\/invitations\/check$/);
    await field.fill('xena@spectra.example, yan@@spectra.example, admin@spectra.example');
    await page.keyboard.press('Enter');
    await asked;
    const chips = dialog.getByRole('list', { name: 'People to invite' }).getByRole('listitem');
    const line = (text: string): Promise<string> =>
      chips
        .filter({ hasText: text })
        .locator('bdi')
        .first()
        .evaluate((chip) => getComputedStyle(chip).textDecorationLine);
    await dialog.getByText('This person is a member already.').filter({ visible: true }).waitFor();
    assert.deepEqual(await Promise.all(['xena', 'yan', 'admin@'].map(line)), ['none', 'underline', 'underline']);
    await dialog.getByRole('button', { name: /^(Send|Review)/ }).click();
    await dialog.getByText('Nothing was sent').first().waitFor();
    assert.equal(site.smtp.received.length, mails);
    await dialog.getByRole('button', { name: 'Edit yan@@spectra.example' }).click();
    await field.and(page.locator(':focus')).waitFor();
    await field.fill('yan@spectra.example');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Remove admin@spectra.example' }).first().click();
    await send(page, 2);
    await site.mailTo('yan@spectra.example');
    await refused('member', 'POST', '/invitations/check', {
      addresses: ['admin@spectra.example'],
    });
  });

  it('takes 250 characters and 100 people, and loses nothing of what is more than that (S-07)', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Invite Member' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite Member' });
    const field = dialog.getByRole('textbox', { name: 'Email addresses' });
    const long = `${'a'.repeat(240)}@spectra.example`;
    await field.fill(long);
    await page.keyboard.press('Enter');
    await dialog
      .getByText(/The field takes 250 characters/)
      .first()
      .waitFor();
    assert.equal(await field.inputValue(), long);
    const people = Array.from({ length: 103 }, (_, at) => `p${at}@spectra.example`);
    await field.fill('');
    await page.evaluate((text) => navigator.clipboard.writeText(text), people.join(', '));
    await field.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await dialog
      .getByText(/100 people at once. The rest stays in the field/)
      .first()
      .waitFor();
    assert.equal(await dialog.getByRole('list', { name: 'People to invite' }).getByRole('listitem').count(), 100);
    assert.deepEqual((await field.inputValue()).match(/p\d+@/g), ['p100@', 'p101@', 'p102@']);
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const all = { people: people.map((email) => ({ email })) };
    assert.equal((await site.api('admin', 'POST', '/invitations', all)).status, 422);
  });

  it('gives all people of one invitation the same, and the default group where none is chosen (S-08)', async () => {
    const { page } = admin;
    await go(owner.page, 'Everyone');
    const { body: before } = await site.api('admin', 'GET', `/groups/${await groupId('Everyone')}`);
    await invite(page, 'ann@spectra.example, bo@spectra.example', async (dialog) => {
      await dialog.getByRole('radio', { name: 'Org Admin' }).check();
      await pick(dialog, 'Groups', 'Firmware');
      await dialog.getByRole('radio', { name: 'Owner' }).check();
    });
    const firmware = await groupId('Firmware');
    for (const email of ['ann@spectra.example', 'bo@spectra.example']) {
      const { body } = await site.api('admin', 'GET', `/groups/${firmware}/members?query=${email}`);
      const [one] = body.items;
      assert.deepEqual(
        [one.groupRole, ...one.roles.map((id: string) => body.names[id]), ...one.groups],
        ['owner', 'Org Admin', firmware],
      );
    }
    await invite(page, 'cy@spectra.example', (dialog) => dialog.getByText(/No group chosen: people join/).waitFor());
    await search(page, 'cy@spectra.example');
    await rowWith(page, 'cy@spectra.example').getByRole('cell', { name: 'Everyone' }).waitFor();
    await search(owner.page, 'cy@spectra.example');
    const { body: now } = await site.api('admin', 'GET', `/groups/${await groupId('Everyone')}`);
    assert.equal(now.group.memberCount, before.group.memberCount + 1);
  });

  it('ends an invitation after a day; an expired one is sent again, and the link before no longer works (S-09)', async () => {
    const { page } = admin;
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=100');
    const of = (email: string) => body.items.find((one: { email: string }) => one.email === email);
    const { sentAt, expiresAt } = of('cy@spectra.example').invitation;
    assert.equal(Date.parse(expiresAt) - Date.parse(sentAt), day);
    const { email } = body.items.find((one: { invitation: { state: string } }) => one.invitation.state === 'expired');
    await search(page, email);
    await rowWith(page, email).getByText('Invite Expired').waitFor();
    await choose(page, email, 'Resend Invite');
    await rowWith(page, email).getByText('Invite Pending').waitFor();
    await site.mailTo(email);
    const first = await site.mailTo('cy@spectra.example');
    await search(page, 'cy@spectra.example');
    await choose(page, 'cy@spectra.example', 'Resend Invite');
    const second = await site.mailTo('cy@spectra.example', 1);
    const cy = await site.stranger();
    await cy.page.goto(first.link);
    await cy.page
      .getByText(/newer|no longer|replaced/i)
      .first()
      .waitFor();
    await accept(cy, second.link);
    await rowWith(page, 'cy@spectra.example').getByText('Invite Pending').waitFor({ state: 'detached' });
    await cy.context.close();
  });

  it('edits groups and organization role; the address can be read only (S-10)', async () => {
    const { page } = admin;
    const id = await site.idOf('cy@spectra.example');
    await members(owner.page);
    await search(owner.page, 'cy@spectra.example');
    await choose(page, 'cy@spectra.example', 'Edit Member');
    const form = page.getByRole('main');
    await form.getByRole('radio', { name: 'Org Admin' }).waitFor();
    await form.getByText('cy@spectra.example').first().waitFor();
    assert.equal(await form.getByRole('textbox', { name: 'Email' }).count(), 0);
    await admin.judge('a member');
    await form.getByRole('radio', { name: 'Org Admin' }).check();
    await pick(form, 'Groups', 'Vendor Risk');
    await form.getByRole('button', { name: 'Remove Everyone' }).click();
    await page.keyboard.press('Tab');
    await form.getByRole('button', { name: 'Save' }).click();
    // Leaving a group is said before it is done.
    await page.getByRole('alertdialog').getByRole('button', { name: 'Save' }).click();
    const row = rowWith(owner.page, 'cy@spectra.example');
    await row.getByRole('cell', { name: 'Org Admin' }).waitFor();
    await row.getByRole('cell', { name: 'Vendor Risk', exact: true }).waitFor();
    const email = { email: 'other@spectra.example' };
    for (const person of ['admin', 'owner', 'member'] as const)
      assert.equal((await site.api(person, 'PATCH', `/members/${id}`, email)).status, 403);
    const self = await site.idOf('member@spectra.example');
    assert.equal((await site.api('member', 'PATCH', `/members/${self}`, email)).status, 403);
    await refused('member', 'PATCH', `/members/${self}`, { groups: [] });
  });

  it('removes somebody without losing what they made: it is by User Removed, for ever, and never their name (S-11)', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: 'File Stream' }).click();
    const uploads = page.getByRole('main').getByRole('listitem');
    const label = uploads.nth(2).locator('roster-user-label');
    await label.getByText(/\S/).waitFor();
    const count = await uploads.count();
    const id = (await label.getAttribute('member-id'))!;
    const { body } = await site.api('admin', 'GET', `/members/${id}`);
    const { name, email } = body.member;
    await uploads.nth(2).getByText(name, { exact: true }).waitFor();
    await admin.judge('the files');
    await refused('member', 'DELETE', `/members/${id}`);
    await page.getByRole('link', { name: 'Members', exact: true }).click();
    await search(page, email);
    await members(plain.page);
    await search(plain.page, email);
    await choose(page, email, 'Remove From Organization');
    // Somebody has the files before them all the while.
    await owner.page.goto(`${site.url}${site.home}/files`);
    const before = owner.page.getByRole('main').getByRole('listitem').nth(2);
    await before.getByText(name, { exact: true }).waitFor();
    const question = page.getByRole('alertdialog');
    await question.getByRole('textbox').fill(name);
    await question.getByRole('button', { name: 'Remove From Organization' }).click();
    await before.getByText('User Removed', { exact: true }).waitFor();
    await rowWith(page, email).waitFor({ state: 'detached' });
    await rowWith(plain.page, email).waitFor({ state: 'detached' });
    for (const visitor of [admin, owner]) {
      await visitor.page.goto(`${site.url}${site.home}/files`);
      const kept = visitor.page.getByRole('main').getByRole('listitem');
      await kept.nth(2).getByText('User Removed', { exact: true }).waitFor();
      assert.equal(await kept.count(), count);
      assert.equal(await visitor.page.getByText(name, { exact: true }).count(), 0);
      await visitor.page.goto(`${site.url}${site.home}`);
      await visitor.page.locator('tbody tr').first().waitFor();
    }
    // The same person, invited again, is somebody else.
    const { body: known } = await site.api('admin', 'GET', '/roles');
    const roles = [known.items.find(({ key }: { key: string }) => key === 'org-member').id];
    assert.equal((await site.api('admin', 'POST', '/invitations', { people: [{ email, name }], roles })).status, 201);
    const { body: labels } = await site.api('member', 'GET', `/labels?id=${id}`);
    assert.deepEqual(labels.items, [{ id, name: 'User Removed', removed: true }]);
  });

  it('lists its groups with name, count and default, ordered by either, searched by name, and counts exactly (S-12)', async () => {
    const { page } = admin;
    await go(page, 'Groups');
    const groups = table(page, 'Groups');
    assert.deepEqual((await heads(groups)).map(lower), ['group name', 'member count', 'default', 'actions']);
    assert.deepEqual((await sorts(groups)).map(lower), ['group name', 'member count']);
    assert.equal(
      await page
        .getByRole('main')
        .getByRole('combobox', { name: /role|status|default/i })
        .count(),
      0,
    );
    await admin.judge('the groups');
    const counts = async (): Promise<number[]> =>
      (await groups.locator('tbody tr td:nth-of-type(1)').allTextContents()).map(Number);
    await groups.getByRole('button', { name: 'Member count' }).click();
    await groups.locator('th[aria-sort=ascending]', { hasText: /count/i }).waitFor();
    const { body: fewest } = await site.api('admin', 'GET', '/groups?sort=memberCount&limit=1');
    await rowWith(page, fewest.items[0].name).and(groups.locator('tbody tr:first-child')).waitFor();
    const ascending = await counts();
    assert.deepEqual(
      ascending,
      ascending.toSorted((a, b) => a - b),
    );
    await groups.getByRole('button', { name: 'Group name' }).click();
    await rowWith(page, 'Compliance & Audit').and(groups.locator('tbody tr:first-child')).waitFor();
    await page.getByRole('searchbox').fill('risk');
    await rowWith(page, 'Firmware').waitFor({ state: 'detached' });
    const row = rowWith(page, 'Vendor Risk');
    const vendors = await groupId('Vendor Risk');
    const { body } = await site.api('admin', 'GET', `/groups/${vendors}`);
    const count = body.group.memberCount;
    await row.getByRole('cell', { name: String(count), exact: true }).waitFor();
    const id = await site.idOf('uma@spectra.example');
    // Somebody joins and leaves elsewhere: the table follows.
    await site.api('admin', 'PATCH', `/groups/${vendors}/members`, {
      add: [{ id }],
    });
    await row.getByRole('cell', { name: String(count + 1), exact: true }).waitFor();
    await site.api('admin', 'PATCH', `/groups/${vendors}/members`, {
      remove: [id],
    });
    await row.getByRole('cell', { name: String(count), exact: true }).waitFor();
    await choose(page, 'Vendor Risk', 'Edit Group');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Description' }).fill('What others deliver.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('What others deliver.').waitFor();
    await page.getByRole('searchbox').fill('');
    await refused('member', 'PATCH', `/groups/${vendors}`, { name: 'Mine' });
  });

  it('makes a group with description, default and reservations, which never go beyond the total (S-13)', async () => {
    const { page } = admin;
    await go(page, 'Groups');
    await go(plain.page, 'Groups');
    await page.getByRole('button', { name: 'Create Group' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create Group' });
    await dialog.getByRole('textbox', { name: 'Name' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Supply Chain');
    await page.keyboard.press('Tab');
    await page.keyboard.type('What we build on.');
    await dialog.getByText('250 of 500 people left').waitFor();
    await dialog.getByRole('spinbutton', { name: 'Seats' }).fill('251');
    await admin.judge('a new group');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.locator('[role=alert], .fault').filter({ visible: true }).first().waitFor();
    await dialog.getByRole('spinbutton', { name: 'Seats' }).fill('250');
    await dialog.getByRole('checkbox', { name: 'Default group' }).check();
    await dialog.getByText('Everyone is then no longer the default.').waitFor();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const at of [page, plain.page]) {
      const row = rowWith(at, 'Supply Chain');
      await row.getByRole('cell', { name: '0', exact: true }).waitFor();
      await row.getByRole('cell', { name: 'Default' }).waitFor();
      await rowWith(at, 'Everyone').getByRole('cell', { name: 'Default' }).waitFor({ state: 'detached' });
      await sections(at).getByRole('link', { name: 'Supply Chain' }).waitFor();
    }
    const more = { name: 'One more', reservations: { seats: 1 } };
    assert.equal((await site.api('admin', 'POST', '/groups', more)).status, 409);
    await refused('owner', 'POST', '/groups', { name: 'Mine' });
    assert.equal(await plain.page.getByRole('button', { name: 'Create Group', disabled: false }).count(), 0);
    // And away again, with the name typed nowhere, for nobody is in it.
    await choose(page, 'Everyone', 'Edit Group');
    const edit = page.getByRole('dialog', { name: 'Edit Group' });
    await edit.getByRole('checkbox', { name: 'Default group' }).check();
    await edit.getByRole('button', { name: 'Save' }).click();
    await rowWith(page, 'Everyone').getByRole('cell', { name: 'Default' }).waitFor();
    await choose(page, 'Supply Chain', 'Delete Group');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await rowWith(plain.page, 'Supply Chain').waitFor({ state: 'detached' });
    await sections(plain.page).getByRole('link', { name: 'Supply Chain' }).waitFor({ state: 'detached' });
  });

  it('gives each group a page of its members, where their group role and their groups are changed (S-14)', async () => {
    const { page } = admin;
    const firmware = await groupId('Firmware');
    await go(page, 'Firmware');
    await go(plain.page, 'Firmware');
    const people = page.getByRole('table');
    assert.deepEqual(await heads(people), ['Name', 'Email', 'Group Role', 'Groups', 'Last Active', 'Actions']);
    await admin.judge('a group');
    await search(page, 'ann@spectra.example');
    await search(plain.page, 'ann@spectra.example');
    const row = rowWith(plain.page, 'ann@spectra.example');
    await row.getByRole('cell', { name: 'Owner' }).waitFor();
    await choose(page, 'ann@spectra.example', 'Edit Group Role');
    const dialog = page.getByRole('dialog', { name: /Group Role of/ });
    await dialog.getByRole('radio', { name: 'Member' }).check();
    await pick(dialog, 'Groups', 'Incident Response');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await row.getByRole('cell', { name: 'Member', exact: true }).waitFor();
    await row.getByRole('cell', { name: /Incident Response/ }).waitFor();
    const id = await site.idOf('ann@spectra.example');
    await refused('member', 'PATCH', `/groups/${firmware}/members`, {
      update: [{ id, groupRole: 'owner' }],
    });
    await refused('member', 'PATCH', `/groups/${firmware}/members`, {
      remove: [id],
    });
    await choose(page, 'ann@spectra.example', 'Remove From Group');
    await rowWith(page, 'ann@spectra.example').waitFor({ state: 'detached' });
    await row.waitFor({ state: 'detached' });
    assert.equal((await site.api('admin', 'GET', `/members/${id}`)).status, 200, 'still in the organization');
  });

  it('lets an admin and the owner of a group add members of the organization to it, as Group Members (S-15)', async () => {
    const { page } = owner;
    const platform = await groupId('Platform Engineering');
    const firmware = await groupId('Firmware');
    await go(page, 'Platform Engineering');
    await go(plain.page, 'Platform Engineering');
    await page.getByRole('button', { name: 'Add Group Member' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('combobox', { name: 'Add people' });
    await field.fill('nobody-at-all');
    await dialog
      .getByText(/Nothing|Nobody|No /)
      .first()
      .waitFor();
    await field.fill('vic@spectra.example');
    await page.getByRole('listbox').getByText(/^vic@/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByText('1 to add').first().waitFor();
    await dialog.getByRole('button', { name: 'Update' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    for (const at of [page, plain.page]) {
      await search(at, 'vic@spectra.example');
      // Others' addresses end like that one.
      await rowWith(at, /\bvic@spectra\.example/)
        .getByRole('cell', { name: 'Member', exact: true })
        .waitFor();
    }
    // Rows that are being asked for again are dimmed for that moment.
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await owner.judge('a group as its owner');
    // By Edit Member, from the other side.
    await members(admin.page);
    await search(admin.page, 'wen@spectra.example');
    await choose(admin.page, 'wen@spectra.example', 'Edit Member');
    await pick(admin.page.getByRole('main'), 'Groups', 'Platform Engineering');
    await admin.page.getByRole('main').getByRole('button', { name: 'Save' }).click();
    await search(page, 'wen@spectra.example');
    await rowWith(page, 'wen@spectra.example').getByRole('cell', { name: 'Member', exact: true }).waitFor();
    // Nobody else may, and nobody from outside can be.
    const id = await site.idOf('uma@spectra.example');
    await refused('member', 'PATCH', `/groups/${platform}/members`, {
      add: [{ id }],
    });
    await refused('owner', 'PATCH', `/groups/${firmware}/members`, {
      add: [{ id }],
    });
    const nobody = { add: [{ id: `${id.slice(0, -4)}0000` }] };
    const { status } = await site.api('owner', 'PATCH', `/groups/${platform}/members`, nobody);
    assert.ok(status >= 400 && status < 500, String(status));
    await page.getByRole('button', { name: 'Add Group Member' }).waitFor();
    await go(page, 'Firmware');
    await page.getByRole('heading', { name: 'Firmware' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Add Group Member' }).isEnabled(), false);
  });

  it('says when somebody was last active in the session of two weeks, without a write for each request (S-16)', async () => {
    await members(admin.page);
    await search(admin.page, 'uma@spectra.example');
    await rowWith(admin.page, 'uma@spectra.example').getByText('Invite Pending').waitFor();
    const uma = await site.stranger();
    await accept(uma, (await site.mailTo('uma@spectra.example')).link);
    const [session] = (await uma.context.cookies()).filter(({ name }) => name.includes('session'));
    const left = session!.expires * 1_000 - Date.now();
    assert.ok(left > 13.9 * day && left <= 14 * day, String(left / day));
    await uma.page.goto(`${site.url}${site.home}`);
    await uma.page.locator('tbody tr').first().waitFor();
    await rowWith(admin.page, 'uma@spectra.example').getByText('Invite Pending').waitFor({ state: 'detached' });
    // What everybody does every minute is told to nobody: it is there when the list is asked for again.
    await admin.page.reload();
    await rowWith(admin.page, 'uma@spectra.example')
      .locator('time', { hasText: /now|minute/ })
      .waitFor();
    const id = await site.idOf('uma@spectra.example');
    const read = async (): Promise<{ lastActiveAt: string; version: number }> =>
      (await site.api('admin', 'GET', `/members/${id}`)).body.member;
    const once = await read();
    assert.equal(Date.parse(once.lastActiveAt) % 60_000, 0, 'to the minute');
    for (let at = 0; at < 5; at++) await uma.page.reload();
    await uma.page.locator('tbody tr').first().waitFor();
    const again = await read();
    assert.equal(again.version, once.version);
    assert.ok(Date.parse(again.lastActiveAt) - Date.parse(once.lastActiveAt) <= 60_000);
    assert.deepEqual(faultsOf(uma), []);
    await uma.context.close();
  });

  it('is a page without a fault of script, style or policy, which asks nobody else', () => {
    for (const visitor of [admin, owner, plain]) {
      assert.deepEqual(faultsOf(visitor), []);
      assert.deepEqual(visitor.strangers, []);
    }
  });
});

const trimmed = (texts: string[]): string[] => texts.map((text) => text.trim());
const lower = (text: string): string => text.toLowerCase();
