import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Portal } from '../../server/contract/index.ts';
import type { SelectionChangeEvent, ViewChangeEvent } from '../../components/members/members.events.ts';
import { clearPage, givenMembers, openMenu, pause, press, until } from './support/given-members.ts';
import { problem, SampleSource } from './support/sample-source.ts';

const everything: Portal['actions'] = [
  'invite',
  'create',
  'edit',
  'suspend',
  'remove',
  'resend',
  'revoke',
  'editInvitation',
  'link',
  'resetPassword',
  'export',
  'groups',
];

describe('An admin looking at the members', () => {
  afterEach(clearPage);

  it('sees name, address, role, groups and last activity, as columns of a native table (S-01)', async () => {
    const given = await givenMembers({
      portal: { columns: ['name', 'email', 'roles', 'groups', 'lastActive'], labels: { role: 'Organization Role' } },
    });
    const heads = [...given.root.querySelectorAll('thead th')].map((head) => head.textContent?.trim());
    expect(heads.filter(Boolean)).to.deep.equal([
      'Name',
      'Email',
      'Organization Role',
      'Groups',
      'Last active',
      'Actions',
    ]);
    const row = given.row('ada.lovelace@harbour.example');
    expect(row.querySelector('th[scope=row]')!.textContent).to.contain('Ada Lovelace');
    expect(given.row('bjorn@harbour.example').textContent).to.contain('Invite Pending');
    const seen = given.row('fz.benali@').querySelector('time')!;
    seen.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    expect(seen.title, 'the exact moment, for whoever points at it').to.match(/20\d\d/);
  });

  it('finds somebody invited without a name as "Invited User" (O-05), in the same table with status Invited (D-02)', async () => {
    const given = await givenMembers();
    const row = given.row('bjorn@harbour.example');
    expect(row.querySelector('.name')!.textContent.trim()).to.equal('Invited User');
    expect(row.querySelector('.c-status')!.textContent).to.contain('Invited');
  });

  it('tells inherited roles from own ones, and from which group they come (A-06)', async () => {
    const given = await givenMembers();
    const badges = [...given.row('amara@harbour.example').querySelectorAll('.c-roles .badge')];
    expect(badges.map((badge) => badge.textContent?.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Member',
      'Billing Admin from Finance',
    ]);
    expect(badges[1]!.getAttribute('part')).to.contain('inherited');
  });

  it('reads why a mail was not delivered', async () => {
    const given = await givenMembers({ attributes: { 'page-size': '50' } });
    expect(given.row('priya.sharma@').textContent).to.contain('Not delivered').and.to.contain('550 no such user');
  });

  it('orders by address only where the portal says so (S-02), hears it, and orders the other way at the second press', async () => {
    const given = await givenMembers({ portal: { sortable: ['email'] } });
    expect([...given.root.querySelectorAll('thead .sort')].map((one) => one.textContent?.trim())).to.deep.equal([
      'Email',
    ]);
    const head = given.root.querySelector('th.c-email')!;
    expect(head.getAttribute('aria-sort')).to.equal('ascending');
    const first = given.names();
    given.button('Email').focus();
    await press('Enter');
    await until(() => given.names()[0] !== first[0], 'the order changed');
    expect(head.getAttribute('aria-sort')).to.equal('descending');
    expect(given.said).to.include('Sorted by Email, descending.');
    expect(given.focused()).to.equal('Email');
    expect(given.source.asked('members').at(-1)).to.include({ sort: '-email' });
  });

  it('searches, filters, sorts and pages at once (S-02), with the true total', async () => {
    const given = await givenMembers({ attributes: { 'page-size': '10' } });
    const views: ViewChangeEvent['view'][] = [];
    given.element.addEventListener('roster-view-change', (event) => views.push(event.view));
    const role = given.root.querySelector<HTMLSelectElement>('select[aria-label=Role]')!;
    role.value = 'rol_1';
    role.dispatchEvent(new Event('change'));
    given.search().focus();
    await sendKeys({ type: 'a' });
    await until(() => /of \d+/.exec(given.text())?.[0] !== 'of 40', 'it has searched');
    await until(() => views.length === 2, 'the host was told twice');
    expect(given.source.asked('members').at(-1)).to.deep.equal({
      query: 'a',
      role: ['rol_1'],
      sort: 'email',
      limit: 10,
    });
    expect(views[1]).to.include({ query: 'a', role: 'rol_1', sort: 'email', pageSize: 10 });
    given.button('Clear filters').click();
    await until(() => given.text().includes('1–10 of 40'), 'everybody is back');
    expect(given.focused(), 'focus goes where one types on').to.equal('Search members');
  });

  it('types without one request for each letter, and never waits for two lists', async () => {
    const given = await givenMembers();
    given.source.delay = 120;
    const before = given.source.asked('members').length;
    given.search().focus();
    for (const letter of 'grace') {
      await sendKeys({ type: letter });
      await pause(60);
    }
    await until(() => given.names().every((name) => name === 'Grace Hopper'), 'Grace is found');
    expect(given.source.asked('members').length - before).to.be.lessThan(4);
    expect(given.source.mostLists).to.be.at.most(2);
    expect(given.search().value).to.equal('grace');
  });

  it('goes on and back by cursors, with "26–40 of 40" heard, and the focus stays on the button', async () => {
    const given = await givenMembers();
    expect(given.text()).to.contain('1–25 of 40');
    expect(given.button('Previous').getAttribute('aria-disabled')).to.equal('true');
    given.button('Next').focus();
    await press('Enter');
    await until(() => given.text().includes('26–40 of 40'), 'the second page');
    expect(given.focused()).to.equal('Next');
    expect(given.said.at(-1)).to.equal('26–40 of 40');
    await press('Enter');
    expect(given.text(), 'there is no third page').to.contain('26–40 of 40');
    given.button('Previous').click();
    await until(() => given.text().includes('1–25 of 40'), 'the first page');
  });

  it('has tabs with counts that ignore the search (A-03), walked by arrows', async () => {
    const given = await givenMembers();
    expect(given.tab(/^Invited/).textContent?.replace(/\s+/g, '')).to.equal('Invited6');
    given.search().value = 'lovelace';
    given.search().dispatchEvent(new Event('input'));
    await until(() => given.names().length === 2, 'only Ada');
    expect(given.tab(/^Invited/).textContent?.replace(/\s+/g, '')).to.equal('Invited6');
    given.tab(/^All members/).focus();
    await press('ArrowRight', 'ArrowRight');
    expect(given.focused()).to.match(/^Invited/);
    expect(given.tab(/^All members/).getAttribute('aria-selected'), 'walking shows nothing yet').to.equal('true');
    await press('Enter');
    expect(given.tab(/^Invited/).getAttribute('aria-selected')).to.equal('true');
    await until(() => given.text().includes('Nobody matches'), 'no invited Ada');
  });

  it('finds whoever was deactivated in Inactive, and in All users no longer (I-07)', async () => {
    const given = await givenMembers({
      portal: { tabs: ['all', 'suspended'], labels: { members: 'Users', suspended: 'Inactive' } },
      attributes: { 'page-size': '100' },
    });
    expect(given.names()).to.have.length(38);
    expect(
      given
        .tab(/^All users/)
        .textContent?.replace(/\s+/g, ' ')
        .trim(),
    ).to.equal('All users38');
    given.tab(/^Inactive/).click();
    await until(() => given.names().length === 2, 'the two inactive');
  });

  it('finds in the menu what goes with a person’s state, and Resend always, with the reason where it cannot be chosen (S-04)', async () => {
    const given = await givenMembers({ portal: { actions: everything } });
    const menu = await openMenu(given, 'ada.lovelace@');
    expect(menu.getAttribute('aria-label')).to.equal('Actions for Ada Lovelace');
    const labels = [...menu.querySelectorAll('.label')].map((label) => label.textContent);
    expect(labels).to.deep.equal(['Edit', 'Resend invite', 'Send password reset', 'Suspend', 'Remove']);
    await press('ArrowDown');
    const item = given.root.activeElement!;
    expect(item.textContent).to.contain('Resend invite').and.to.contain('There is no pending invitation.');
    expect(item.getAttribute('aria-disabled')).to.equal('true');
    await press('Enter');
    expect(given.source.asked('resend')).to.have.length(0);
    await press('ArrowDown');
    expect(given.focused()).to.contain('Send password reset');
    await press('End');
    expect(given.focused()).to.contain('Remove');
    await press('ArrowDown');
    expect(given.focused()).to.equal('Edit');
    await sendKeys({ press: 's' });
    expect(given.focused()).to.contain('Send password reset');
    await press('Escape');
    await until(() => !given.root.querySelector('#menu'), 'the menu is gone');
    expect(given.focused()).to.equal('Actions for Ada Lovelace');
    const invited = await openMenu(given, 'bjorn@');
    expect([...invited.querySelectorAll('.label')].map((label) => label.textContent)).to.deep.equal([
      'Edit invitation',
      'Resend invite',
      'Copy invitation link',
      'Revoke invite',
    ]);
  });

  it('resends a pending invitation from the row (S-04, D-02): asked first, told after, toast and voice', async () => {
    const given = await givenMembers();
    await openMenu(given, 'bjorn@');
    await press('Enter');
    await until(() => given.said.includes('Invitation sent again to bjorn@harbour.example'), 'it is said');
    expect(given.told.filter((name) => name.includes('resen'))).to.deep.equal([
      'before-invite-resend',
      'invite-resent',
    ]);
    await until(() => given.root.querySelector('.toasts:popover-open .toast'), 'the toast is in the top layer');
    expect(given.focused(), 'the address tells apart who has no name (S-04)').to.equal(
      'Actions for bjorn@harbour.example',
    );
    const box = given.row('bjorn@').querySelector('.pick input')!;
    expect(box.getAttribute('aria-label')).to.equal('Select bjorn@harbour.example');
    expect(given.row('bjorn@').querySelector('.name')!.textContent.trim()).to.equal('Invited User');
  });

  it('revokes at once, and goes on at the next row; the toast stays (D-02, A-04)', async () => {
    const given = await givenMembers();
    await openMenu(given, 'bjorn@');
    await press('End', 'Enter');
    await until(() => !given.text().includes('bjorn@harbour.example'), 'the row is gone');
    await until(() => given.tab(/^Invited/).textContent?.includes('5'), 'the count moved');
    await until(() => given.focused() === 'Actions for Chloé Dubois', 'the next row has the focus');
    expect(given.told).to.include.members(['before-invite-revoke', 'invite-revoked']);
    expect(given.said).to.include('Invitation of bjorn@harbour.example revoked');
  });

  it('deactivates at once by the portal’s word; they leave All users, are in Inactive, and Undo brings them back (I-07, D-06)', async () => {
    const given = await givenMembers({
      portal: {
        actions: everything,
        tabs: ['all', 'suspended'],
        labels: { members: 'Users', suspend: 'Deactivate', suspended: 'Inactive' },
      },
    });
    const heard: string[] = [];
    for (const name of ['roster-before-member-suspend', 'roster-member-suspended', 'roster-members-changed'])
      given.element.addEventListener(name, () => heard.push(name));
    const menu = await openMenu(given, 'ada.lovelace@');
    [...menu.querySelectorAll('button')].find((item) => item.textContent?.includes('Deactivate'))!.click();
    await until(() => !given.text().includes('ada.lovelace@'), 'she is gone from All users');
    await until(() => given.tab(/^Inactive/).textContent?.includes('3'), 'she is counted in Inactive');
    expect(given.said).to.include('Ada Lovelace is now Inactive');
    expect(heard).to.deep.equal(['roster-before-member-suspend', 'roster-member-suspended']);
    await until(() => given.focused().startsWith('Actions for'), 'the next row has the focus');
    await until(() => given.root.querySelector('.toast .link'), 'Undo');
    given.root.querySelector<HTMLElement>('.toast .link')!.click();
    await until(() => given.text().includes('ada.lovelace@'), 'she is back');
    expect(heard).to.include('roster-members-changed');
  });

  it('removes for good after the consequence was read and the name typed; Cancel has the focus (O-08, D-07, S-11)', async () => {
    const given = await givenMembers({ portal: { actions: everything, labels: { remove: 'Delete User' } } });
    const removing = async (): Promise<HTMLElement> => {
      await openMenu(given, 'amara@');
      await press('End', 'Enter');
      await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
      return given.root.querySelector<HTMLElement>('#confirm')!;
    };
    const dialog = await removing();
    expect(dialog.getAttribute('role')).to.equal('alertdialog');
    expect(given.focused()).to.equal('Cancel');
    expect(dialog.textContent).to.contain('Amara Okonkwo loses Member.').and.to.contain('leaves Finance');
    await press('Escape');
    expect(given.focused()).to.equal('Actions for Amara Okonkwo');
    await removing();
    await press('Tab', 'Enter');
    expect(given.source.asked('removeMember'), 'not without the name').to.have.length(0);
    given.root.querySelector<HTMLElement>('#confirm input')!.focus();
    await sendKeys({ type: 'amara okonkwo' });
    let event: Event | undefined;
    given.element.addEventListener('roster-member-removed', (one) => (event = one));
    await press('Enter');
    await until(() => !given.text().includes('amara@'), 'the row is gone');
    expect(event).to.include({ member: 'mem_00000000000000000000000001' });
    await until(() => given.said.includes('Amara Okonkwo was removed'), 'it is said');
    await until(() => given.focused().startsWith('Actions for'), 'the next row has the focus');
  });

  it('sends one request for one removal, however often Enter is pressed (WID-07)', async () => {
    const given = await givenMembers({ portal: { actions: everything } });
    given.source.delay = 100;
    for (let turn = 0; turn < 2; turn++) {
      const menu = await openMenu(given, 'ada.lovelace@');
      const item = [...menu.querySelectorAll('button')].find((one) => one.textContent?.includes('Suspend'))!;
      item.click();
      item.click();
    }
    await until(() => given.said.length > 0, 'it is said');
    expect(given.source.asked('suspend')).to.have.length(1);
  });

  it('is kept from resending by the host, at once or after a while', async () => {
    const given = await givenMembers();
    let wait = false;
    given.element.addEventListener('roster-before-invite-resend', (event) => {
      if (wait) event.waitUntil(pause(20).then(() => Promise.reject(new Error('No.'))));
      else event.preventDefault();
    });
    for (wait of [false, true]) {
      await openMenu(given, 'bjorn@');
      await press('Enter');
      await pause(80);
    }
    expect(given.source.asked('resend')).to.have.length(0);
  });

  it('reads in the row why an action failed, without a stack or a code', async () => {
    const given = await givenMembers();
    await openMenu(given, 'bjorn@');
    given.source.fault = (what) =>
      what === 'resend' ? problem(429, 'rate_limited', 'Too many invitations to this address.') : undefined;
    await press('Enter');
    await until(() => given.root.querySelector('tbody [role=alert]'), 'the row says it');
    expect(given.row('bjorn@').textContent).to.contain('Too many invitations to this address.');
    expect(given.told).to.include('error');
  });

  it('selects a page, then spelled out all that match; a filter clears it and says so', async () => {
    const given = await givenMembers();
    const changes: SelectionChangeEvent[] = [];
    given.element.addEventListener('roster-selection-change', (event) => changes.push(event));
    const boxes = given.root.querySelectorAll<HTMLInputElement>('.pick input');
    boxes[1]!.focus();
    await press('Space');
    await given.element.updateComplete;
    expect(boxes[0]!.indeterminate, 'some of the page').to.equal(true);
    boxes[0]!.click();
    await until(() => given.text().includes('25 selected'), 'the page is selected');
    given.button('Select all 40 matching').click();
    await until(() => given.text().includes('All 40 matching are selected'), 'all are selected');
    expect(changes.at(-1)).to.include({ allMatching: true });
    given.tab(/^Active/).click();
    await until(() => given.said.includes('Selection cleared because the list changed.'), 'it is said');
    expect(given.element.selection).to.deep.equal([]);
  });

  it('keeps a selection by person over pages, and resends to all of it in one request', async () => {
    const given = await givenMembers({ attributes: { 'page-size': '10', tab: 'invited' } });
    given.root.querySelector<HTMLInputElement>('thead input')!.click();
    given.element.tab = 'invited';
    await until(() => given.text().includes('6 selected'), 'six');
    given.button('Resend invite').click();
    await until(() => given.said.includes('6 invitations sent again'), 'all six');
    expect(given.source.asked('bulk')).to.have.length(1);
    expect(given.element.selection).to.have.length(0);
  });

  it('reads of both halves when one of the selected has joined meanwhile (S-04)', async () => {
    const given = await givenMembers({ attributes: { 'page-size': '10', tab: 'invited' } });
    const boxes = given.root.querySelectorAll<HTMLInputElement>('tbody .pick input');
    boxes[0]!.click();
    boxes[1]!.click();
    await until(() => given.text().includes('2 selected'), 'two');
    const [first] = given.element.selection;
    given.source.accept(first!);
    given.button('Resend invite').click();
    const told = '1 invitation sent again. 1 person has no pending invitation';
    await until(() => given.said.includes(told), 'both halves are said');
  });

  it('reads how many of the selected had no invitation to send again (S-04)', async () => {
    const given = await givenMembers();
    for (const name of ['bjorn@', 'ada.lovelace@']) {
      given.row(name).querySelector<HTMLInputElement>('.pick input')!.click();
    }
    await until(() => given.text().includes('2 selected'), 'two');
    given.button('Resend invite').click();
    const told = '1 invitation sent again. 1 person has no pending invitation';
    await until(() => given.said.includes(told), 'both halves are said');
  });

  it('finds "Resend invite" disabled with the reason where nobody selected is invited, or the role does not allow it (S-04, A-01)', async () => {
    const given = await givenMembers();
    given.row('ada.lovelace@').querySelector<HTMLInputElement>('.pick input')!.click();
    await until(() => given.text().includes('Nobody in the selection has a pending invitation.'), 'the reason');
    expect(given.button('Resend invite').getAttribute('aria-disabled')).to.equal('true');
    const source = new SampleSource();
    const reason = 'This needs the permission member:invite.';
    for (const { can } of source.members_)
      can.resend = can.revoke = can.link = { ok: false, code: 'forbidden', reason };
    const member = await givenMembers({ source, attributes: { tab: 'invited' } });
    member.root.querySelector<HTMLInputElement>('thead input')!.click();
    await until(() => member.text().includes('Your role here does not allow this.'), 'the reason');
    expect(member.text()).not.to.contain('pending invitation').and.not.to.contain('member:invite');
    const button = member.button('Resend invite');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    expect(member.root.querySelector(`#${button.getAttribute('aria-describedby')}`)!.textContent).to.contain('role');
    button.click();
    expect(source.asked('resend')).to.have.length(0);
  });

  it('sees an accepted invitation turn Active, without a reload, on coming back to the page', async () => {
    const given = await givenMembers();
    given.source.accept(given.source.members_[3]!.id);
    await pause(3100);
    dispatchEvent(new Event('focus'));
    await until(() => given.row('bjorn@').querySelector('.c-status')!.textContent?.includes('Active'), 'it is Active');
    await until(() => given.tab(/^Invited/).textContent?.includes('5'), 'the count moved');
  }).timeout(15_000);

  it('invites from the table: heard, counted, marked in the rows, and the focus is back on the button (O-02)', async () => {
    const given = await givenMembers({ attributes: { 'page-size': '50' } });
    given.button('Invite').focus();
    await press('Enter');
    const inner = (): ShadowRoot | null | undefined => given.root.querySelector('roster-invite')?.shadowRoot;
    await until(() => inner()?.querySelector('dialog[open] #roles, dialog[open] fieldset'), 'the dialog is there');
    await sendKeys({ type: 'new@harbour.example' });
    await press('Enter');
    await until(() => inner()!.querySelector('.chip'), 'the address is a chip');
    const send = [...inner()!.querySelectorAll('button')].find((one) => /^\s*Send/.test(one.textContent ?? ''))!;
    await until(() => (send.click(), given.source.asked('invite').length), 'it is sent');
    await until(() => given.said.includes('1 invitation sent'), 'it is said');
    await until(() => given.text().includes('new@harbour.example'), 'the row is there without a reload');
    expect(given.row('new@harbour.example').textContent).to.contain('New');
    await until(() => given.tab(/^Invited/).textContent?.includes('7'), 'the count moved');
    expect(given.focused()).to.equal('Invite');
  });

  it('keeps the focus with the person, not the place, when others come and go', async () => {
    const given = await givenMembers();
    given.row('bjorn@').querySelector<HTMLElement>('[data-menu]')!.focus();
    given.source.members_.splice(0, 1);
    await given.element.refresh();
    await until(() => !given.text().includes('ada.lovelace@'), 'Ada is gone');
    expect(given.root.activeElement!.closest('tr')!.textContent).to.contain('bjorn@');
    given.source.members_.splice(
      given.source.members_.findIndex(({ email }) => email.startsWith('bjorn@')),
      1,
    );
    await given.element.refresh();
    await until(() => !given.text().includes('bjorn@'), 'he is gone too');
    expect(given.focused(), 'never on somebody else’s menu').to.equal('Members');
  });

  it('types "e" and "/" into the search without the host’s own shortcuts', async () => {
    const given = await givenMembers();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent): void => void heard.push(event.key);
    document.addEventListener('keydown', listen);
    given.search().focus();
    await press('e', '/', 'Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal(['Escape']);
  });

  it('keeps tab, order and page size for the next time only where the host names a storage key', async () => {
    const first = await givenMembers({ attributes: { 'storage-key': 'people' } });
    first.tab(/^Active/).click();
    await until(() => first.told.includes('view-change'), 'the tab is chosen');
    const kept = localStorage.getItem('roster:people');
    expect(kept).to.contain('"tab":"active"').and.not.to.contain('query');
    const second = await givenMembers({ attributes: { 'storage-key': 'people' } });
    expect(second.tab(/^Active/).getAttribute('aria-selected')).to.equal('true');
    const without = await givenMembers();
    without.tab(/^Invited/).click();
    expect(localStorage.length).to.equal(1);
  });
});

