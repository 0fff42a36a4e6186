import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accept, givenPortal, rowWith, search, type PortalSite } from '../support/portal-site.ts';
import type { Visitor } from '../support/visitor.ts';

describe('The Optra portal', () => {
  let site: PortalSite;
  let admin: Visitor;

  before(async () => {
    site = await givenPortal('optra');
    admin = await site.open('admin');
  });
  after(() => site?.stop());

  /** The New User dialog, filled. */
  async function create(email: string, ...roles: string[]): Promise<void> {
    const { page } = admin;
    await page.getByRole('button', { name: 'New User' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create User' });
    await dialog.getByRole('textbox').first().fill(email);
    await page.keyboard.press('Enter');
    for (const role of roles) await dialog.getByText(role, { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
  }

  it('shows its users to an Admin alone; everybody else reads so in words, and the API refuses (O-01)', async () => {
    await rowWith(admin.page, 'admin@optra.example').waitFor();
    const plain = await site.open('member');
    await plain.page.getByText('You do not have access to this').waitFor();
    assert.equal(await plain.page.getByRole('table').count(), 0);
    assert.equal((await site.api('member', 'GET', '/members')).status, 403);
    assert.equal(
      (await site.api('member', 'POST', '/invitations', { people: [{ email: 'x@optra.example' }] })).status,
      403,
    );
    await plain.context.close();
  });

  it('takes several roles at once, and the pending user is in the table without a reload (O-02)', async () => {
    await create('nia@optra.example', 'Device Technician', 'Chart Editor');
    await admin.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await search(admin.page, 'nia@optra.example');
    const row = rowWith(admin.page, 'nia@optra.example');
    await row.getByText('Device Technician').waitFor();
    await row.getByText('Chart Editor').waitFor();
  });

  it('sends a mail titled as the guide says, with a button that works once (O-03)', async () => {
    const mail = await site.mailTo('nia@optra.example');
    assert.equal(mail.subject, "You've been invited to the Optra Portal");
    assert.match(mail.html, /Accept Invitation/);
    assert.match(mail.text, /Accept Invitation|accept/i);
    const nia = await site.stranger();
    await accept(nia, mail.link);
    const again = await site.stranger();
    await again.page.goto(mail.link);
    await again.page
      .getByText(/used|no longer|expired/i)
      .first()
      .waitFor();
    await nia.context.close();
    await again.context.close();
  });

  it('asks before anything is sent to another domain; cancelling sends nothing and keeps the form (O-04)', async () => {
    const { page } = admin;
    const before = site.smtp.received.length;
    await create('guest@elsewhere.example', 'Chart Editor');
    const dialog = page.getByRole('dialog', { name: /Create User|Review|Check/ });
    await dialog
      .getByText(/elsewhere\.example/)
      .first()
      .waitFor();
    assert.equal(site.smtp.received.length, before);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.getByText('guest@elsewhere.example').first().waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: /^Send/ }).click();
    await site.mailTo('guest@elsewhere.example');
  });

  it('lists who has not signed in yet as Invited User, whose roles can be edited, and who gets the edited ones (O-05)', async () => {
    const { page } = admin;
    await search(page, 'guest@elsewhere.example');
    const row = rowWith(page, 'guest@elsewhere.example');
    await row.getByRole('button', { name: 'Invited User' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'guest@elsewhere.example' });
    await dialog.getByText('Workflow Editor', { exact: true }).click();
    await dialog.getByText('Chart Editor', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await confirmIfAsked();
    await row.getByText('Workflow Editor').waitFor();
    const guest = await site.stranger();
    await accept(guest, (await site.mailTo('guest@elsewhere.example')).link);
    const { body } = await site.api('admin', 'GET', `/members/${await site.idOf('guest@elsewhere.example')}`);
    assert.deepEqual(
      body.member.roles.map((id: string) => body.names[id]),
      ['Workflow Editor'],
    );
    await guest.context.close();
  });

  it('opens Edit User by the name, changes address and roles, and refuses a clash with the reason (O-06)', async () => {
    const { page } = admin;
    await search(page, 'nia@optra.example');
    await rowWith(page, 'nia@optra.example').getByRole('rowheader').getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: /Edit User/ });
    const email = dialog.getByLabel(/Email/);
    await email.fill('admin@optra.example');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog
      .getByText(/already/i)
      .first()
      .waitFor();
    assert.equal(await email.inputValue(), 'admin@optra.example');
    await email.fill('nia.byron@optra.example');
    await dialog.getByText('Chart Editor', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await confirmIfAsked();
    await dialog.waitFor({ state: 'hidden' });
    await search(page, 'nia.byron@optra.example');
    assert.equal(await rowWith(page, 'nia.byron@optra.example').getByText('Chart Editor').count(), 0);
  });

  it('keeps Admin and Chart Viewer Only apart from every other role, in the form and on every path (O-07)', async () => {
    const { page } = admin;
    const id = await site.idOf('nia.byron@optra.example');
    await search(page, 'nia.byron@optra.example');
    await rowWith(page, 'nia.byron@optra.example').getByRole('rowheader').getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: /Edit User/ });
    await dialog.getByText('Chart Viewer Only', { exact: true }).click();
    await dialog
      .getByText(/cleared/)
      .first()
      .waitFor();
    assert.equal(await dialog.getByRole('checkbox', { name: /Device Technician/ }).isChecked(), false);
    await page.keyboard.press('Escape');
    await confirmIfAsked();
    const { body } = await site.api('admin', 'GET', '/roles');
    const role = (key: string): string => body.items.find((one: { key: string }) => one.key === key).id;
    const mix = [role('chart-viewer-only'), role('chart-editor')];
    const refusals = await Promise.all([
      site.api('admin', 'PATCH', `/members/${id}`, { roles: mix }),
      site.api('admin', 'POST', '/invitations', { people: [{ email: 'mix@optra.example' }], roles: mix }),
      site.api('admin', 'POST', '/members/bulk', { action: 'addRoles', ids: [id], roles: [role('admin')] }),
    ]);
    assert.deepEqual(
      refusals.map(({ status, body: { code, results } }) => code ?? results?.[0]?.code ?? status),
      ['role_exclusive', 'role_exclusive', 'role_exclusive'],
    );
  });

  it('deletes at once and for good, after a question, and takes the person out of shared workspaces (O-08, O-09)', async () => {
    const { page } = admin;
    const id = await site.idOf('nia.byron@optra.example');
    const other = await site.idOf('guest@elsewhere.example');
    const board = '/resources/chart-workspace/board-7/grants';
    for (const member of [id, other])
      assert.ok((await site.api('admin', 'PUT', `${board}/${member}`, { level: 'view' })).status < 300);
    await search(page, 'nia.byron@optra.example');
    await rowWith(page, 'nia.byron@optra.example').getByRole('rowheader').getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: /Edit User/ });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    const typed = question.getByRole('textbox');
    if (await typed.count()) await typed.fill((await typed.getAttribute('data-expected')) ?? 'nia.byron@optra.example');
    await question.getByRole('button', { name: 'Delete' }).click();
    await rowWith(page, 'nia.byron@optra.example').waitFor({ state: 'detached' });
    assert.equal((await site.api('admin', 'GET', `/members/${id}`)).status, 404);
    const { body } = await site.api('admin', 'GET', board);
    assert.deepEqual(
      body.items.map((grant: { member: string }) => grant.member),
      [other],
    );
    const { body: invited } = await site.api('admin', 'POST', '/invitations', {
      people: [{ email: 'nia.byron@optra.example' }],
    });
    assert.equal(invited.results[0].status, 'invited', 'must be invited again');
  });

  it('is a page without a fault of script, style or policy', () => {
    assert.deepEqual(
      admin.faults.filter((fault) => !/status of (4\d\d)/.test(fault)),
      [],
    );
    assert.deepEqual(admin.strangers, []);
  });

  /** A change that takes something away says so first. */
  async function confirmIfAsked(): Promise<void> {
    const question = admin.page.getByRole('alertdialog');
    await question.waitFor({ timeout: 1_500 }).catch(() => undefined);
    if (await question.isVisible()) await question.getByRole('button').last().click();
  }
});
