import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  accept,
  choose,
  chosenPassword,
  faultsOf,
  givenPortal,
  rowWith,
  search,
  type PortalSite,
} from '../support/portal-site.ts';
import { hasOnly, menuOf } from '../support/controls.ts';
import type { Visitor } from '../support/visitor.ts';

// Each test stands on the ones before it: one week of one portal.
describe('The Insights portal', () => {
  let site: PortalSite;
  let admin: Visitor;
  /** Two more pages of admins, who only look while the first one works: the numbers, and the table. */
  let numbers: Visitor;
  let table: Visitor;

  before(async () => {
    site = await givenPortal('insights');
    [admin, numbers, table] = await Promise.all([
      site.open('admin'),
      site.open('admin', '/admin'),
      site.open('admin', '/users'),
    ]);
  });
  after(() => site?.stop());

  const form = (): Locator => admin.page.getByRole('dialog', { name: 'Invite users' });
  const person = (number: number): Locator => form().getByRole('group', { name: `Person ${number}`, exact: true });

  /** As the guide walks: the profile icon, Admin. */
  async function openAdmin(): Promise<void> {
    const { page } = admin;
    await page.goto(site.url + site.home);
    await page.locator('summary').click();
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    await page.getByRole('heading', { name: 'By role' }).waitFor();
  }

  async function openUsers(): Promise<void> {
    await openAdmin();
    await admin.page.getByRole('link', { name: 'Manage users' }).click();
    await rowWith(admin.page, 'insights.example').first().waitFor();
  }

  /** The number that stands by a word. */
  const count = (page: Page, word: string): Promise<number> =>
    page
      .locator('dl > div')
      .filter({ has: page.getByText(word, { exact: true }) })
      .locator('dd')
      .innerText()
      .then((text) => Number(text.replace(/\D/g, '')));

  const counts = (page: Page): Promise<number[]> =>
    Promise.all(['All', 'Active', 'Invited', 'Inactive'].map((word) => count(page, word)));

  async function fill(row: Locator, name: string, email: string, role: string): Promise<void> {
    await row.getByLabel('Name', { exact: true }).fill(name);
    await row.getByLabel('Email address').fill(email);
    await row.getByRole('combobox', { name: 'Role type' }).selectOption({ label: role });
  }

  it('shows nothing its guide does not have: numbers, rows to invite with, and a list with one action for each person', async () => {
    const { page } = admin;
    await openAdmin();
    await hasOnly(page.getByRole('main'), ['button Invite new users', 'link Manage users']);
    await page.getByRole('button', { name: 'Invite new users' }).click();
    await hasOnly(form(), [
      'button Close',
      'textbox Name',
      'textbox Email address',
      'combobox Role type',
      'button Add a user',
      'button Cancel',
      'button Send invitation',
    ]);
    await openUsers();
    await search(page, 'member@insights.example');
    await hasOnly(page.getByRole('main'), [
      'button Export',
      'tab All users',
      'tab Inactive',
      'searchbox Search users',
      'button Clear search',
      'combobox Role type',
      'button Clear filters',
      'columnheader Name',
      'columnheader Email',
      'columnheader Role type',
      'columnheader Status',
      'columnheader Last sign-in',
      'columnheader Actions',
      'button Actions for …',
      'button Previous',
      'button Next',
    ]);
    const { body } = await site.api('admin', 'GET', '/members?status=invited&limit=1');
    for (const [email, action] of [
      ['member@insights.example', 'Deactivate'],
      [body.items[0].email, 'Cancel invite'],
    ]) {
      await search(page, email);
      await rowWith(page, email)
        .getByRole('button', { name: /^Actions for/ })
        .click();
      assert.deepEqual(await menuOf(page), [action]);
      await page.keyboard.press('Escape');
    }
    // A name opens nobody here.
    assert.equal(await page.getByRole('rowheader').getByRole('button').count(), 0);
    const plain = await site.open('member', '/users');
    for (const path of ['/users', '/admin']) {
      await plain.page.goto(site.url + site.home + path);
      await plain.page.getByText('You do not have access to this').waitFor();
      await hasOnly(plain.page.getByRole('main'), []);
    }
    await plain.context.close();
  });

  it('I-01 has an admin page behind the profile icon, with the numbers of people, by state and by role', async () => {
    await openAdmin();
    const { page } = admin;
    await admin.judge('the admin page');
    const { body } = await site.api('admin', 'GET', '/members/summary');
    const { active, invited, suspended } = body.byStatus;
    assert.deepEqual(await counts(page), [body.total, active, invited, suspended]);
    assert.equal(body.total, active + invited + suspended);
    const roles = (await site.api('admin', 'GET', '/roles')).body.items;
    for (const { id, name } of roles) {
      const line = page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
      assert.match((await line.innerText()).replace(/,/g, ''), new RegExp(`${body.byRole[id]}$`));
    }
    const plain = await site.open('member', '/admin');
    await plain.page.getByText('You do not have access to this').waitFor();
    assert.equal(await plain.page.locator('dl').count(), 0);
    assert.equal((await site.api('member', 'GET', '/members/summary')).status, 403);
    await plain.judge('the admin page of somebody who is none');
    await plain.context.close();
  });

  it('I-02 I-05 rows of name, email and role type, each with its own; one bad row loses none of the others', async () => {
    const { page } = admin;
    await openAdmin();
    await page.getByRole('button', { name: 'Invite new users' }).click();
    await fill(person(1), 'Iris Vale', 'iris@insights.example', 'Team Leader');
    await person(1).getByText('My Team').waitFor();
    const offered = await person(1).getByRole('combobox', { name: 'Role type' }).locator('option').allInnerTexts();
    assert.deepEqual(offered, ['Admin', 'User', 'Team Leader', 'Agent']);
    await form().getByRole('button', { name: 'Add a user' }).click();
    await fill(person(2), 'Omar Haddad', 'omar@', 'Agent');
    await form().getByRole('button', { name: 'Add a user' }).click();
    await fill(person(3), '=HYPERLINK("http://x")', 'hyperhal@insights.example', 'User');
    await admin.judge('the rows');
    await form()
      .getByRole('button', { name: /^(Review|Send)/ })
      .click();
    await form().getByText('has to be corrected or removed first').first().waitFor();
    assert.equal(site.smtp.received.length, 0, 'nothing was sent');
    assert.equal(await person(1).getByLabel('Email address').inputValue(), 'iris@insights.example');
    assert.equal(await person(3).getByLabel('Email address').inputValue(), 'hyperhal@insights.example');
    await person(2).getByLabel('Email address').fill('omar@insights.example');
    await search(table.page, 'insights.example');
    const before = await counts(numbers.page);
    await form().getByRole('button', { name: 'Send 3 invitations' }).click();
    await form().waitFor({ state: 'hidden' });
    const [iris, omar] = [await site.idOf('iris@insights.example'), await site.idOf('omar@insights.example')];
    for (const [id, name] of [
      [iris, 'Team Leader'],
      [omar, 'Agent'],
    ]) {
      const { body } = await site.api('admin', 'GET', `/members/${id}`);
      assert.deepEqual(
        body.member.roles.map((role: string) => body.names[role]),
        [name],
      );
    }
    // The numbers on another admin's page are three more, without a reload.
    const invited = (before[2] ?? 0) + 3;
    await numbers.page.locator('dl').getByText(String(invited), { exact: true }).waitFor();
    assert.deepEqual(await counts(numbers.page), [(before[0] ?? 0) + 3, before[1], invited, before[3]]);
    const refused = await site.api('member', 'POST', '/invitations', { people: [{ email: 'x@insights.example' }] });
    assert.equal(refused.status, 403);
  });

  it('I-03 I-02 by keyboard alone: Send invitation, and back on the admin page a confirmation in the bottom right corner, which is announced', async () => {
    const { page } = admin;
    await openAdmin();
    await page.getByRole('button', { name: 'Invite new users' }).focus();
    await page.keyboard.press('Enter');
    await person(1).getByRole('combobox', { name: 'Role type' }).waitFor();
    await page.keyboard.type('Zelda Asante');
    await page.keyboard.press('Enter');
    await page.keyboard.type('zelda@insights.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Agent');
    const send = form().getByRole('button', { name: 'Send invitation', exact: true });
    while (!(await send.evaluate((one) => one.matches(':focus')))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await form().waitFor({ state: 'hidden' });
    const notice = page.getByRole('region', { name: 'Notifications' }).getByText('1 invitation sent');
    await notice.waitFor();
    const box = await notice.boundingBox();
    const { width, height } = page.viewportSize()!;
    assert.ok(box && box.x > width / 2 && box.y > height / 2, `bottom right, not at ${box?.x}, ${box?.y}`);
    await page.getByRole('status').filter({ hasText: '1 invitation sent' }).first().waitFor({ state: 'attached' });
    assert.ok(page.url().endsWith('/demo/insights/admin'));
    await admin.judge('the admin page with a confirmation');
  });

  it('I-04 the mail tells how to create a password and sign in', async () => {
    const mail = await site.mailTo('zelda@insights.example');
    for (const part of [mail.text, mail.html])
      assert.match(part, /create your password; from then on you sign in with/);
    const zelda = await site.stranger();
    await accept(zelda, mail.link);
    assert.equal(await site.session(zelda), 200);
    await search(table.page, 'zelda@insights.example');
    await rowWith(table.page, 'zelda@insights.example').getByText('Active', { exact: true }).waitFor();
    await zelda.context.close();
  });

  it('I-04 with single sign-on the mail says so, and no password is asked for', async () => {
    const on = await site.api('admin', 'PATCH', '/organization', { singleSignOn: true });
    assert.equal(on.status, 200, JSON.stringify(on.body));
    const { body: known } = await site.api('admin', 'GET', '/roles');
    const user = known.items.find(({ key }: { key: string }) => key === 'user');
    const people = [{ email: 'sol@insights.example', name: 'Sol Iwu', roles: [user.id] }];
    assert.equal((await site.api('admin', 'POST', '/invitations', { people })).status, 201);
    const mail = await site.mailTo('sol@insights.example');
    for (const part of [mail.text, mail.html]) {
      assert.match(part, /single sign-on/);
      assert.doesNotMatch(part, /password/i);
    }
    const sol = await site.stranger();
    await sol.page.goto(mail.link);
    await sol.page.getByText('there is no password to choose').waitFor();
    assert.equal(await sol.page.locator('input[type=password]').count(), 0);
    await sol.judge('the page of an invitation with single sign-on');
    await sol.page.getByRole('button', { name: 'Accept invitation' }).click();
    await sol.page.getByRole('heading', { name: 'You are in' }).waitFor();
    await sol.context.close();
    assert.equal((await site.api('member', 'PATCH', '/organization', { singleSignOn: false })).status, 403);
    await site.api('admin', 'PATCH', '/organization', { singleSignOn: false });
  });

  it('I-05 custom role types are offered like the others, each with what it allows', async () => {
    // Set up in the organization's portal document: this product has no page for it.
    const { portal } = (await site.api('admin', 'GET', '/organization')).body.organization;
    const coach = {
      key: 'quality-coach',
      name: 'Quality Coach',
      description: 'Listens in, and writes coaching plans.',
      permissions: ['coaching:read', 'coaching:write'],
    };
    const change = { portal: { ...portal, roles: [...portal.roles, coach] } };
    assert.equal((await site.api('member', 'PATCH', '/organization', change)).status, 403);
    const made = await site.api('admin', 'PATCH', '/organization', change);
    assert.equal(made.status, 200, JSON.stringify(made.body));
    await openAdmin();
    await admin.page.getByRole('button', { name: 'Invite new users' }).click();
    const choice = person(1).getByRole('combobox', { name: 'Role type' });
    for (const [label, about] of [
      ['Admin', 'sees when others last signed in'],
      ['User', 'Views all insights pages.'],
      ['Team Leader', 'My Team'],
      ['Agent', 'their own performance page'],
      ['Quality Coach', 'Listens in, and writes coaching plans.'],
    ] as const) {
      await choice.selectOption({ label });
      await person(1).getByText(about).waitFor();
    }
    const mine = await site.api('member', 'POST', '/roles', { name: 'Mine', permissions: [] });
    assert.equal(mine.status, 403);
  });

  it('I-06 Admins see when others last signed in, and export what is searched and filtered, safe for a spreadsheet', async () => {
    const { page } = admin;
    await openUsers();
    await admin.judge('the users');
    await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor();
    await search(page, 'zelda@insights.example');
    await rowWith(page, 'zelda@insights.example').locator('time').waitFor();
    const save = async (): Promise<string[]> => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      return (await readFile(await file.path(), 'utf8')).split('\r\n').slice(0, -1);
    };
    const [heading, ...one] = await save();
    assert.match(heading ?? '', /^\uFEFF"Name","Email",/);
    assert.equal(one.length, 1);
    assert.match(one[0] ?? '', /zelda@insights\.example/);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: 'Role type' }).selectOption({ label: 'User' });
    await search(page, 'hyperhal@insights.example');
    await page.getByRole('group', { name: 'Pages' }).getByText('1–1 of 1', { exact: true }).waitFor();
    const [, hal = ''] = await save();
    assert.match(hal, /^"'=HYPERLINK/, 'a formula is text');
    await page.getByRole('combobox', { name: 'Role type' }).selectOption({ label: 'Agent' });
    await page.getByText('Nobody matches').waitFor();
    assert.equal((await save()).length, 1, 'only the heading');
    assert.equal((await site.api('member', 'GET', '/members/export')).status, 403);
  });

  it('I-07 Deactivate takes an active user out of All users at once, on everybody’s page, and puts them in Inactive', async () => {
    const { page } = admin;
    const email = 'zelda@insights.example';
    await openUsers();
    await search(table.page, email);
    await search(page, email);
    assert.deepEqual(
      await page
        .getByRole('tab')
        .allInnerTexts()
        .then((tabs) => tabs.map((tab) => tab.replace(/\W*\d.*/s, ''))),
      ['All users', 'Inactive'],
    );
    const zelda = await site.signIn(email);
    await choose(page, email, 'Deactivate');
    for (const who of [admin, table]) await rowWith(who.page, email).waitFor({ state: 'detached' });
    assert.equal(await site.session(zelda), 401);
    await page.getByRole('tab', { name: /^All users/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await rowWith(page, email).getByText('Inactive').waitFor();
    await admin.judge('the inactive users');
    const id = await site.idOf(email);
    assert.equal((await site.api('member', 'POST', `/members/${id}/suspension`)).status, 403);
    assert.equal((await site.api('admin', 'DELETE', `/members/${id}`)).status, 403, 'nobody is deleted here');
    await zelda.context.close();
  });

  it('I-07 Cancel invite takes an invited user out of All users, and ends the link', async () => {
    const { page } = admin;
    const email = 'omar@insights.example';
    const { link } = await site.mailTo(email);
    const id = await site.idOf(email);
    await openUsers();
    await search(table.page, email);
    await search(page, email);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}/invitation`)).status, 403);
    await choose(page, email, 'Cancel invite');
    for (const who of [admin, table]) await rowWith(who.page, email).waitFor({ state: 'detached' });
    const omar = await site.stranger();
    await omar.page.goto(link);
    await omar.page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    await omar.context.close();
  });

  it('I-08 a deactivated person cannot sign in, and can be reactivated', async () => {
    const { page } = admin;
    const email = 'zelda@insights.example';
    const zelda = await site.stranger();
    const signIn = async (): Promise<void> => {
      await zelda.page.goto(`${site.url}/roster/sign-in`);
      await zelda.page.getByLabel('Email address').fill(email);
      await zelda.page.getByLabel('Password').fill(chosenPassword);
      await zelda.page.keyboard.press('Enter');
    };
    await signIn();
    await zelda.page.getByRole('heading', { name: 'Your access is suspended' }).waitFor();
    await openUsers();
    await page.getByRole('tab', { name: /^Inactive/ }).click();
    await search(page, email);
    await search(table.page, 'insights.example');
    await table.page.getByRole('searchbox').fill(email);
    await table.page.getByText('Nobody matches').waitFor();
    const id = await site.idOf(email);
    assert.equal((await site.api('member', 'DELETE', `/members/${id}/suspension`)).status, 403);
    await choose(page, email, 'Reactivate');
    await rowWith(page, email).waitFor({ state: 'detached' });
    await rowWith(table.page, email).getByText('Active', { exact: true }).waitFor();
    await signIn();
    await zelda.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    assert.equal(await site.session(zelda), 200);
    await zelda.context.close();
  });

  it('is pages without a fault of script, style or policy, that ask no other server', () => {
    for (const who of [admin, numbers, table]) {
      assert.deepEqual(faultsOf(who), []);
      assert.deepEqual(who.strangers, []);
    }
  });
});