describe('What the members’ table shows when there is nothing to show', () => {
  afterEach(clearPage);

  it('says nobody is there yet, with the way to invite', async () => {
    const given = await givenMembers({ count: 0 });
    expect(given.text()).to.contain('No members yet');
    expect(given.root.querySelector('.calm button')!.textContent).to.contain('Invite');
    expect(given.element.matches(':state(empty)')).to.equal(true);
  });

  it('says nobody matches, with the way back, in the words of what is searched', async () => {
    const given = await givenMembers({ attributes: { query: 'zzz' }, portal: { searchable: ['email'] } });
    expect(given.text()).to.contain('Nobody matches').and.to.contain('Try another email, or clear the filters.');
    expect(given.search().placeholder).to.equal('Search by email');
    given.root.querySelector<HTMLElement>('.calm button')!.click();
    await until(() => given.names().length === 25, 'everybody is back');
  });

  it('says in words that somebody without the role has no access, and shows nothing else (O-01, A-01)', async () => {
    const given = await givenMembers({ permissions: [] });
    expect(given.text()).to.contain('You do not have access to this');
    expect(given.root.querySelector('table, [role=tab], input, #invite')).to.equal(null);
    expect(given.text()).not.to.contain('Ada');
  });

  it('never looks as if nobody were there when loading failed, and tries again (WID-06)', async () => {
    const source = new SampleSource();
    source.fault = () => problem(503, 'unavailable', 'Down.');
    const given = await givenMembers({ source });
    expect(given.text()).to.contain('The list could not be loaded').and.not.to.contain('No members');
    expect(given.element.matches(':state(error)')).to.equal(true);
    expect(given.told.filter((name) => name === 'error')).to.have.length.within(1, 2);
    source.fault = undefined;
    given.button('Try again').click();
    await until(() => given.names().length === 25, 'the rows are there');
  });

  it('keeps the rows under a line when a refresh fails, and the typed text too (WID-06)', async () => {
    const given = await givenMembers();
    given.source.fault = () => problem(502, 'unavailable', 'An HTML page.');
    given.search().focus();
    await sendKeys({ type: 'grace' });
    await until(() => given.text().includes('could not be refreshed'), 'the line is there');
    expect(given.search().value).to.equal('grace');
    expect(given.names()).to.have.length(25);
  });

  it('shows nothing for a second, then empty rows of the same height as the full ones', async () => {
    const source = new SampleSource({ count: 300 });
    source.delay = 1600;
    const given = await givenMembers({ source, raw: true, attributes: { density: 'comfortable' } });
    const panel = given.root.querySelector<HTMLElement>('.panel')!;
    expect(getComputedStyle(panel).visibility).to.equal('hidden');
    const { top, height } = panel.getBoundingClientRect();
    await until(() => getComputedStyle(panel).visibility === 'visible', 'the empty rows');
    expect(panel.querySelectorAll('tbody tr')).to.have.length(25);
    expect(panel.getBoundingClientRect().height).to.be.closeTo(height, 25);
    expect(given.told).not.to.include('ready');
    await until(() => given.names().length === 25, 'the rows');
    expect(panel.getBoundingClientRect().top).to.be.closeTo(top, 0.5);
  });

  it('ends calmly when the session has ended: rows gone from the page, one way on (SES-20, WID-09)', async () => {
    const given = await givenMembers();
    given.source.fault = () => problem(401, 'unauthenticated', 'Sign in.');
    await given.element.refresh();
    await until(() => given.text().includes('Your session has ended'), 'it says so');
    expect(given.root.querySelector('tbody tr')).to.equal(null);
    expect(given.root.innerHTML).not.to.contain('Lovelace');
    given.source.fault = undefined;
    given.button('Try again').click();
    await until(() => given.names().length === 25, 'signed in again');
  });

  it('drops everything of one organization the moment another is shown, late answers too (TEN-20, WID-08)', async () => {
    const given = await givenMembers();
    const slow = new SampleSource({ domain: 'other.example' });
    slow.delay = 150;
    given.source.delay = 100;
    void given.element.refresh();
    given.element.source = slow;
    await given.element.updateComplete;
    expect(given.root.innerHTML).not.to.contain('harbour.example');
    await until(() => given.names().length === 25, 'the other organization');
    expect(given.text()).to.contain('other.example').and.not.to.contain('harbour.example');
    const unknown = new SampleSource();
    unknown.fault = () => problem(404, 'not_found', 'Not found');
    given.element.source = unknown;
    await until(() => given.text().includes('Not found'), 'it says so');
    expect(given.text()).not.to.contain('other.example');
  });
});

