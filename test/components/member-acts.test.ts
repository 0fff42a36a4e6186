import { expect } from '@open-wc/testing';
import type { BeforeMemberRemoveEvent, MemberRemovedEvent } from '../../components/controllers/member.events.ts';
import type { Member } from '../../server/contract/index.ts';
import { givenElement, givenMember, nameOf, press, until, type GivenMember } from './support/given-member.ts';
import { clearWorlds, world, type World } from './support/world.ts';

async function toast(given: GivenMember, button: string): Promise<void> {
  const find = (): HTMLElement | undefined =>
    [...given.root.querySelectorAll<HTMLElement>('.toast button')].find((one) => nameOf(one) === button);
  await until(find, `the toast has ${button}`);
  find()!.click();
}

/** Signs in as people do, through the page, from two windows at once: of one browser the newer session ends the older. */
async function signInTwice(email: string, password: string): Promise<void> {
  const page = await (await fetch('/roster/sign-in?switch=1')).text();
  const hidden = page.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const entries = hidden.map((input) => [/name="([^"]*)"/.exec(input)![1]!, /value="([^"]*)"/.exec(input)?.[1] ?? '']);
  const body = new URLSearchParams([...entries, ['email', email], ['password', password]]);
  const once = (): Promise<Response> => fetch('/roster/sign-in', { method: 'POST', body, redirect: 'manual' });
  await Promise.all([once(), once()]);
}

const part = (given: GivenMember, name: RegExp): HTMLDetailsElement =>
  [...given.root.querySelectorAll('details')].find((one) => name.test(one.textContent!))!;

