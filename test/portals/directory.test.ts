import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { accept, faultsOf, givenPortal, rowWith, search, type PortalSite } from '../support/portal-site.ts';
import { hasOnly } from '../support/controls.ts';
import type { Visitor } from '../support/visitor.ts';

const demoPassword = 'roster-demo-password';
const temporary = 'seven brass kettles hum';
const another = 'nine brisk herons at dusk';

// Each test stands on the ones before it: one week of one directory.
describe('The User Directory', () => {
  let site: PortalSite;
  let admin: Visitor;
  /** Another administrator, who only looks while the first one works. */
  let onlooker: Visitor;

  before(async () => {
    site = await givenPortal('directory');
    [admin, onlooker] = await Promise.all([site.open('admin'), site.open('admin')]);
  });
  after(() => site?.stop());
  // What a test before has left open is not this one's.
  beforeEach(() => admin.page.goto(site.url + site.home));

  const dialog = (name: string): Locator => admin.page.getByRole('dialog', { name });
  const alert = (): Locator => admin.page.getByRole('alertdialog');

  /** The profile of somebody, found by a search and opened by a click on their name. */
  async function profile(email: string): Promise<Locator> {
    await search(admin.page, email);
    await rowWith(admin.page, email).getByRole('rowheader').getByRole('button').click();
    const opened = dialog('Edit User');
    await opened.getByRole('radio').first().waitFor();
    return opened;
  }

  /** How a person stands, as the table says. */
  const standing = (page: Page, email: string, status: string): Promise<void> =>
    rowWith(page, email).getByText(status, { exact: true }).waitFor();

  async function roleId(key: string): Promise<string> {
    const { body } = await site.api('admin', 'GET', '/roles');
    return body.items.find((one: { key: string }) => one.key === key).id;
  }

  async function actionsOn(id: string): Promise<string[]> {
    const { body } = await site.api('admin', 'GET', `/audit?target=${id}`);
    return body.items.map(({ action }: { action: string }) => action);
  }

  it('shows nothing its guide does not have: a list, both ways to add somebody, and a profile with what the guide does there', async () => {
    const { page } = admin;
    const roles = ['Administrator', 'Editor', 'Analyst', 'Viewer'].map((name) => `radio ${name}`);
    await search(page, 'member@directory.example');
    // One person of many is found by searching, as everywhere.
    await hasOnly(page.getByRole('main'), [
      'button Create User',
      'button Invite Users',
      'searchbox Search users',
      'button Clear search',
      'columnheader Name',
      'columnheader Email',
      'columnheader Status',
      'columnheader Role',
      'button Mateo Cárdenas',
      'button Previous',
      'button Next',
    ]);
    const fields = ['button Close', 'textbox Name', 'textbox Email', ...roles];
    await profile('member@directory.example');
    await hasOnly(dialog('Edit User'), [
      ...fields,
      'button Reset password',
      'button Suspend',
      'button Delete User',
      'button Cancel',
      'button Save',
      'summary Contact details',
      'summary Where they are signed in',
    ]);
    await page.keyboard.press('Escape');
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=1');
    await profile(body.items[0].email);
    await hasOnly(dialog('Edit User'), [
      ...fields,
      'button Resend invitation',
      'button Cancel invitation',
      'button Cancel',
      'button Save',
      'summary Contact details',
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Invite Users' }).click();
    await hasOnly(dialog('Invite Users'), [
      'button Close',
      'textbox Email addresses',
      ...roles,
      'button Cancel',
      'button Invite',
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create User' }).click();
    await hasOnly(dialog('Create User'), [
      'button Close',
      'textbox Name',
      'textbox Email',
      'textbox Temporary password',
      ...roles,
      'button Cancel',
      'button Create User',
    ]);
    await page.goto(`${site.url}${site.home}/permissions`);
    await hasOnly(page.getByRole('main'), [
      'button New role',
      'columnheader Role',
      'columnheader Allows',
      'columnheader People',
      ...['Administrator', 'Editor', 'Analyst', 'Viewer'].map((name) => `button ${name}`),
    ]);
    const plain = await site.open('member');
    await plain.page.getByText('You do not have access to this').waitFor();
    await hasOnly(plain.page.getByRole('main'), []);
    await plain.context.close();
  });

  it('D-01 by keyboard alone: Invite Users, an address and a role, Invite; the link of the mail sets a password and activates', async () => {
    const { page } = admin;
    await page.getByRole('navigation', { name: 'Platform' }).getByRole('link', { name: 'User Directory' }).focus();
    await page.keyboard.press('Enter');
    await rowWith(page, 'admin@directory.example').waitFor();
    await admin.judge('the directory');
    await page.getByRole('button', { name: 'Invite Users' }).focus();
    await page.keyboard.press('Enter');
    const form = dialog('Invite Users');
    await form.getByRole('radio', { name: 'Editor' }).waitFor();
    assert.equal(await form.getByText('Groups').count(), 0, 'this portal has no groups');
    await admin.judge('the Invite Users dialog');
    await page.keyboard.type('dana@directory.example');
    await page.keyboard.press('Enter');
    while (!(await form.getByRole('radio').first().evaluate(isRadioFocused))) await page.keyboard.press('Tab');
    while (!(await form.getByRole('radio', { name: 'Editor' }).isChecked())) await page.keyboard.press('ArrowUp');
    const invite = form.getByRole('button', { name: 'Invite', exact: true });
    while (!(await invite.evaluate((one) => one.matches(':focus')))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'hidden' });
    for (const who of [admin, onlooker]) {
      await search(who.page, 'dana@directory.example');
      await standing(who.page, 'dana@directory.example', 'Invited');
      await rowWith(who.page, 'dana@directory.example').getByText('Editor').waitFor();
    }
    const dana = await site.stranger();
    await accept(dana, (await site.mailTo('dana@directory.example')).link, { name: 'Dana Reyes' });
    assert.equal(await site.session(dana), 200);
    for (const who of [admin, onlooker]) await standing(who.page, 'dana@directory.example', 'Active');
    await dana.context.close();
    const refused = await site.api('member', 'POST', '/invitations', { people: [{ email: 'x@directory.example' }] });
    assert.equal(refused.status, 403);
  });

  it('D-02 pending invitations are in the same table; they are resent, which ends the old link, and cancelled, at any time', async () => {
    const { page } = admin;
    const email = 'sam@directory.example';
    await site.api('admin', 'POST', '/invitations', {
      people: [{ email, name: 'Sam Okoro' }],
      roles: [await roleId('viewer')],
    });
    const first = await site.mailTo(email);
    await search(onlooker.page, email);
    await search(page, email);
    await standing(page, email, 'Invited');
    const form = await profile(email);
    await form.getByRole('button', { name: 'Resend invitation' }).click();
    await page.getByText('Invitation sent again to Sam Okoro').first().waitFor();
    const second = await site.mailTo(email, 1);
    assert.notEqual(second.link, first.link);
    const sam = await site.stranger();
    await sam.page.goto(first.link);
    await sam.page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    const id = await site.idOf(email);
    const refused = await Promise.all([
      site.api('member', 'POST', `/members/${id}/invitation/resend`),
      site.api('member', 'DELETE', `/members/${id}/invitation`),
    ]);
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403],
    );
    await form.getByRole('button', { name: 'Cancel invitation' }).click();
    for (const who of [admin, onlooker]) await rowWith(who.page, email).waitFor({ state: 'detached' });
    await sam.page.goto(second.link);
    await sam.page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    assert.equal(site.smtp.received.filter(({ to }) => to.includes(email)).length, 2);
    await sam.context.close();
  });

  it('D-03 Create User, without an invitation: whoever was handed the temporary password must change it before anything else', async () => {
    const { page } = admin;
    const email = 'theo@directory.example';
    await search(onlooker.page, 'directory.example');
    await onlooker.page.getByRole('searchbox').fill(email);
    await onlooker.page.getByText('Nobody matches').waitFor();
    const mails = site.smtp.received.length;
    await page.getByRole('button', { name: 'Create User' }).click();
    const form = dialog('Create User');
    await form.getByLabel('Name', { exact: true }).fill('Theo Brandt');
    await form.getByLabel('Email', { exact: true }).fill(email);
    await form.getByRole('radio', { name: 'Analyst' }).check();
    await form.getByLabel('Temporary password').fill(temporary);
    await admin.judge('the Create User dialog');
    await form.getByRole('button', { name: 'Create User' }).click();
    await dialog('Theo Brandt can sign in now').getByText('It must be changed at the first sign-in').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await rowWith(onlooker.page, email).getByText('Analyst').waitFor();
    assert.equal(site.smtp.received.length, mails, 'no invitation was sent');
    const theo = await site.signIn(email, temporary);
    await theo.page.getByText('You were given a temporary password').waitFor();
    assert.notEqual(await site.session(theo), 200, 'nothing else is possible before');
    await theo.page.goto(`${site.url}/roster/home`);
    await theo.page.getByLabel('Temporary password').fill(temporary);
    await theo.page.getByLabel('New password').fill(another);
    await theo.judge('the page that asks for another password');
    await theo.page.keyboard.press('Enter');
    await theo.page.waitForURL((url) => !url.pathname.endsWith('/change-password'));
    assert.equal(await site.session(theo), 200);
    assert.equal((await site.api('member', 'POST', '/members', { email: 'x@directory.example' })).status, 403);
    assert.deepEqual(faultsOf(theo), []);
    await theo.context.close();
  });

  it('D-04 a click on a user opens the profile: name, address, contact details and role are changed there', async () => {
    const { page } = admin;
    await search(onlooker.page, 'theo@directory.example');
    const form = await profile('theo@directory.example');
    await admin.judge('the profile');
    await form.getByLabel('Name', { exact: true }).fill('Theodor Brandt');
    await form.getByRole('radio', { name: 'Editor' }).check();
    await form.getByText('Contact details').click();
    await form.getByLabel('Phone').fill('+49 30 5550 123');
    await form.getByRole('button', { name: 'Save' }).click();
    // Another role takes the one before away, which is said first.
    await alert().getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await rowWith(onlooker.page, 'theo@directory.example').getByText('Theodor Brandt').waitFor();
    await rowWith(onlooker.page, 'theo@directory.example').getByText('Editor').waitFor();
    const again = await profile('theo@directory.example');
    assert.equal(await again.getByLabel('Phone').inputValue(), '+49 30 5550 123');
    await page.keyboard.press('Escape');
    const id = await site.idOf('theo@directory.example');
    assert.equal((await site.api('member', 'PATCH', `/members/${id}`, { name: 'Nobody' })).status, 403);
  });

  it('D-05 the profile lists where somebody is signed in, ends one or all, and an ended session is refused on its next request', async () => {
    const email = 'dana@directory.example';
    const [one, two, three] = await Promise.all([site.signIn(email), site.signIn(email), site.signIn(email)]);
    const id = await site.idOf(email);
    const sessions = async (): Promise<number> =>
      (await site.api('admin', 'GET', `/members/${id}/sessions`)).body.items.length;
    const before = await sessions();
    const form = await profile(email);
    await form.getByText('Where they are signed in').click();
    const list = form.getByRole('listitem').filter({ hasText: 'used' });
    await list.first().waitFor();
    assert.equal(await list.count(), before);
    assert.match(await list.first().innerText(), /Chrom\w+ on \w+/);
    await admin.judge('the sessions of a profile');
    await list.first().getByRole('button', { name: /^End/ }).click();
    await admin.page
      .getByText(/is signed out/)
      .first()
      .waitFor();
    assert.equal(await sessions(), before - 1);
    const left = await Promise.all([one, two, three].map((who) => site.session(who)));
    assert.deepEqual(left.toSorted(), [200, 200, 401]);
    await form.getByRole('button', { name: 'End all' }).click();
    await alert().getByRole('button', { name: 'End all' }).click();
    await form.getByText('Not signed in anywhere.').waitFor();
    assert.deepEqual(await Promise.all([one, two, three].map((who) => site.session(who))), [401, 401, 401]);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}/sessions`)).status, 403);
    for (const who of [one, two, three]) await who.context.close();
  });

  it('D-06 Suspended blocks sign-in, sessions and live pages at once and keeps everything; reactivating restores it', async () => {
    const { page } = admin;
    const email = 'owner@directory.example';
    const id = await site.idOf(email);
    const administrator = await roleId('administrator');
    await site.api('admin', 'PATCH', `/members/${id}`, { roles: [administrator] });
    // Ingrid has the directory open, and is signed in elsewhere.
    const [ingrid, elsewhere] = await Promise.all([site.open('owner'), site.signIn(email, demoPassword)]);
    await rowWith(ingrid.page, 'admin@directory.example').waitFor();
    assert.deepEqual([await site.session(elsewhere), (await site.api('owner', 'GET', '/members')).status], [200, 200]);
    await search(onlooker.page, email);
    const form = await profile(email);
    await form.getByRole('button', { name: 'Suspend' }).click();
    await form.getByText('Suspended', { exact: true }).first().waitFor();
    await standing(onlooker.page, email, 'Suspended');
    assert.deepEqual([await site.session(elsewhere), (await site.api('owner', 'GET', '/members')).status], [401, 401]);
    await rowWith(ingrid.page, 'admin@directory.example').waitFor({ state: 'detached' });
    await ingrid.page.getByText('Your session has ended').waitFor();
    const denied = await site.stranger();
    await denied.page.goto(`${site.url}/roster/sign-in`);
    await denied.page.getByLabel('Email address').fill(email);
    await denied.page.getByLabel('Password').fill(demoPassword);
    await denied.page.keyboard.press('Enter');
    await denied.page.getByRole('heading', { name: 'Your access is suspended' }).waitFor();
    await denied.judge('the page of somebody suspended');
    assert.ok((await actionsOn(id)).includes('member.suspended'), 'the history is kept');
    assert.equal((await site.api('member', 'POST', `/members/${id}/suspension`)).status, 403);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}/suspension`)).status, 403);
    await form.getByRole('button', { name: 'Reactivate' }).click();
    await form.getByText('Active', { exact: true }).first().waitFor();
    await standing(onlooker.page, email, 'Active');
    await page.keyboard.press('Escape');
    const back = await site.signIn(email, demoPassword);
    assert.equal(await site.session(back), 200);
    const { body } = await site.api('admin', 'GET', `/members/${id}`);
    assert.deepEqual(body.member.roles, [administrator], 'the role is what it was');
    assert.deepEqual(faultsOf(ingrid), []);
    for (const who of [ingrid, elsewhere, denied, back]) await who.context.close();
  });

  it('D-07 Delete User, from the profile and for good: the history stays, without anything personal', async () => {
    const email = 'theo@directory.example';
    const id = await site.idOf(email);
    await search(onlooker.page, email);
    const form = await profile(email);
    await form.getByRole('button', { name: 'Delete User' }).click();
    await alert()
      .getByText(/They can come back only by a new invitation/)
      .waitFor();
    await admin.judge('the question before somebody is deleted');
    await alert().getByRole('textbox').fill('Theodor Brandt');
    await alert().getByRole('button', { name: 'Delete User' }).click();
    for (const who of [admin, onlooker]) await rowWith(who.page, email).waitFor({ state: 'detached' });
    const { body } = await site.api('admin', 'GET', `/audit?target=${id}`);
    const actions = body.items.map(({ action }: { action: string }) => action);
    for (const action of ['member.created', 'member.updated', 'member.removed'])
      assert.ok(actions.includes(action), `${action} in ${actions.join()}`);
    assert.doesNotMatch(JSON.stringify(body), /theo|brandt|5550/i);
    const other = await site.idOf('dana@directory.example');
    assert.equal((await site.api('member', 'DELETE', `/members/${other}`)).status, 403);
  });

  it('D-08 changing a role says first how many people it affects', async () => {
    const { page } = admin;
    await page.getByRole('navigation', { name: 'Platform' }).getByRole('link', { name: 'Permissions' }).click();
    await page.getByRole('button', { name: 'Analyst' }).click();
    const editor = dialog('Edit Analyst');
    await admin.judge('a role');
    const { body } = await site.api('admin', 'GET', '/roles');
    const before = body.items.find((one: { key: string }) => one.key === 'analyst');
    await editor.getByText(`${before.memberCount} people have this role`).waitFor();
    await editor.getByRole('group', { name: 'data' }).getByRole('checkbox', { name: 'write' }).check();
    await editor.getByRole('button', { name: 'Save' }).click();
    await alert().getByText(`Change what ${before.memberCount} people can do?`).waitFor();
    await alert()
      .getByText(/\d+ people gain data · write/)
      .waitFor();
    const unchanged = (await site.api('admin', 'GET', '/roles')).body.items;
    assert.ok(!unchanged.find((one: { key: string }) => one.key === 'analyst').permissions.includes('data:write'));
    await alert().getByRole('button', { name: 'Save' }).click();
    await editor.waitFor({ state: 'hidden' });
    const after = (await site.api('admin', 'GET', '/roles')).body.items;
    assert.ok(after.find((one: { key: string }) => one.key === 'analyst').permissions.includes('data:write'));
  });

  it('D-08 nobody puts a permission into a role, or gives a role, that has more than they hold themselves', async () => {
    const made = await site.api('admin', 'POST', '/roles', {
      key: 'keeper',
      name: 'Keeper',
      permissions: ['member:read', 'member:update', 'role:read', 'role:manage'],
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const keeper = made.body.role.id;
    const [self, other] = [await site.idOf('member@directory.example'), await site.idOf('owner@directory.example')];
    await site.api('admin', 'PATCH', `/members/${self}`, { roles: [keeper] });
    const mateo = await site.open('member', '/permissions');
    await mateo.page.getByRole('button', { name: 'New role' }).click();
    const editor = mateo.page.getByRole('dialog', { name: 'New role' });
    const settings = editor.getByRole('checkbox', { name: 'Change settings' });
    assert.equal(await settings.getAttribute('aria-disabled'), 'true');
    await settings.click({ force: true });
    assert.equal(await settings.isChecked(), false);
    await editor.getByRole('group', { name: 'Members' }).getByRole('checkbox', { name: 'See' }).check();
    await mateo.judge('a new role');
    const refusals = await Promise.all([
      site.api('member', 'POST', '/roles', { name: 'More', permissions: ['organization:manage'] }),
      site.api('member', 'PATCH', `/roles/${keeper}`, { permissions: ['member:read', 'member:remove'] }),
      site.api('member', 'PATCH', `/members/${other}`, { roles: [await roleId('administrator')] }),
      site.api('member', 'PATCH', `/members/${self}`, { roles: [await roleId('administrator')] }),
    ]);
    assert.deepEqual(
      refusals.map(({ status, body }) => [status, body.code]),
      refusals.map(() => [403, 'privilege_escalation']),
    );
    assert.deepEqual(faultsOf(mateo), []);
    await mateo.context.close();
  });

  it('D-09 an administrator has a reset mail sent from a profile; its link works once and ends the sessions of before', async () => {
    const email = 'dana@directory.example';
    const dana = await site.signIn(email);
    const mails = site.smtp.received.filter(({ to }) => to.includes(email)).length;
    const form = await profile(email);
    await form.getByRole('button', { name: 'Reset password' }).click();
    await alert().getByRole('button', { name: 'Send link' }).click();
    await admin.page.getByText(`Reset link sent to ${email}`).first().waitFor();
    const mail = await site.mailTo(email, mails);
    assert.match(mail.subject, /new password/);
    const browser = await site.stranger();
    await browser.page.goto(mail.link);
    await browser.page.getByLabel('New password').fill(another);
    await browser.judge('the page that asks for a new password');
    await browser.page.keyboard.press('Enter');
    await browser.page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
    assert.equal(await site.session(dana), 401);
    await browser.page.goto(mail.link);
    await browser.page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    const back = await site.signIn(email, another);
    assert.equal(await site.session(back), 200);
    const id = await site.idOf('owner@directory.example');
    assert.equal((await site.api('member', 'POST', `/members/${id}/password-reset`)).status, 403);
    for (const who of [dana, browser, back]) await who.context.close();
  });

  it('D-09 people reset their own password from the sign-in page, which answers the same for known and unknown addresses', async () => {
    const email = 'dana@directory.example';
    const someone = await site.stranger();
    const { page } = someone;
    const mails = site.smtp.received.length;
    const ask = async (address: string): Promise<string> => {
      await page.goto(`${site.url}/roster/sign-in`);
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByLabel('Email address').fill(address);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      return page.locator('main').innerText();
    };
    const unknown = await ask('nobody@directory.example');
    assert.equal(await ask(email), unknown);
    const mail = await site.mailTo(
      email,
      site.smtp.received.slice(0, mails).filter(({ to }) => to.includes(email)).length,
    );
    await page.goto(mail.link);
    await page.getByLabel('New password').fill(temporary);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
    assert.ok(!site.smtp.received.some(({ to }) => to.includes('nobody@directory.example')));
    assert.deepEqual(faultsOf(someone), []);
    await someone.context.close();
  });

  it('D-10 programs do it all with a key of certain scopes, by a documented API', async () => {
    const { page } = admin;
    // Whoever is suspended by it may hold no more than it does.
    const scopes = ['member:read', 'member:suspend', 'data:read'];
    const made = await site.api('admin', 'POST', '/keys', { name: 'Payroll', scopes });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const viewer = 'vera@directory.example';
    const hired = { email: viewer, roles: [await roleId('viewer')], temporaryPassword: temporary };
    assert.equal((await site.api('admin', 'POST', '/members', hired)).status, 201);
    const program = async (method: string, path: string): Promise<Response> =>
      fetch(`${site.url}/roster/v1${path}`, { method, headers: { authorization: `Bearer ${made.body.secret}` } });
    const list = (await (await program('GET', '/members?query=vera%40directory.example')).json()) as {
      items: { id: string; email: string }[];
    };
    const { id } = list.items.find(({ email }) => email === viewer)!;
    await search(onlooker.page, viewer);
    assert.equal((await program('POST', `/members/${id}/suspension`)).status, 200);
    // What a program does is seen by people at once.
    await standing(onlooker.page, viewer, 'Suspended');
    assert.equal((await program('DELETE', `/members/${id}/suspension`)).status, 200);
    assert.equal((await program('DELETE', `/members/${id}`)).status, 403);
    assert.equal((await site.api('member', 'POST', '/keys', { name: 'Mine', scopes: ['member:read'] })).status, 403);
    await page.getByRole('link', { name: 'System API' }).click();
    await page.getByText('Suspend a member').first().waitFor();
    const description = (await (await fetch(`${site.url}/roster/openapi.json`)).json()) as { paths: object };
    for (const path of ['/members', '/members/{id}', '/members/{id}/suspension', '/invitations', '/roles'])
      assert.ok(
        Object.keys(description.paths).some((one) => one.endsWith(path)),
        path,
      );
  });

  it('is pages without a fault of script, style or policy, that ask no other server', () => {
    for (const who of [admin, onlooker]) {
      assert.deepEqual(faultsOf(who), []);
      assert.deepEqual(who.strangers, []);
    }
  });
});

/** In a page: whether the focus is in the group of this radio button. */
function isRadioFocused(one: Element): boolean {
  return (one.getRootNode() as ShadowRoot).activeElement?.matches('[type=radio]') === true;
}