describe('Names and addresses in the table', () => {
  afterEach(clearPage);

  it('are text and nothing else, whatever they contain (EML-23)', async () => {
    const source = new SampleSource({ count: 4 });
    const strings = [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      'javascript:alert(1)',
      '{{constructor.constructor("alert(1)")()}}',
    ];
    const violations: string[] = [];
    const listen = (event: SecurityPolicyViolationEvent): void => void violations.push(event.violatedDirective);
    document.addEventListener('securitypolicyviolation', listen);
    strings.forEach((text, index) => Object.assign(source.members_[index]!, { name: text }));
    source.names['rol_2'] = source.names['grp_1'] = strings[0]!;
    const given = await givenMembers({ source });
    document.removeEventListener('securitypolicyviolation', listen);
    expect(given.names()).to.have.members(strings);
    expect(given.root.querySelector('img, script, iframe')).to.equal(null);
    expect(violations).to.deep.equal([]);
  });

  it('keep their direction to themselves, and are not machine-translated (EML-18)', async () => {
    const source = new SampleSource({ count: 2 });
    Object.assign(source.members_[0]!, { name: '\u202eevil' });
    const given = await givenMembers({ source, dir: 'rtl' });
    const bdi = given.root.querySelector('tbody .name bdi')!;
    expect(bdi.getAttribute('translate')).to.equal('no');
    const email = given.row('amara@').querySelector('.c-email bdi')!;
    expect(email.getAttribute('dir')).to.equal('ltr');
    expect(email.textContent?.trim()).to.equal('amara@harbour.example');
  });
});
