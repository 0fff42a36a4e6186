import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { BeforeInviteSendEvent, InviteSentEvent } from '../../components/invite/invite.events.ts';
import { common } from '../../components/messages/en-common.ts';
import {
  clearPage,
  focused,
  given,
  HostPeople,
  judged,
  paste,
  pause,
  press,
  problem,
  someGroup,
  someRole,
  type,
  until,
  type Given,
} from './invite-given.ts';

afterEach(clearPage);

const three = 'ada@acme.example, grace@acme.example, joan@acme.example';

/** From a form with several good entries to the answer. */
async function sendAll(world: Given): Promise<void> {
  await judged(world);
  world.send().click();
  await until(() => world.root.querySelector('.review'), 'the review is there');
  world.send().click();
}

describe('Inviting: what a person types and pastes', () => {
  it('S-05 O-02 opens with the focus in the field, and Enter makes a chip of each address', async () => {
    const world = await given();
    expect(focused()).to.equal('the field');
    await type('ada@acme.example');
    await press('Enter');
    await type('"Doe, Jane" <jane@acme.example>');
    await press('Enter');
    expect(world.chips()).to.deep.equal(['ada@acme.example', 'Doe, Jane jane@acme.example']);
    expect(world.dialog()).not.to.equal(null);
  });

  it('S-05 what is typed at once, before entries can be made, is not lost, nor is the place in it', async () => {
    const world = await given(new HostPeople(), { used: false });
    expect(world.input().localName).to.equal('textarea');
    await type('ad@acme.example');
    await until(() => world.root.querySelector('.chips #people'), 'entries can be made');
    expect(focused()).to.equal('the field');
    await press('Enter');
    await type('grace@acme.example,');
    expect(world.chips()).to.deep.equal(['ad@acme.example', 'grace@acme.example']);
    const other = await given(new HostPeople(), { used: false });
    const plain = other.input();
    plain.value = 'ada@acme.example';
    plain.setSelectionRange(1, 1);
    plain.dispatchEvent(new InputEvent('input'));
    await until(() => other.root.querySelector('.chips #people'), 'entries can be made');
    expect(other.input().selectionStart).to.equal(1);
  });

  it('S-05 what is pressed first works at once: groups, a message, Send, Enter', async () => {
    const groups = await given(new HostPeople(), { used: false });
    const before = groups.root.querySelector<HTMLInputElement>('#groups')!;
    before.focus();
    before.click();
    await until(() => groups.root.querySelector('[role=option]'), 'the list is open');
    expect(groups.root.activeElement?.id).to.equal('groups');
    const searched = await given(new HostPeople(), { used: false });
    searched.root.querySelector<HTMLInputElement>('#groups')!.focus();
    await type('Des');
    await until(() => searched.root.querySelectorAll('[role=option]').length === 1, 'one group is found');
    const message = await given(new HostPeople(), { used: false });
    message.button('Add a personal message').click();
    await until(() => message.root.activeElement?.id === 'message', 'the message can be written');
    const send = await given(new HostPeople(), { used: false });
    send.send().click();
    await until(() => send.text().includes('Enter at least one email address'), 'it says what is missing');
    const enter = await given(new HostPeople(), { used: false });
    await press('Enter');
    await until(() => enter.text().includes('Enter at least one email address'), 'it says what is missing');
  });

  it('O-07 roles pressed one after the other, before what clears them is here, are all taken', async () => {
    const roles = [someRole('Editor'), someRole('Billing'), someRole('Auditor', { exclusive: true })];
    const { role, root } = await given(new HostPeople({ roles }), { used: false });
    for (const name of ['Editor', 'Billing', 'Auditor']) role(name).click();
    await until(() => root.textContent.includes('Auditor selected. Editor and Billing were cleared.'), 'it is said');
    expect(['Editor', 'Billing', 'Auditor'].map((name) => role(name).checked)).to.deep.equal([false, false, true]);
  });

  it('S-05 a comma or a semicolon ends an address, and inside quotes it is part of the name', async () => {
    const world = await given();
    await type('ada@acme.example,grace@acme.example;"Doe, Jane" <jane@acme.example>,');
    expect(world.chips()).to.deep.equal(['ada@acme.example', 'grace@acme.example', 'Doe, Jane jane@acme.example']);
    expect(world.input().value).to.equal('');
  });

  it('EML-13 EML-02 a pasted list becomes one chip a person, names kept', async () => {
    const world = await given();
    await paste(world, '"Doe, John" <j@acme.example>, b@acme.example; Müller, Jörg <m@acme.example>');
    expect(world.chips()).to.deep.equal(['Doe, John j@acme.example', 'b@acme.example', 'Müller, Jörg m@acme.example']);
    await until(() => world.said.some((text) => text.includes('3 people added')), 'it is said');
  });

  it('S-05 pasted spreadsheet rows keep their lines', async () => {
    const world = await given();
    await paste(world, 'Ada\tLovelace\tada@acme.example\nGrace\tHopper\tgrace@acme.example');
    expect(world.chips()).to.deep.equal(['Ada Lovelace ada@acme.example', 'Grace Hopper grace@acme.example']);
  });

  it('a single pasted word is still text, a single pasted address is a chip', async () => {
    const world = await given();
    await paste(world, 'grace');
    expect(world.chips()).to.deep.equal([]);
    expect(world.input().value).to.equal('grace');
    await paste(world, '@acme.example');
    expect(world.input().value + world.chips().join()).to.equal('grace@acme.example');
  });

  it('keys of an input method that is composing make no chip', async () => {
    const world = await given();
    const input = world.input();
    input.value = 'に,';
    input.dispatchEvent(new InputEvent('input', { data: ',', isComposing: true, bubbles: true, composed: true }));
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    );
    await world.element.updateComplete;
    expect(world.chips()).to.deep.equal([]);
    expect(input.value).to.equal('に,');
  });

  it('leaving the field makes chips of what is in it', async () => {
    const world = await given();
    await type('ada@acme.example');
    await press('Tab');
    await until(() => world.chips().length === 1, 'the text is a chip');
  });

  it('Backspace at the start turns the last chip back into text', async () => {
    const world = await given();
    await paste(world, three);
    await press('Backspace');
    expect(world.input().value).to.equal('joan@acme.example');
    expect(world.chips()).to.have.length(2);
    await type('x');
    expect(world.input().value).to.equal('joan@acme.examplex');
  });

  it('arrows walk the chips as one tab stop, and Enter edits the one that has the focus', async () => {
    const world = await given();
    await paste(world, three);
    await press('ArrowLeft', 'ArrowLeft');
    expect(focused()).to.equal('grace@acme.example');
    await press('Home');
    expect(focused()).to.equal('ada@acme.example');
    await press('ArrowLeft');
    expect(focused()).to.equal('ada@acme.example');
    await press('End');
    expect(focused()).to.equal('the field');
    await press('ArrowLeft', 'ArrowLeft', 'Enter');
    expect(world.input().value).to.equal('grace@acme.example');
    await press('Home');
    await type('x');
    await press('Enter');
    expect(world.chips()).to.deep.equal(['ada@acme.example', 'xgrace@acme.example', 'joan@acme.example']);
    await press('ArrowLeft', 'Shift+Tab');
    expect(focused()).not.to.match(/acme/);
  });

  it('arrows are mirrored where text runs from right to left', async () => {
    const world = await given(new HostPeople(), { dir: 'rtl' });
    await paste(world, three);
    await press('ArrowRight', 'ArrowRight');
    expect(focused()).to.equal('grace@acme.example');
    await press('ArrowLeft', 'ArrowLeft');
    expect(focused()).to.equal('the field');
  });

  it('Delete removes a chip, says so, and Undo brings it back to its place', async () => {
    const world = await given();
    await paste(world, three);
    await press('ArrowLeft', 'ArrowLeft', 'Delete');
    expect(world.chips()).to.deep.equal(['ada@acme.example', 'joan@acme.example']);
    expect(focused()).to.equal('joan@acme.example');
    await until(() => world.said.some((text) => text.includes('grace@acme.example removed')), 'it is said');
    await press('Control+z');
    expect(world.chips()).to.have.length(3);
    expect(focused()).to.equal('grace@acme.example');
    await press('Delete');
    world.button('Undo').click();
    await world.element.updateComplete;
    expect(world.chips()[1]).to.equal('grace@acme.example');
  });

  it('Escape takes back an edit, then asks, then leaves; Cancel of the question keeps everything', async () => {
    const world = await given();
    await paste(world, three);
    await press('ArrowLeft', 'Enter', 'Escape');
    expect(world.chips()).to.have.length(3);
    expect(world.dialog()).not.to.equal(null);
    await press('Escape');
    await until(() => world.root.querySelector('#confirm[open]'), 'it asks');
    expect(world.root.querySelector('#confirm h2')?.textContent).to.equal('Discard 3 addresses?');
    expect(focused()).to.equal('Keep editing');
    await press('Escape');
    await until(() => !world.root.querySelector('#confirm'), 'the question is gone');
    expect(world.chips()).to.have.length(3);
    expect(focused()).to.equal('the field');
    await press('Escape');
    await until(() => world.root.querySelector('#confirm[open]'), 'it asks again');
    world.button('Discard').click();
    await until(() => !world.dialog(), 'the dialog is closed');
    expect(focused()).to.equal('Invite');
    expect(world.source.invites).to.deep.equal([]);
  });

  it('Escape closes an empty dialog at once, and the focus is back on the button', async () => {
    const world = await given();
    await press('Escape');
    expect(world.dialog()).to.equal(null);
    expect(focused()).to.equal('Invite');
  });

  it('S-07 people over the limit of the portal stay in the field with the reason, and are sent next', async () => {
    const world = await given(new HostPeople({ limits: { invitesPerRequest: 2 } }));
    await paste(world, three);
    expect(world.chips()).to.have.length(2);
    expect(world.input().value).to.equal('joan@acme.example');
    expect(world.text()).to.contain('2 people at once. The rest stays in the field');
    await sendAll(world);
    await until(() => world.chips().join() === 'joan@acme.example', 'the rest is a chip');
    expect(world.text()).to.contain('2 invitations sent');
    expect(world.source.invites[0]?.request.people).to.have.length(2);
  });

  it('S-07 a long list becomes chips in one step; only what is longer than the field stays in it, with the reason', async () => {
    const world = await given(new HostPeople({ limits: { emailField: 40 } }));
    const long = 'somebody.with.a.very.long.address.of.their.own@acme.example';
    await paste(world, `${three}, ${long}, last@acme.example`);
    expect(world.chips()).to.deep.equal([...three.split(', '), 'last@acme.example']);
    expect(world.input().value).to.equal(long);
    expect(world.text()).to.contain('The field takes 40 characters.');
    await press('Enter');
    expect(world.input().value).to.equal(long);
  });
});