describe('What is done to one person', function () {
  this.timeout(60_000);
  let w: World;
  const read = async (person: string): Promise<{ status: number; member: Member }> => {
    const { status, body } = await w.api('Ada').call('GET', `/members/${w.people[person]!.id}`);
    return { status, member: body.member };
  };
  before(async () => {
    w = await world({
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['member'] },
        { name: 'Cy', roles: ['member'] },
        { name: 'Di', roles: ['member'] },
        { name: 'Max', roles: ['manager'] },
        { name: 'Inn', roles: ['member'], status: 'invited' },
        { name: 'Ivo', roles: ['member'], status: 'invited' },
        { name: 'Ike', roles: ['member'], status: 'invited' },
      ],
      groups: ['Sales'],
    });
  });
  afterEach(clearWorlds);

  it('is suspended at once, and is active again by Undo (D-06)', async () => {
    const given = await givenMember(w, 'Ada', 'Bo');
    given.type('Name', 'Bobby');
    given.button('Suspend').click();
    await until(() => given.names().includes('member-suspended'), 'the host is told');
    expect((await read('Bo')).member.status).to.equal('suspended');
    await given.shows('Suspended');
    expect(given.said).to.include('Bo is suspended');
    expect(given.field('Name').value, 'what was typed stays').to.equal('Bobby');
    expect(given.buttons()).to.include('Reactivate').and.not.to.include('Suspend');
    await toast(given, 'Undo');
    await until(() => given.said.includes('Undone'), 'it is undone');
    expect((await read('Bo')).member.status).to.equal('active');
    expect(given.field('Name').value).to.equal('Bobby');
  });

  it('is reactivated (D-06)', async () => {
    await w.api('Ada').call('POST', `/members/${w.people['Cy']!.id}/suspension`);
    const given = await givenMember(w, 'Ada', 'Cy');
    given.button('Reactivate').click();
    await until(() => given.names().includes('member-reactivated'), 'the host is told');
    expect((await read('Cy')).member.status).to.equal('active');
  });

  it('is removed for good only after the consequence was read and the name typed (O-08, D-07, S-11)', async () => {
    const given = await givenMember(w, 'Ada', 'Cy');
    given.button('Remove').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    expect(given.root.querySelector('#confirm')!.getAttribute('role')).to.equal('alertdialog');
    expect(given.text()).to.contain('Cy loses Member.').and.to.contain('Sessions end at once');
    expect(given.focused()).to.equal('Cancel');
    given.button('Remove').click();
    expect(given.field('Type Cy to confirm').getAttribute('aria-invalid')).to.equal('true');
    expect((await read('Cy')).status).to.equal(200);
    given.type('Type Cy to confirm', 'cy');
    const asked: string[] = [];
    given.element.addEventListener('roster-before-member-remove', (event) =>
      asked.push((event as BeforeMemberRemoveEvent).member),
    );
    given.button('Remove').click();
    await until(() => given.names().includes('member-removed'), 'the host is told');
    const event = given.told.find(({ type }) => type === 'roster-member-removed') as MemberRemovedEvent;
    expect([event.member, ...asked]).to.deep.equal([w.people['Cy']!.id, w.people['Cy']!.id]);
    expect((await read('Cy')).status).to.equal(404);
    expect(given.root.querySelector('#member')).to.equal(null);
  });

  it('says beside the button why the last admin cannot be suspended or removed', async () => {
    for (const name of ['Suspend', 'Remove']) {
      const given = await givenMember(w, 'Ada', 'Ada');
      given.button(name).click();
      await until(() => given.root.querySelector('#acts-fault'), 'the reason is there');
      expect(given.root.querySelector('#acts-fault')!.textContent).to.match(/active admin/);
      await until(() => given.root.activeElement?.id === 'acts-fault', 'the focus is on it');
      expect(given.root.querySelector('#confirm')).to.equal(null);
    }
  });

  it('is created without an invitation, with a password that is shown once and must be changed (D-03), and sessions that can be ended (D-05), and gets a reset link (D-09)', async () => {
    const given = await givenElement(w, 'Ada');
    await given.element.create();
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Create Member');
    given.button('Create Member').click();
    await until(
      () => given.root.querySelector('#email')?.getAttribute('aria-invalid') === 'true',
      'an address is needed',
    );
    given.type('Name', 'Noor');
    given.type('Email', 'noor@default.example');
    given.role('Member').click();
    given.button('Create Member').click();
    await until(() => given.root.querySelector('#secret'), 'the password is shown');
    const secret = given.root.querySelector<HTMLInputElement>('#secret')!.value;
    expect(secret.length).to.be.at.least(20);
    expect(given.text()).to.contain('It must be changed at the first sign-in, before ');
    expect(given.focused()).to.equal('Noor can sign in now');
    expect(given.names()).to.include('member-created');
    given.button('Done').click();
    await until(() => !given.root.querySelector('#member'), 'it is closed');
    expect(given.root.innerHTML).not.to.contain(secret);

    const { body } = await w.api('Ada').call('GET', '/members?query=noor');
    const sessions = (): HTMLDetailsElement => part(given, /signed in/);
    const listed = (count: number): Promise<void> =>
      until(() => sessions().querySelectorAll('li').length === count, `${count} are listed`);
    await signInTwice('noor@default.example', secret);
    await given.element.open(body.items[0].id);
    sessions().querySelector('summary')!.click();
    await listed(2);
    expect(sessions().textContent).to.match(/Chrom/).and.to.contain('used now');
    given.button(/^End Chrom/).click();
    await listed(1);
    await until(() => given.root.activeElement?.id === 'sessions', 'the focus is on the list');
    given.button(/^End Chrom/).click();
    await given.shows('Not signed in anywhere.');
    await press('Escape');
    await signInTwice('noor@default.example', secret);
    await given.element.open(body.items[0].id);
    sessions().querySelector('summary')!.click();
    await listed(2);
    given.button('End all').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    given.button('End all').click();
    await given.shows('Not signed in anywhere.');
    expect((await w.api('Ada').call('GET', `/members/${body.items[0].id}/sessions`)).body.items).to.deep.equal([]);

    // The same person is sent a reset link, after the address was read (D-09).
    given.button('Reset password').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    expect(given.text()).to.contain('noor@default.example');
    given.button('Send link').click();
    await until(() => given.said.includes('Reset link sent to noor@default.example'), 'it is said');
    const mails = await w.mail(4);
    expect(mails.some(({ to }) => to.address === 'noor@default.example')).to.equal(true);
  });

  it('keeps an invitation’s link valid while it is edited (A-04)', async () => {
    const sent = (await w.mail(3)).find(({ to }) => to.address === 'inn@default.example')!;
    const given = await givenMember(w, 'Ada', 'Inn');
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Edit invitation');
    await given.shows('Invited by Ada');
    expect(given.text()).to.contain('Link works until');
    given.type('Name', 'Inna');
    given.role('Manager').click();
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    const { member } = await read('Inn');
    expect([member.name, member.roles.length]).to.deep.equal(['Inna', 2]);
    const link = /https?:\S+accept\S*/.exec(sent.text)![0];
    const page = await fetch(link.replace(/^https?:\/\/[^/]+/, ''));
    expect(page.status).to.equal(200);
  });

  it('says that another address ends the link of an invitation (O-06)', async () => {
    const given = await givenMember(w, 'Ada', 'Inn');
    given.type('Email', 'inn2@default.example');
    given.button('Save').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    expect(given.text()).to.contain('The link that was sent stops working');
    given.button('Cancel').click();
  });

  it('is invited again, gets a link to hand over, and loses the invitation with Undo (A-04)', async () => {
    const given = await givenMember(w, 'Ada', 'Ivo');
    given.button('Resend invitation').click();
    await until(() => given.names().includes('invite-resent'), 'it is sent again');
    expect(given.said).to.include('Invitation sent again to Ivo');
    given.button('Copy invitation link').click();
    await until(() => given.said.some((one) => /replaces the link/.test(one)), 'the link is there');
    given.button('Revoke invitation').click();
    await until(() => given.names().includes('invite-revoked'), 'it is revoked');
    expect((await read('Ivo')).status).to.equal(404);
    expect(given.root.querySelector('#member')).to.equal(null);
    await toast(given, 'Undo');
    await until(() => given.said.includes('Undone'), 'it is undone');
    expect((await read('Ivo')).member.status).to.equal('invited');
  });

  it('offers nothing of it to who may not, and gives the reason where only this person is out of reach', async () => {
    const given = await givenMember(w, 'Di', 'Max');
    await given.shows('max@default.example');
    expect(given.buttons()).to.deep.equal(['Close', 'Close']);
    clearWorlds();
    const above = await givenMember(w, 'Max', 'Ada');
    await above.shows('ada@default.example');
    expect(above.text()).to.contain('holds permissions that you do not hold yourself');
  });

  it('does nothing in an element that is read-only', async () => {
    const given = await givenElement(w, 'Ada', { readonly: '' });
    await given.element.open(w.people['Di']!.id);
    await given.shows('di@default.example');
    expect(given.root.querySelector('input')).to.equal(null);
    expect(given.buttons()).to.deep.equal(['Close', 'Close']);
    await press('Escape');
    await until(() => !given.root.querySelector('#member'), 'it is closed');
  });
});

