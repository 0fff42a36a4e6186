import { expect } from '@open-wc/testing';
import type { BeforeMemberUpdateEvent, MemberUpdatedEvent } from '../../components/controllers/member.events.ts';
import { httpSource } from '../../components/source/http-source.ts';
import { SourceError, type Source } from '../../components/source/source.ts';
import { givenElement, givenMember, nameOf, press, until } from './support/given-member.ts';
import { clearWorlds, world, type World } from './support/world.ts';

/** A source that speaks to the real API, with some of it changed. */
function over(w: World, person: string, changed: Partial<Source>): Source {
  const real = httpSource(w.as(person)) as Source;
  return new Proxy(real, {
    get: (target, name) => {
      const value = changed[name as keyof Source] ?? target[name as keyof Source];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const rolesOf = async (w: World, person: string): Promise<string[]> =>
  (await w.api('Ada').call('GET', `/members/${w.people[person]!.id}`)).body.member.roles;

describe('The form of one person', function () {
  this.timeout(60_000);
  let w: World;
  before(async () => {
    w = await world({
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['member'], groups: ['Finance'] },
        { name: 'Cy', roles: ['manager', 'member'] },
        { name: 'Di', roles: ['member'] },
        { name: 'Ed', roles: ['member'] },
        { name: 'Flo', roles: ['member'] },
        { name: 'Gus', roles: ['member'] },
        { name: 'Hal', roles: ['member'] },
        { name: 'Ina', roles: ['member'] },
        { name: 'Jo', roles: ['member'] },
        { name: 'Kim', roles: ['member'] },
        { name: 'Nobody', roles: [] },
      ],
      groups: [{ name: 'Finance', roles: ['manager'] }, 'Sales'],
    });
  });
  afterEach(clearWorlds);

  it('tells own roles from those that a group gives, and which group (A-06, D-04)', async () => {
    const given = await givenMember(w, 'Ada', 'Bo');
    expect(given.text()).to.contain('Bo').and.to.contain('bo@default.example').and.to.contain('Active');
    expect(given.role('Member').checked).to.equal(true);
    expect(given.role('Manager').checked).to.equal(false);
    expect(given.text()).to.contain('Roles from groups').and.to.contain('Manager from Finance');
    expect(given.root.querySelector('#member h2')!.textContent).to.equal('Edit Member');
  });

  it('saves address, name, contact and groups in one request, tells the host and gives the focus back (O-06, S-15, D-04)', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const given = await givenMember(w, 'Ada', 'Di');
    given.type('Name', 'Dinah');
    given.type('Email', 'dinah@default.example');
    given.root.querySelector('summary')!.click();
    given.type('Phone', '+1 555 0100');
    given.field('Groups').focus();
    given.field('Groups').click();
    await until(() => given.root.querySelector('[role=option]'), 'groups are listed');
    await press('ArrowDown', 'ArrowDown', 'Enter', 'Escape');
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    const { member } = given.told.find(({ type }) => type === 'roster-member-updated') as MemberUpdatedEvent;
    expect([member.name, member.email, member.groups]).to.deep.equal([
      'Dinah',
      'dinah@default.example',
      [w.groups['Sales']],
    ]);
    const { body } = await w.api('Ada').call('GET', `/members/${w.people['Di']!.id}`);
    expect(body.member.contact).to.deep.equal({ phone: '+1 555 0100' });
    expect(given.root.querySelector('#member')).to.equal(null);
    expect(document.activeElement).to.equal(button);
    expect(given.said.at(-1)).to.equal('Dinah saved');
    button.remove();
  });

  it('takes what is done first, before what it needs is here: a role, a letter, a group taken away, a list opened (D-04)', async () => {
    const cold = async (person: string): Promise<Awaited<ReturnType<typeof givenElement>>> => {
      const given = await givenElement(w, 'Ada');
      await given.element.open(w.people[person]!.id);
      await given.element.updateComplete;
      expect(given.root.querySelector('#member .before'), 'the field of groups is not itself here').not.to.equal(null);
      return given;
    };
    const role = await cold('Bo');
    role.role('Manager').click();
    await until(() => role.names().includes('dirty-change'), 'the role is chosen');
    expect(role.role('Manager').checked).to.equal(true);
    const letter = await cold('Ed');
    letter.type('Name', 'Edgar');
    await until(() => letter.names().includes('dirty-change'), 'the name is another');
    expect(letter.field('Name').value).to.equal('Edgar');
    const taken = await cold('Bo');
    taken.button('Remove Finance').click();
    await until(() => taken.names().includes('dirty-change'), 'the group is gone');
    expect(taken.buttons()).not.to.include('Remove Finance');
    const list = await cold('Ed');
    list.field('Groups').focus();
    list.field('Groups').click();
    await until(() => list.root.querySelector('[role=option]'), 'groups are listed');
    expect(list.focused()).to.equal('Groups');
  });

  it('names what is taken away before it is, and goes back by Undo', async () => {
    const given = await givenMember(w, 'Ada', 'Cy');
    given.role('Manager').click();
    given.button('Save').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    expect(given.text()).to.contain('Cy loses Manager.');
    expect(given.focused()).to.equal('Cancel');
    given.button('Cancel').click();
    await until(() => !given.root.querySelector('#confirm'), 'the question is gone');
    expect(await rolesOf(w, 'Cy')).to.have.members([w.roles['manager'], w.roles['member']]);
    expect(given.role('Manager').checked, 'what was chosen stays').to.equal(false);
    given.button('Save').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks again');
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    expect(await rolesOf(w, 'Cy')).to.deep.equal([w.roles['member']]);
    await until(() => given.root.querySelector('.toast'), 'a toast');
    [...given.root.querySelectorAll<HTMLElement>('.toast button')].find((one) => nameOf(one) === 'Undo')!.click();
    await until(() => given.said.includes('Undone'), 'it is undone');
    expect(await rolesOf(w, 'Cy')).to.have.members([w.roles['manager'], w.roles['member']]);
  });

  it('does not let the last admin go, and says so at the roles', async () => {
    const given = await givenMember(w, 'Ada', 'Ada');
    given.role('Admin').click();
    given.button('Save').click();
    await given.shows(/needs an active admin/);
    expect(given.root.querySelector('[data-field=roles]')!.textContent).to.match(/needs an active admin/);
    expect(given.root.querySelector('#confirm')).to.equal(null);
    expect(await rolesOf(w, 'Ada')).to.deep.equal([w.roles['admin']]);
    expect(given.focused()).to.equal('Admin');
  });

  it('shows what was changed meanwhile, by whom, and takes mine, theirs or both', async () => {
    for (const [choice, name, phone] of [
      ['Keep mine', 'Eddie', undefined],
      ['Take theirs', 'Ed', '1'],
      ['Both', 'Eddie', '1'],
    ] as const) {
      await w.api('Ada').call('PATCH', `/members/${w.people['Ed']!.id}`, { name: 'Ed', contact: {} });
      // Without events, so that the refusal of the save is what tells.
      const source = over(w, 'Ada', { events: () => {} });
      const given = await givenMember(w, 'Ada', 'Ed', { source });
      given.type('Name', 'Eddie');
      await w.api('Ada').call('PATCH', `/members/${w.people['Ed']!.id}`, { contact: { phone: '1' } });
      given.button('Save').click();
      await until(() => given.root.querySelector('#meanwhile'), 'it says so');
      await given.shows(/You, elsewhere, changed this/);
      expect(given.text()).to.contain('Phone: empty → 1');
      await until(() => given.root.activeElement?.id === 'meanwhile', 'the focus is there');
      given.button(choice).click();
      await given.element.updateComplete;
      expect(given.field('Name').value).to.equal(name);
      if (choice !== 'Take theirs') {
        expect(given.focused()).to.equal('Save');
        given.button('Save').click();
        await until(() => given.names().includes('member-updated'), 'it is saved');
      }
      const { body } = await w.api('Ada').call('GET', `/members/${w.people['Ed']!.id}`);
      expect([body.member.name, body.member.contact.phone], choice).to.deep.equal([name, phone]);
      clearWorlds();
    }
  });

  it('does not offer both where both changed the same', async () => {
    const source = over(w, 'Ada', { events: () => {} });
    const given = await givenMember(w, 'Ada', 'Flo', { source });
    given.type('Name', 'Flora');
    await w.api('Ada').call('PATCH', `/members/${w.people['Flo']!.id}`, { name: 'Florence' });
    given.button('Save').click();
    await given.shows('Name: Flo → Florence');
    expect(given.button('Both').getAttribute('aria-disabled')).to.equal('true');
    expect(given.text()).to.contain('Name was changed by both.');
    given.button('Both').click();
    await given.element.updateComplete;
    expect(given.field('Name').value).to.equal('Flora');
  });

  it('follows others while it is open: fills in what they changed, and says who', async () => {
    const given = await givenMember(w, 'Ada', 'Gus');
    await w.api('Ada').call('PATCH', `/members/${w.people['Gus']!.id}`, { name: 'Gustav' });
    await until(() => given.field('Name').value === 'Gustav', 'the name is the new one', 40_000);
    await given.shows('Name: Gus → Gustav');
    await until(() => given.said.some((one) => /changed this/.test(one)), 'it is said who');
    given.button('Dismiss').click();
    await given.element.updateComplete;
    expect(given.root.querySelector('#meanwhile')).to.equal(null);
  });

  it('says that somebody is gone who was removed meanwhile', async () => {
    const given = await givenMember(w, 'Ada', 'Hal');
    await w.api('Ada').call('DELETE', `/members/${w.people['Hal']!.id}`);
    await until(() => /not here any more/.test(given.text()), 'it says so', 40_000);
    expect(given.text()).not.to.contain('hal@default.example');
  });

  it('keeps what was typed when the network is gone, and says so (WID-06)', async () => {
    let offline = true;
    const real = httpSource(w.as('Ada')) as Source;
    const source = over(w, 'Ada', {
      updateMember: (...request) => {
        if (!offline) return real.updateMember(...request);
        const problem = { type: '', title: '', status: 503, detail: '', code: 'unavailable', requestId: '' } as const;
        return Promise.reject(new SourceError(problem, { offline: true }));
      },
    });
    const given = await givenMember(w, 'Ada', 'Ina', { source });
    given.type('Name', 'Inga');
    given.button('Save').click();
    await given.shows(/cannot be reached/);
    expect(given.field('Name').value).to.equal('Inga');
    expect(given.names()).to.include('error');
    offline = false;
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
  });

  it('saves once, however often Save is pressed (WID-07)', async () => {
    let sent = 0;
    const real = httpSource(w.as('Ada')) as Source;
    const source = over(w, 'Ada', {
      updateMember: (...request) => {
        sent++;
        return real.updateMember(...request);
      },
    });
    const given = await givenMember(w, 'Ada', 'Ina', { source });
    given.type('Name', 'Inola');
    given.button('Save').click();
    given.button('Save').click();
    given.root.querySelector('form')!.requestSubmit();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    expect(sent).to.equal(1);
  });

  it('shows what is wrong with a field at the field, with the focus on it', async () => {
    const given = await givenMember(w, 'Ada', 'Jo');
    given.type('Email', 'not an address');
    given.button('Save').click();
    await until(() => given.field('Email').getAttribute('aria-invalid') === 'true', 'the field is marked');
    expect(given.root.querySelector('#email-fault')!.textContent).to.not.equal('');
    expect(given.field('Email').getAttribute('aria-describedby')).to.contain('email-fault');
    await until(() => given.focused() === 'Email', 'the focus is on it');
    given.type('Email', 'ada@default.example');
    given.button('Save').click();
    await given.shows(/already in use/);
    expect(given.focused()).to.equal('Email');
  });

  it('asks before what was typed is lost, and not before', async () => {
    const given = await givenMember(w, 'Ada', 'Jo');
    expect(given.element.matches(':state(dirty)')).to.equal(false);
    given.type('Name', 'Joanna');
    expect(given.element.matches(':state(dirty)')).to.equal(true);
    await press('Escape');
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    given.button('Keep editing').click();
    await until(() => !given.root.querySelector('#confirm'), 'it stays');
    expect(given.field('Name').value).to.equal('Joanna');
    await press('Escape');
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks again');
    given.button('Discard').click();
    await until(() => !given.root.querySelector('#member'), 'it is closed');
    expect(given.names().filter((name) => name === 'dirty-change')).to.have.length(2);
    await given.element.open(w.people['Jo']!.id);
    await press('Escape');
    await until(() => !given.root.querySelector('#member'), 'nothing to lose: it closes at once');
  });

  it('lets the host prevent a change, or hold it', async () => {
    const given = await givenMember(w, 'Ada', 'Jo');
    const prevent = (event: Event): void => event.preventDefault();
    given.element.addEventListener('roster-before-member-update', prevent);
    given.type('Name', 'Joe');
    given.button('Save').click();
    await given.shows(/did not let it through/);
    expect(given.names()).not.to.include('member-updated');
    given.element.removeEventListener('roster-before-member-update', prevent);
    const seen: unknown[] = [];
    given.element.addEventListener('roster-before-member-update', (event) => {
      const { member, change, waitUntil } = event as BeforeMemberUpdateEvent;
      seen.push(member, change, typeof waitUntil);
    });
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    expect(seen).to.deep.equal([w.people['Jo']!.id, { name: 'Joe' }, 'function']);
  });

  it('asks why: each permission names the roles it comes from, and who gave them (A-06)', async () => {
    const given = await givenMember(w, 'Ada', 'Bo');
    const part = [...given.root.querySelectorAll('details')].find((one) => /and why/.test(one.textContent!))!;
    part.querySelector('summary')!.click();
    await until(() => part.querySelector('code'), 'permissions are listed');
    expect(part.textContent).to.contain('Given directly').and.to.contain('From Finance');
    const why = [...part.querySelectorAll('details')].find(
      (one) => one.querySelector('code')!.textContent === 'member:invite',
    )!;
    expect(nameOf(why.querySelector('summary'))).to.equal('member:invite: why?');
    expect(why.textContent).to.contain('Manager').and.not.to.contain('Given directly');
  });

  it('shows a person without permission words and nothing else, and everybody their own profile', async () => {
    const given = await givenMember(w, 'Nobody', 'Bo');
    await given.shows('Seeing other people needs another role here.');
    expect(given.text()).not.to.contain('bo@');
    expect(given.buttons()).to.deep.equal(['Close', 'Close']);
    await given.element.open(w.people['Nobody']!.id);
    await given.shows('nobody@default.example');
    expect(given.text()).to.contain('You').and.to.contain('change nothing');
    expect(given.root.querySelector('input')).to.equal(null);
  });

  it('can be filled in by keyboard alone, and Enter saves', async () => {
    const given = await givenMember(w, 'Ada', 'Kim');
    const walked: string[] = [];
    for (let step = 0; step < 7; step++) {
      await press('Tab');
      walked.push(given.focused());
    }
    expect(walked).to.deep.equal(['Close', 'Name', 'Email', 'Admin', 'Manager', 'Member', 'Groups']);
    given.field('Name').focus();
    await press('End', 'X', 'Enter');
    await until(() => given.names().includes('member-updated'), 'it is saved');
  });

  it('is a part of the page as well, that asks before the page is left', async () => {
    const given = await givenElement(w, 'Ada', { layout: 'panel', member: w.people['Bo']!.id, 'heading-level': '3' });
    await given.shows('Bo');
    const heading = given.root.querySelector('h2')!;
    expect([heading.textContent!.trim(), heading.ariaLevel]).to.deep.equal(['Bo', '3']);
    expect(given.buttons()).not.to.include('Save');
    given.type('Name', 'Bob');
    await given.element.updateComplete;
    const leave = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leave);
    expect(leave.defaultPrevented).to.equal(true);
    given.button('Save').click();
    await until(() => given.names().includes('member-updated'), 'it is saved');
    await given.shows('Bob');
    const again = new Event('beforeunload', { cancelable: true });
    dispatchEvent(again);
    expect(again.defaultPrevented).to.equal(false);
    given.element.member = w.people['Kim']!.id;
    await given.shows('kim@default.example');
  });

  it('finds in the panel what was typed when the page moves it, and nothing of somebody else’s session (WID-05, WID-08)', async () => {
    const given = await givenElement(w, 'Ada', { layout: 'panel', member: w.people['Kim']!.id });
    await given.shows('kim@default.example');
    given.type('Name', 'Kimberly');
    document.body.append(given.element);
    await given.element.updateComplete;
    expect(given.field('Name').value).to.equal('Kimberly');
    given.element.token = w.token('Nobody');
    await until(() => !given.text().includes('kim@'), 'the person is gone from the page', 2_000);
    await given.shows('Seeing other people needs another role here.');
    expect(given.root.innerHTML).not.to.contain('Kimberly');
    given.element.remove();
  });

  it('forgets the person when the session has ended (WID-09)', async () => {
    let ended = false;
    const real = httpSource(w.as('Ada')) as Source;
    const source = over(w, 'Ada', {
      member: (...request) => {
        const problem = {
          type: '',
          title: '',
          status: 401,
          detail: '',
          code: 'unauthenticated',
          requestId: '',
        } as const;
        return ended ? Promise.reject(new SourceError(problem)) : real.member(...request);
      },
    });
    const given = await givenMember(w, 'Ada', 'Bo', { source });
    ended = true;
    await given.element.refresh();
    await given.shows('Your session has ended');
    expect(given.root.innerHTML).not.to.contain('bob').and.not.to.contain('@default.example');
  });

  it('opens at once in an element that was made a moment ago', async () => {
    const element = document.createElement('roster-member');
    Object.assign(element, w.as('Ada'));
    document.body.append(element);
    await element.open(w.people['Bo']!.id);
    expect(element.shadowRoot!.querySelector('#member[open]')).to.not.equal(null);
    element.remove();
    expect(document.documentElement.style.overflow).to.equal('');
  });
});