describe('Inviting: the server judges every address', () => {
  const all =
    'ada@acme.example, bob@acme.example, eve@acme.example, nonsense, grace@partner.example, li@acrne.example, ADA@acme.example';

  it('S-06 each entry is marked in words, by an icon and by a line, and can be edited or removed', async () => {
    const world = await given();
    await paste(world, all);
    await judged(world);
    const why = (text: string): string => {
      const id = world.chip(text).getAttribute('aria-describedby');
      return world.root.querySelector(`#${id}`)?.textContent ?? '';
    };
    await until(() => world.root.querySelector('.issues'), 'the answer is there');
    expect(why('nonsense')).to.equal('There is no @ in this address.');
    expect(why('bob@acme.example')).to.equal('Bob Stone is a member here.');
    expect(why('eve@acme.example')).to.equal('Invited yesterday.');
    expect(why('ADA@acme.example')).to.equal('This address is in the list already.');
    expect(why('grace@partner.example')).to.equal('partner.example is not one of your domains.');
    expect(why('li@acrne.example')).to.contain('acme.example');
    const line = (text: string): string =>
      getComputedStyle(world.chip(text).querySelector('bdi[dir]')!).textDecorationLine;
    expect(line('nonsense')).to.equal('underline');
    expect(line('ada@acme.example')).to.equal('none');
    await until(() => world.said.some((text) => text.includes('1 entry is not an email address')), 'it is said');
  });

  it('S-06 going on with wrong entries sends nothing and says so beside the button, which counts the others', async () => {
    const world = await given();
    await paste(world, all);
    await judged(world);
    await until(() => world.root.querySelector('.issues'), 'the answer is there');
    expect(world.send().textContent?.trim()).to.equal('Review 3 invitations');
    const hint = world.root.querySelector<HTMLElement>('.dialog-foot .hint')!;
    expect(hint.textContent).not.to.contain('corrected');
    world.send().click();
    const told = '4 entries have to be corrected or removed first. Nothing was sent.';
    await until(() => hint.textContent === told, 'it is seen');
    expect(world.said).to.include(told);
    expect(world.source.invites).to.deep.equal([]);
    world.chip('nonsense').focus();
    await press('Delete');
    await until(() => hint.textContent?.startsWith('3 entries'), 'the number goes down with them');
  });

  it('S-06 the check is the server’s own: one request for all, and the browser has no opinion', async () => {
    const world = await given();
    world.source.delay = 50;
    await paste(world, 'nonsense, ada@acme.example');
    expect(world.root.querySelector('.chip.bad')).to.equal(null);
    await until(() => world.root.querySelector('.chip.bad'), 'the answer is there');
    expect(world.source.checks).to.deep.equal([['nonsense', 'ada@acme.example']]);
  });

  it('an answer to what the list was before is not used', async () => {
    const world = await given();
    world.source.delay = 150;
    await paste(world, 'bob@acme.example');
    await until(() => world.source.checks.length === 1, 'the first is asked');
    await press('Backspace');
    world.input().value = '';
    await type('zoe@acme.example');
    await press('Enter');
    await pause(600);
    expect(world.root.querySelector('.chip.bad')).to.equal(null);
    expect(world.source.checks.at(-1)).to.deep.equal(['zoe@acme.example']);
  });

  it('S-06 nothing is sent while an entry is wrong: the focus goes to it, and it says so', async () => {
    const world = await given();
    await paste(world, 'ada@acme.example, nonsense');
    world.send().click();
    await until(() => world.said.some((text) => text.includes('Nothing was sent')), 'it is said');
    await world.element.updateComplete;
    expect(focused()).to.equal('nonsense');
    expect(world.source.invites).to.deep.equal([]);
    expect(world.dialog()).not.to.equal(null);
  });

  it('S-06 where other domains are refused, their addresses have to go before anything is sent', async () => {
    const world = await given(new HostPeople({ rules: { foreignDomain: 'block' } }));
    await paste(world, 'ada@acme.example, grace@partner.example');
    await until(() => world.root.querySelector('.chip.bad'), 'it is marked');
    world.send().click();
    await until(() => focused() === 'grace@partner.example', 'the entry has the focus');
    expect(world.source.invites).to.deep.equal([]);
    world.button('Remove grace@partner.example').click();
    await world.element.updateComplete;
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
  });

  it('an invited person can be sent the invitation again from here', async () => {
    const world = await given();
    await paste(world, 'eve@acme.example');
    await until(() => world.root.querySelector('.issue'), 'the answer is there');
    world.button(/^Resend/).click();
    await until(() => world.told.includes('invite-resent'), 'the page hears of it');
    expect(world.source.resends).to.deep.equal(['mem_eve']);
    expect(world.chips()).to.deep.equal([]);
  });

  it('WID-06 without an answer entries stay neutral, it can be tried again, and sending is still possible', async () => {
    const world = await given();
    world.source.faults.check = [problem('unavailable', 503, 'Down.', {}, { offline: true })];
    await paste(world, 'bob@acme.example');
    await until(() => world.text().includes('could not be checked'), 'it says so');
    expect(world.root.querySelector('.chip.bad')).to.equal(null);
    world.button('Try again').click();
    await until(() => world.root.querySelector('.chip.bad'), 'it is judged');
    world.source.faults.check = [new Error('down')];
    world.button(/^Remove bob/).click();
    await paste(world, 'ada@acme.example');
    await until(() => world.text().includes('could not be checked'), 'it says so');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites).to.have.length(1);
  });
});

