import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { accept, faultsOf, givenPortal, rowWith, search, type PortalSite } from '../support/portal-site.ts';
import { hasOnly } from '../support/controls.ts';
import type { Visitor } from '../support/visitor.ts';

// Each test stands on the ones before it: one week of one portal.
describe('The Optra portal', () => {
  let site: PortalSite;
  let admin: Visitor;
  /** Another admin, who only looks while the first one works. */
  let onlooker: Visitor;

  before(async () => {
    site = await givenPortal('optra');
    [admin, onlooker] = await Promise.all([site.open('admin'), site.open('admin')]);
  });
  after(() => site?.stop());
  // What a test before has left open is not this one's.
  beforeEach(() => admin.page.goto(site.url + site.home));

  const createDialog = (): Locator => admin.page.getByRole('dialog', { name: 'Create User' });
  const editDialog = (): Locator => admin.page.getByRole('dialog', { name: 'Edit User' });
  const alert = (): Locator => admin.page.getByRole('alertdialog');

  /** The New User dialog, filled and saved. */
  async function create(email: string, ...roles: string[]): Promise<void> {
    await admin.page.getByRole('button', { name: 'New User' }).click();
    const dialog = createDialog();
    await dialog.getByLabel('Email addresses').fill(email);
    await admin.page.keyboard.press('Enter');
    for (const role of roles) await dialog.getByRole('checkbox', { name: role, exact: true }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
  }

  /** Found by a search, and opened by a click on the name. */
  async function edit(email: string): Promise<Locator> {
    await search(admin.page, email);
    await rowWith(admin.page, email).getByRole('rowheader').getByRole('button').click();
    await editDialog().getByRole('checkbox').first().waitFor();
    return editDialog();
  }

  async function roleIds(...keys: string[]): Promise<string[]> {
    const { body } = await site.api('admin', 'GET', '/roles');
    return keys.map((key) => body.items.find((one: { key: string }) => one.key === key).id);
  }

  it('shows nothing its guide does not have: a list, New User, and the form of one person with address, roles and Delete', async () => {
    const { page } = admin;
    const roles = [
      'Admin',
      'Billing Admin',
      'Device Technician',
      'Device Enroller',
      'Workflow Editor',
      'Workflow Deployer',
      'Chart Editor',
      'Chart Viewer Only',
    ].map((name) => `checkbox ${name}`);
    await search(page, 'member@optra.example');
    // One person of many is found by searching, as everywhere; the guide only says to find them.
    await hasOnly(page.getByRole('main'), [
      'button New User',
      'searchbox Search users',
      'button Clear search',
      'columnheader Name',
      'columnheader Email',
      'columnheader Roles',
      'button Mateo Cárdenas',
      'button Previous',
      'button Next',
    ]);
    const form = ['button Cancel', 'button Save'];
    await edit('member@optra.example');
    await hasOnly(editDialog(), ['button Close', 'textbox Email', ...roles, 'button Delete', ...form]);
    await page.keyboard.press('Escape');
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=1');
    await edit(body.items[0].email);
    await hasOnly(editDialog(), ['button Close', 'textbox Email', ...roles, 'button Delete', ...form]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New User' }).click();
    await hasOnly(createDialog(), ['button Close', 'textbox Email addresses', ...roles, ...form]);
    const owner = await site.open('owner');
    await owner.page.getByText('You do not have access to this').waitFor();
    await hasOnly(owner.page.getByRole('main'), []);
    await owner.context.close();
  });

  it('O-01 is its Users tab, for an Admin alone; everybody else reads so in words, and the API refuses', async () => {
    await rowWith(admin.page, 'admin@optra.example').waitFor();
    const tab = admin.page.getByRole('navigation', { name: 'Portal' }).getByRole('link', { name: 'Users' });
    assert.equal(await tab.getAttribute('aria-current'), 'page');
    await admin.judge('the users');
    const plain = await site.open('member');
    await plain.page.getByText('You do not have access to this').waitFor();
    assert.equal(await plain.page.getByRole('table').count(), 0);
    assert.equal(await plain.page.getByRole('button', { name: 'New User' }).count(), 0);
    assert.ok(!(await plain.page.locator('main').innerText()).includes('@'), 'nobody’s address is in the page');
    await plain.judge('what somebody without the role sees');
    const id = await site.idOf('owner@optra.example');
    const refused = await Promise.all([
      site.api('member', 'GET', '/members'),
      site.api('member', 'GET', '/members/summary'),
      site.api('member', 'GET', `/members/${id}`),
      site.api('member', 'POST', '/invitations', { people: [{ email: 'x@optra.example' }] }),
      site.api('member', 'PATCH', `/members/${id}`, { name: 'Someone' }),
      site.api('member', 'DELETE', `/members/${id}`),
    ]);
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403, 403, 403, 403, 403],
    );
    assert.ok(!JSON.stringify(refused).includes('@optra.example'), 'a refusal tells nothing of anybody');
    assert.deepEqual(faultsOf(plain), []);
    await plain.context.close();
  });

  it('O-02 by keyboard alone: New User, an address, several roles as toggles, Save; the pending user is in everybody’s table at once', async () => {
    const { page } = admin;
    await search(onlooker.page, 'optra.example');
    await onlooker.page.getByRole('searchbox').fill('nia@optra.example');
    await onlooker.page.getByText('Nobody matches').waitFor();
    await page.getByRole('button', { name: 'New User' }).focus();
    await page.keyboard.press('Enter');
    const dialog = createDialog();
    await dialog.getByRole('checkbox', { name: 'Device Technician' }).waitFor();
    assert.equal(await dialog.getByText('Groups').count(), 0, 'this portal has no groups');
    await admin.judge('the Create User dialog');
    await page.keyboard.type('nia@optra.example');
    await page.keyboard.press('Enter');
    for (const role of ['Device Technician', 'Chart Editor']) {
      const toggle = dialog.getByRole('checkbox', { name: role, exact: true });
      while (!(await toggle.evaluate((one) => one.matches(':focus')))) await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      assert.ok(await toggle.isChecked());
    }
    const save = dialog.getByRole('button', { name: 'Save' });
    while (!(await save.evaluate((one) => one.matches(':focus')))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await search(page, 'nia@optra.example');
    for (const who of [admin, onlooker]) {
      const row = rowWith(who.page, 'nia@optra.example');
      await row.getByText('Device Technician').waitFor();
      await row.getByText('Chart Editor').waitFor();
      await row.getByRole('button', { name: 'Invited User', exact: true }).waitFor();
    }
  });

  it('O-03 sends a mail titled as the guide says, whose button opens the accept page and works once', async () => {
    const mail = await site.mailTo('nia@optra.example');
    assert.equal(mail.subject, "You've been invited to the Optra Portal");
    assert.match(mail.html, /<a [^>]*>(?:\s|<[^>]*>)*Accept Invitation/);
    assert.match(mail.text, /Accept Invitation/);
    assert.ok(mail.html.includes(mail.link) && mail.text.includes(mail.link), 'both parts have the same link');
    const nia = await site.stranger();
    await accept(nia, mail.link, { name: 'Nia Byron' });
    // Whoever looks sees them come in.
    await rowWith(onlooker.page, 'nia@optra.example').getByRole('button', { name: 'Nia Byron', exact: true }).waitFor();
    const again = await site.stranger();
    await again.page.goto(mail.link);
    await again.page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    await again.judge('the page of a used link');
    for (const who of [nia, again]) {
      assert.deepEqual(faultsOf(who), []);
      assert.deepEqual(who.strangers, []);
      await who.context.close();
    }
  });

  it('O-04 asks before anything is sent to another domain; cancelling sends nothing and keeps the form, going on is one click', async () => {
    const before = site.smtp.received.length;
    await create('guest@elsewhere.example', 'Chart Editor');
    const dialog = admin.page.getByRole('dialog', { name: /1 outside optra\.example/ });
    await dialog.getByText('elsewhere.example', { exact: true }).waitFor();
    await admin.judge('the question about another domain');
    assert.equal(site.smtp.received.length, before);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await createDialog().getByRole('button', { name: 'guest@elsewhere.example', exact: true }).waitFor();
    assert.ok(await createDialog().getByRole('checkbox', { name: 'Chart Editor' }).isChecked());
    const { body } = await site.api('admin', 'GET', '/members?query=guest%40elsewhere.example');
    assert.equal(body.total, 0, 'nobody was made');
    const direct = await site.api('admin', 'POST', '/invitations', { people: [{ email: 'guest@elsewhere.example' }] });
    assert.equal(direct.body.results[0].status, 'confirmDomain', 'the API asks as well');
    await createDialog().getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: /^Send/ }).click();
    await site.mailTo('guest@elsewhere.example');
  });

  it('O-05 lists as Invited User who has not signed in yet; the roles can be edited, and are the ones they get', async () => {
    const { page } = admin;
    await search(onlooker.page, 'guest@elsewhere.example');
    await search(page, 'guest@elsewhere.example');
    const row = rowWith(page, 'guest@elsewhere.example');
    await row.getByRole('button', { name: 'Invited User', exact: true }).click();
    const dialog = editDialog();
    await dialog.getByRole('checkbox', { name: 'Workflow Editor' }).check();
    await dialog.getByRole('checkbox', { name: 'Chart Editor' }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await alert().getByText('loses Chart Editor').waitFor();
    await alert().getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const who of [admin, onlooker])
      await rowWith(who.page, 'guest@elsewhere.example').getByText('Workflow Editor').waitFor();
    const guest = await site.stranger();
    // The link sent before is still the one.
    await accept(guest, (await site.mailTo('guest@elsewhere.example')).link, { name: 'Guest Gray' });
    await rowWith(onlooker.page, 'guest@elsewhere.example').getByText('Guest Gray').waitFor();
    const { body } = await site.api('admin', 'GET', `/members/${await site.idOf('guest@elsewhere.example')}`);
    assert.deepEqual(
      body.member.roles.map((id: string) => body.names[id]),
      ['Workflow Editor'],
    );
    await guest.context.close();
  });

  it('O-06 opens Edit User by the name or the address; a clash is refused with the reason, a change keeps the history', async () => {
    const { page } = admin;
    const id = await site.idOf('nia@optra.example');
    const { joinedAt } = (await site.api('admin', 'GET', `/members/${id}`)).body.member;
    await search(page, 'nia@optra.example');
    await rowWith(page, 'nia@optra.example').getByText('nia@optra.example').click();
    await editDialog().getByRole('checkbox').first().waitFor();
    await admin.judge('the Edit User dialog');
    await page.keyboard.press('Escape');
    await editDialog().waitFor({ state: 'hidden' });
    const dialog = await edit('nia@optra.example');
    const email = dialog.getByLabel('Email', { exact: true });
    await email.fill('admin@optra.example');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(/already/i).waitFor();
    assert.equal(await email.inputValue(), 'admin@optra.example', 'what was typed stays');
    await email.fill('nia.byron@optra.example');
    await dialog.getByRole('checkbox', { name: 'Chart Editor' }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await alert().getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await search(page, 'nia.byron@optra.example');
    const row = rowWith(page, 'nia.byron@optra.example');
    await row.getByText('Device Technician').waitFor();
    assert.equal(await row.getByText('Chart Editor').count(), 0);
    assert.equal(await site.idOf('nia.byron@optra.example'), id, 'the same person');
    const { body } = await site.api('admin', 'GET', `/members/${id}`);
    assert.equal(body.member.joinedAt, joinedAt, 'who was there before');
  });

  it('O-06 another address ends the link that was sent to the old one', async () => {
    await create('typo@optra.example', 'Chart Editor');
    await createDialog().waitFor({ state: 'hidden' });
    const old = await site.mailTo('typo@optra.example');
    const dialog = await edit('typo@optra.example');
    await dialog.getByLabel('Email', { exact: true }).fill('right@optra.example');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await alert().getByText('The link that was sent stops working').waitFor();
    await alert().getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const someone = await site.stranger();
    await someone.page.goto(old.link);
    await someone.page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    await someone.context.close();
    const id = await site.idOf('right@optra.example');
    assert.equal((await site.api('member', 'PATCH', `/members/${id}`, { email: 'mine@optra.example' })).status, 403);
  });

  it('O-07 an exclusive role clears the others in the form, says so, and the others clear it', async () => {
    const dialog = await edit('nia.byron@optra.example');
    const box = (role: string): Locator => dialog.getByRole('checkbox', { name: role, exact: true });
    for (const role of ['Billing Admin', 'Device Enroller', 'Workflow Editor', 'Workflow Deployer', 'Chart Editor'])
      await box(role).check();
    assert.equal(await dialog.getByRole('checkbox', { checked: true }).count(), 6, 'six combine freely');
    await box('Chart Viewer Only').check();
    await dialog
      .getByText(/Chart Viewer Only selected\. .* were cleared\./)
      .first()
      .waitFor();
    assert.equal(await dialog.getByRole('checkbox', { checked: true }).count(), 1);
    await box('Admin').check();
    assert.deepEqual([await box('Admin').isChecked(), await box('Chart Viewer Only').isChecked()], [true, false]);
    await box('Device Technician').check();
    assert.equal(await box('Admin').isChecked(), false);
    assert.equal(await dialog.getByRole('checkbox', { checked: true }).count(), 1);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // The same as before is nothing to lose.
    await dialog.waitFor({ state: 'hidden' });
  });

  it('O-07 the API refuses the mix on every path: invite, edit, edit of an invitation and bulk', async () => {
    const [member, invited] = [await site.idOf('nia.byron@optra.example'), await site.idOf('right@optra.example')];
    const [viewer = '', editor = '', boss = ''] = await roleIds('chart-viewer-only', 'chart-editor', 'admin');
    const mix = [viewer, editor];
    const refusals = await Promise.all([
      site.api('admin', 'PATCH', `/members/${member}`, { roles: mix }),
      site.api('admin', 'PATCH', `/members/${invited}/invitation`, { roles: mix }),
      site.api('admin', 'POST', '/invitations', { people: [{ email: 'mix@optra.example' }], roles: mix }),
      site.api('admin', 'POST', '/invitations', { people: [{ email: 'mix@optra.example', roles: mix }] }),
      site.api('admin', 'POST', '/members/bulk', { action: 'addRoles', ids: [member], roles: [boss] }),
    ]);
    assert.deepEqual(
      refusals.map(({ status, body: { code, results } }) => code ?? results?.[0]?.code ?? status),
      ['role_exclusive', 'role_exclusive', 'role_exclusive', 'role_exclusive', 'role_exclusive'],
    );
    // There are no groups here through which roles could come.
    assert.equal((await site.api('admin', 'POST', '/groups', { name: 'Admins', roles: [boss] })).status, 403);
  });

  it('O-08 O-09 Delete, after a question: at once and for good; sessions end, and access to shared workspaces; others keep theirs', async () => {
    const email = 'nia.byron@optra.example';
    const [id, other] = [await site.idOf(email), await site.idOf('guest@elsewhere.example')];
    const board = '/resources/chart-workspace/board-7/grants';
    for (const member of [id, other]) {
      const given = await site.api('admin', 'PUT', `${board}/${member}`, { access: 'viewer' });
      assert.ok(given.status < 300, JSON.stringify(given.body));
    }
    const nia = await site.signIn(email);
    assert.equal(await site.session(nia), 200);
    await search(onlooker.page, email);
    const dialog = await edit(email);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await alert()
      .getByText(/Sessions end at once/)
      .waitFor();
    await admin.judge('the question before somebody is deleted');
    await alert().getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await site.api('admin', 'GET', `/members/${id}`)).status, 200);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await alert().getByRole('textbox').fill('Nia Byron');
    await alert().getByRole('button', { name: 'Delete' }).click();
    for (const who of [admin, onlooker]) await rowWith(who.page, email).waitFor({ state: 'detached' });
    assert.equal((await site.api('admin', 'GET', `/members/${id}`)).status, 404);
    assert.equal(await site.session(nia), 401);
    const { body } = await site.api('admin', 'GET', board);
    assert.deepEqual(
      body.items.map((grant: { member: string }) => grant.member),
      [other],
    );
    const { body: invited } = await site.api('admin', 'POST', '/invitations', { people: [{ email }] });
    assert.equal(invited.results[0].status, 'invited', 'must be invited again');
    assert.notEqual(invited.results[0].member.id, id, 'and is somebody new');
    await nia.context.close();
  });

  it('what could not be loaded is said, and asked for again at the next press, in the same page', async () => {
    const { page, context } = await site.open('admin');
    let cut = true;
    await page.route(/\/member\.body-/, (route) => (cut ? route.abort() : route.continue()));
    const press = (): Promise<void> =>
      rowWith(page, 'admin@optra.example').getByRole('rowheader').getByRole('button').click();
    await search(page, 'admin@optra.example');
    await press();
    await page.getByText('This could not be loaded.').first().waitFor();
    cut = false;
    await press();
    await page.getByRole('dialog', { name: 'Edit User' }).getByRole('checkbox').first().waitFor();
    await context.close();
  });

  it('O-01 is a page without a fault of script, style or policy, that asks no other server', () => {
    for (const who of [admin, onlooker]) {
      assert.deepEqual(faultsOf(who), []);
      assert.deepEqual(who.strangers, []);
    }
  });
});