describe('The form in the words and rules of a portal', function () {
  this.timeout(60_000);
  afterEach(clearWorlds);

  it('lets roles exclude each other, says so before and after, and takes it back (O-07)', async () => {
    const w = await world({
      preset: 'optra',
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['billing-admin', 'device-enroller'] },
      ],
    });
    const given = await givenMember(w, 'Ada', 'Bo');
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Edit User');
    expect(given.text()).to.contain('Excludes others');
    given.role('Chart Viewer Only').click();
    await given.shows(/Chart Viewer Only selected. Billing Admin and Device Enroller were cleared/);
    expect(given.role('Billing Admin').checked).to.equal(false);
    given.button('Undo').click();
    await given.element.updateComplete;
    expect(given.role('Billing Admin').checked).to.equal(true);
    expect(given.role('Chart Viewer Only').checked).to.equal(false);
    expect(given.buttons()).to.include('Delete').and.not.to.include('Suspend');
  });

  it('shows an address that cannot change as text, with the reason (S-10)', async () => {
    const w = await world({
      preset: 'spectra',
      portal: { features: {} },
      people: [
        { name: 'Ada', roles: ['org-admin'] },
        { name: 'Bo', roles: ['org-member'], groups: ['Support'] },
      ],
      groups: ['Support', 'Sales'],
    });
    const given = await givenMember(w, 'Ada', 'Bo');
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Edit Member');
    expect(given.root.querySelector('#email')).to.equal(null);
    expect(given.text()).to.contain('Addresses are not changed here.');
    expect(given.role('Org Admin').type).to.equal('radio');
    expect(given.buttons()).to.include('Remove From Organization');
  });

  it('deactivates where nobody is ever deleted', async () => {
    const w = await world({
      preset: 'insights',
      portal: { features: {} },
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['user'] },
      ],
    });
    const given = await givenMember(w, 'Ada', 'Bo');
    expect(given.buttons()).to.include('Deactivate');
    expect(given.buttons().some((name) => /Remove|Delete/.test(name))).to.equal(false);
    given.button('Deactivate').click();
    await given.shows('Inactive');
  });

  it('invites instead of creating whoever has an account already (D-03)', async () => {
    const elsewhere = await world({ preset: 'directory', people: [{ name: 'Ada', roles: ['administrator'] }] });
    const w = await world({ preset: 'directory', people: [{ name: 'Zed', roles: ['administrator'] }] });
    const email = 'somebody@directory.example';
    expect(
      (await elsewhere.api('Ada').call('POST', '/members', { email, roles: [elsewhere.roles['viewer']] })).status,
    ).to.equal(201);
    const given = await givenElement(w, 'Zed');
    await given.element.create();
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Create User');
    given.type('Email', email);
    given.button('Create User').click();
    await until(() => given.said.some((one) => /an invitation was sent instead/.test(one)), 'it is said');
    expect(given.root.querySelector('#secret')).to.equal(null);
    expect(given.root.querySelector('#member')).to.equal(null);
  });
});