describe('Inviting: roles and groups', () => {
  it('O-07 an exclusive role says so beforehand, clears the rest in the form, and Undo brings them back', async () => {
    const world = await given();
    const about = world.role('Chart Viewer Only').getAttribute('aria-describedby')!;
    expect(world.root.querySelector(`#${about}`)?.textContent).to.contain('Cannot be combined with other roles');
    world.role('Chart Editor').click();
    world.role('Billing Admin').click();
    await world.element.updateComplete;
    world.role('Chart Viewer Only').click();
    await world.element.updateComplete;
    expect(world.role('Chart Editor').checked).to.equal(false);
    expect(world.text()).to.contain('Chart Viewer Only selected. Chart Editor and Billing Admin were cleared.');
    await until(() => world.said.some((text) => text.includes('were cleared')), 'it is said');
    world.button('Undo').click();
    await world.element.updateComplete;
    expect(world.role('Chart Editor').checked && world.role('Billing Admin').checked).to.equal(true);
    expect(world.role('Chart Viewer Only').checked).to.equal(false);
  });

  it('O-07 another role clears an exclusive one', async () => {
    const world = await given();
    world.role('Admin').click();
    await world.element.updateComplete;
    world.role('Chart Editor').click();
    await world.element.updateComplete;
    expect(world.role('Admin').checked).to.equal(false);
    expect(world.text()).to.contain('Chart Editor selected. Admin was cleared.');
  });

  it('a role that cannot be given stays, with its reason, and cannot be chosen', async () => {
    const world = await given();
    const auditor = world.role('Auditor');
    auditor.click();
    await world.element.updateComplete;
    expect(auditor.checked).to.equal(false);
    expect(auditor.getAttribute('aria-disabled')).to.equal('true');
    expect(world.text()).to.contain('You do not hold this role yourself.');
  });

  it('S-08 where people have one role, the one that allows least of those that can be given is chosen beforehand', async () => {
    const admin = someRole('Admin', { permissions: ['member:read', 'member:invite'] });
    const auditor = someRole('Auditor', {
      can: { ...admin.can, assign: { ok: false, code: 'privilege_escalation', reason: 'Not yours to give.' } },
    });
    const source = new HostPeople({ roles: [admin, auditor, someRole('User', { permissions: ['member:read'] })] });
    source.world.portal.rolesPerMember = 'one';
    const world = await given(source);
    expect(world.role('User').checked).to.equal(true);
    await press('Escape');
    await until(() => world.dialog() === null, 'nothing was typed, so nothing is asked');
  });

  it('S-08 where people have one role and only one that excludes others can be given, it is that: nobody is sent without', async () => {
    const source = new HostPeople({ roles: [someRole('Admin', { exclusive: true })] });
    source.world.portal.rolesPerMember = 'one';
    const world = await given(source);
    expect(world.role('Admin').checked).to.equal(true);
    await press('Escape');
    await until(() => world.dialog() === null, 'nothing was typed, so nothing is asked');
  });

  it('where people have one role, there are radio buttons', async () => {
    const source = new HostPeople({ roles: [someRole('Admin'), someRole('User')] });
    source.world.portal.rolesPerMember = 'one';
    const world = await given(source);
    world.role('Admin').click();
    world.role('User').click();
    await paste(world, 'ada@acme.example');
    await judged(world);
    world.send().click();
    await until(() => world.source.invites.length === 1, 'it is sent');
    expect(world.role?.name).to.be.a('string');
    expect(world.source.invites[0]?.request.roles).to.deep.equal(['rol_user']);
  });

  it('S-08 A-02 everybody of one invitation gets the same groups, roles and group role', async () => {
    const source = new HostPeople();
    source.world.portal.labels.groupRole = 'Group role';
    const world = await given(source);
    expect(world.text()).to.contain('No group chosen: people join Everyone.');
    await paste(world, 'Ada Lovelace <ada@acme.example>, grace@acme.example');
    world.role('Chart Editor').click();
    const groups = world.root.querySelector<HTMLInputElement>('#groups')!;
    groups.focus();
    await type('des');
    await until(() => world.root.querySelectorAll('[role=option]').length === 1, 'the list is narrowed');
    await press('Enter');
    expect(groups.value).to.equal('');
    await press('Escape');
    expect(world.dialog()).not.to.equal(null);
    expect(world.text()).not.to.contain('No group chosen');
    const owner = [...world.root.querySelectorAll<HTMLInputElement>('[name=group-role]')].at(-1)!;
    owner.click();
    await sendAll(world);
    await until(() => source.invites.length === 1, 'it is sent');
    expect(source.invites[0]?.request).to.deep.equal({
      people: [{ email: 'ada@acme.example', name: 'Ada Lovelace' }, { email: 'grace@acme.example' }],
      roles: ['rol_chart-editor'],
      groups: ['grp_design'],
      groupRole: 'owner',
    });
  });

  it('S-08 without a default group nothing is said of one', async () => {
    const none = await given(new HostPeople({ groups: [someGroup('Design')] }));
    await pause(30);
    expect(none.text()).not.to.contain('No group chosen');
    clearPage();
    const off = await given(new HostPeople({ rules: { defaultGroup: false } }));
    await pause(30);
    expect(off.text()).not.to.contain('No group chosen');
  });

  it('groups that cannot be loaded say so and can be tried again', async () => {
    const world = await given();
    world.source.faults.groups = [new Error('down')];
    const groups = world.root.querySelector<HTMLInputElement>('#groups')!;
    groups.focus();
    groups.click();
    await until(() => world.text().includes('The list could not be loaded.'), 'it says so');
    await press('Enter');
    await until(() => world.root.querySelector('[role=option]'), 'the groups are there');
    expect(world.root.querySelector('#groups')?.getAttribute('aria-expanded')).to.equal('true');
  });

  it('a group that takes nobody stays in the list with the reason', async () => {
    const world = await given();
    const groups = world.root.querySelector<HTMLInputElement>('#groups')!;
    groups.focus();
    groups.click();
    await until(() => world.root.querySelector('[role=option]'), 'the groups are there');
    const finance = [...world.root.querySelectorAll<HTMLElement>('[role=option]')].find((option) =>
      option.textContent?.includes('Finance'),
    )!;
    finance.click();
    await world.element.updateComplete;
    expect(world.root.querySelectorAll('.combobox .chip')).to.have.length(0);
    await until(() => world.said.includes('Only its owner adds people.'), 'the reason is said');
  });
});

describe('Inviting: sending', () => {
  it('O-02 one clean address is sent at once; the dialog closes, it is told, and the focus is back', async () => {
    const world = await given();
    let results: unknown;
    world.element.addEventListener('roster-invite-sent', (event) => (results = (event as InviteSentEvent).results));
    await type('ada@acme.example');
    await press('Enter');
    await judged(world);
    await press('Enter');
    await until(() => !world.dialog(), 'the dialog is closed');
    expect(world.source.invites).to.have.length(1);
    expect(results).to.have.length(1);
    expect(focused()).to.equal('Invite');
    await until(() => world.root.querySelector('.toast'), 'a notice is shown');
    expect(world.root.querySelector('.toast')?.textContent).to.contain('1 invitation sent');
    expect(world.said).to.include('1 invitation sent');
  });

  it('O-04 another domain asks before anything is sent; Back sends nothing and keeps the form', async () => {
    const world = await given();
    await paste(world, 'ada@acme.example, grace@partner.example, joan@partner.example');
    world.role('Chart Editor').click();
    await judged(world);
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    expect(world.root.querySelector('#invite h2')?.textContent).to.equal('Send 3 invitations, 2 outside acme.example?');
    expect(
      [...world.root.querySelectorAll('.domain h3')].map((head) => head.querySelector('bdi')?.textContent),
    ).to.deep.equal(['partner.example', 'acme.example']);
    expect(world.source.invites).to.deep.equal([]);
    await until(() => focused().startsWith('Send 3'), 'the heading is read');
    await press('Escape');
    await until(() => world.chips().length === 3, 'the form is back');
    expect(world.role('Chart Editor').checked).to.equal(true);
    expect(world.source.invites).to.deep.equal([]);
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.button('Back').click();
    await until(() => world.chips().length === 3, 'the form is back');
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent with one click');
    expect(world.source.invites[0]?.request.confirmedDomains).to.deep.equal(['partner.example']);
  });

  it('O-04 one address of another domain is looked at once more, one of a domain that is allowed is not', async () => {
    const asks = await given();
    await paste(asks, 'grace@partner.example');
    await judged(asks);
    asks.send().click();
    await until(() => asks.root.querySelector('.review'), 'the review is there');
    clearPage();
    const allows = await given(new HostPeople({ rules: { foreignDomain: 'allow' } }));
    await paste(allows, 'grace@partner.example');
    await judged(allows);
    allows.send().click();
    await until(() => !allows.dialog(), 'it is sent');
  });

  it('O-04 WID-06 a domain that could not be checked is confirmed after the server asks for it', async () => {
    const world = await given();
    world.source.faults.check = [new Error('down')];
    world.source.statuses.set('grace@partner.example', 'confirmDomain');
    await paste(world, 'grace@partner.example');
    await until(() => world.text().includes('could not be checked'), 'it says so');
    world.send().click();
    await until(() => world.text().includes('Not sent'), 'it says so');
    expect(world.chips()).to.deep.equal(['grace@partner.example']);
    world.source.statuses.clear();
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites[1]?.request.confirmedDomains).to.deep.equal(['partner.example']);
  });

  it('the answer is per person: who was not invited stays with the reason, the others leave', async () => {
    const world = await given();
    world.source.statuses.set('grace@acme.example', 'rateLimited').set('joan@acme.example', 'blocked');
    await paste(world, three);
    await sendAll(world);
    await until(() => world.text().includes('1 sent, 2 not'), 'the answer is there');
    expect(world.chips()).to.deep.equal(['grace@acme.example', 'joan@acme.example']);
    expect(world.text()).to.contain('The server says blocked.');
    expect(world.told).to.include('invite-sent');
    expect(world.said.join(' ')).to.contain('1 sent, 2 not');
  });

  it('a 422 marks the entries its pointers name, and fields get their own problems', async () => {
    const world = await given();
    world.source.faults.invite = [
      problem('invalid', 422, 'Something needs a correction.', {
        errors: [
          { pointer: '/people/1/email', code: 'malformed_email', detail: 'This one does not exist.' },
          { pointer: '/roles', code: 'required', detail: 'Choose at least one role.' },
        ],
      }),
    ];
    await paste(world, three);
    await sendAll(world);
    await until(() => world.root.querySelector('#roles-fault'), 'the field has its problem');
    expect(world.root.querySelector('#roles-fault')?.textContent).to.contain('Choose at least one role.');
    expect(world.root.querySelector('.chip.bad')?.textContent).to.contain('grace@acme.example');
    expect(world.root.querySelector('.chip.bad')?.textContent).to.contain('This one does not exist.');
    expect(world.chips()).to.have.length(3);
    await until(() => focused() === 'grace@acme.example', 'the entry has the focus');
  });

  it('WID-07 a double click, and Enter with a click, send one request with one key', async () => {
    const world = await given();
    await paste(world, 'ada@acme.example');
    await judged(world);
    world.source.delay = 800;
    world.send().click();
    world.send().click();
    world.input().focus();
    await press('Enter');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites).to.have.length(1);
    expect(world.source.invites[0]?.key).to.match(/^[0-9a-f]{32}$/);
  });

  it('WID-06 WID-07 after an HTML 502 or no answer everything is still there, and the same request has the same key', async () => {
    const world = await given();
    world.source.faults.invite = [
      problem('unavailable', 503, 'The server answered in a way that cannot be read.'),
      problem('unavailable', 503, 'No answer.', {}, { offline: true }),
      problem('rate_limited', 429, 'Too many requests.', {}, { retryAfter: 30 }),
    ];
    await paste(world, 'Ada <ada@acme.example>');
    await judged(world);
    world.send().click();
    await until(() => world.text().includes('cannot be read'), 'it says so');
    expect(world.chips()).to.deep.equal(['Ada ada@acme.example']);
    expect(world.told).to.include('error');
    world.send().click();
    await until(() => world.text().includes(common.offline), 'it says so');
    expect(world.text()).to.contain('Your entries are still here.');
    world.send().click();
    await until(() => world.text().includes('Try again in 30 seconds'), 'it says how long');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    const keys = world.source.invites.map(({ key }) => key);
    expect(new Set(keys.slice(0, 3)).size).to.equal(1);
    // The third was refused for certain, so what follows is a new change.
    expect(keys[3]).not.to.equal(keys[0]);
  });

  it('a changed request has another key', async () => {
    const world = await given();
    world.source.faults.invite = [new Error('down')];
    await paste(world, 'ada@acme.example');
    await judged(world);
    world.send().click();
    await until(() => world.text().includes('down'), 'it says so');
    world.role('Chart Editor').click();
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites[0]?.key).not.to.equal(world.source.invites[1]?.key);
  });

  it('sending can be stopped, and nothing typed is lost', async () => {
    const world = await given();
    await paste(world, 'ada@acme.example');
    await judged(world);
    world.source.delay = 3000;
    world.send().click();
    await until(() => world.source.invites.length === 1, 'it is on its way');
    world.button('Stop').click();
    await until(() => world.text().includes('Sending was stopped'), 'it says so');
    expect(world.chips()).to.deep.equal(['ada@acme.example']);
    world.source.delay = 0;
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites[0]?.key).to.equal(world.source.invites[1]?.key);
  });

  it('the host can hold a sending, and refuse it', async () => {
    const world = await given();
    let release = (): void => undefined;
    const hold = (event: Event): void =>
      (event as BeforeInviteSendEvent).waitUntil(new Promise<void>((resolve) => (release = resolve)));
    world.element.addEventListener('roster-before-invite-send', hold, { once: true });
    await paste(world, 'ada@acme.example');
    await judged(world);
    world.send().click();
    await pause(50);
    expect(world.source.invites).to.deep.equal([]);
    release();
    await until(() => !world.dialog(), 'it is sent');
    world.element.addEventListener('roster-before-invite-send', (event) => event.preventDefault());
    world.button('Invite').click();
    await until(world.dialog, 'the dialog is open');
    await paste(world, 'grace@acme.example');
    await judged(world, 2);
    world.send().click();
    await until(() => world.text().includes('Not sent'), 'it says so');
    expect(world.chips()).to.deep.equal(['grace@acme.example']);
    expect(world.source.invites).to.have.length(1);
  });

  it('without mail it says so before, and offers a link for each person after', async () => {
    const world = await given(new HostPeople({ mail: false }));
    expect(world.text()).to.contain('Invitations are not mailed here.');
    await paste(world, 'ada@acme.example, grace@acme.example');
    await sendAll(world);
    await until(() => world.root.querySelector('.links'), 'the links are offered');
    world.button('Copy link for ada@acme.example').click();
    await until(() => world.root.querySelector<HTMLInputElement>('.links input'), 'the link is there');
    expect(world.root.querySelector<HTMLInputElement>('.links input')?.value).to.contain(
      'https://acme.example/accept#',
    );
    world.button('Done').click();
    await until(() => !world.dialog(), 'the dialog is closed');
    expect(focused()).to.equal('Invite');
  });

  it('says who may not invite, and sends nothing', async () => {
    const refusal = { ok: false, code: 'forbidden', reason: 'Ask an admin.' } as const;
    const world = await given(new HostPeople({ invite: refusal }));
    expect(world.text()).to.contain('You cannot invite people here. Ask an admin.');
    await paste(world, 'ada@acme.example');
    world.send().click();
    await pause(400);
    expect(world.source.invites).to.deep.equal([]);
  });
});

describe('Inviting: in a page', () => {
  it('what the form needs can fail and be tried again, and what was typed stays', async () => {
    const source = new HostPeople();
    source.faults.capabilities = [problem('unavailable', 503, 'The server did not answer.')];
    const world = await given(source);
    expect(world.text()).to.contain('did not answer');
    await paste(world, three);
    world.button('Try again').click();
    await until(() => world.root.querySelector('.role'), 'the roles are there');
    expect(world.chips()).to.have.length(3);
  });

  it('S-06 what is pasted before everything has loaded is judged as soon as it has', async () => {
    const world = await given(new HostPeople(), { open: false });
    world.button('Invite').click();
    await until(world.dialog, 'the dialog is open');
    await paste(world, 'Bob <bob@acme.example>, ada@acme.example');
    await until(() => world.chips().join() === 'Bob bob@acme.example,ada@acme.example', 'each is a chip');
    await until(() => world.root.querySelector('.chip.bad'), 'it is judged');
    world.send().click();
    await until(() => focused().startsWith('Bob'), 'the wrong entry has the focus');
    expect(world.source.invites).to.deep.equal([]);
  });

  it('tells when there is something to lose, and when no longer', async () => {
    const world = await given();
    await type('a');
    expect(world.element.matches(':state(dirty)')).to.equal(true);
    await press('Backspace');
    expect(world.element.matches(':state(dirty)')).to.equal(false);
    expect(world.told.filter((name) => name === 'dirty-change')).to.have.length(2);
  });

  it('opens by method with what the host gives, without a button of its own', async () => {
    const world = await given(new HostPeople(), { open: false });
    world.element.noButton = true;
    await world.element.open({ text: 'ada@acme.example', roles: ['chart-editor'], groups: ['grp_design'] });
    await until(() => world.root.querySelector('.combobox .chip'), 'the group is chosen');
    expect(world.root.querySelector('[part=button]')).to.equal(null);
    expect(world.chips()).to.deep.equal(['ada@acme.example']);
    expect(world.role('Chart Editor').checked).to.equal(true);
  });

  it('a click beside the dialog leaves it only while nothing is in it', async () => {
    const world = await given();
    const click = (): void => {
      for (const name of ['pointerdown', 'click']) {
        const event = name === 'click' ? MouseEvent : PointerEvent;
        world.dialog()?.dispatchEvent(new event(name, { clientX: 1, clientY: 1, bubbles: true }));
      }
    };
    await type('a');
    click();
    await pause(20);
    expect(world.dialog()).not.to.equal(null);
    expect(world.root.querySelector('#confirm')).to.equal(null);
    await press('Backspace');
    click();
    await until(() => !world.dialog(), 'the dialog is closed');
  });

  it('keeps the page from scrolling while it is open, and gives it back as it was', async () => {
    document.documentElement.style.overflow = 'clip';
    const world = await given();
    expect(document.documentElement.style.overflow).to.equal('hidden');
    await press('Escape');
    expect(document.documentElement.style.overflow).to.equal('clip');
    document.documentElement.style.overflow = '';
    expect(world.dialog()).to.equal(null);
  });

  it('closes when the element is taken away, and leaves the page usable', async () => {
    const world = await given();
    const page = world.element.parentElement!;
    await paste(world, three);
    world.element.remove();
    expect(document.documentElement.style.overflow).to.equal('');
    page.append(world.element);
    await world.element.updateComplete;
    expect(world.dialog()).to.equal(null);
    expect(document.querySelectorAll('dialog[open]')).to.have.length(0);
  });

  it('works inside a modal of the host, and Escape closes only the inner one', async () => {
    const modal = document.createElement('dialog');
    document.body.append(modal);
    modal.showModal();
    const world = await given(new HostPeople(), { open: false });
    modal.append(world.element);
    await world.element.open();
    await until(world.dialog, 'the dialog is open');
    await until(() => focused() === 'the field', 'the field has the focus');
    await press('Escape');
    await until(() => !world.dialog(), 'the inner one is closed');
    expect(modal.open).to.equal(true);
    modal.remove();
    world.element.remove();
  });

  it('keys typed in it are not the shortcuts of the host', async () => {
    const world = await given();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent): void => void heard.push(event.key);
    document.addEventListener('keydown', listen);
    await type('go');
    await press('Enter');
    await press('ArrowLeft');
    await type('x');
    document.removeEventListener('keydown', listen);
    expect(heard.filter((key) => key.length === 1)).to.deep.equal([]);
    expect(world.input().value).to.equal('x');
  });

  it('another source takes everything of the one before with it', async () => {
    const world = await given();
    await paste(world, three);
    world.element.source = new HostPeople();
    await until(() => !world.dialog(), 'the dialog is closed');
    world.button('Invite').click();
    await until(() => world.root.querySelector('.role'), 'it is open again');
    expect(world.chips()).to.deep.equal([]);
  });

  it('every control of a full form is reached by Tab and shows where the focus is', async () => {
    const world = await given();
    await paste(world, 'ada@acme.example, eve@acme.example, nonsense');
    await until(() => world.root.querySelector('.issues'), 'the answer is there');
    world.button('Add a personal message').click();
    await world.element.updateComplete;
    world.button('Close').focus();
    const seen = new Set<string>();
    for (let i = 0; i < 30; i++) {
      seen.add(focused() || (world.root.activeElement?.id ?? ''));
      await sendKeys({ press: 'Tab' });
    }
    const names = [...seen].join(' | ');
    for (const name of [
      'Close',
      'the field',
      'Edit nonsense',
      'Resend eve@acme.example',
      'Cancel',
      'Review 1 invitation',
    ])
      expect(names).to.contain(name);
    for (const id of ['role-rol_admin', 'role-rol_auditor', 'groups', 'message']) {
      world.root.querySelector<HTMLElement>(`#${id}`)?.focus();
      expect(world.root.activeElement?.id).to.equal(id);
    }
  });
});
